import type { CalendarDate } from '../calendar/calendar-date'
import { isUsableSchedule } from '../settings/payout-schedule'
import { type AccountMoney, payoutToday } from './account-money'
import { wholePayout } from './next-payout'
import { isOutstanding } from './payout'
import { moneyIn, type PayoutCause } from './payout-cause'
import { minimumIn } from './payout-split'
import { holdOf } from './payout-status'
import { findNextPayout } from './unsent-funds'

/**
 * On what an expected payout rests. `in_transit`: it was made, and the day is that of its arrival. `available`: the next one
 * sends what is available now. `pending`: what is pending is sent by then, as if all of it were paid in today. But for the
 * amounts in transit, all of it is estimated, and payments to come are not guessed.
 */
export const EXPECTED_BASES = ['in_transit', 'available', 'pending'] as const
export type ExpectedBasis = (typeof EXPECTED_BASES)[number]

/** Minor units. */
export type ExpectedPayout = { day: CalendarDate; currency: string; basis: ExpectedBasis; amount: number }

const SENDING = ['scheduled', 'weekend_or_holiday', 'transferred']

/** The payouts that are expected of an account today and later, from its balance and what is in transit; nothing that is on hold. */
export function expectedPayouts(money: AccountMoney, causes: readonly PayoutCause[]): ExpectedPayout[] {
  const today = payoutToday(money)
  const sent = money.payouts.flatMap((payout): ExpectedPayout[] =>
    isOutstanding(payout) && payout.amount > 0 && payout.arrivesOn !== null && payout.arrivesOn >= today
      ? [{ day: payout.arrivesOn, currency: payout.currency, basis: 'in_transit', amount: payout.amount }]
      : [],
  )
  const next = causes.flatMap(({ code, date, amount, currency }): ExpectedPayout[] =>
    SENDING.includes(code) && date !== null && amount && currency !== null
      ? [{ day: date, currency, basis: 'available', amount }]
      : [],
  )
  const currencies = [...new Set(money.balance.pending.map(({ currency }) => currency))]
  const later = currencies.flatMap((currency) =>
    holdOf(causes, currency) === null ? settlingPayout(money, currency) : [],
  )
  return [...sent, ...next, ...later].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
}

/** What the funds that are pending now add to a payout, once they have settled. */
function settlingPayout(account: AccountMoney, currency: string): ExpectedPayout[] {
  const money = moneyIn(account, currency)
  const { settings, pending, available, hadPayouts, today } = money
  const { schedule, delayDays } = settings
  const minimum = minimumIn(settings, currency)
  if (pending <= 0 || !hadPayouts || minimum === null || delayDays === null) return []
  if (!schedule || !isUsableSchedule(schedule) || schedule.interval === 'manual') return []
  const payout = findNextPayout(money, schedule, today)
  const [now, then] = [available, available + pending].map((amount) =>
    wholePayout(Math.max(0, amount - minimum), currency),
  )
  const amount = (then ?? 0) - (now ?? 0)
  return payout && amount > 0 ? [{ day: payout.sendOn, currency, basis: 'pending', amount }] : []
}
