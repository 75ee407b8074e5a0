import type { Simulation } from '../simulation.ts'
import type { Account, BalanceTransaction, CurrencyBalance, FeeDetail, PendingLot, SourceType } from '../world/state.ts'

export interface Posting {
  type: string
  currency: string
  /** Gross, signed; what reaches the balance is this minus the fee. */
  amount: number
  fee?: number
  fee_details?: FeeDetail[]
  description?: string | null
  reporting_category?: string
  source?: string | null
  source_type?: SourceType
  /** In the future: the money is pending until then. */
  available_on?: number
  created?: number
  /** Pending because a bank has yet to give it: see PendingLot. */
  at_bank?: boolean
}

// [sdk types] reporting_category is coarser than type; the ones that differ here.
const REPORTING_CATEGORIES: Readonly<Record<string, string>> = {
  // [from memory] of these two
  application_fee: 'platform_earning',
  application_fee_refund: 'platform_earning_refund',
  payment: 'charge',
  payout_cancel: 'payout_reversal',
  payout_failure: 'payout_reversal',
  adjustment: 'other_adjustment',
}

/**
 * The only way money enters, moves within or leaves a balance, so that at every instant
 * available + pending is the sum of the transactions.
 */
export function post(simulation: Simulation, account: Account, posting: Posting): BalanceTransaction {
  const now = simulation.clock.seconds()
  const created = posting.created ?? now
  const availableOn = posting.available_on ?? created
  const transaction: BalanceTransaction = {
    id: simulation.ids.next('txn'),
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
  const net = transaction.amount - transaction.fee
  const { source_type: sourceType } = transaction
  keepingReserve(simulation, account, posting.currency, () => {
    if (transaction.status === 'available') {
      credit(balanceIn(account, posting.currency), sourceType, net)
      return
    }
    balanceIn(account, posting.currency).pending.push({
      amount: net,
      available_on: availableOn,
      source_type: sourceType,
      transaction: transaction.id,
      ...(posting.at_bank ? { at_bank: true } : {}),
    })
    simulation.wake(account, availableOn)
  })
  if (account.next_payout === null) simulation.planPayoutDay(account)
  return transaction
}

/** Pending money whose day has come becomes available. Tells whether there was any. */
export function settle(simulation: Simulation, account: Account): boolean {
  const now = simulation.clock.seconds()
  let hasSettled = false
  for (const balance of Object.values(account.balances)) {
    const due = balance.pending.filter((lot) => lot.available_on <= now)
    if (due.length === 0) continue
    balance.pending = balance.pending.filter((lot) => lot.available_on > now)
    for (const lot of due) {
      credit(balance, lot.source_type, lot.amount)
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
 * Takes money for an instant payout out of what is pending, oldest first, by making it available early. An emptied lot
 * stays until its day, when its transaction becomes available like any other.
 */
export function advancePending(account: Account, currency: string, sourceType: SourceType, amount: number): void {
  const balance = balanceIn(account, currency)
  let left = amount
  for (const lot of balance.pending) {
    if (left <= 0 || lot.source_type !== sourceType || lot.amount <= 0 || lot.at_bank) continue
    const taken = Math.min(left, lot.amount)
    lot.amount -= taken
    left -= taken
    credit(balance, sourceType, taken)
  }
}

export function balanceIn(account: Account, currency: string): CurrencyBalance {
  const existing = account.balances[currency]
  if (existing) return existing
  const created: CurrencyBalance = { available: { card: 0 }, pending: [] }
  account.balances[currency] = created
  return created
}

export function availableAmount({ available }: Pick<CurrencyBalance, 'available'>): number {
  return (available.card ?? 0) + (available.bank_account ?? 0) + (available.fpx ?? 0)
}

export function pendingAmount({ pending }: CurrencyBalance, of?: SourceType): number {
  return pending.reduce((sum, lot) => (of === undefined || lot.source_type === of ? sum + lot.amount : sum), 0)
}

/** What banks were asked for and have not given yet. */
export function amountAtBanks(lots: readonly Pick<PendingLot, 'amount' | 'at_bank'>[]): number {
  return lots.reduce((sum, { amount, at_bank }) => (at_bank ? sum + amount : sum), 0)
}

function credit(balance: CurrencyBalance, sourceType: SourceType, amount: number): void {
  balance.available[sourceType] = (balance.available[sourceType] ?? 0) + amount
}

/** [docs] connect_reserved: the platform's money held against negative balances of accounts it answers for. */
function keepingReserve(simulation: Simulation, account: Account, currency: string, change: () => void): void {
  const before = shortfall(account, currency)
  change()
  const after = shortfall(account, currency)
  if (account.controller?.losses.payments !== 'application' || before === after) return
  const reserved = simulation.accounts.reserved
  reserved[currency] = (reserved[currency] ?? 0) + after - before
}

/** A whole account comes (1) or goes (-1) with what it owes. */
export function countReserve(simulation: Simulation, account: Account, sign: -1 | 1): void {
  if (account.controller?.losses.payments !== 'application') return
  const reserved = simulation.accounts.reserved
  for (const currency of Object.keys(account.balances)) {
    reserved[currency] = (reserved[currency] ?? 0) + sign * shortfall(account, currency)
  }
}

function shortfall(account: Account, currency: string): number {
  const balance = account.balances[currency]
  return balance ? Math.max(0, -(availableAmount(balance) + pendingAmount(balance))) : 0
}
