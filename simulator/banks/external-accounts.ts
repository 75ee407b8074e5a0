import { mergeMetadata } from '../http/metadata.ts'
import { malformed, refused } from '../http/stripe-error.ts'
import { previousAttributes } from '../world/previous-attributes.ts'
import type { Account, Cause, ExternalAccount, Metadata, WantedBankAccount, WantedCard } from '../world/state.ts'
import type { World } from '../world/world.ts'
import { externalAccountFrom, type FieldName } from './external-account-details.ts'
import { renderExternalAccount } from './external-account-view.ts'
import { checkExpiry } from './test-cards.ts'

// [docs] up to five per currency.
const MOST_PER_CURRENCY = 5

interface Options {
  default_for_currency?: boolean | undefined
  metadata?: Metadata | undefined
}

/** Adds a bank account or card. The first of its currency becomes the default [sdk types]. */
export function createExternalAccount(
  world: World,
  account: Account,
  wanted: WantedBankAccount | WantedCard,
  options: Options,
  cause: Cause,
  fieldName: FieldName,
): ExternalAccount {
  const external = externalAccountFrom(world, wanted, fieldName)
  checkAllowed(account, external)
  external.metadata = { ...options.metadata }
  const isFirst = sameCurrency(account, external).length === 0
  account.external_accounts.push(external)
  if (isFirst || options.default_for_currency) makeDefault(account, external)
  if (external.ownership_check_ends !== undefined) world.schedule(account, external.ownership_check_ends)
  world.planPayoutDay(account)
  world.record(account, 'external_account.created', cause, null, structuredClone(external))
  const rendered = renderExternalAccount(account, external)
  world.events.emit('account.external_account.created', account.id, cause, rendered)
  return external
}

function checkAllowed(account: Account, external: ExternalAccount): void {
  if (external.object === 'card' && external.funding !== 'debit') {
    // [from memory] the message; the code is in [sdk types]
    throw refused(
      'The card provided as an external account is not supported for payouts. Provide a non-prepaid debit card instead.',
      { code: 'invalid_card_type' },
    )
  }
  if (external.object === 'card' && external.country !== account.country) {
    // [docs] only debit cards of the account's own country; the message is [assumption]
    throw refused(`Cards issued in ${external.country} cannot take payouts of accounts in ${account.country}.`, {
      code: 'country_unsupported',
    })
  }
  const others = sameCurrency(account, external)
  if (others.some((each) => each.fingerprint === external.fingerprint)) {
    throw refused('A bank account with that routing number and account number already exists for this account.', {
      code: 'bank_account_exists',
    })
  }
  if (others.length >= MOST_PER_CURRENCY) {
    throw refused(`You can have at most ${MOST_PER_CURRENCY} external accounts in ${external.currency}.`)
  }
}

function sameCurrency(account: Account, { currency }: ExternalAccount): ExternalAccount[] {
  return account.external_accounts.filter((each) => each.currency === currency)
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

const ONLY_BANK_ACCOUNTS = ['account_holder_name', 'account_holder_type', 'account_type'] as const
const ONLY_CARDS = ['exp_month', 'exp_year', 'name'] as const

/** [sdk types] An update, even an empty one, makes an errored bank account usable again. */
export function updateExternalAccount(
  world: World,
  account: Account,
  external: ExternalAccount,
  change: ExternalAccountChange,
  cause: Cause,
): void {
  // [assumption] A field of the other kind is refused like any unknown parameter.
  const foreign = (external.object === 'card' ? ONLY_BANK_ACCOUNTS : ONLY_CARDS).find((field) => field in change)
  if (foreign) throw malformed(`Received unknown parameter: ${foreign}`, { code: 'parameter_unknown', param: foreign })
  const { exp_month = external.exp_month, exp_year = external.exp_year } = change
  if (exp_month !== null && exp_year !== null) {
    checkExpiry(exp_month, exp_year, world.clock.seconds(), (field) => field)
  }
  const metadata = change.metadata === undefined ? external.metadata : mergeMetadata(external.metadata, change.metadata)
  const before = structuredClone(renderExternalAccount(account, external))
  const wasDefault = external.default_for_currency
  external.metadata = metadata
  external.account_holder_name = change.account_holder_name ?? change.name ?? external.account_holder_name
  external.account_type = change.account_type ?? external.account_type
  external.exp_month = exp_month
  external.exp_year = exp_year
  if (change.account_holder_type !== undefined) external.account_holder_type = change.account_holder_type
  if (change.default_for_currency) makeDefault(account, external)
  external.status = 'new'
  external.failed_debits = 0
  world.planPayoutDay(account)
  const after = structuredClone(renderExternalAccount(account, external))
  const previous = previousAttributes(before, after)
  // The default isn't always part of a rendered card.
  if (Object.keys(previous).length === 0 && wasDefault === external.default_for_currency) return
  world.record(account, 'external_account.updated', cause, before, after)
  world.events.emit('account.external_account.updated', account.id, cause, after, previous)
}

export function setDefault(world: World, account: Account, external: ExternalAccount, cause: Cause): void {
  if (external.default_for_currency) return
  const before = sameCurrency(account, external).find((each) => each.default_for_currency)
  makeDefault(account, external)
  world.planPayoutDay(account)
  world.record(account, 'external_account.default', cause, before?.id ?? null, external.id)
  const rendered = renderExternalAccount(account, external)
  const previous = { default_for_currency: false }
  world.events.emit('account.external_account.updated', account.id, cause, rendered, previous)
}

function makeDefault(account: Account, external: ExternalAccount): void {
  for (const each of sameCurrency(account, external)) each.default_for_currency = each === external
}

export function deleteExternalAccount(world: World, account: Account, external: ExternalAccount, cause: Cause): void {
  if (external.default_for_currency && external.currency === account.default_currency) {
    // [repos] Stripe's own message
    throw refused(
      'You cannot delete the default external account for your default currency. Please make another external account ' +
        'the default using the `default_for_currency` param, and then delete this one.',
    )
  }
  account.external_accounts = account.external_accounts.filter((each) => each !== external)
  // [assumption] The oldest of the others becomes the default.
  const [next] = sameCurrency(account, external)
  if (external.default_for_currency && next) makeDefault(account, next)
  world.planPayoutDay(account)
  world.record(account, 'external_account.deleted', cause, structuredClone(external), null)
  const rendered = renderExternalAccount(account, external)
  world.events.emit('account.external_account.deleted', account.id, cause, rendered)
}
