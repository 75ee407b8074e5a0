import type { Account, BalanceTransaction, CurrencyBalance, FeeDetail, SourceType } from '../world/state.ts'
import type { World } from '../world/world.ts'
import { balanceIn, shortfall } from './balances.ts'

export interface Posting {
  type: string
  currency: string
  /** Gross and signed: the balance changes by this less the fee. */
  amount: number
  fee?: number
  fee_details?: FeeDetail[]
  description?: string | null
  reporting_category?: string
  source?: string | null
  source_type?: SourceType
  /** If it is in the future, the money is pending until then. */
  available_on?: number
  created?: number
  /** Pending because a bank still has to send it; see PendingLot. */
  at_bank?: boolean
}

// [sdk types] The reporting categories that differ from the type.
const REPORTING_CATEGORIES: Readonly<Record<string, string>> = {
  // [from memory] of these two
  application_fee: 'platform_earning',
  application_fee_refund: 'platform_earning_refund',
  payment: 'charge',
  payout_cancel: 'payout_reversal',
  payout_failure: 'payout_reversal',
  adjustment: 'other_adjustment',
}

/** The only way to change a balance, so that available plus pending is always the sum of the transactions. */
export function post(world: World, account: Account, posting: Posting): BalanceTransaction {
  const now = world.clock.seconds()
  const created = posting.created ?? now
  const availableOn = posting.available_on ?? created
  const transaction: BalanceTransaction = {
    id: world.ids.next('txn'),
    amount: posting.amount,
    available_on: availableOn,
    created,
    currency: posting.currency,
    description: posting.description ?? null,
    fee: posting.fee ?? 0,
    fee_details: posting.fee_details ?? [],
    reporting_category: posting.reporting_category ?? REPORTING_CATEGORIES[posting.type] ?? posting.type,
    source: posting.source ?? null,
    source_type: posting.source_type ?? 'card',
    status: availableOn > now ? 'pending' : 'available',
    type: posting.type,
  }
  account.balance_transactions.push(transaction)
  const before = shortfall(account, posting.currency)
  addToBalance(world, account, transaction, posting.at_bank ?? false)
  reserve(world, account, posting.currency, shortfall(account, posting.currency) - before)
  if (account.next_payout === null) world.planPayoutDay(account)
  return transaction
}

function addToBalance(world: World, account: Account, transaction: BalanceTransaction, atBank: boolean): void {
  const { amount, available_on, currency, fee, id, source_type, status } = transaction
  const balance = balanceIn(account, currency)
  if (status === 'available') {
    addAvailable(balance, source_type, amount - fee)
    return
  }
  const lot = { amount: amount - fee, available_on, source_type, transaction: id }
  balance.pending.push(atBank ? { ...lot, at_bank: true } : lot)
  world.schedule(account, available_on)
}

function addAvailable(balance: CurrencyBalance, sourceType: SourceType, amount: number): void {
  balance.available[sourceType] = (balance.available[sourceType] ?? 0) + amount
}

/** Moves pending funds that are due to the available balance. Returns whether there were any. */
export function settle(world: World, account: Account): boolean {
  const now = world.clock.seconds()
  let hasSettled = false
  for (const balance of Object.values(account.balances)) {
    const due = balance.pending.filter((lot) => lot.available_on <= now)
    if (due.length === 0) continue
    balance.pending = balance.pending.filter((lot) => lot.available_on > now)
    for (const lot of due) {
      addAvailable(balance, lot.source_type, lot.amount)
      const transaction = findTransaction(account, lot.transaction)
      if (transaction) transaction.status = 'available'
    }
    hasSettled = true
  }
  return hasSettled
}

export function findTransaction(account: Account, id: string): BalanceTransaction | undefined {
  return account.balance_transactions.findLast((transaction) => transaction.id === id)
}

/**
 * Makes pending money available early, oldest first, for an instant payout. An empty lot stays until its day, when its
 * transaction becomes available like any other.
 */
export function settleEarly(account: Account, currency: string, sourceType: SourceType, amount: number): void {
  const balance = balanceIn(account, currency)
  let left = amount
  for (const lot of balance.pending) {
    if (left <= 0 || lot.source_type !== sourceType || lot.amount <= 0 || lot.at_bank) continue
    const used = Math.min(left, lot.amount)
    lot.amount -= used
    left -= used
    addAvailable(balance, sourceType, used)
  }
}

/** [docs] connect_reserved: the platform's money for negative balances of accounts it is liable for. */
function reserve(world: World, account: Account, currency: string, amount: number): void {
  if (account.controller?.losses.payments !== 'application' || amount === 0) return
  const { reserved } = world.accounts
  reserved[currency] = (reserved[currency] ?? 0) + amount
}

/** Adds (1) or removes (-1) what a whole account owes. */
export function countReserve(world: World, account: Account, sign: -1 | 1): void {
  for (const currency of Object.keys(account.balances)) {
    reserve(world, account, currency, sign * shortfall(account, currency))
  }
}
