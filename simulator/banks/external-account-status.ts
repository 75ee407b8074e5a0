import { refused } from '../http/stripe-error.ts'
import { type Account, BY_CLOCK, type Cause, type ExternalAccount, type ExternalAccountStatus } from '../world/state.ts'
import type { World } from '../world/world.ts'
import { renderExternalAccount } from './external-account-view.ts'

// [sdk types] where Stripe verifies the owner of a bank account.
const OWNERSHIP_COUNTRIES: readonly string[] = ['IN', 'US']

// [sdk types] These failures change the status before any payout has failed.
const STATUS_OF_FAILURE = new Map<string, ExternalAccountStatus>([
  ['bank_account_verification_failed', 'verification_failed'],
  ['tokenized_account_number_deactivated', 'tokenized_account_number_deactivated'],
])

/** [sdk types] After a failed payout no automatic payouts go there until the details are updated. */
export function markErrored(world: World, account: Account, external: ExternalAccount): void {
  setStatus(world, account, external, 'errored', BY_CLOCK)
}

/** Fails the ownership checks that end by now. Returns whether there was one. */
export function endOwnershipChecks(world: World, account: Account): boolean {
  const now = world.clock.seconds()
  const over = account.external_accounts.filter(({ ownership_check_ends: end }) => end !== undefined && end <= now)
  for (const external of over) {
    delete external.ownership_check_ends
    setStatus(world, account, external, 'verification_failed', BY_CLOCK)
  }
  return over.length > 0
}

/** Sets the failure code of payouts from now on; with null they arrive. */
export function setFailureCode(
  world: World,
  account: Account,
  external: ExternalAccount,
  code: string | null,
  cause: Cause,
): void {
  const status = code === null ? undefined : STATUS_OF_FAILURE.get(code)
  if (status !== undefined && external.object === 'card') {
    throw refused(`The card ${external.id} cannot become ${status}: only bank accounts can.`)
  }
  if (status === 'verification_failed' && !OWNERSHIP_COUNTRIES.includes(external.country)) {
    throw refused(`Owners of bank accounts are verified in ${OWNERSHIP_COUNTRIES.join(' and ')} only.`)
  }
  external.failure_code = code
  world.saveSoon()
  if (status !== undefined) setStatus(world, account, external, status, cause)
}

function setStatus(
  world: World,
  account: Account,
  external: ExternalAccount,
  status: ExternalAccountStatus,
  cause: Cause,
): void {
  const before = external.status
  if (before === status) return
  external.status = status
  world.planPayoutDay(account)
  world.record(account, `external_account.${status}`, cause, before, status)
  const rendered = renderExternalAccount(account, external)
  world.events.emit('account.external_account.updated', account.id, cause, rendered, { status: before })
}
