import { countReserve } from '../money/post.ts'
import { holdOrResume } from '../payouts/pause.ts'
import { previousAttributes } from '../world/previous-attributes.ts'
import type { Account, Cause } from '../world/state.ts'
import type { World } from '../world/world.ts'
import { renderAccount } from './account-view.ts'

/** Runs a change of the account object, then records it and sends its event if anything differs. */
export function changeAccount(world: World, account: Account, cause: Cause, change: () => void): void {
  holdOrResume(world, account, () => changeAndReport(world, account, cause, change))
}

function changeAndReport(world: World, account: Account, cause: Cause, change: () => void): void {
  const before = structuredClone(renderAccount(account))
  change()
  world.planPayoutDay(account)
  const after = structuredClone(renderAccount(account))
  const previous = previousAttributes(before, after)
  if (Object.keys(previous).length === 0) return
  world.record(account, 'account.updated', cause, previous, previousAttributes(after, before))
  world.events.emit('account.updated', account.id, cause, after, previous)
}

/** The owner disconnects the account from the platform. For the API it no longer exists. */
export function deauthorize(world: World, account: Account, cause: Cause): void {
  world.accounts.disconnect(account)
  countReserve(world, account, -1)
  world.record(account, 'account.deauthorized', cause, { id: account.id }, null)
  world.events.emit('account.application.deauthorized', account.id, cause, APPLICATION)
}

/** The owner connects the account to the platform again, as it is by now. */
export function authorize(world: World, account: Account, cause: Cause): void {
  world.accounts.reconnect(account)
  world.resume(account)
  world.record(account, 'account.authorized', cause, null, { id: account.id })
  world.events.emit('account.application.authorized', account.id, cause, APPLICATION)
}

/** What these two events speak of. [assumed] `authorized` has the object that `deauthorized` is documented to have. */
const APPLICATION = { id: 'ca_simulator', object: 'application', name: 'Spillway' }
