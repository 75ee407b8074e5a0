/** Where a rule comes from. `assumption` is shown to people as such. */
export type RuleSource = 'Stripe docs' | 'WooPayments docs' | 'assumption'

export type DelayUnit = 'business days' | 'calendar days'

/** How `delay_days` is counted in a country. */
export type DelayCounting = { unit: DelayUnit; source: RuleSource }

/** Business days between the day a payout is sent and the days on which it may reach the bank account. */
export type ArrivalDays = { earliest: number; latest: number; source: RuleSource }

export type HoldingLimit = { amount: number; unit: 'days' | 'years' }

const STRIPE = 'Stripe docs'
const WOO = 'WooPayments docs'

/** ISO 3166 codes of the countries whose currency is the euro in 2026 (Bulgaria joined on 1 January 2026). */
export const EURO_COUNTRIES: readonly string[] = 'AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK'.split(
  ' ',
)

// Stripe docs, manage payout schedule: business or calendar days depending on the account's country; Singapore is its
// example of calendar days. WooPayments' deposit schedule, which runs on Stripe, names the others. Brazil's 30 days are
// calendar days by assumption.
const DELAY_COUNTING: Readonly<Record<string, DelayCounting>> = {
  SG: { unit: 'calendar days', source: STRIPE },
  HK: { unit: 'calendar days', source: WOO },
  BR: { unit: 'calendar days', source: 'assumption' },
  ...countedInBusinessDays(['US', 'AU', 'JP', 'NZ', 'AE', 'GB', 'CA', 'CH', 'SE', 'DK', 'NO', 'PL', 'CZ', 'RO', 'HU']),
  ...countedInBusinessDays(EURO_COUNTRIES),
}

function countedInBusinessDays(countries: readonly string[]): Record<string, DelayCounting> {
  return Object.fromEntries(countries.map((country) => [country, { unit: 'business days', source: WOO }]))
}

/** How an account's `delay_days` is counted. `country` is an ISO 3166 code; business days are assumed where unknown. */
export function delayCounting(country: string): DelayCounting {
  return find(DELAY_COUNTING, country) ?? { unit: 'business days', source: 'assumption' }
}

// Assumption: Stripe gives an arrival day with each payout but no table. US bank transfers take one or two business
// days; elsewhere up to three.
const ARRIVAL_DAYS: Readonly<Record<string, ArrivalDays>> = { US: { earliest: 1, latest: 2, source: 'assumption' } }

/** How long a payout sent today takes to arrive, in business days. */
export function arrivalDays(country: string): ArrivalDays {
  return find(ARRIVAL_DAYS, country) ?? { earliest: 1, latest: 3, source: 'assumption' }
}

const SEPA = [...EURO_COUNTRIES, 'CH', 'CZ', 'DK', 'HU', 'IS', 'LI', 'MC', 'NO', 'PL', 'RO', 'SE', 'SM']
const DEBITED_IN: Readonly<Record<string, string>> = {
  ...{ AU: 'aud', CA: 'cad', GB: 'gbp', NZ: 'nzd', US: 'usd' },
  ...Object.fromEntries(SEPA.map((country) => [country, 'eur'])),
}

/**
 * Whether Stripe can take a negative balance from a bank account there (Stripe docs, account balances: Australia, Canada,
 * SEPA, New Zealand, the United Kingdom and the United States). In which currency is an assumption: the country's own.
 */
export const isDebited = (country: string, currency: string): boolean => find(DEBITED_IN, country) === currency

/** How long funds may be held on a manual schedule before they must be paid out (Stripe docs, manual payouts). */
export function manualHoldingLimit(country: string): HoldingLimit {
  switch (country.toUpperCase()) {
    case 'TH':
      return { amount: 10, unit: 'days' }
    case 'US':
      return { amount: 2, unit: 'years' }
    default:
      return { amount: 90, unit: 'days' }
  }
}

function find<T>(table: Readonly<Record<string, T>>, country: string): T | undefined {
  const code = country.toUpperCase()
  return Object.hasOwn(table, code) ? table[code] : undefined
}
