import { mergeMetadata } from '../http/metadata.ts'
import { malformed, refused } from '../http/stripe-error.ts'
import type { Simulation } from '../simulation.ts'
import { previousAttributes } from '../world/previous-attributes.ts'
import {
  type Account,
  BY_CLOCK,
  type Cause,
  type ExternalAccount,
  type ExternalAccountStatus,
  type Metadata,
  type WantedBankAccount,
  type WantedCard,
} from '../world/state.ts'
import { checkBankNumbers, failsOwnershipCheck, failureOf, isRefusedForInstant } from './bank-numbers.ts'
import { findCountry, offersInstantPayouts } from './countries.ts'
import { isCurrency } from './currencies.ts'
import { bankFingerprint, cardFingerprint } from './fingerprints.ts'
import { checkCard, checkExpiry } from './test-cards.ts'

// [docs] up to five per currency when several are allowed.
const MOST_PER_CURRENCY = 5
// [docs testing] after a short delay; its length is [assumption].
const OWNERSHIP_CHECK_TAKES = 60
// [sdk types] where the owner of a bank account is verified.
const OWNERSHIP_COUNTRIES: readonly string[] = ['IN', 'US']

/** The wire name of a field, for the error's `param`. */
type Named = (field: string) => string

interface Options {
  default_for_currency?: boolean | undefined
  metadata?: Metadata | undefined
}

/** One more for its currency. */
export function createExternalAccount(
  simulation: Simulation,
  account: Account,
  wanted: WantedBankAccount | WantedCard,
  options: Options,
  cause: Cause,
  named: Named,
): ExternalAccount {
  const external = readExternalAccount(simulation, wanted, named)
  checkFitsIn(account, external)
  if (rivalsOf(account, external).length >= MOST_PER_CURRENCY) {
    throw refused(`You can have at most ${MOST_PER_CURRENCY} external accounts in ${external.currency}.`)
  }
  external.metadata = { ...options.metadata }
  attach(simulation, account, external, options.default_for_currency === true, cause)
  return external
}

/** What the details come to, not yet anybody's. */
function readExternalAccount(
  simulation: Simulation,
  wanted: WantedBankAccount | WantedCard,
  named: Named,
): ExternalAccount {
  return 'number' in wanted ? readCard(simulation, wanted, named) : readBankAccount(simulation, wanted, named)
}

function checkFitsIn(account: Account, external: ExternalAccount): void {
  if (external.object === 'card' && external.funding !== 'debit') {
    // [from memory] text; the code is in [sdk types]
    throw refused(
      'The card provided as an external account is not supported for payouts. Provide a non-prepaid debit card instead.',
      { code: 'invalid_card_type' },
    )
  }
  if (external.object === 'card' && external.country !== account.country) {
    // [docs] debit cards of the account's own country; text [assumption]
    throw refused(`Cards issued in ${external.country} cannot take payouts of accounts in ${account.country}.`, {
      code: 'country_unsupported',
    })
  }
  if (rivalsOf(account, external).some((each) => each.fingerprint === external.fingerprint)) {
    throw refused('A bank account with that routing number and account number already exists for this account.', {
      code: 'bank_account_exists',
    })
  }
}

function rivalsOf(account: Account, external: ExternalAccount): ExternalAccount[] {
  return account.external_accounts.filter(({ currency }) => currency === external.currency)
}

function attach(
  simulation: Simulation,
  account: Account,
  external: ExternalAccount,
  asDefault: boolean,
  cause: Cause,
): void {
  // [sdk types] the first of a currency becomes its default.
  const isFirst = rivalsOf(account, external).length === 0
  account.external_accounts.push(external)
  if (isFirst || asDefault) makeDefault(account, external)
  if (external.ownership_check_ends !== undefined) simulation.wake(account, external.ownership_check_ends)
  simulation.planPayoutDay(account)
  simulation.record(account, 'external_account.created', cause, null, structuredClone(external))
  const rendered = renderExternalAccount(account, external)
  simulation.events.emit('account.external_account.created', account.id, cause, rendered)
}

function readBankAccount(simulation: Simulation, wanted: WantedBankAccount, named: Named): ExternalAccount {
  const country = findCountry(wanted.country)
  if (!country) {
    throw malformed(`Country '${wanted.country}' is unsupported.`, {
      code: 'country_unsupported',
      param: named('country'),
    })
  }
  const currency = (wanted.currency ?? country.currency).toLowerCase()
  if (!isCurrency(currency)) throw malformed(`Invalid currency: ${currency}`, { param: named('currency') })
  const numbers = checkBankNumbers(wanted.country, wanted.account_number, wanted.routing_number, named)
  const number = numbers.account_number
  return {
    id: simulation.ids.next('ba'),
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
    account_type: wanted.account_type ?? null,
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
      ? { ownership_check_ends: simulation.clock.seconds() + OWNERSHIP_CHECK_TAKES }
      : {}),
  }
}

function readCard(simulation: Simulation, wanted: WantedCard, named: Named): ExternalAccount {
  const card = checkCard(wanted, simulation.clock.seconds(), named)
  return {
    id: simulation.ids.next('card'),
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

export interface ExternalAccountChange {
  account_holder_name?: string
  account_holder_type?: 'company' | 'individual' | null
  account_type?: string
  default_for_currency?: boolean
  exp_month?: number
  exp_year?: number
  metadata?: Record<string, string | null> | null
  name?: string
}

const OF_BANK_ACCOUNTS = ['account_holder_name', 'account_holder_type', 'account_type'] as const
const OF_CARDS = ['exp_month', 'exp_year', 'name'] as const

/** [sdk types] an update, even an empty one, puts an errored bank account back into use. */
export function updateExternalAccount(
  simulation: Simulation,
  account: Account,
  external: ExternalAccount,
  change: ExternalAccountChange,
  cause: Cause,
): void {
  // [assumption] what only the other kind has is refused like any unknown parameter.
  const foreign = (external.object === 'card' ? OF_BANK_ACCOUNTS : OF_CARDS).find((field) => field in change)
  if (foreign) throw malformed(`Received unknown parameter: ${foreign}`, { code: 'parameter_unknown', param: foreign })
  const { exp_month = external.exp_month, exp_year = external.exp_year } = change
  if (exp_month !== null && exp_year !== null) {
    checkExpiry(exp_month, exp_year, simulation.clock.seconds(), (field) => field)
  }
  const metadata = change.metadata === undefined ? external.metadata : mergeMetadata(external.metadata, change.metadata)
  const before = structuredClone(renderExternalAccount(account, external))
  const isDefault = external.default_for_currency
  external.metadata = metadata
  external.account_holder_name = change.account_holder_name ?? change.name ?? external.account_holder_name
  external.account_type = change.account_type ?? external.account_type
  external.exp_month = exp_month
  external.exp_year = exp_year
  if (change.account_holder_type !== undefined) external.account_holder_type = change.account_holder_type
  if (change.default_for_currency) makeDefault(account, external)
  external.status = 'new'
  external.failed_debits = 0
  simulation.planPayoutDay(account)
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
  simulation.planPayoutDay(account)
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
  detach(simulation, account, external, cause)
}

function detach(simulation: Simulation, account: Account, external: ExternalAccount, cause: Cause): void {
  account.external_accounts = account.external_accounts.filter((each) => each !== external)
  const heir = account.external_accounts.find((each) => each.currency === external.currency)
  // [assumption] the oldest of the others takes over.
  if (external.default_for_currency && heir) makeDefault(account, heir)
  simulation.planPayoutDay(account)
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
  setStatus(simulation, account, external, 'errored', cause)
}

/** Says no where the owner of a bank account could not be found out. Tells whether there was such a one. */
export function endOwnershipChecks(simulation: Simulation, account: Account): boolean {
  const now = simulation.clock.seconds()
  const over = account.external_accounts.filter(({ ownership_check_ends: end }) => end !== undefined && end <= now)
  for (const external of over) {
    delete external.ownership_check_ends
    setStatus(simulation, account, external, 'verification_failed', BY_CLOCK)
  }
  return over.length > 0
}

// [sdk types] what stops a bank account before a payout has failed.
const STOPPED_BY = new Map<string, ExternalAccountStatus>([
  ['bank_account_verification_failed', 'verification_failed'],
  ['tokenized_account_number_deactivated', 'tokenized_account_number_deactivated'],
])

/** What payouts to it come to from now on; null lets them arrive. */
export function setFailureCode(
  simulation: Simulation,
  account: Account,
  external: ExternalAccount,
  code: string | null,
  cause: Cause,
): void {
  const status = code === null ? undefined : STOPPED_BY.get(code)
  if (status !== undefined && external.object === 'card') {
    throw refused(`The card ${external.id} cannot become ${status}: only bank accounts can.`)
  }
  if (status === 'verification_failed' && !OWNERSHIP_COUNTRIES.includes(external.country)) {
    throw refused(`Owners of bank accounts are verified in ${OWNERSHIP_COUNTRIES.join(' and ')} only.`)
  }
  external.failure_code = code
  simulation.touch()
  if (status !== undefined) setStatus(simulation, account, external, status, cause)
}

function setStatus(
  simulation: Simulation,
  account: Account,
  external: ExternalAccount,
  status: ExternalAccountStatus,
  cause: Cause,
): void {
  const before = external.status
  if (before === status) return
  external.status = status
  simulation.planPayoutDay(account)
  simulation.record(account, `external_account.${status}`, cause, before, status)
  const rendered = renderExternalAccount(account, external)
  simulation.events.emit('account.external_account.updated', account.id, cause, rendered, { status: before })
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
      account_type: external.account_type,
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
    funding: external.funding,
    name: external.account_holder_name,
    regulated_status: null,
    tokenization_method: null,
  }
}
