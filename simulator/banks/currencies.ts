// [docs] docs.stripe.com/currencies: the settlement currencies of connected accounts, not all presentment currencies.
const CURRENCIES = new Set(
  (
    'aed ars aud bgn bhd bob brl cad chf clp cny cop czk dkk dop egp eur gbp gtq hkd huf idr ils inr isk jod jpy krw ' +
    'kwd mad mxn myr ngn nok nzd omr pen php pln pyg qar ron rsd sar sek sgd thb tnd try twd uah ugx usd uyu vnd xof zar'
  ).split(' '),
)

export function isCurrency(code: string): boolean {
  return CURRENCIES.has(code)
}

// [from memory] Amounts with three decimals end in 0; HUF and TWD are paid out in whole units although they have two.
const PAYOUT_STEPS: Readonly<Record<string, number>> = {
  bhd: 10,
  jod: 10,
  kwd: 10,
  omr: 10,
  tnd: 10,
  huf: 100,
  twd: 100,
}

/** The smallest payout in this currency; others are multiples of it. */
export function payoutStep(currency: string): number {
  return PAYOUT_STEPS[currency] ?? 1
}

const ZERO_DECIMAL = new Set('clp jpy krw pyg vnd xof'.split(' '))
const THREE_DECIMAL = new Set('bhd jod kwd omr tnd'.split(' '))

/** How many minor units are one major unit. */
export function minorUnits(currency: string): number {
  if (ZERO_DECIMAL.has(currency)) return 1
  return THREE_DECIMAL.has(currency) ? 1000 : 100
}
