import { type DelayUnit, delayUnit, type HoldingLimit, manualHoldingLimit } from '../accounts/country-rules'
import type { HolidayBook } from '../calendar/bank-holidays'
import { addMonths, type CalendarDate, dateOfDayNumber, dayNumber, daysBetween } from '../calendar/calendar-date'
import { isSameSchedule, type PayoutSchedule } from '../settings/payout-schedule'
import { type StartOfDay, startOfDayTakesEffectAt } from '../settings/start-of-day'
import { plural } from '../text'
import {
  type AsOf,
  payoutDayAsOf,
  SHORTEST_FORECAST,
  settlementTerms,
  type UpcomingPayout,
  type UpcomingPayouts,
  upcomingPayouts,
} from './forecast'
import { settlementDay } from './settlement'

/** What a person edits and what changes the dates. `startOfDay` is left out where the account has none of its own. */
export type PayoutTerms = { schedule: PayoutSchedule; delayDays: number; startOfDay?: StartOfDay }

export type ComparisonContext = AsOf & {
  country: string | null
  currency?: string | null
  holidays: HolidayBook
  /** How many upcoming payouts to show on each side, at least 5. */
  count?: number
  /** What one payout costs the platform, in the currency's minor unit. */
  costPerPayout?: { amount: number; currency: string }
}

/** One sending day, on either side or on both. */
export type ComparedPayout = {
  sendOn: CalendarDate
  change: 'stays' | 'appears' | 'disappears'
  before: UpcomingPayout | null
  after: UpcomingPayout | null
}

/** Over the twelve months from today, as if as much were sold every day. Null where payouts are manual. */
export type PayoutRhythm = {
  payoutsPerYear: number
  payoutsPerMonth: number
  /** Mean calendar days between the day a charge's funds settle and the day they are sent. */
  daysFromSettlementToSending: number
}

/** What happens to dates and money when the settings are saved. */
export type ForecastFact =
  | { fact: 'no-date-changes' }
  | { fact: 'sent-payouts-keep-their-arrival' }
  | { fact: 'available-funds-sent'; date: CalendarDate }
  | { fact: 'next-payout-moves'; from: CalendarDate; to: CalendarDate; days: number }
  | { fact: 'next-payout-stays'; date: CalendarDate }
  | { fact: 'automatic-payouts-stop'; after: CalendarDate; limit: HoldingLimit | null }
  | { fact: 'payouts-stay-manual'; limit: HoldingLimit | null }
  | { fact: 'automatic-payouts-start'; date: CalendarDate }
  | { fact: 'earlier-charges-keep-their-delay'; before: number; after: number; unit: DelayUnit }
  /** Epoch milliseconds. */
  | { fact: 'start-of-day-changes'; instant: number }

export type ForecastDiff = {
  before: UpcomingPayouts
  after: UpcomingPayouts
  /** Every sending day among the next payouts of either side, soonest first. */
  payouts: readonly ComparedPayout[]
  facts: readonly ForecastFact[]
  rhythm: { before: PayoutRhythm | null; after: PayoutRhythm | null }
  /** The platform's cost of twelve months of automatic payouts, in minor units; null where no cost was given. */
  yearlyCost: { currency: string; before: number; after: number } | null
}

/**
 * What saving `after` in place of `before` would do to the upcoming payouts. Throws as upcomingPayouts does, and
 * RangeError where the cost of a payout is not a whole number of minor units.
 *
 * Assumptions: a new schedule counts from the day it is saved, so a day that only the old schedule named does not pay;
 * funds waiting in the balance go with the first payout of the new schedule.
 */
export function diffForecasts(before: PayoutTerms, after: PayoutTerms, context: ComparisonContext): ForecastDiff {
  const today = payoutDayAsOf(context)
  const count = context.count ?? SHORTEST_FORECAST
  const isScheduleChanged = !isSameSchedule(before.schedule, after.schedule)
  const old = forecastOf(before, { ...context, today }, count)
  // A page on which nobody edits compares the terms with themselves.
  const isSame = before === after
  const next = isSame ? old : forecastOf(after, { ...context, today }, count, isScheduleChanged ? today : undefined)
  const payouts = alignedPayouts(old, next, count)
  const rhythmBefore = rhythmOf(before, old, context)
  const rhythm = { before: rhythmBefore, after: isSame ? rhythmBefore : rhythmOf(after, next, context) }
  return {
    before: firstOf(old.shown, count),
    after: firstOf(next.shown, count),
    payouts,
    facts: factsOf(before, after, { ...context, today, old: old.shown, next: next.shown, isScheduleChanged }),
    rhythm,
    yearlyCost: yearlyCostOf(rhythm, context.costPerPayout),
  }
}

/** A fact as a sentence; `day` and `moment` format dates and instants (epoch ms). */
export function describeForecastFact(
  fact: ForecastFact,
  { day, moment }: { day: (date: CalendarDate) => string; moment: (instant: number) => string },
): string {
  switch (fact.fact) {
    case 'no-date-changes':
      return 'Payout dates don’t change.'
    case 'sent-payouts-keep-their-arrival':
      return 'Payouts already sent keep their arrival dates.'
    case 'available-funds-sent':
      return `Funds in the balance are sent with the payout of ${day(fact.date)} (estimated).`
    case 'next-payout-moves': {
      const by = `${plural(Math.abs(fact.days), 'day')} ${fact.days < 0 ? 'earlier' : 'later'}`
      return `The next payout moves from ${day(fact.from)} to ${day(fact.to)}, ${by} (estimated).`
    }
    case 'next-payout-stays':
      return `The next payout stays on ${day(fact.date)} (estimated).`
    case 'automatic-payouts-stop':
      return `There are no automatic payouts after ${day(fact.after)}.${describeLimit(fact.limit)}`
    case 'payouts-stay-manual':
      return `Payouts stay manual.${describeLimit(fact.limit)}`
    case 'automatic-payouts-start':
      return `Automatic payouts start on ${day(fact.date)} (estimated).`
    case 'earlier-charges-keep-their-delay':
      return `Charges made before the change settle after ${plural(fact.before, fact.unit)}; later ones after ${plural(fact.after, fact.unit)}.`
    case 'start-of-day-changes':
      return `The new start of day takes effect at ${moment(fact.instant)}; earlier payments keep their day.`
  }
}

const describeLimit = (limit: HoldingLimit | null) =>
  limit ? ` Funds must be paid out within ${plural(limit.amount, limit.unit)} in this country.` : ''

type Outlook = {
  /** The upcoming payouts, at least as many as are shown. */
  shown: UpcomingPayouts
  /** All payouts of the next fourteen months, enough to see where each charge of the next twelve goes. */
  year: readonly UpcomingPayout[]
}

const YEAR_MONTHS = 12
const OUTLOOK_MONTHS = 14

function forecastOf(
  terms: PayoutTerms,
  context: Omit<ComparisonContext, 'now'> & { today: CalendarDate },
  count: number,
  activeSince?: CalendarDate,
): Outlook {
  const common = {
    schedule: terms.schedule,
    delayDays: terms.delayDays,
    today: context.today,
    country: context.country,
    currency: context.currency,
    holidays: context.holidays,
    activeSince,
  }
  const outlook = upcomingPayouts({ ...common, until: addMonths(context.today, OUTLOOK_MONTHS) })
  const isEnough = outlook.kind === 'manual' || outlook.payouts.length >= count
  return { shown: isEnough ? outlook : upcomingPayouts({ ...common, count }), year: payoutsOf(outlook) }
}

function firstOf(forecast: UpcomingPayouts, count: number): UpcomingPayouts {
  return forecast.kind === 'manual' ? forecast : { ...forecast, payouts: forecast.payouts.slice(0, count) }
}

function payoutsOf(forecast: UpcomingPayouts): readonly UpcomingPayout[] {
  return forecast.kind === 'manual' ? [] : forecast.payouts
}

function alignedPayouts(old: Outlook, next: Outlook, count: number): ComparedPayout[] {
  const before = new Map(payoutsOf(old.shown).map((payout) => [payout.sendOn, payout]))
  const after = new Map(payoutsOf(next.shown).map((payout) => [payout.sendOn, payout]))
  const shown = [...[...before.keys()].slice(0, count), ...[...after.keys()].slice(0, count)]
  return [...new Set(shown)].sort().map((sendOn) => {
    const was = before.get(sendOn) ?? null
    const willBe = after.get(sendOn) ?? null
    return { sendOn, change: was && willBe ? 'stays' : willBe ? 'appears' : 'disappears', before: was, after: willBe }
  })
}

function rhythmOf(terms: PayoutTerms, { year, shown }: Outlook, context: ComparisonContext): PayoutRhythm | null {
  if (shown.kind === 'manual') return null
  const firstDay = dayNumber(shown.today)
  const endDay = dayNumber(addMonths(shown.today, YEAR_MONTHS))
  const settlement = settlementTerms({ ...terms, ...context })
  let payoutIndex = 0
  let [charges, fromSettlement] = [0, 0]
  const sendings = year.flatMap(({ sendOn, coversChargesUntil }) =>
    coversChargesUntil === null ? [] : [{ day: dayNumber(sendOn), covers: dayNumber(coversChargesUntil) }],
  )
  for (let charge = firstDay; charge < endDay; charge += 1) {
    while ((sendings[payoutIndex]?.covers ?? charge) < charge) payoutIndex += 1
    const sending = sendings[payoutIndex]
    if (!sending) break
    charges += 1
    fromSettlement += sending.day - settlementDay(charge, settlement)
  }
  const lastOfYear = dateOfDayNumber(endDay)
  const payoutsPerYear = year.filter(({ sendOn }) => sendOn <= lastOfYear).length
  return {
    payoutsPerYear,
    payoutsPerMonth: payoutsPerYear / YEAR_MONTHS,
    daysFromSettlementToSending: charges === 0 ? 0 : fromSettlement / charges,
  }
}

function yearlyCostOf(
  rhythm: ForecastDiff['rhythm'],
  cost: ComparisonContext['costPerPayout'],
): ForecastDiff['yearlyCost'] {
  if (cost === undefined) return null
  if (!Number.isSafeInteger(cost.amount) || cost.amount < 0) {
    throw new RangeError(`A payout costs a whole number of minor units, not ${cost.amount}`)
  }
  const before = (rhythm.before?.payoutsPerYear ?? 0) * cost.amount
  const after = (rhythm.after?.payoutsPerYear ?? 0) * cost.amount
  return { currency: cost.currency, before, after }
}

function factsOf(
  before: PayoutTerms,
  after: PayoutTerms,
  context: Omit<ComparisonContext, 'today' | 'now'> & {
    today: CalendarDate
    now?: number
    old: UpcomingPayouts
    next: UpcomingPayouts
    isScheduleChanged: boolean
  },
): ForecastFact[] {
  const isDelayChanged = before.delayDays !== after.delayDays
  const isStartChanged = !isSameStart(before.startOfDay, after.startOfDay)
  if (!context.isScheduleChanged && !isDelayChanged && !isStartChanged) return [{ fact: 'no-date-changes' }]

  const facts: ForecastFact[] = [{ fact: 'sent-payouts-keep-their-arrival' }, ...nextPayoutFacts(context)]
  if (isDelayChanged) {
    const unit = delayUnit(context.country)
    facts.push({ fact: 'earlier-charges-keep-their-delay', before: before.delayDays, after: after.delayDays, unit })
  }
  if (isStartChanged && after.startOfDay !== undefined && context.now !== undefined) {
    facts.push({ fact: 'start-of-day-changes', instant: startOfDayTakesEffectAt(context.now, after.startOfDay) })
  }
  return facts
}

function nextPayoutFacts(context: {
  country: string | null
  today: CalendarDate
  old: UpcomingPayouts
  next: UpcomingPayouts
}): ForecastFact[] {
  const { old, next } = context
  if (next.kind === 'manual') {
    const limit = manualHoldingLimit(context.country)
    if (old.kind === 'manual') return [{ fact: 'payouts-stay-manual', limit }]
    return [{ fact: 'automatic-payouts-stop', after: context.today, limit }]
  }
  const to = next.payouts[0]?.sendOn
  if (to === undefined) return []
  const from = payoutsOf(old)[0]?.sendOn
  const funds: ForecastFact = { fact: 'available-funds-sent', date: to }
  if (from === undefined) return [{ fact: 'automatic-payouts-start', date: to }, funds]
  if (from === to) return [{ fact: 'next-payout-stays', date: to }, funds]
  return [{ fact: 'next-payout-moves', from, to, days: daysBetween(from, to) }, funds]
}

function isSameStart(first: StartOfDay | undefined, second: StartOfDay | undefined): boolean {
  return first?.hour === second?.hour && first?.minutes === second?.minutes && first?.zone === second?.zone
}
