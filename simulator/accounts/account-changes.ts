import { countReserve } from '../money/money.ts'
import type { Simulation } from '../simulation.ts'
import { previousAttributes } from '../world/previous-attributes.ts'
import type { Account, Cause } from '../world/state.ts'
import { renderAccount } from './account-view.ts'

/** Runs a change of the account itself, then writes and announces what became different. */
export function changeAccount(simulation: Simulation, account: Account, cause: Cause, change: () => void): void {
  const before = structuredClone(renderAccount(account))
  change()
  simulation.planPayoutDay(account)
  const after = structuredClone(renderAccount(account))
  const previous = previousAttributes(before, after)
  if (Object.keys(previous).length === 0) return
  simulation.record(account, 'account.updated', cause, previous, previousAttributes(after, before))
  simulation.events.emit('account.updated', account.id, cause, after, previous)
}

/** The owner takes the platform's access away: the account is gone for the API. */
export function deauthorize(simulation: Simulation, account: Account, cause: Cause): void {
  simulation.accounts.remove(account)
  countReserve(simulation, account, -1)
  simulation.record(account, 'account.deauthorized', cause, { id: account.id }, null)
  simulation.events.emit('account.application.deauthorized', account.id, cause, {
    id: 'ca_simulator',
    object: 'application',
    name: 'Spillway rehearsal',
  })
}
