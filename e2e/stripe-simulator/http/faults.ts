/** Trouble on order. What each kind does to the effect of the request is part of its meaning. */
export type Fault =
  | { kind: 'delay'; ms: number }
  /** `applied`: the work is done first and this answer kept under the idempotency key, as Stripe does with a 500. */
  | { kind: 'status'; status: number; body?: unknown; headers?: Record<string, string>; applied?: boolean }
  | { kind: 'rate_limit' }
  | { kind: 'lock_timeout' }
  | { kind: 'redirect' }
  | { kind: 'reset_before' }
  | { kind: 'hang' }
  | { kind: 'reset_after' }
  | { kind: 'timeout_after' }
  | { kind: 'garbage' }
  | { kind: 'half' }

export interface FaultMatch {
  method?: string
  /** Exact, or a prefix when it ends in `*`. */
  path?: string
  account?: string
}

export interface PlannedFault {
  id: string
  match: FaultMatch
  /** How many more requests it will hit; null is every one until it is deleted. */
  times: number | null
  hits: number
  fault: Fault
}

const KINDS: ReadonlySet<string> = new Set([
  'delay',
  'garbage',
  'half',
  'hang',
  'lock_timeout',
  'rate_limit',
  'redirect',
  'reset_after',
  'reset_before',
  'status',
  'timeout_after',
])

export class FaultPlan {
  #faults: PlannedFault[] = []
  #count = 0

  add(match: FaultMatch, times: number | null, fault: Fault): PlannedFault {
    this.#count += 1
    const planned: PlannedFault = { id: `fault_${this.#count}`, match, times, hits: 0, fault }
    this.#faults.push(planned)
    return planned
  }

  list(): readonly PlannedFault[] {
    return this.#faults
  }

  remove(id: string): boolean {
    const left = this.#faults.filter((planned) => planned.id !== id)
    const found = left.length < this.#faults.length
    this.#faults = left
    return found
  }

  clear(): void {
    this.#faults = []
  }

  /** The first planned fault that fits; one use of it is spent. */
  take(method: string, path: string, account: string | null): PlannedFault | undefined {
    if (this.#faults.length === 0) return undefined
    const planned = this.#faults.find(({ match }) => fits(match, method, path, account))
    if (!planned) return undefined
    planned.hits += 1
    if (planned.times !== null) planned.times -= 1
    if (planned.times === 0) this.remove(planned.id)
    return planned
  }
}

function fits(match: FaultMatch, method: string, path: string, account: string | null): boolean {
  if (match.method !== undefined && match.method.toUpperCase() !== method) return false
  if (match.account !== undefined && match.account !== account) return false
  if (match.path === undefined) return true
  return match.path.endsWith('*') ? path.startsWith(match.path.slice(0, -1)) : path === match.path
}

/** Reads a fault from the control API; a string says what is wrong with it. */
export function readFault(value: unknown): Fault | string {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return 'fault.kind is missing'
  const { kind } = value
  if (typeof kind !== 'string' || !KINDS.has(kind)) return `fault.kind must be one of ${[...KINDS].join(', ')}`
  if (kind === 'delay' && !('ms' in value && typeof value.ms === 'number' && value.ms >= 0)) {
    return 'a delay needs ms, a number'
  }
  if (kind === 'status') {
    const status = 'status' in value ? value.status : undefined
    if (!Number.isInteger(status) || Number(status) < 200 || Number(status) > 599) {
      return 'a status fault needs status, from 200 to 599'
    }
  }
  return value as Fault
}
