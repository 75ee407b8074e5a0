import { choice, either, hash, integer, missing, text, type Value } from '../http/parameters.ts'
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

/** A token, or the details themselves. */
export const EXTERNAL_ACCOUNT = either(
  text(),
  hash({ ...BANK_ACCOUNT, ...CARD, object: choice('bank_account', 'card') }, ['object']),
)

export const TOKEN_BANK_ACCOUNT = hash(
  { ...BANK_ACCOUNT, account_type: choice('checking', 'futsu', 'savings', 'toza') },
  ['account_number', 'country'],
)
export const TOKEN_CARD = hash(CARD, ['exp_month', 'exp_year', 'number'])

type Details = Exclude<Value<typeof EXTERNAL_ACCOUNT>, string>

/** Which fields are needed depends on the kind of account. */
export function detailsOf(wanted: Details, named: (field: string) => string): WantedBankAccount | WantedCard {
  const { object, number, exp_month, exp_year, name, account_number, country, ...rest } = wanted
  if (object === 'card') {
    if (number === undefined) throw missing(named('number'))
    if (exp_month === undefined) throw missing(named('exp_month'))
    if (exp_year === undefined) throw missing(named('exp_year'))
    return { number, exp_month, exp_year, currency: rest.currency, name }
  }
  if (account_number === undefined) throw missing(named('account_number'))
  if (country === undefined) throw missing(named('country'))
  return { ...rest, account_number, country }
}
