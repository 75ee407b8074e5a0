import {
  type ArrivalDays,
  arrivalDays,
  delayUnit,
  type HoldingLimit,
  manualHoldingLimit,
} from '../accounts/country-rules'
import {
  addBusinessDays,
  businessDayFrom,
  type HolidayBook,
  type HolidayCalendar,
  isBusinessDay,
  payoutCalendars,
} from '../calendar/bank-holidays'
import {
  addMonths,
  type CalendarDate,
  dateOfDayNumber,
  dayNumber,
  dayNumberOf,
  daysInMonth,
  partsOfDate,
  weekdayIndex,
} from '../calendar/calendar-date'
import { WEEKDAYS } from '../calendar/weekday'
import { canonicalSchedule, type PayoutSchedule } from '../settings/payout-schedule'
import { isMonthDay, LAST_MONTH_DAY } from '../settings/schedule-days'
import { payoutDayOf, type StartOfDay, UTC_MIDNIGHT } from '../settings/start-of-day'
import type { DateReason, Uncertainty } from './date-reasons'
import { lastChargeDaySettledBy, type SettlementTerms, settlementDay } from './settlement'

export const SHORTEST_FORECAST = 5
export const LONGEST_FORECAST_MONTHS = 24

/** Either the payout day it is, or an instant (epoch ms) with the account's start of day, midnight UTC where it has none. */
export type AsOf =
  | { today: CalendarDate; now?: undefined }
  | { now: number; today?: undefined; startOfDay: StartOfDay | null | undefined }

/** How far to look: a number of payouts (5 when nothing is said), or all up to a date. Never past 24 months. */
export type Extent = { count?: number; until?: undefined } | { until: CalendarDate; count?: undefined }

export type PayoutCalendarInput = AsOf &
  Extent & {
    schedule: PayoutSchedule
    /** ISO 3166 code of the account's country. */
    country: string | null
    /** ISO 4217 code, any case; the country's own currency when it isn't known. */
    currency?: string | null
    /** Stripe's `delay_days`: 0 or more; null where it isn't known. */
    delayDays: number | null
    /** Scheduled days before this one do not count: the schedule was not active then. */
    activeSince?: CalendarDate
    /** The oldest charge day not paid out yet. Payouts that would carry nothing are left out. */
    oldestChargeOn?: CalendarDate
    /** The bank holidays of the country and currency at least. */
    holidays: HolidayBook
  }

export type UpcomingPayout = {
  /** The day the schedule names. */
  scheduledFor: CalendarDate
  /** The business day on which it is sent. */
  sendOn: CalendarDate
  /** The days on which it may reach the bank account. */
  arrival: { earliest: CalendarDate; latest: CalendarDate }
  moved: readonly DateReason[]
  /** Every future date is an estimate: only Stripe decides. */
  estimated: true
  uncertain: readonly Uncertainty[]
  /** Charges made up to and including this payout day have settled by then; null where the delay isn't known. */
  coversChargesUntil: CalendarDate | null
}

export type CalendarInUse = { id: string; title: string; approximate: string | null; lastDay: CalendarDate | null }

export type UpcomingPayouts =
  | { kind: 'manual'; today: CalendarDate; holdingLimit: HoldingLimit | null }
  | { kind: 'automatic'; today: CalendarDate; payouts: readonly UpcomingPayout[]; calendar: CalendarInUse }

/**
 * The payouts that Stripe is expected to send after today, soonest first, each on a different business day.
 *
 * The rules, and how sure they are:
 * - A payout scheduled for a weekend or bank holiday is sent on the next business day, never the one before (WooPayments
 *   docs, change deposit schedule, which runs on Stripe; Mollie says the same). We found no statement of Stripe's own:
 *   confirm for a country before relying on it. A payout may therefore be sent in the next month.
 * - Days 29 to 31 fall on the last day of a shorter month (Stripe docs, balance settings).
 * - Daily means every business day; today's payout was already sent (assumption: payouts are sent as the day begins).
 * - Scheduled days that lead to the same business day are one payout (assumption: a balance is paid out once a day).
 * - While nothing has settled, scheduled days pass; the next one pays (assumption).
 * - Settlement and arrival: settlement.ts and country-rules.ts, which name their sources.
 * Beyond the holiday calendar only weekends are known, and each such payout says so.
 *
 * Throws RangeError where the schedule has no usable day, `delayDays`, `count` or `until` is out of range, or the zone
 * does not exist.
 */
export function upcomingPayouts(input: PayoutCalendarInput): UpcomingPayouts {
  const { country, currency, holidays } = input
  const schedule = requireUsable(input.schedule)
  const today = payoutDayAsOf(input)
  if (schedule.interval === 'manual') return { kind: 'manual', today, holdingLimit: manualHoldingLimit(country) }

  const { settlement, bank } = payoutCalendars(holidays, country, currency)
  const { lastDay, atMost } = requireExtent(input, today)
  const payouts: UpcomingPayout[] = []
  const forecast: Forecast = {
    settlement,
    bank,
    terms:
      input.delayDays === null
        ? null
        : { days: requireDelay(input.delayDays), unit: delayUnit(country), calendar: settlement },
    arrival: arrivalDays(country),
    oldestCharge: input.oldestChargeOn === undefined ? null : dayNumber(input.oldestChargeOn),
  }
  let unsettled: number[] = []

  for (const sending of sendingDays(schedule, { today, since: input.activeSince, lastDay }, settlement)) {
    if (payouts.length >= atMost) break
    const chargesUntil = forecast.terms && lastChargeDaySettledBy(sending.day, forecast.terms)
    if (forecast.oldestCharge !== null && chargesUntil !== null && chargesUntil < forecast.oldestCharge)
      unsettled.push(sending.day)
    else {
      payouts.push(payoutOf(sending, chargesUntil, unsettled, forecast))
      unsettled = []
    }
  }
  return {
    kind: 'automatic',
    today,
    payouts,
    calendar: {
      id: settlement.id,
      title: settlement.title,
      approximate: settlement.approximate,
      lastDay: settlement.lastDay < settlement.firstDay ? null : dateOfDayNumber(settlement.lastDay),
    },
  }
}

/** The payout day it is. */
export function payoutDayAsOf(asOf: AsOf): CalendarDate {
  return asOf.today ?? payoutDayOf(asOf.now, asOf.startOfDay ?? UTC_MIDNIGHT)
}

/** How an account's funds settle, for its country and currency. Throws RangeError for a delay below 0. */
export function settlementTerms(terms: {
  country: string | null
  currency?: string | null
  delayDays: number
  holidays: HolidayBook
}): SettlementTerms {
  const { settlement } = payoutCalendars(terms.holidays, terms.country, terms.currency)
  return { days: requireDelay(terms.delayDays), unit: delayUnit(terms.country), calendar: settlement }
}

type Forecast = {
  settlement: HolidayCalendar
  bank: HolidayCalendar
  terms: SettlementTerms | null
  arrival: ArrivalDays
  oldestCharge: number | null
}

/** A day a schedule names. `monthDay` is the day asked for, where the month has no such day or it means "last". */
type NominalDay = { day: number; monthDay?: number }

type SendingDay = { day: number; nominal: NominalDay[] }

/** Business days on which a schedule sends, after today, each with the scheduled days that lead to it. */
function* sendingDays(
  schedule: Exclude<PayoutSchedule, { interval: 'manual' }>,
  span: { today: CalendarDate; since: CalendarDate | undefined; lastDay: number },
  calendar: HolidayCalendar,
): Generator<SendingDay> {
  const today = dayNumber(span.today)
  // A day scheduled before today may be sent after it, so look back over the longest run of closed days.
  const lookBack = today - LONGEST_CLOSURE_DAYS
  const firstDay = span.since === undefined ? lookBack : Math.max(lookBack, dayNumber(span.since))
  let current: SendingDay = { day: Number.NEGATIVE_INFINITY, nominal: [] }
  for (const nominal of nominalDays(schedule, firstDay, span.lastDay)) {
    const day = businessDayFrom(calendar, nominal.day)
    if (day <= today) continue
    if (day > span.lastDay) break
    if (current.day === day) current.nominal.push(nominal)
    else {
      if (current.nominal.length > 0) yield current
      current = { day, nominal: [nominal] }
    }
  }
  if (current.nominal.length > 0) yield current
}

const LONGEST_CLOSURE_DAYS = 31

function* nominalDays(
  schedule: Exclude<PayoutSchedule, { interval: 'manual' }>,
  firstDay: number,
  lastDay: number,
): Generator<NominalDay> {
  if (schedule.interval === 'monthly') {
    let { year, month } = partsOfDate(dateOfDayNumber(firstDay))
    for (let start = dayNumberOf(year, month, 1); start <= lastDay; start = dayNumberOf(year, month, 1)) {
      const length = daysInMonth(year, month)
      for (const monthDay of schedule.monthDays) {
        const day = start + Math.min(monthDay, length) - 1
        if (day < firstDay || day > lastDay) continue
        yield monthDay > length ? { day, monthDay } : { day }
      }
      month += 1
      if (month > 12) [year, month] = [year + 1, 1]
    }
    return
  }
  const wanted = WEEKDAYS.map((weekday, index) =>
    schedule.interval === 'daily' ? index < 5 : schedule.weekdays.includes(weekday),
  )
  for (let day = firstDay; day <= lastDay; day += 1) {
    if (wanted[weekdayIndex(day)]) yield { day }
  }
}

function payoutOf(
  { day, nominal }: SendingDay,
  chargesUntil: number | null,
  unsettled: readonly number[],
  forecast: Forecast,
): UpcomingPayout {
  // Where one of the merged days is the sending day itself, that is the day the payout was scheduled for.
  const own = nominal.find((candidate) => candidate.day === day) ?? nominal[0] ?? { day }
  const sendOn = dateOfDayNumber(day)
  const earliest = addBusinessDays(forecast.settlement, day, forecast.arrival.earliest)
  const latest = Math.max(earliest, addBusinessDays(forecast.bank, day, forecast.arrival.latest))
  return {
    scheduledFor: own.day === day ? sendOn : dateOfDayNumber(own.day),
    sendOn,
    arrival: { earliest: dateOfDayNumber(earliest), latest: dateOfDayNumber(latest) },
    moved: [...rulesOf(day, nominal, own, forecast.settlement), ...waitingRules(unsettled, forecast)],
    estimated: true,
    uncertain: uncertaintyOf(Math.min(own.day, nominal[0]?.day ?? day), latest, forecast),
    coversChargesUntil: chargesUntil === null ? null : dateOfDayNumber(chargesUntil),
  }
}

function rulesOf(
  sendingDay: number,
  nominal: readonly NominalDay[],
  own: NominalDay,
  calendar: HolidayCalendar,
): DateReason[] {
  const rules: DateReason[] = []
  let explained = Number.NEGATIVE_INFINITY
  for (const { day, monthDay } of nominal) {
    if (monthDay !== undefined) rules.push({ rule: 'month-end', monthDay, on: dateOfDayNumber(day) })
    // Merged days share the closed days between them and the sending day: each is named once.
    const from = Math.max(day, explained + 1)
    rules.push(...closedDays(from, sendingDay, calendar))
    explained = Math.max(explained, sendingDay - 1)
  }
  if (nominal.length > 1) {
    const others = nominal.filter((candidate) => candidate !== own)
    rules.push({ rule: 'merged', with: others.map(({ day }) => dateOfDayNumber(day)) })
  }
  return rules
}

/** One rule for each weekend or holiday between the scheduled and the sending day; Saturday stands for its Sunday. */
function closedDays(from: number, sendingDay: number, calendar: HolidayCalendar): DateReason[] {
  const rules: DateReason[] = []
  for (let day = from; day < sendingDay; day += 1) {
    if (isBusinessDay(calendar, day)) continue
    const on = dateOfDayNumber(day)
    const holiday = calendar.holidays.get(day)
    if (weekdayIndex(day) < 5 && holiday) {
      rules.push({ rule: 'bank-holiday', on, name: holiday.name, isApproximate: holiday.isApproximate })
    } else if (weekdayIndex(day) === 5 || day === from) {
      rules.push({ rule: 'weekend', on })
    }
  }
  return rules
}

function waitingRules(unsettled: readonly number[], { terms, oldestCharge }: Forecast): DateReason[] {
  if (!terms || oldestCharge === null || unsettled.length === 0) return []
  const settlesOn = dateOfDayNumber(settlementDay(oldestCharge, terms))
  return [{ rule: 'settled-funds', settlesOn, insteadOf: unsettled.map(dateOfDayNumber) }]
}

/** An approximate holiday may turn out to be a day or two off, so one just outside the days in question counts too. */
const APPROXIMATE_BY_DAYS = 2

function uncertaintyOf(firstDay: number, lastDay: number, { settlement, bank }: Forecast): Uncertainty[] {
  if (settlement.id === 'weekends') return ['no-holiday-calendar']
  const found: Uncertainty[] = []
  if (firstDay < settlement.firstDay || lastDay > settlement.lastDay) found.push('beyond-holiday-calendar')
  for (let day = firstDay - APPROXIMATE_BY_DAYS; day <= lastDay + APPROXIMATE_BY_DAYS; day += 1) {
    if (settlement.holidays.get(day)?.isApproximate || bank.holidays.get(day)?.isApproximate) {
      found.push('approximate-holiday')
      break
    }
  }
  return found
}

function requireUsable(schedule: PayoutSchedule): PayoutSchedule {
  const canonical = canonicalSchedule(schedule)
  if (canonical.interval === 'weekly' && canonical.weekdays.length === 0) {
    throw new RangeError('A weekly schedule needs a weekday')
  }
  if (canonical.interval === 'monthly' && !(canonical.monthDays.length > 0 && canonical.monthDays.every(isMonthDay))) {
    throw new RangeError(`A monthly schedule needs days from 1 to ${LAST_MONTH_DAY}`)
  }
  return canonical
}

function requireDelay(delayDays: number): number {
  // Stripe's override ends at 31; the bound only keeps a wrong number from running forever.
  if (!Number.isInteger(delayDays) || delayDays < 0 || delayDays > 366) {
    throw new RangeError(`A settlement delay is a number of days, not ${delayDays}`)
  }
  return delayDays
}

function requireExtent({ count, until }: Extent, today: CalendarDate): { lastDay: number; atMost: number } {
  const furthest = addMonths(today, LONGEST_FORECAST_MONTHS)
  if (until !== undefined) {
    if (until > furthest)
      throw new RangeError(`A forecast looks ${LONGEST_FORECAST_MONTHS} months ahead, not to ${until}`)
    return { lastDay: dayNumber(until), atMost: Number.POSITIVE_INFINITY }
  }
  const atMost = count ?? SHORTEST_FORECAST
  if (!Number.isInteger(atMost) || atMost < SHORTEST_FORECAST) {
    throw new RangeError(`A forecast has at least ${SHORTEST_FORECAST} payouts, not ${atMost}`)
  }
  return { lastDay: dayNumber(furthest), atMost }
}
