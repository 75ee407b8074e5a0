import type { Interval } from '../world/state.ts'

/** How payouts in a country differ from those elsewhere; an absent rule is as elsewhere. */
interface CountryRules {
  /** The only intervals that a schedule can have. */
  intervals?: readonly Interval[]
  /** The settlement delay counts calendar days instead of business days. */
  calendarDays?: true
  withoutMinimumBalance?: true
  /** The time zones in which an account can have a custom start of day. */
  startOfDay?: readonly string[]
}

// intervals: BR and IN as quoted from Stripe by several platforms, JP by one; none is in Stripe's docs.
// calendarDays: [docs] SG; HK and BR [assumption]. withoutMinimumBalance: [docs].
// startOfDay: [docs connect/customized-start-of-day]. US accounts have it in a private preview only, so not here.
const RULES: Readonly<Record<string, CountryRules>> = {
  AU: {
    startOfDay: ['Adelaide', 'Brisbane', 'Darwin', 'Hobart', 'Melbourne', 'Perth', 'Sydney'].map(
      (city) => `Australia/${city}`,
    ),
  },
  BR: { intervals: ['daily'], calendarDays: true, withoutMinimumBalance: true },
  HK: { calendarDays: true, startOfDay: ['Asia/Hong_Kong'] },
  ID: { startOfDay: ['Asia/Jakarta', 'Asia/Jayapura', 'Asia/Makassar'] },
  IN: { intervals: ['daily'], withoutMinimumBalance: true, startOfDay: ['Asia/Kolkata'] },
  JP: { intervals: ['manual', 'monthly', 'weekly'], startOfDay: ['Asia/Tokyo'] },
  MY: { startOfDay: ['Asia/Kuala_Lumpur'] },
  NZ: { startOfDay: ['Pacific/Auckland'] },
  SG: { calendarDays: true, startOfDay: ['Asia/Singapore'] },
  TH: { withoutMinimumBalance: true, startOfDay: ['Asia/Bangkok'] },
}

export function rulesOf(countryCode: string): CountryRules {
  return (Object.hasOwn(RULES, countryCode) ? RULES[countryCode] : undefined) ?? {}
}
