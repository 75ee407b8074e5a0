import type { DelayUnit } from '../accounts/country-rules'
import { addBusinessDays, businessDayFrom, type HolidayCalendar } from '../calendar/bank-holidays'

/** The settlement delay of a charge's funds: `days` is Stripe's `delay_days`, counted in `unit`. */
export type SettlementTerms = { days: number; unit: DelayUnit; calendar: HolidayCalendar }

/**
 * The day from which a charge's funds can be paid out. Days are day numbers (calendar-date.ts). In business days the
 * count begins on the charge's day or, where that is no business day, on the next one (WooPayments docs, deposit
 * schedule: a sale on a Saturday counts from Monday); in calendar days it simply adds up.
 */
export function settlementDay(chargeDay: number, { days, unit, calendar }: SettlementTerms): number {
  return unit === 'calendar day'
    ? chargeDay + days
    : addBusinessDays(calendar, businessDayFrom(calendar, chargeDay), days)
}

/** The last day whose charges have settled by a business day: the inverse of settlementDay. */
export function lastChargeDaySettledBy(businessDay: number, { days, unit, calendar }: SettlementTerms): number {
  return unit === 'calendar day' ? businessDay - days : addBusinessDays(calendar, businessDay, -days)
}
