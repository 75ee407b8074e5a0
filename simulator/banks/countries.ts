export interface Country {
  currency: string
  timezone: string
  /** The minimum settlement delay of a new account in this country. */
  delay_days: number
  bank: { routing_number: string | null; account_number: string }
}

// delay_days: US 2 [seed], AU 3 [repos], BR 30 and JP 4 [from memory], the rest [assumption].
// Bank numbers: GB and DE [from memory], US [docs testing], the rest [assumption].
const COUNTRIES: Readonly<Record<string, Country>> = {
  AE: country('aed', 'Asia/Dubai', 4, null, 'AE070331234567890123456'),
  AT: country('eur', 'Europe/Vienna', 3, null, 'AT611904300234573201'),
  AU: country('aud', 'Australia/Sydney', 3, '110000', '000123456'),
  BE: country('eur', 'Europe/Brussels', 3, null, 'BE62510007547061'),
  BR: country('brl', 'America/Sao_Paulo', 30, '110-0000', '0001234'),
  CA: country('cad', 'America/Toronto', 3, '11000-000', '000123456789'),
  CH: country('chf', 'Europe/Zurich', 3, null, 'CH9300762011623852957'),
  DE: country('eur', 'Europe/Berlin', 3, null, 'DE89370400440532013000'),
  DK: country('dkk', 'Europe/Copenhagen', 3, null, 'DK5000400440116243'),
  ES: country('eur', 'Europe/Madrid', 3, null, 'ES0700120345030000067890'),
  FR: country('eur', 'Europe/Paris', 3, null, 'FR1420041010050500013M02606'),
  GB: country('gbp', 'Europe/London', 3, '108800', '00012345'),
  HK: country('hkd', 'Asia/Hong_Kong', 3, '110-000', '000123456'),
  HU: country('huf', 'Europe/Budapest', 3, null, 'HU42117730161111101800000000'),
  IE: country('eur', 'Europe/Dublin', 3, null, 'IE29AIBK93115212345678'),
  IN: country('inr', 'Asia/Kolkata', 4, 'HDFC0004051', '000123456789'),
  IT: country('eur', 'Europe/Rome', 3, null, 'IT60X0542811101000000123456'),
  JP: country('jpy', 'Asia/Tokyo', 4, '1100000', '0001234'),
  MX: country('mxn', 'America/Mexico_City', 3, null, '000000001234567897'),
  MY: country('myr', 'Asia/Kuala_Lumpur', 3, 'TESTMYKL', '000123456000'),
  NL: country('eur', 'Europe/Amsterdam', 3, null, 'NL39RABO0300065264'),
  NO: country('nok', 'Europe/Oslo', 3, null, 'NO9386011117947'),
  NZ: country('nzd', 'Pacific/Auckland', 4, '110000', '0000000010'),
  PL: country('pln', 'Europe/Warsaw', 3, null, 'PL61109010140000071219812874'),
  PT: country('eur', 'Europe/Lisbon', 3, null, 'PT50000201231234567890154'),
  SE: country('sek', 'Europe/Stockholm', 3, null, 'SE3550000000054910000003'),
  SG: country('sgd', 'Asia/Singapore', 3, '1100-000', '000123456'),
  TH: country('thb', 'Asia/Bangkok', 4, null, '000123456789'),
  US: country('usd', 'America/New_York', 2, '110000000', '000123456789'),
}

function country(
  currency: string,
  timezone: string,
  delay: number,
  routing: string | null,
  accountNumber: string,
): Country {
  return { currency, timezone, delay_days: delay, bank: { routing_number: routing, account_number: accountNumber } }
}

export function findCountry(code: string): Country | undefined {
  return Object.hasOwn(COUNTRIES, code) ? COUNTRIES[code] : undefined
}

// [docs] Instant Payouts for Connect; of the European Union, the countries known here.
const INSTANT = new Set('AE AU CA HK MY NO NZ SG GB US AT BE DE DK ES FR HU IE IT NL PL PT SE'.split(' '))

export function offersInstantPayouts(countryCode: string): boolean {
  return INSTANT.has(countryCode)
}

// [docs] Limits of one instant payout, in minor units; 9,999 units where the docs give no maximum of their own.
const INSTANT_LIMITS: Readonly<Record<string, { least: number; most: number }>> = {
  aed: { least: 200, most: 999_900 },
  aud: { least: 50, most: 999_900 },
  cad: { least: 60, most: 999_900 },
  dkk: { least: 500, most: 999_900 },
  eur: { least: 40, most: 999_900 },
  gbp: { least: 40, most: 999_900 },
  hkd: { least: 500, most: 999_900 },
  huf: { least: 20_000, most: 99_999_900 },
  myr: { least: 200, most: 999_900 },
  nok: { least: 500, most: 999_900 },
  nzd: { least: 50, most: 999_900 },
  pln: { least: 200, most: 999_900 },
  sek: { least: 500, most: 999_900 },
  sgd: { least: 50, most: 999_900 },
  usd: { least: 50, most: 999_900 },
}

export function instantLimits(currency: string): { least: number; most: number } | undefined {
  return Object.hasOwn(INSTANT_LIMITS, currency) ? INSTANT_LIMITS[currency] : undefined
}

// [docs account-balances] AU, CA, SEPA, GB, NZ, US. [assumption] Each in its own currency, SEPA in euro.
const DEBITED: Readonly<Record<string, string>> = {
  AU: 'aud',
  CA: 'cad',
  GB: 'gbp',
  NZ: 'nzd',
  US: 'usd',
  ...Object.fromEntries('AT BE CH DE DK ES FR HU IE IT NL NO PL PT SE'.split(' ').map((code) => [code, 'eur'])),
}

/** Whether a negative balance in this currency can be debited from a bank account in this country. */
export function isDebitable(countryCode: string, currency: string): boolean {
  return Object.hasOwn(DEBITED, countryCode) && DEBITED[countryCode] === currency
}

// [docs] Banks in these countries give no trace id; in GB, none for instant payouts.
const WITHOUT_TRACE: ReadonlySet<string> = new Set('AR BO CL CO EG JP PH'.split(' '))

export function isTraceable(countryCode: string, method: 'instant' | 'standard'): boolean {
  return !WITHOUT_TRACE.has(countryCode) && !(countryCode === 'GB' && method === 'instant')
}
