import type { Account, Cause, ExternalAccount, Payout } from '../world/state.ts'
import type { World } from '../world/world.ts'
import { ControlError } from './control-error.ts'
import type { Controlled, ControlledWorld } from './controlled.ts'

export interface Call {
  simulator: Controlled
  world: ControlledWorld
  query: URLSearchParams
  body: Record<string, unknown>
  segment: (name: string) => string
}

/** For the app, whatever a tester changes was changed in Stripe's Dashboard. */
export const BY_DASHBOARD: Cause = { actor: 'dashboard', request_id: null, idempotency_key: null }

/** The connected account in the path. */
export function requireAccount({ world, segment }: Call): Account {
  return findAccount(world, segment('account'))
}

/** The connected account in the path, or the platform itself. */
export function requireAccountOrPlatform(call: Call): Account {
  const { platform } = call.world.accounts
  return call.segment('account') === platform.id ? platform : requireAccount(call)
}

export function findAccount(world: World, id: string): Account {
  const account = world.accounts.find(id)
  if (!account) throw new ControlError(404, `There is no account ${id}`)
  return account
}

export function requireExternalAccount(account: Account, id: string): ExternalAccount {
  const external = account.external_accounts.find((each) => each.id === id)
  if (!external) throw new ControlError(404, `${account.id} has no external account ${id}`)
  return external
}

export function requirePayout({ world, segment }: Call): { account: Account; payout: Payout } {
  const id = segment('payout')
  for (const account of [world.accounts.platform, ...world.accounts.all()]) {
    const payout = account.payouts.find((each) => each.id === id)
    if (payout) return { account, payout }
  }
  throw new ControlError(404, `There is no payout ${id}`)
}
