import { isHeldIn, SOURCE_TYPES } from '../money/source-types.ts'
import type { Simulation } from '../simulation.ts'
import type { Simulator } from '../simulator.ts'
import type { Account, Cause, ExternalAccount, Payout, SourceType } from '../world/state.ts'
import { ControlError } from './control-error.ts'

export interface Call {
  simulator: Simulator
  query: URLSearchParams
  body: Record<string, unknown>
  /** What the pattern's groups matched. */
  words: string[]
}

/** What a tester does was done by somebody at Stripe's Dashboard, as far as the app can tell. */
export const BY_DASHBOARD: Cause = { actor: 'dashboard', request_id: null, idempotency_key: null }

export function requireAccount({ simulator: { simulation }, words: [id = ''] }: Call, orPlatform = false): Account {
  const { platform } = simulation.accounts
  return orPlatform && id === platform.id ? platform : findAccount(simulation, id)
}

export function findAccount(simulation: Simulation, id: string): Account {
  const account = simulation.accounts.find(id)
  if (!account) throw new ControlError(404, `There is no account ${id}`)
  return account
}

export function requireExternalAccount(account: Account, id: string): ExternalAccount {
  const external = account.external_accounts.find((each) => each.id === id)
  if (!external) throw new ControlError(404, `${account.id} has no external account ${id}`)
  return external
}

export function requirePayout({ simulator, words }: Call): { account: Account; payout: Payout } {
  const id = words[0] ?? ''
  for (const account of [simulator.simulation.accounts.platform, ...simulator.simulation.accounts.all()]) {
    const payout = account.payouts.find((each) => each.id === id)
    if (payout) return { account, payout }
  }
  throw new ControlError(404, `There is no payout ${id}`)
}

export function text(body: Record<string, unknown>, name: string): string | undefined {
  const value = body[name]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') throw new ControlError(400, `${name} must be a string`)
  return value
}

export function flag(body: Record<string, unknown>, name: string): boolean | undefined {
  const value = body[name]
  if (value === undefined) return undefined
  if (typeof value !== 'boolean') throw new ControlError(400, `${name} must be true or false`)
  return value
}

export function whole(body: Record<string, unknown>, name: string): number | undefined {
  const value = body[name]
  if (value === undefined) return undefined
  if (!Number.isSafeInteger(value)) throw new ControlError(400, `${name} must be an integer in minor units`)
  return Number(value)
}

export function share(body: Record<string, unknown>, name: string): number | undefined {
  const value = body[name]
  if (value === undefined) return undefined
  if (typeof value !== 'number' || !(value >= 0 && value <= 1)) {
    throw new ControlError(400, `${name} must be a number from 0 to 1`)
  }
  return value
}

export function count(body: Record<string, unknown>, name: string): number | undefined {
  const value = body[name]
  if (value === undefined) return undefined
  if (!isCount(value)) throw new ControlError(400, `${name} must be a whole number`)
  return value
}

/** Of which part of the balance, where one is named. */
export function sourceType(body: Record<string, unknown>, currency: string): SourceType | undefined {
  const { source_type } = body
  if (source_type === undefined) return undefined
  const found = SOURCE_TYPES.find((known) => known === source_type)
  if (!found) throw new ControlError(400, `source_type must be ${SOURCE_TYPES.join(', ')}`)
  if (!isHeldIn(found, currency)) throw new ControlError(400, `No ${found} money is held in ${currency}`)
  return found
}

export function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0
}

export function asked(query: URLSearchParams, name: string): string | undefined {
  return query.get(name) ?? undefined
}

export function askedCount(query: URLSearchParams, name: string): number | undefined {
  const value = asked(query, name)
  if (value === undefined) return undefined
  if (!/^\d+$/.test(value)) throw new ControlError(400, `${name} must be a whole number`)
  return Number(value)
}
