import { type ExternalAccount, nameExternalAccount } from '../accounts/external-account'
import type { CalendarDate } from '../calendar/calendar-date'
import { formatDay } from '../calendar/format-day'
import { amountIn } from '../money/balance'
import { formatMoney } from '../money/money'
import { type AccountMoney, payoutToday } from './account-money'
import type { PayoutsDisabledCode } from './payouts-disabled'

export type PayoutCauseCode =
  | PayoutsDisabledCode
  | 'maybe_paused'
  | 'negative_balance'
  | 'no_bank_account'
  | 'bank_errored'
  | 'requirements_open'
  | 'late'
  | 'manual'
  | 'in_transit'
  | 'held'
  | 'unknown_schedule'
  | 'below_minimum_balance'
  | 'below_minimum_payout'
  | 'first_payout'
  | 'settlement_delay'
  | 'weekend_or_holiday'
  | 'scheduled'
  | 'transferred'
  | 'unknown_transfer_rule'
  | 'unknown_minimum_balance'
  | 'nothing_available'

/** `blocked`: no payout is sent. `action_needed`: somebody has to do something. */
export type PayoutCauseState = 'blocked' | 'action_needed' | 'waiting' | 'on_schedule'

/** One reason why an account was not paid yet, or when it will be. */
export type PayoutCause = {
  code: PayoutCauseCode
  state: PayoutCauseState
  /** lower-case ISO 4217; null where it concerns the whole account */
  currency: string | null
  /** One sentence, the amount and the date first. */
  headline: string
  /** What follows from it and what to do; may be empty. */
  next: string
  /** The day it turns on, never before today; null where there is none. */
  date: CalendarDate | null
  /** Minor units that it is about; null where that is not known. */
  amount: number | null
}

/** For causes without a day or an amount. */
export const nothingKnown = { date: null, amount: null } as const

/** An account's money in one currency, as the causes need it. Amounts are in minor units. */
export type CurrencyMoney = AccountMoney & {
  currency: string
  today: CalendarDate
  available: number
  pending: number
  /** False where another platform controls the account, because Stripe doesn't show its bank accounts then, and where it doesn't say which one is for this currency. */
  knowsBanks: boolean
  banks: readonly ExternalAccount[]
  /** Also where others may have been made that aren't known. */
  hadPayouts: boolean
  formatted: (amount: number) => string
  day: (date: CalendarDate) => string
}

export function moneyIn(money: AccountMoney, currency: string): CurrencyMoney {
  const today = payoutToday(money)
  const isShown = money.account.controller.isController !== false
  const externalAccounts = isShown ? money.externalAccounts : []
  const banks = externalAccounts.filter((bank) => bank.currency === currency)
  return {
    ...money,
    externalAccounts,
    currency,
    today,
    available: amountIn(money.balance.available, currency),
    pending: Math.max(0, amountIn(money.balance.pending, currency)),
    knowsBanks: isShown && (banks.length > 0 || money.externalAccounts.every((bank) => bank.currency !== null)),
    banks,
    payouts: money.payouts.filter((payout) => payout.currency === currency && payout.amount > 0),
    hadPayouts: money.morePayouts === true || money.payouts.some(({ amount }) => amount > 0),
    formatted: (amount) => formatMoney({ amount, currency }),
    day: (date) => formatDay(date, today),
  }
}

/** The default currency always counts: its bank account is missed before the first payment. */
export const hasFunds = ({ available, pending, currency, account }: CurrencyMoney): boolean =>
  currency === account.defaultCurrency || available !== 0 || pending !== 0

/** " to STRIPE TEST BANK •••• 6789", or nothing where the bank account is not known. */
export const toBank = (bank: ExternalAccount | undefined): string => (bank ? ` to ${nameExternalAccount(bank)}` : '')
