import type { CalendarDate } from '../calendar/calendar-date'
import { amountIn, type Balance } from '../money/balance'
import { formatMoney } from '../money/money'
import type { BalanceSettings } from '../settings/balance-settings'
import type { StartOfDay } from '../settings/start-of-day'
import { findFundedPayout, wholePayout } from './next-payout'
import { describeRules, describeTransfers, minimumIn, rulesIn, splitPayout } from './payout-split'

type Settings = Pick<BalanceSettings, 'minimumBalances' | 'transferRules' | 'unread'>

/** The days on which payouts are sent, soonest first, and how a day is written. */
export type PayoutDays = {
  payouts: readonly { sendOn: CalendarDate }[]
  startOfDay: StartOfDay | null | undefined
  day: (date: CalendarDate) => string
}

/**
 * What the next automatic payout is expected to carry, when, and where: what is available, and what settles by then, less
 * what the minimum balance reserves, shared out by the transfer rules. Where it isn't known when pending funds settle, it
 * says so.
 */
export function describeNextAmount(balance: Balance, settings: Settings, currency: string, days: PayoutDays): string {
  const [available, pending] = [amountIn(balance.available, currency), amountIn(balance.pending, currency)]
  const minimum = minimumIn(settings, currency)
  const reserved = minimum ?? 0
  const funds = { balance, currency, minimum: reserved, startOfDay: days.startOfDay }
  const funded = findFundedPayout(funds, days.payouts)
  const amount = funded?.amount ?? wholePayout(available - reserved, currency)
  const money = (amount: number) => formatMoney({ amount, currency })
  const later = describeLater(funded ? funded.later : pending, funded !== undefined, money)
  if (!funded && available < 0) return `None: the balance is ${money(available)}.${later}`
  if (!funded && amount <= 0)
    return `None yet: ${money(available)} is available${reserved > 0 ? ` and ${money(reserved)} is reserved by minimum balance` : ''}.${later}`
  const settled = funded?.settled ? `, ${money(funded.settled)} settles by then` : ''
  if (minimum === null)
    return `Up to ${money(amount)} (estimated): ${money(available)} is available${settled}, and the minimum balance isn’t known.${later}`
  const [first] = days.payouts
  const on = funded && funded.payout !== first ? ` on ${days.day(funded.payout.sendOn)}` : ''
  const parts = describeParts(amount, settings, currency)
  return `${money(amount)}${on} (estimated): ${money(available)} is available${settled}${reserved > 0 ? `, and ${money(reserved)} is reserved by minimum balance` : ''}.${parts}${later}`
}

function describeLater(pending: number, isKnown: boolean, money: (amount: number) => string): string {
  if (pending <= 0) return ''
  return isKnown
    ? ` Another ${money(pending)} settles later.`
    : ` Up to ${money(pending)} more is added if it settles in time.`
}

function describeParts(amount: number, settings: Settings, currency: string): string {
  const rules = rulesIn(settings, currency)
  const split = splitPayout(amount, rules, currency)
  if (!split) return ` ${describeRules(rules, currency)}`
  const transfers = describeTransfers(split, currency)
  if (!transfers) return ''
  const rest = split.toBank > 0 ? formatMoney({ amount: split.toBank, currency }) : 'nothing'
  return ` ${transfers}, ${rest} to the bank account.`
}
