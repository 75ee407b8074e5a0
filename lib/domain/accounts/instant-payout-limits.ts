import { isEuroCountry, ofCountry } from './country-rules'

/** Amounts of one instant payout, in minor units of the only currency in which a country has them. */
export type InstantPayoutLimits = { currency: string; least: number; most: number }

// Stripe docs, instant payouts for Connect platforms: countries, only the local currency, least amounts; the most is
// 9,999 units where the docs give no other.
const INSTANT_PAYOUTS: Readonly<Record<string, InstantPayoutLimits>> = {
  AE: { currency: 'aed', least: 200, most: 999_900 },
  AU: { currency: 'aud', least: 50, most: 999_900 },
  CA: { currency: 'cad', least: 60, most: 999_900 },
  CZ: { currency: 'czk', least: 1_000, most: 9_999_900 },
  DK: { currency: 'dkk', least: 500, most: 999_900 },
  GB: { currency: 'gbp', least: 40, most: 999_900 },
  HK: { currency: 'hkd', least: 500, most: 999_900 },
  HU: { currency: 'huf', least: 20_000, most: 99_999_900 },
  MY: { currency: 'myr', least: 200, most: 999_900 },
  NO: { currency: 'nok', least: 500, most: 999_900 },
  NZ: { currency: 'nzd', least: 50, most: 999_900 },
  PL: { currency: 'pln', least: 200, most: 999_900 },
  RO: { currency: 'ron', least: 200, most: 999_900 },
  SE: { currency: 'sek', least: 500, most: 999_900 },
  SG: { currency: 'sgd', least: 50, most: 999_900 },
  US: { currency: 'usd', least: 50, most: 999_900 },
}
const INSTANT_EURO_PAYOUTS: InstantPayoutLimits = { currency: 'eur', least: 40, most: 999_900 }

/** The limits of instant payouts in a country; undefined where Stripe has none. */
export const instantPayoutLimits = (country: string | null): InstantPayoutLimits | undefined =>
  isEuroCountry(country) ? INSTANT_EURO_PAYOUTS : ofCountry(INSTANT_PAYOUTS, country)
