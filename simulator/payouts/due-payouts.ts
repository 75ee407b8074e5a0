import { isDebitable } from '../banks/countries.ts'
import { payoutStep } from '../banks/currencies.ts'
import { availableAmount } from '../money/balances.ts'
import { SOURCE_TYPES } from '../money/source-types.ts'
import type { Account, CurrencyBalance, ExternalAccount, SourceType } from '../world/state.ts'

/** A currency that is paid out automatically. */
export interface PayoutRoute {
  currency: string
  /** Null if only transfer rules move its money. */
  destination: ExternalAccount | null
}

/**
 * The default bank account or card of each currency, unless its details have to be updated first: that stops everything
 * in its currency. [docs treasury] None is needed where a rule transfers everything.
 */
export function payoutRoutes(account: Account): PayoutRoute[] {
  const defaults = account.external_accounts.filter((external) => external.default_for_currency)
  const routes: PayoutRoute[] = defaults
    .filter(({ status }) => status === 'new')
    .map((destination) => ({ currency: destination.currency, destination }))
  const { automatic_transfer_rules_by_currency: rules } = account.balance_settings
  for (const [currency, ofCurrency] of Object.entries(rules ?? {})) {
    const takesAll = ofCurrency.some(({ type }) => type === 'transfer_all')
    if (takesAll && !defaults.some((each) => each.currency === currency)) routes.push({ currency, destination: null })
  }
  return routes
}

export interface DuePayout {
  /** Negative: a debit of the bank account. */
  amount: number
  /** What the minimum balance reserves of this source type. */
  held: number
  source_type: SourceType
  /** Undefined for the bank account or card. */
  financial_account?: string
}

/**
 * What a payout day pays out of the available money of one currency; both the real payouts and the estimates come from
 * here. [docs] A payout draws on one source type, and never on more than is available of all together. [assumption] One
 * payout is made for each source type that has money, cards first, so the minimum balance is reserved from the others.
 * Debits go to the card balance. [docs] Transfer rules come before the bank account; [assumption] in their order.
 */
export function duePayouts(
  account: Account,
  { currency, destination }: PayoutRoute,
  available: CurrencyBalance['available'],
  atBanks: number,
): DuePayout[] {
  const amount = dueAmount(account, currency, destination, availableAmount({ available }), atBanks)
  if (amount === 0) return []
  if (amount < 0) return [{ amount, held: 0, source_type: 'card' }]
  const { automatic_transfer_rules_by_currency: rules, minimum_balance_by_currency } = account.balance_settings
  const hasMinimum = (minimum_balance_by_currency?.[currency] ?? 0) > 0
  const due: DuePayout[] = []
  const own = { ...available }
  let left = amount

  function take(most: number, financial_account?: string): void {
    let rest = most
    for (const source_type of SOURCE_TYPES) {
      const before = own[source_type] ?? 0
      const part = wholeSteps(Math.min(before, left, rest), currency)
      if (part <= 0) continue
      own[source_type] = before - part
      left -= part
      rest -= part
      if (financial_account !== undefined) due.push({ amount: part, held: 0, source_type, financial_account })
      else due.push({ amount: part, held: hasMinimum ? before - part : 0, source_type })
    }
  }

  for (const rule of rules?.[currency] ?? []) take(rule.transfer_up_to_amount ?? left, rule.payout_method)
  if (destination) take(left)
  return due
}

/**
 * The amount for all source types together: positive to pay out, negative to debit, less what banks were already asked
 * for. [docs] Nothing is paid out while the balance is negative, and the minimum balance stays.
 */
function dueAmount(
  account: Account,
  currency: string,
  destination: ExternalAccount | null,
  available: number,
  atBanks: number,
): number {
  if (!account.payouts_enabled) return 0
  const { interval, minimum_balance_by_currency } = account.balance_settings
  const step = payoutStep(currency)
  if (available < 0) {
    const missing = -available - atBanks
    return missing > 0 && canDebit(account, destination) ? -Math.ceil(missing / step) * step : 0
  }
  if (interval === 'manual') return 0
  const payable = available - (minimum_balance_by_currency?.[currency] ?? 0)
  return payable < step ? 0 : wholeSteps(payable, currency)
}

function wholeSteps(amount: number, currency: string): number {
  return amount - (amount % payoutStep(currency))
}

/** [docs account-balances] Only bank accounts, and only in some countries; also with manual payouts. */
export function canDebit(account: Account, destination: ExternalAccount | null): boolean {
  return (
    account.balance_settings.debit_negative_balances === true &&
    destination?.object === 'bank_account' &&
    isDebitable(destination.country, destination.currency)
  )
}
