import { cardError, malformed } from '../http/stripe-error.ts'
import type { WantedCard } from '../world/state.ts'
import { findCountry, offersInstantPayouts } from './countries.ts'
import { isCurrency } from './currencies.ts'

interface TestCard {
  brand: 'Discover' | 'Mastercard' | 'Visa'
  country: string
  funding: 'credit' | 'debit'
  instant: boolean
  failure_code: string | null
}

// [docs connect/testing] By country: Visa debit to which payouts succeed, fail with could_not_process, or can't be instant;
// Mastercard debit to which payouts succeed.
const DEBIT_CARDS = `
  US 4000056655665556 4000056655665572 4000056755665555 5200828282828210
  CA 4000051240000005 4000051240000021 4000051240000039 5510121240000006
  SG 4000057020000008 4000057020000016 4000057020000024 2227200000000009
  AU 4000050360000019 4000050360000027 4000050360000035 5555050360000023
  AE 4000057840000006 4000057840000014 4000057840000022 5555057840000002
  GB 4000058260000203 4000058260000211 4000058260000229 5555058260000100
  AT 4000050400000003 4000050400000011 4000050400000029 5555050400000009
  BE 4000050560000009 4000050560000017 4000050560000025 5555050560000005
  FR 4000052500000008 4000052500000016 4000052500000024 5555052500000004
  DE 4000052760000037 4000052760000011 4000052760000029 5555052760000009
  IE 4000053720000000 4000053720000018 4000053720000026 5555053720000006
  IT 4000053800000037 4000053800000011 4000053800000029 5555053800000009
  NL 4000055280000007 4000055280000015 4000055280000023 5555055280000003
  PT 4000056200000002 4000056200000010 4000056200000028 5555056200000008
  ES 4000057240000036 4000057240000010 4000057240000028 5555057240000008
  DK 4000052080000006 4000052080000014 4000052080000022 5555052080000002
  MY 4000054580000031 4000054580000015 4000054580000023 5555054580000003
  NZ 4000055540000003 4000055540000011 4000055540000029 5555055540000165
  NO 4000055780000002 4000055780000010 4000055780000028 5555055780000008
  SE 4000057520000003 4000057520000011 4000057520000029 5555057520000009
  HU 4000053480000000 4000053480000018 4000053480000026 5555053480000006
  PL 4000056160000000 4000056160000018 4000056160000026 5555056160000006`

const CARDS = new Map<string, TestCard>()
const DEBIT_CARD_OF = new Map<string, string>()

for (const row of DEBIT_CARDS.trim().split('\n')) {
  const [country = '', ...numbers] = row.trim().split(' ')
  numbers.forEach((number, index) => {
    CARDS.set(number, {
      brand: index === 3 ? 'Mastercard' : 'Visa',
      country,
      funding: 'debit',
      instant: index !== 2,
      failure_code: index === 1 ? 'could_not_process' : null,
    })
    if (index === 0) DEBIT_CARD_OF.set(country, number)
  })
}
CARDS.set('6011981111111113', { brand: 'Discover', country: 'US', funding: 'debit', instant: true, failure_code: null })
// [docs testing] Credit cards, which can't receive payouts.
for (const [number, country] of [
  ['4242424242424242', 'US'],
  ['4000000360000006', 'AU'],
  ['4000007840000006', 'AE'],
] as const) {
  CARDS.set(number, { brand: 'Visa', country, funding: 'credit', instant: false, failure_code: null })
}

/** The Visa debit test card of a country to which payouts succeed. */
export function testDebitCard(country: string): string | undefined {
  return DEBIT_CARD_OF.get(country)
}

/** Checks the details of a card and returns what is known about it. Codes in [sdk types], messages [from memory]. */
export function checkCard(wanted: WantedCard, now: number, fieldName: (field: string) => string) {
  const number = wanted.number.replaceAll(/[\s-]/g, '')
  if (!/^\d{12,19}$/.test(number) || !passesLuhn(number)) {
    throw cardError('Your card number is incorrect.', { code: 'incorrect_number', param: fieldName('number') })
  }
  checkExpiry(wanted.exp_month, wanted.exp_year, now, fieldName)
  const card = CARDS.get(number)
  if (!card) {
    throw cardError(
      'Your card was declined. Your request was in test mode, but used a non test card. For a list of valid test cards, visit: https://stripe.com/docs/testing.',
      { code: 'card_declined' },
    )
  }
  const currency = (wanted.currency ?? findCountry(card.country)?.currency ?? '').toLowerCase()
  if (!isCurrency(currency)) throw malformed(`Invalid currency: ${currency}`, { param: fieldName('currency') })
  return { ...card, number, currency, instant: card.instant && offersInstantPayouts(card.country) }
}

export function checkExpiry(month: number, year: number, now: number, fieldName: (field: string) => string): void {
  if (month < 1 || month > 12) {
    throw cardError("Your card's expiration month is invalid.", {
      code: 'invalid_expiry_month',
      param: fieldName('exp_month'),
    })
  }
  const date = new Date(now * 1000)
  const thisYear = date.getUTCFullYear()
  const isPast = year < thisYear || (year === thisYear && month < date.getUTCMonth() + 1)
  if (isPast || year > thisYear + 50) {
    throw cardError("Your card's expiration year is invalid.", {
      code: 'invalid_expiry_year',
      param: fieldName('exp_year'),
    })
  }
}

/** The checksum of card numbers: from the right, every second digit counts double. */
function passesLuhn(number: string): boolean {
  const sum = [...number].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}
