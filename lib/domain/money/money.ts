/** An amount as Stripe counts it: an integer of the currency's minor unit. `currency` is lower-case ISO 4217. */
export type Money = { amount: number; currency: string }

/**
 * Decimal digits of an amount on Stripe's wire. `Intl` disagrees for some of these (it shows HUF, ISK and UGX without
 * digits), so it is never asked. Source: Stripe docs, currencies; ISK and UGX stay two-decimal on the wire although
 * they have no fractions.
 */
const ZERO_DECIMAL = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '))
const THREE_DECIMAL = new Set('bhd jod kwd omr tnd'.split(' '))

export function currencyDigits(currency: string): 0 | 2 | 3 {
  if (ZERO_DECIMAL.has(currency)) return 0
  return THREE_DECIMAL.has(currency) ? 3 : 2
}

/** Minor units of one unit of a two-decimal currency that is paid out whole. */
export const WHOLE_UNIT = 100

/**
 * The smallest unit of a payout, in minor units. Stripe docs, currencies: HUF and TWD are paid out in whole units only,
 * ISK and UGX have no fractions although their amounts carry two digits, and three-decimal amounts end in 0.
 */
export function payoutIncrement(currency: string): number {
  if (['huf', 'twd', 'isk', 'ugx'].includes(currency)) return WHOLE_UNIT
  return currencyDigits(currency) === 3 ? 10 : 1
}

/** Minor units to a plain decimal string, exactly: 1234567 jpy → "1234567", 1234567 kwd → "1234.567", -5 usd → "-0.05". */
export function toDecimal({ amount, currency }: Money): string {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`${amount} is not a whole number of minor units`)
  const digits = currencyDigits(currency)
  const sign = amount < 0 ? '-' : ''
  const units = String(Math.abs(amount)).padStart(digits + 1, '0')
  return digits === 0 ? sign + units : `${sign}${units.slice(0, -digits)}.${units.slice(-digits)}`
}

const withDigits = (digits: number) =>
  new Intl.NumberFormat('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
/** Making a formatter is slow, and a page shows many amounts. */
const FORMATS = { 0: withDigits(0), 2: withDigits(2), 3: withDigits(3) }

/**
 * "1,234.50 USD": grouped for reading, ISO code behind, a true minus sign in front. The digits of a currency that is not
 * in our table are not known, so its minor units are shown.
 */
export function formatMoney(money: Money): string {
  if (!isKnownCurrency(money.currency)) return `${money.amount} minor units of ${money.currency.toUpperCase()}`
  const format = FORMATS[currencyDigits(money.currency)]
  const number = format.format(toDecimal(money) as Intl.StringNumericLiteral).replace('-', '−')
  return `${number} ${money.currency.toUpperCase()}`
}

/** Stripe's supported currencies. Source: Stripe docs, currencies. */
const CURRENCIES = new Set(
  [
    'aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd bwp byn bzd cad cdf chf clp cny',
    'cop crc cve czk djf dkk dop dzd egp etb eur fjd fkp gbp gel ghs gip gmd gnf gtq gyd hkd hnl htg huf idr ils inr isk',
    'jmd jod jpy kes kgs khr kmf krw kwd kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop mur mvr mwk mxn myr mzn',
    'nad ngn nio nok npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr sek sgd shp sle sos srd std',
    'szl thb tjs tnd top try ttd twd tzs uah ugx usd uyu uzs vnd vuv wst xaf xcd xof xpf yer zar zmw',
  ].flatMap((line) => line.split(' ')),
)

/** Lower-case ISO 4217, as on the wire. */
export const isKnownCurrency = (currency: string): boolean => CURRENCIES.has(currency)
