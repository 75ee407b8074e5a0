import { isDebitable } from '../banks/countries.ts'
import { payoutStep } from '../banks/currencies.ts'
import { availableAmount } from '../money/balances.ts'
import { SOURCE_TYPES } from '../money/source-types.ts'
import { payoutDaysAfter } from '../settings/payout-days.ts'
import type { Account, CurrencyBalance, ExternalAccount, SourceType } from '../world/state.ts'

/** Where automatic payouts go: the default of each currency, unless its details have to be updated first. */
export function automaticDestinations(account: Account): ExternalAccount[] {
  return account.external_accounts.filter((external) => external.default_for_currency && external.status === 'new')
}

export interface DuePayout {
  /** Negative: a debit of the bank account. */
  amount: number
  /** What the minimum balance reserves of this source type. */
  held: number
  source_type: SourceType
}

/**
 * What a payout day pays out of the available money of one currency; both the real payouts and the estimates come from
 * here. [docs] A payout draws on one source type, and never on more than is available of all together. [assumption] One
 * payout is made for each source type that has money, cards first, so the minimum balance is reserved from the others.
 * Debits go to the card balance.
 */
export function duePayouts(
  account: Account,
  destination: ExternalAccount,
  available: CurrencyBalance['available'],
  atBanks: number,
): DuePayout[] {
  const amount = dueAmount(account, destination, availableAmount({ available }), atBanks)
  if (amount === 0) return []
  if (amount < 0) return [{ amount, held: 0, source_type: 'card' }]
  const { currency } = destination
  const hasMinimum = (account.balance_settings.minimum_balance_by_currency?.[currency] ?? 0) > 0
  const due: DuePayout[] = []
  let left = amount
  for (const source_type of SOURCE_TYPES) {
    const own = available[source_type] ?? 0
    const part = wholeSteps(Math.min(own, left), currency)
    if (part <= 0) continue
    due.push({ amount: part, held: hasMinimum ? own - part : 0, source_type })
    left -= part
  }
  return due
}

/**
 * The amount for all source types together: positive to pay out, negative to debit, less what banks were already asked
 * for. [docs] Nothing is paid out while the balance is negative, and the minimum balance stays.
 */
function dueAmount(account: Account, destination: ExternalAccount, available: number, atBanks: number): number {
  if (!account.payouts_enabled) return 0
  const { interval, minimum_balance_by_currency } = account.balance_settings
  const step = payoutStep(destination.currency)
  if (available < 0) {
    const missing = -available - atBanks
    return missing > 0 && canDebit(account, destination) ? -Math.ceil(missing / step) * step : 0
  }
  if (interval === 'manual') return 0
  const payable = available - (minimum_balance_by_currency?.[destination.currency] ?? 0)
  return payable < step ? 0 : wholeSteps(payable, destination.currency)
}

function wholeSteps(amount: number, currency: string): number {
  return amount - (amount % payoutStep(currency))
}

/** [docs account-balances] Only bank accounts, and only in some countries; also with manual payouts. */
function canDebit(account: Account, { object, country, currency }: ExternalAccount): boolean {
  return (
    account.balance_settings.debit_negative_balances === true &&
    object === 'bank_account' &&
    isDebitable(country, currency)
  )
}

/**
 * The first payout day of any currency after a moment; null if no currency has money to pay out or to debit. Currencies
 * without money count, too, because they may have some by then.
 */
export function nextPayoutMoment(account: Account, after: number): number | null {
  const destinations = automaticDestinations(account)
  if (!account.payouts_enabled || !destinations.some((each) => hasMoney(account, each))) return null
  return Math.min(...destinations.map(({ currency }) => payoutDaysAfter(account, currency, after).next().value.moment))
}

function hasMoney(account: Account, destination: ExternalAccount): boolean {
  const balance = account.balances[destination.currency]
  if (!balance) return false
  const available = availableAmount(balance)
  if (available < 0 && canDebit(account, destination)) return true
  return account.balance_settings.interval !== 'manual' && (available > 0 || balance.pending.length > 0)
}
