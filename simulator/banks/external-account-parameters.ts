import { choice, either, hash, integer, missing, text, type Value } from '../http/parameters.ts'
import { malformed } from '../http/stripe-error.ts'
import type { WantedBankAccount, WantedCard } from '../world/state.ts'

const BANK_ACCOUNT = {
  account_holder_name: text(),
  account_holder_type: choice('company', 'individual'),
  account_number: text(),
  country: text(),
  currency: text(),
  routing_number: text(),
} as const
const CARD = {
  currency: text(),
  cvc: text(),
  exp_month: integer(),
  exp_year: integer(),
  name: text(),
  number: text(),
} as const

/** Details, or a token; no token exists here. */
export const EXTERNAL_ACCOUNT = either(
  text(),
  hash({ ...BANK_ACCOUNT, ...CARD, object: choice('bank_account', 'card') }, ['object']),
)

/** The details of a bank account or card, each with its required fields. */
export function detailsOf(
  wanted: Value<typeof EXTERNAL_ACCOUNT>,
  fieldName: (field: string) => string,
): WantedBankAccount | WantedCard {
  if (typeof wanted === 'string') {
    // [from memory] the message; the code is in [sdk types]
    throw malformed(`No such token: '${wanted}'`, { code: 'resource_missing', param: 'external_account' })
  }
  const { object, number, exp_month, exp_year, name, account_number, country, ...rest } = wanted
  if (object === 'card') {
    if (number === undefined) throw missing(fieldName('number'))
    if (exp_month === undefined) throw missing(fieldName('exp_month'))
    if (exp_year === undefined) throw missing(fieldName('exp_year'))
    return { number, exp_month, exp_year, currency: rest.currency, name }
  }
  if (account_number === undefined) throw missing(fieldName('account_number'))
  if (country === undefined) throw missing(fieldName('country'))
  return { ...rest, account_number, country }
}
