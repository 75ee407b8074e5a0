import { findCountry, offersInstantPayouts } from './countries.ts'
import { isCurrency } from './currencies.ts'
import { missing } from './http/parameters.ts'
import { malformed, refused } from './http/stripe-error.ts'
import { mergeMetadata } from './metadata.ts'
import { previousAttributes } from './previous-attributes.ts'
import type { Simulation } from './simulation.ts'
import type { Account, Cause, ExternalAccount, Metadata } from './state.ts'

// [docs] up to five per currency when several are allowed.
const MOST_PER_CURRENCY = 5

// [docs testing] United States test numbers; the same endings are honoured for other countries [assumption].
const FAILING_NUMBERS: Readonly<Record<string, string>> = {
  '000111111116': 'no_account',
  '000111111113': 'account_closed',
  '000222222227': 'insufficient_funds',
  '000333333335': 'debit_not_authorized',
  '000444444440': 'invalid_currency',
}
const NOT_FOR_INSTANT = '000888888883'

export interface WantedBankAccount {
  country: string
  currency?: string | undefined
  account_number: string
  routing_number?: string | undefined
  account_holder_name?: string | undefined
  account_holder_type?: 'company' | 'individual' | undefined
}

export function createBankAccount(
  simulation: Simulation,
  account: Account,
  wanted: WantedBankAccount,
  options: { default_for_currency?: boolean | undefined; metadata?: Metadata | undefined },
  cause: Cause,
  named: (field: string) => string,
): ExternalAccount {
  const bank = readBankAccount(simulation, wanted, named)
  const rivals = account.external_accounts.filter((external) => external.currency === bank.currency)
  if (rivals.length >= MOST_PER_CURRENCY) {
    throw refused(`You can have at most ${MOST_PER_CURRENCY} external accounts in ${bank.currency}.`)
  }
  if (rivals.some((external) => external.fingerprint === bank.fingerprint)) {
    throw refused('A bank account with that routing number and account number already exists for this account.', {
      code: 'bank_account_exists',
    })
  }
  bank.metadata = { ...options.metadata }
  account.external_accounts.push(bank)
  // [sdk types] the first of a currency becomes its default.
  if (rivals.length === 0 || options.default_for_currency) makeDefault(account, bank)
  simulation.record(account, 'external_account.created', cause, null, structuredClone(bank))
  simulation.events.emit('account.external_account.created', account.id, cause, renderExternalAccount(account, bank))
  return bank
}

function readBankAccount(
  simulation: Simulation,
  wanted: WantedBankAccount,
  named: (field: string) => string,
): ExternalAccount {
  const country = findCountry(wanted.country)
  if (!country) {
    throw malformed(`Country '${wanted.country}' is unsupported.`, {
      code: 'country_unsupported',
      param: named('country'),
    })
  }
  const currency = (wanted.currency ?? country.currency).toLowerCase()
  if (!isCurrency(currency)) throw malformed(`Invalid currency: ${currency}`, { param: named('currency') })
  const number = wanted.account_number.replaceAll(/[\s-]/g, '')
  if (!/^[A-Za-z0-9]{4,34}$/.test(number)) {
    throw malformed('Invalid account number.', { code: 'account_number_invalid', param: named('account_number') })
  }
  if (wanted.country === 'US' && wanted.routing_number === undefined) throw missing(named('routing_number'))
  if (wanted.country === 'US' && !isRoutingNumber(wanted.routing_number ?? '')) {
    throw malformed('The routing number is not valid.', {
      code: 'routing_number_invalid',
      param: named('routing_number'),
    })
  }
  return {
    id: simulation.ids.next('ba'),
    object: 'bank_account',
    country: wanted.country,
    currency,
    last4: number.slice(-4),
    default_for_currency: false,
    status: 'new',
    instant: offersInstantPayouts(wanted.country) && currency === country.currency && number !== NOT_FOR_INSTANT,
    metadata: {},
    account_holder_name: wanted.account_holder_name ?? null,
    account_holder_type: wanted.account_holder_type ?? null,
    bank_name: 'STRIPE TEST BANK',
    routing_number: wanted.routing_number ?? null,
    brand: null,
    exp_month: null,
    exp_year: null,
    fingerprint: fingerprint(`${wanted.routing_number ?? ''}/${number}`),
    failure_code: FAILING_NUMBERS[number] ?? null,
  }
}

/** The checksum of US routing numbers: weights 3, 7, 1. Stripe's test number 110000000 passes it. */
function isRoutingNumber(text: string): boolean {
  if (!/^\d{9}$/.test(text)) return false
  const sum = [...text].reduce((total, digit, index) => total + Number(digit) * ([3, 7, 1][index % 3] ?? 0), 0)
  return sum % 10 === 0
}

function fingerprint(text: string): string {
  let hash = 5381
  for (const character of text) hash = (Math.imul(hash, 33) ^ character.charCodeAt(0)) >>> 0
  return `sim${hash.toString(36).padStart(8, '0')}`
}

export interface ExternalAccountChange {
  account_holder_name?: string
  account_holder_type?: 'company' | 'individual' | null
  default_for_currency?: boolean
  metadata?: Record<string, string | null> | null
}

/** [sdk types] an update, even an empty one, puts an errored bank account back into use. */
export function updateExternalAccount(
  simulation: Simulation,
  account: Account,
  external: ExternalAccount,
  change: ExternalAccountChange,
  cause: Cause,
): void {
  const metadata = change.metadata === undefined ? external.metadata : mergeMetadata(external.metadata, change.metadata)
  const before = structuredClone(renderExternalAccount(account, external))
  const isDefault = external.default_for_currency
  external.metadata = metadata
  external.account_holder_name = change.account_holder_name ?? external.account_holder_name
  if (change.account_holder_type !== undefined) external.account_holder_type = change.account_holder_type
  if (change.default_for_currency) makeDefault(account, external)
  external.status = 'new'
  const after = structuredClone(renderExternalAccount(account, external))
  const previous = previousAttributes(before, after)
  // A card's default is not always part of what is rendered.
  if (Object.keys(previous).length === 0 && isDefault === external.default_for_currency) return
  simulation.record(account, 'external_account.updated', cause, before, after)
  simulation.events.emit('account.external_account.updated', account.id, cause, after, previous)
}

export function setDefault(simulation: Simulation, account: Account, external: ExternalAccount, cause: Cause): void {
  if (external.default_for_currency) return
  const former = account.external_accounts.find(
    (each) => each.currency === external.currency && each.default_for_currency,
  )
  makeDefault(account, external)
  simulation.record(account, 'external_account.default', cause, former?.id ?? null, external.id)
  simulation.events.emit(
    'account.external_account.updated',
    account.id,
    cause,
    renderExternalAccount(account, external),
    {
      default_for_currency: false,
    },
  )
}

function makeDefault(account: Account, external: ExternalAccount): void {
  for (const each of account.external_accounts) {
    if (each.currency === external.currency) each.default_for_currency = each === external
  }
}

export function deleteExternalAccount(
  simulation: Simulation,
  account: Account,
  external: ExternalAccount,
  cause: Cause,
): void {
  if (external.default_for_currency && external.currency === account.default_currency) {
    // [repos] Stripe's own text
    throw refused(
      'You cannot delete the default external account for your default currency. Please make another external account ' +
        'the default using the `default_for_currency` param, and then delete this one.',
    )
  }
  account.external_accounts = account.external_accounts.filter((each) => each !== external)
  const heir = account.external_accounts.find((each) => each.currency === external.currency)
  // [assumption] the oldest of the others takes over.
  if (external.default_for_currency && heir) makeDefault(account, heir)
  simulation.record(account, 'external_account.deleted', cause, structuredClone(external), null)
  simulation.events.emit(
    'account.external_account.deleted',
    account.id,
    cause,
    renderExternalAccount(account, external),
  )
}

/** [sdk types] a payout that failed stops the schedule until the details are updated. */
export function markErrored(simulation: Simulation, account: Account, external: ExternalAccount, cause: Cause): void {
  if (external.status === 'errored') return
  const before = external.status
  external.status = 'errored'
  simulation.record(account, 'external_account.errored', cause, before, 'errored')
  simulation.events.emit(
    'account.external_account.updated',
    account.id,
    cause,
    renderExternalAccount(account, external),
    {
      status: before,
    },
  )
}

export function renderExternalAccount(account: Account, external: ExternalAccount) {
  const shared = {
    id: external.id,
    object: external.object,
    // [sdk types] only returned where the platform controls the account.
    ...(account.platform_controls ? { account: account.id } : {}),
    available_payout_methods: external.instant ? ['standard', 'instant'] : ['standard'],
    country: external.country,
    currency: external.currency,
    fingerprint: external.fingerprint,
    last4: external.last4,
    metadata: external.metadata,
    status: external.status,
  }
  if (external.object === 'bank_account') {
    const nothingDue = { currently_due: [], errors: [], past_due: [], pending_verification: [] }
    return {
      ...shared,
      account_holder_name: external.account_holder_name,
      account_holder_type: external.account_holder_type,
      account_type: null,
      bank_name: external.bank_name,
      default_for_currency: external.default_for_currency,
      future_requirements: nothingDue,
      requirements: nothingDue,
      routing_number: external.routing_number,
    }
  }
  return {
    ...shared,
    address_city: null,
    address_country: null,
    address_line1: null,
    address_line1_check: null,
    address_line2: null,
    address_state: null,
    address_zip: null,
    address_zip_check: null,
    brand: external.brand,
    cvc_check: 'pass',
    // [sdk types] on a card only where the platform collects the requirements.
    ...(account.controller?.requirement_collection === 'application'
      ? { default_for_currency: external.default_for_currency }
      : {}),
    dynamic_last4: null,
    exp_month: external.exp_month,
    exp_year: external.exp_year,
    funding: 'debit',
    name: external.account_holder_name,
    regulated_status: null,
    tokenization_method: null,
  }
}
