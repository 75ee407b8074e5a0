import { isDebitable } from '../banks/countries.ts'
import { payoutStep } from '../banks/currencies.ts'
import { availableAmount } from '../money/money.ts'
import { SOURCE_TYPES } from '../money/source-types.ts'
import { payoutDaysAfter } from '../settings/payout-schedule.ts'
import type { Account, CurrencyBalance, ExternalAccount, SourceType } from '../world/state.ts'

/** Where automatic payouts go: the default of each currency, unless its details have to be updated first. */
export function scheduledDestinations(account: Account): ExternalAccount[] {
  return account.external_accounts.filter((external) => external.default_for_currency && external.status === 'new')
}

export interface DuePayout {
  /** Negative: a debit. */
  amount: number
  /** What stays behind of its source type because of the minimum balance. */
  held: number
  source_type: SourceType
}

/**
 * What a payout day does with the money of one currency, for the clock and for estimates alike. [docs] a payout draws
 * on one source type, and never on more than there is of all together. [assumption] One payout leaves for each source
 * type that has money, cards first, so that what has to stay is taken from the others; debits go to the card balance.
 */
export function payoutsDue(
  account: Account,
  destination: ExternalAccount,
  available: CurrencyBalance['available'],
  atBanks: number,
): DuePayout[] {
  const amount = amountDue(account, destination, availableAmount({ available }), atBanks)
  if (amount === 0) return []
  if (amount < 0) return [{ amount, held: 0, source_type: 'card' }]
  const { currency } = destination
  const keepsMinimum = (account.balance_settings.minimum_balance_by_currency?.[currency] ?? 0) > 0
  const due: DuePayout[] = []
  let left = amount
  for (const source_type of SOURCE_TYPES) {
    const own = available[source_type] ?? 0
    const part = wholeSteps(Math.min(own, left), currency)
    if (part <= 0) continue
    due.push({ amount: part, held: keepsMinimum ? own - part : 0, source_type })
    left -= part
  }
  return due
}

/**
 * Of all source types together: a positive amount is paid out, a negative one debited, unless banks were asked for it
 * already. [docs] nothing leaves while the balance is negative, and the minimum balance stays.
 */
function amountDue(account: Account, destination: ExternalAccount, available: number, atBanks: number): number {
  if (!account.payouts_enabled) return 0
  const { interval, minimum_balance_by_currency } = account.balance_settings
  const step = payoutStep(destination.currency)
  if (available < 0) {
    const lacking = -available - atBanks
    return lacking > 0 && mayDebit(account, destination) ? -Math.ceil(lacking / step) * step : 0
  }
  if (interval === 'manual') return 0
  const payable = available - (minimum_balance_by_currency?.[destination.currency] ?? 0)
  return payable < step ? 0 : wholeSteps(payable, destination.currency)
}

function wholeSteps(amount: number, currency: string): number {
  return amount - (amount % payoutStep(currency))
}

/** [docs account-balances] bank accounts only, and only in some countries; also with manual payouts. */
function mayDebit(account: Account, { object, country, currency }: ExternalAccount): boolean {
  return (
    account.balance_settings.debit_negative_balances === true &&
    object === 'bank_account' &&
    isDebitable(country, currency)
  )
}

/**
 * The first payout day of any currency after a moment, or null where no money waits for one: then no one has to look.
 * Currencies without money count too, because some may come in until then.
 */
export function nextPayoutMoment(account: Account, after: number): number | null {
  const destinations = scheduledDestinations(account)
  if (!account.payouts_enabled || !destinations.some((each) => hasWork(account, each))) return null
  return Math.min(...destinations.map(({ currency }) => payoutDaysAfter(account, currency, after).next().value.moment))
}

function hasWork(account: Account, destination: ExternalAccount): boolean {
  const balance = account.balances[destination.currency]
  if (!balance) return false
  const available = availableAmount(balance)
  if (available < 0 && mayDebit(account, destination)) return true
  return account.balance_settings.interval !== 'manual' && (available > 0 || balance.pending.length > 0)
}
