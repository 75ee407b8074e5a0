import { missing } from '../http/parameters.ts'
import { malformed } from '../http/stripe-error.ts'

interface LocalFormat {
  /** Null: payouts there only need the account number. */
  routing: RegExp | null
  account: RegExp
}

// Without separators. US [docs testing], the rest [from memory] of Stripe's list of bank account formats.
const LOCAL_FORMATS: Readonly<Record<string, LocalFormat>> = {
  AU: { routing: /^\d{6}$/, account: /^\d{4,9}$/ },
  BR: { routing: /^\d{7}$/, account: /^\d{4,13}$/ },
  CA: { routing: /^\d{8}$/, account: /^\d{7,12}$/ },
  GB: { routing: /^\d{6}$/, account: /^\d{8}$/ },
  HK: { routing: /^\d{6}$/, account: /^\d{6,12}$/ },
  IN: { routing: /^[A-Z]{4}0[A-Z0-9]{6}$/, account: /^\d{9,18}$/ },
  JP: { routing: /^\d{7}$/, account: /^\d{6,8}$/ },
  MX: { routing: null, account: /^\d{18}$/ },
  MY: { routing: /^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/, account: /^\d{5,17}$/ },
  NZ: { routing: /^\d{6}$/, account: /^\d{9,10}$/ },
  SG: { routing: /^\d{7}$/, account: /^\d{6,19}$/ },
  TH: { routing: null, account: /^\d{6,15}$/ },
  US: { routing: /^\d{9}$/, account: /^\d{4,17}$/ },
}

// ISO 13616: the length of an IBAN by country. GB also takes a sort code and an account number.
const IBAN_LENGTHS: Readonly<Record<string, number>> = {
  AE: 23,
  AT: 20,
  BE: 16,
  CH: 21,
  DE: 22,
  DK: 18,
  ES: 24,
  FR: 27,
  GB: 22,
  HU: 28,
  IE: 22,
  IT: 27,
  NL: 18,
  NO: 15,
  PL: 28,
  PT: 25,
  SE: 24,
}

// [docs testing] The failure codes of payouts to test numbers. Those of other countries only differ in their length.
const FAILURES: readonly [number: RegExp, code: string][] = [
  [/^0*1{6,}6$|53201300?1$/, 'no_account'],
  [/^0*1{6,}3$|53201300?2$/, 'account_closed'],
  [/^0*2{6,}7$|53201300?3$/, 'insufficient_funds'],
  [/^0*3{6,}5$|53201300?4$/, 'debit_not_authorized'],
  [/^0*4{6,}0$|53201300?5$/, 'invalid_currency'],
]
const NOT_FOR_INSTANT = /^0*8{6,}3$/
// [docs testing] The US number whose ownership check fails. The check of 000999999991 succeeds and changes nothing.
const NOT_OWNED = /^0009{8}2$/
// [docs testing, an older page] Stripe accepts these although their check digits are wrong.
const UNCHECKED = /^DE8937040044053201300[2-5]$/

export interface BankNumbers {
  account_number: string
  routing_number: string | null
}

export function failureOf(accountNumber: string): string | null {
  return FAILURES.find(([number]) => number.test(accountNumber))?.[1] ?? null
}

export function isRefusedForInstant(accountNumber: string): boolean {
  return NOT_FOR_INSTANT.test(accountNumber)
}

export function failsOwnershipCheck(country: string, accountNumber: string): boolean {
  return country === 'US' && NOT_OWNED.test(accountNumber)
}

/** Returns the numbers without separators, or throws if no bank account in this country can have them. */
export function checkBankNumbers(
  country: string,
  accountNumber: string,
  routingNumber: string | undefined,
  fieldName: (field: string) => string,
): BankNumbers {
  const account_number = bare(accountNumber)
  const local = LOCAL_FORMATS[country]
  if (Object.hasOwn(IBAN_LENGTHS, country) && (!local || /^[A-Z]/.test(account_number))) {
    if (!isIban(country, account_number)) throw invalidAccountNumber(fieldName)
    return { account_number, routing_number: null }
  }
  const routing_number = routingNumber === undefined ? null : bare(routingNumber)
  if (local?.routing && routing_number === null) throw missing(fieldName('routing_number'))
  if (local?.routing && !isRoutingNumber(country, local.routing, routing_number ?? '')) {
    throw malformed('The routing number is not valid.', {
      code: 'routing_number_invalid',
      param: fieldName('routing_number'),
    })
  }
  if (!local?.account.test(account_number) || (country === 'MX' && !isClabe(account_number))) {
    throw invalidAccountNumber(fieldName)
  }
  return { account_number, routing_number }
}

function invalidAccountNumber(fieldName: (field: string) => string) {
  return malformed('Invalid account number.', { code: 'account_number_invalid', param: fieldName('account_number') })
}

function bare(number: string): string {
  return number.replaceAll(/[\s-]/g, '').toUpperCase()
}

function isRoutingNumber(country: string, format: RegExp, routing: string): boolean {
  return format.test(routing) && (country !== 'US' || weighted(routing) % 10 === 0)
}

/** The checksum of US routing numbers and Mexican account numbers: weights 3, 7, 1. */
function weighted(digits: string): number {
  return [...digits].reduce((sum, digit, index) => sum + ((Number(digit) * ([3, 7, 1][index % 3] ?? 0)) % 10), 0)
}

function isClabe(number: string): boolean {
  return (10 - (weighted(number.slice(0, 17)) % 10)) % 10 === Number(number[17])
}

/** ISO 13616: with country and check digits moved to the end and letters as 10 to 35, the number is 1 modulo 97. */
function isIban(country: string, number: string): boolean {
  if (UNCHECKED.test(number)) return true
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]+$/.test(number) || !number.startsWith(country)) return false
  if (number.length !== IBAN_LENGTHS[country]) return false
  const digits = [...(number.slice(4) + number.slice(0, 4))].map((character) => Number.parseInt(character, 36)).join('')
  return BigInt(digits) % 97n === 1n
}
