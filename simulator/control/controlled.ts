import type { ApiKeys } from '../api/api-keys.ts'
import type { RateLimits } from '../api/rate-limits.ts'
import type { FaultPlan } from '../http/faults.ts'
import type { RequestLog } from '../http/request-log.ts'
import type { Webhooks } from '../webhooks/webhooks.ts'
import type { Agenda } from '../world/agenda.ts'
import type { Ledger } from '../world/ledger.ts'
import type { World } from '../world/world.ts'

export interface ControlledWorld extends World {
  readonly seed: number
  readonly ledger: Ledger
  readonly agenda: Agenda
  /** Moves the clock and runs everything that becomes due, each at its own time. */
  advanceTo(milliseconds: number): void
}

/** Everything that the control API can see and change. */
export interface Controlled {
  readonly options: { seed: number; accounts: number; appOrigin: string | null }
  readonly world: ControlledWorld
  readonly keys: ApiKeys
  readonly limits: RateLimits
  readonly faults: FaultPlan
  readonly requests: RequestLog
  readonly webhooks: Webhooks
  /** Starts a new world, at real time or with the clock frozen at a moment in milliseconds. */
  reset(seed: number, accounts: number, frozenAt: number | null): void
}
