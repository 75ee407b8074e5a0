// Every rule that differs by country, each with its source. Countries are ISO 3166 codes, currencies lower-case ISO
// 4217. The tables are plain literals, so that a browser loads only those that it uses.

// Bulgaria joined on 1 January 2026.
const EURO_COUNTRIES = [
  ...['AT', 'BE', 'BG', 'CY', 'DE', 'EE', 'ES', 'FI', 'FR', 'GR', 'HR'],
  ...['IE', 'IT', 'LT', 'LU', 'LV', 'MT', 'NL', 'PT', 'SI', 'SK'],
]

/** Whether a country's currency is the euro. */
export const isEuroCountry = (country: string | null): boolean => isListed(EURO_COUNTRIES, country)

export type DelayUnit = 'business day' | 'calendar day'

/**
 * How an account's `delay_days` is counted. Stripe docs, manage payout schedule: business or calendar days depending on
 * the country; Singapore is its example of calendar days. WooPayments' deposit schedule, which runs on Stripe, adds Hong
 * Kong, and names business days for the US, AU, JP, NZ, AE, GB, CA, CH, SE, DK, NO, PL, CZ, RO, HU and the euro countries.
 * Assumptions: Brazil's 30 days are calendar days, and every other country counts business days.
 */
export const delayUnit = (country: string | null): DelayUnit =>
  isListed(['SG', 'HK', 'BR'], country) ? 'calendar day' : 'business day'

/** Business days between the day a payout is sent and the days on which it may reach the bank account. */
export type ArrivalDays = { earliest: number; latest: number }

/**
 * How long a payout sent today takes to arrive, in business days. Assumption: Stripe gives an arrival day with each
 * payout but no table. US bank transfers take one or two business days; elsewhere up to three.
 */
export const arrivalDays = (country: string | null): ArrivalDays => ({
  earliest: 1,
  latest: country?.toUpperCase() === 'US' ? 2 : 3,
})

export type PayoutInterval = 'manual' | 'daily' | 'weekly' | 'monthly'
export type HoldingLimit = { amount: number; unit: 'day' | 'year' }

type PayoutRules = {
  /** The payout intervals that Stripe offers. */
  intervals: readonly PayoutInterval[]
  hasMinimumBalances: boolean
  /** How long funds may be held on a manual schedule before they must be paid out. */
  holdingLimit: HoldingLimit
}

// Intervals: Stripe Support, as quoted by several platforms, says that payouts in Brazil and India are always automatic
// and daily; WooPayments' deposit schedule has no daily payouts in Japan. Minimum balances: Stripe docs, minimum
// balances, offer none in BR, IN and TH. Holding limits: Stripe docs, manual payouts.
const USUAL: PayoutRules = {
  intervals: ['manual', 'daily', 'weekly', 'monthly'],
  hasMinimumBalances: true,
  holdingLimit: { amount: 90, unit: 'day' },
}
const PAYOUT_RULES: Readonly<Record<string, Partial<PayoutRules>>> = {
  BR: { intervals: ['daily'], hasMinimumBalances: false },
  IN: { intervals: ['daily'], hasMinimumBalances: false },
  JP: { intervals: ['manual', 'weekly', 'monthly'] },
  TH: { hasMinimumBalances: false, holdingLimit: { amount: 10, unit: 'day' } },
  US: { holdingLimit: { amount: 2, unit: 'year' } },
}
const payoutRules = (country: string | null): PayoutRules => ({ ...USUAL, ...ofCountry(PAYOUT_RULES, country) })

/** The payout intervals that an account can have; all where its country isn't known, because Stripe decides. */
export const offeredIntervals = (country: string | null): readonly PayoutInterval[] => payoutRules(country).intervals

/** Whether an account can have a minimum balance. */
export const offersMinimumBalances = (country: string | null): boolean => payoutRules(country).hasMinimumBalances

/** How long funds may be held on a manual schedule before they must be paid out; null where the country isn't known. */
export const manualHoldingLimit = (country: string | null): HoldingLimit | null =>
  country === null ? null : payoutRules(country).holdingLimit

/**
 * Days after its first payment at which an account's first payout is typically made. Stripe docs, payouts: 7 to 14 days,
 * and longer in some countries and industries, for which it gives no figures.
 */
export const FIRST_PAYOUT_HOLD = { from: 7, to: 14 }

// Stripe docs, customized start of day: only in these countries, here with their time zones.
const START_OF_DAY_ZONES: Readonly<Record<string, readonly string[]>> = {
  AU: [
    'Australia/Adelaide',
    'Australia/Brisbane',
    'Australia/Darwin',
    'Australia/Hobart',
    'Australia/Melbourne',
    'Australia/Perth',
    'Australia/Sydney',
  ],
  HK: ['Asia/Hong_Kong'],
  ID: ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'],
  IN: ['Asia/Kolkata'],
  JP: ['Asia/Tokyo'],
  MY: ['Asia/Kuala_Lumpur', 'Asia/Kuching'],
  NZ: ['Pacific/Auckland', 'Pacific/Chatham'],
  SG: ['Asia/Singapore'],
  TH: ['Asia/Bangkok'],
}

/** Stripe docs, customized start of day: in private preview there, so some accounts have one. */
export const hasStartOfDayPreview = (country: string | null): boolean => isListed(['US'], country)

/** The time zones for a custom start of day; none where an account can't have one. */
export const startOfDayZones = (country: string | null): readonly string[] =>
  ofCountry(START_OF_DAY_ZONES, country) ?? []

const DEBITED_IN: Readonly<Record<string, string>> = { AU: 'aud', CA: 'cad', GB: 'gbp', NZ: 'nzd', US: 'usd' }
const SEPA_OUTSIDE_EURO = ['CH', 'CZ', 'DK', 'HU', 'IS', 'LI', 'MC', 'NO', 'PL', 'RO', 'SE', 'SM']

/**
 * Whether Stripe can take a negative balance from a bank account there (Stripe docs, account balances: Australia, Canada,
 * SEPA, New Zealand, the United Kingdom and the United States). In which currency is an assumption: the country's own.
 */
export function isDebited(country: string | null, currency: string): boolean {
  const isSepa = isEuroCountry(country) || isListed(SEPA_OUTSIDE_EURO, country)
  return (isSepa ? 'eur' : ofCountry(DEBITED_IN, country)) === currency
}

/**
 * The country whose bank holidays apply. Assumption: these share the payment system, and so the closing days, of the
 * country whose currency they use.
 */
export const bankHolidayCountry = (country: string): string =>
  ofCountry({ LI: 'CH', GI: 'GB' }, country) ?? country.toUpperCase()

const isListed = (countries: readonly string[], country: string | null) =>
  country !== null && countries.includes(country.toUpperCase())

/** A country's value in a table by ISO 3166 code; undefined where it has none. */
export function ofCountry<T>(table: Readonly<Record<string, T>>, country: string | null): T | undefined {
  const code = country?.toUpperCase() ?? ''
  return Object.hasOwn(table, code) ? table[code] : undefined
}
