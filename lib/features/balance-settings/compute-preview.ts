import type { CalendarDate } from '@/lib/domain/calendar/calendar-date'
import { formatDay } from '@/lib/domain/calendar/format-day'
import { formatMoney } from '@/lib/domain/money/money'
import { describeDateReason, describeUncertainty } from '@/lib/domain/payouts/date-reasons'
import { payoutDayAsOf } from '@/lib/domain/payouts/forecast'
import {
  describeForecastFact,
  diffForecasts,
  type PayoutRhythm,
  type PayoutTerms,
} from '@/lib/domain/payouts/forecast-diff'
import { describeNextAmount } from '@/lib/domain/payouts/next-amount'
import type { PayoutHold } from '@/lib/domain/payouts/payout-status'
import type { MinimumBalances } from '@/lib/domain/settings/fields/minimum-balances'
import type { Preview, PreviewContext } from './preview-terms'
import { previewNotes as text } from './preview-text'

const SHOWN = 6

/**
 * What changing `before` into `after` does to the coming payouts, in words. Carries the forecast engine, so a browser
 * loads it only when something is edited.
 */
export function computePreview(
  before: PayoutTerms,
  after: PayoutTerms,
  minimums: MinimumBalances | null | undefined,
  context: PreviewContext,
): Preview {
  const asOf = { now: context.now, startOfDay: before.startOfDay }
  const comparison = diffForecasts(before, after, {
    ...asOf,
    country: context.country,
    currency: context.currency,
    holidays: context.holidays,
    count: SHOWN,
    ...(context.payoutCost && { costPerPayout: context.payoutCost }),
  })
  const today = payoutDayAsOf(asOf)
  const day = (date: CalendarDate) => formatDay(date, today)
  const moment = (instant: number) => `${new Date(instant).toISOString().slice(0, 16).replace('T', ' ')} UTC`
  const rows = comparison.payouts.flatMap(({ sendOn, change, before: was, after: willBe }) => {
    const payout = willBe ?? was
    if (!payout) return []
    const { earliest, latest } = payout.arrival
    return [
      {
        sendOn,
        day: day(sendOn),
        change,
        arrival: text.dayRange(day(earliest), day(latest)),
        notes: [
          ...payout.moved.map((rule) => describeDateReason(rule, day)),
          ...payout.uncertain.map(describeUncertainty),
        ],
      },
    ]
  })
  const { yearlyCost } = comparison
  const cost = (amount: number) => (yearlyCost ? formatMoney({ amount, currency: yearlyCost.currency }) : '')
  const used = comparison.after.kind === 'automatic' ? comparison.after.calendar : null
  return {
    today,
    rows,
    facts: comparison.facts
      .filter(({ fact }) => fact !== 'no-date-changes')
      .map((fact) => describeForecastFact(fact, { day, moment })),
    amount:
      context.balance && context.currency && context.hold !== 'blocked' && after.schedule.interval !== 'manual'
        ? describeNextAmount(context.balance, minimums, context.currency)
        : null,
    rhythm: { before: rhythmOf(comparison.rhythm.before), after: rhythmOf(comparison.rhythm.after) },
    yearlyCost: yearlyCost && { before: cost(yearlyCost.before), after: cost(yearlyCost.after) },
    notes: used
      ? [
          ...(context.hold ? [HOLDS[context.hold]] : []),
          text.calendar(used.title, used.lastDay && day(used.lastDay)),
          ...(used.approximate ? [used.approximate] : []),
        ]
      : [],
  }
}

const HOLDS: Record<PayoutHold, string> = { blocked: text.blocked, first_payout: text.firstPayout }

const rhythmOf = (rhythm: PayoutRhythm | null) =>
  rhythm && { payoutsPerMonth: rhythm.payoutsPerMonth, waitDays: rhythm.daysFromSettlementToSending }
