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
import { describeNextAmount, type PayoutDays } from '@/lib/domain/payouts/next-amount'
import { describeRules, rulesIn, transferScope } from '@/lib/domain/payouts/payout-split'
import type { PayoutHold } from '@/lib/domain/payouts/payout-status'
import type { Preview, PreviewContext, PreviewFunds } from './preview-terms'
import { previewNotes as text } from './preview-text'

const SHOWN = 6

type Funds = { before: PreviewFunds; after: PreviewFunds }

/**
 * What changing `before` into `after` does to the coming payouts, in words. Carries the forecast engine, so a browser
 * loads it only when something is edited.
 */
export function computePreview(
  before: PayoutTerms,
  after: PayoutTerms,
  funds: Funds,
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
        arrival: arrivalOf(text.dayRange(day(earliest), day(latest)), funds.after, context),
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
    facts: [
      ...comparison.facts
        .filter(({ fact }) => fact !== 'no-date-changes')
        .map((fact) => describeForecastFact(fact, { day, moment })),
      ...changedRules(funds).map(
        (currency) => describeRules(rulesIn(funds.after, currency), currency) ?? text.noRules(currency),
      ),
    ],
    amounts: amountsOf(funds, after, context, {
      payouts: comparison.payouts.flatMap(({ sendOn, after }) => (after ? [{ sendOn }] : [])),
      startOfDay: after.startOfDay,
      day,
    }),
    rhythm: { before: rhythmOf(comparison.rhythm.before), after: rhythmOf(comparison.rhythm.after) },
    yearlyCost:
      yearlyCost && !isTransferred(funds, context)
        ? { before: cost(yearlyCost.before), after: cost(yearlyCost.after) }
        : null,
    hold: used && context.hold ? HOLDS[context.hold] : null,
    notes: used
      ? [text.calendar(used.title, used.lastDay && day(used.lastDay)), ...(used.approximate ? [used.approximate] : [])]
      : [],
  }
}

const HOLDS: Record<PayoutHold, string> = {
  blocked: text.blocked,
  maybe_paused: text.maybePaused,
  first_payout: text.firstPayout,
}

/** Null where no day can be promised. */
function arrivalOf(days: string, funds: PreviewFunds, { currency, hold }: PreviewContext): string | null {
  if (hold === 'blocked' || hold === 'maybe_paused') return null
  return text.arrivals[transferScope(rulesIn(funds, currency))](days)
}

/** The next amount in the default currency and in each whose rules are changed, where the schedule sends it. */
function amountsOf(
  funds: Funds,
  { schedule }: PayoutTerms,
  { balance, currency, hold }: PreviewContext,
  days: PayoutDays,
): string[] {
  if (!balance || hold === 'blocked' || hold === 'maybe_paused' || schedule.interval === 'manual') return []
  const currencies = new Set([...(currency === null ? [] : [currency]), ...changedRules(funds)])
  return [...currencies].map((each) => describeNextAmount(balance, funds.after, each, days))
}

function changedRules({ before, after }: Funds): string[] {
  const currencies = Object.keys({ ...before.transferRules, ...after.transferRules }).sort()
  const rules = (funds: PreviewFunds, currency: string) => JSON.stringify(rulesIn(funds, currency))
  return currencies.filter((currency) => rules(before, currency) !== rules(after, currency))
}

/** What a payout costs is not known where none goes to the bank. */
const isTransferred = (funds: Funds, { currency }: PreviewContext) =>
  currency !== null &&
  [funds.before, funds.after].some((each) => ['all', 'unknown'].includes(transferScope(rulesIn(each, currency))))

const rhythmOf = (rhythm: PayoutRhythm | null) =>
  rhythm && { payoutsPerMonth: rhythm.payoutsPerMonth, waitDays: rhythm.daysFromSettlementToSending }
