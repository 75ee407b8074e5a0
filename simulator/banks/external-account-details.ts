import { malformed } from '../http/stripe-error.ts'
import type { ExternalAccount, WantedBankAccount, WantedCard } from '../world/state.ts'
import type { World } from '../world/world.ts'
import { checkBankNumbers, failsOwnershipCheck, failureOf, isRefusedForInstant } from './bank-numbers.ts'
import { findCountry, offersInstantPayouts } from './countries.ts'
import { isCurrency } from './currencies.ts'
import { bankFingerprint, cardFingerprint } from './fingerprints.ts'
import { checkCard } from './test-cards.ts'

// [docs testing] after a short delay; its length is [assumption].
const OWNERSHIP_CHECK_SECONDS = 60

/** The name of a field in the request, for the error's `param`. */
export type FieldName = (field: string) => string

/** Turns details into a bank account or card that belongs to no account yet. */
export function externalAccountFrom(
  world: World,
  wanted: WantedBankAccount | WantedCard,
  fieldName: FieldName,
): ExternalAccount {
  return 'number' in wanted ? cardFrom(world, wanted, fieldName) : bankAccountFrom(world, wanted, fieldName)
}

function bankAccountFrom(world: World, wanted: WantedBankAccount, fieldName: FieldName): ExternalAccount {
  const country = findCountry(wanted.country)
  if (!country) {
    throw malformed(`Country '${wanted.country}' is unsupported.`, {
      code: 'country_unsupported',
      param: fieldName('country'),
    })
  }
  const currency = (wanted.currency ?? country.currency).toLowerCase()
  if (!isCurrency(currency)) throw malformed(`Invalid currency: ${currency}`, { param: fieldName('currency') })
  const numbers = checkBankNumbers(wanted.country, wanted.account_number, wanted.routing_number, fieldName)
  const number = numbers.account_number
  return {
    id: world.ids.next('ba'),
    object: 'bank_account',
    country: wanted.country,
    currency,
    last4: number.slice(-4),
    default_for_currency: false,
    status: 'new',
    instant: offersInstantPayouts(wanted.country) && currency === country.currency && !isRefusedForInstant(number),
    metadata: {},
    account_holder_name: wanted.account_holder_name ?? null,
    account_holder_type: wanted.account_holder_type ?? null,
    account_type: null,
    bank_name: 'STRIPE TEST BANK',
    routing_number: wanted.routing_number ?? null,
    brand: null,
    funding: null,
    exp_month: null,
    exp_year: null,
    fingerprint: bankFingerprint(numbers),
    failure_code: failureOf(number),
    failed_debits: 0,
    ...(failsOwnershipCheck(wanted.country, number)
      ? { ownership_check_ends: world.clock.seconds() + OWNERSHIP_CHECK_SECONDS }
      : {}),
  }
}

function cardFrom(world: World, wanted: WantedCard, fieldName: FieldName): ExternalAccount {
  const card = checkCard(wanted, world.clock.seconds(), fieldName)
  return {
    id: world.ids.next('card'),
    object: 'card',
    country: card.country,
    currency: card.currency,
    last4: card.number.slice(-4),
    default_for_currency: false,
    status: 'new',
    instant: card.instant,
    metadata: {},
    account_holder_name: wanted.name ?? null,
    account_holder_type: null,
    account_type: null,
    bank_name: null,
    routing_number: null,
    brand: card.brand,
    funding: card.funding,
    exp_month: wanted.exp_month,
    exp_year: wanted.exp_year,
    fingerprint: cardFingerprint(card.number),
    failure_code: card.failure_code,
    failed_debits: 0,
  }
}
