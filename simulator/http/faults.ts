import { validateHeaderName, validateHeaderValue } from 'node:http'
import { SeededRandom } from '../world/seeded-random.ts'
import { isJsonObject } from './json-body.ts'

/** A planned fault. Its kind says whether the request still has its effect. */
export type Fault =
  | { kind: 'delay'; ms: number }
  /** `applied`: the work is done, and this answer is stored under the idempotency key, as Stripe does with a 500. */
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
  | { kind: 'drip'; ms: number }

export interface FaultMatch {
  method?: string
  /** The whole path, or its beginning if it ends in `*`. */
  path?: string
  account?: string
}

export interface PlannedFault {
  id: string
  match: FaultMatch
  /** How many more requests it affects; null for every one until it is deleted. */
  times: number | null
  /** The share of matching requests that it affects, drawn from the seed in the order of the requests. */
  probability: number
  seed: number
  hits: number
  fault: Fault
}

const KINDS: ReadonlySet<string> = new Set([
  'delay',
  'drip',
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
  #faults: { planned: PlannedFault; random: SeededRandom }[] = []
  #count = 0

  add(plan: Omit<PlannedFault, 'hits' | 'id'>): PlannedFault {
    this.#count += 1
    const planned: PlannedFault = { id: `fault_${this.#count}`, ...plan, hits: 0 }
    this.#faults.push({ planned, random: new SeededRandom(plan.seed) })
    return planned
  }

  list(): PlannedFault[] {
    return this.#faults.map(({ planned }) => planned)
  }

  remove(id: string): boolean {
    const left = this.#faults.filter(({ planned }) => planned.id !== id)
    const found = left.length < this.#faults.length
    this.#faults = left
    return found
  }

  clear(): void {
    this.#faults = []
  }

  /** Uses the first planned fault that matches this request and, with its probability, affects it. */
  take(method: string, path: string, account: string | null): PlannedFault | undefined {
    if (this.#faults.length === 0) return undefined
    const planned = this.#faults.find(
      ({ planned: { match, probability }, random }) =>
        matches(match, method, path, account) && (probability >= 1 || random.chance(probability)),
    )?.planned
    if (!planned) return undefined
    planned.hits += 1
    if (planned.times !== null) planned.times -= 1
    if (planned.times === 0) this.remove(planned.id)
    return planned
  }
}

function matches(match: FaultMatch, method: string, path: string, account: string | null): boolean {
  if (match.method !== undefined && match.method.toUpperCase() !== method) return false
  if (match.account !== undefined && match.account !== account) return false
  if (match.path === undefined) return true
  return match.path.endsWith('*') ? path.startsWith(match.path.slice(0, -1)) : path === match.path
}

/** Reads a fault from the control API; returns a string if it isn't valid. */
export function readFault(value: unknown): Fault | string {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return 'fault.kind is missing'
  const { kind } = value
  if (typeof kind !== 'string' || !KINDS.has(kind)) return `fault.kind must be one of ${[...KINDS].join(', ')}`
  if ((kind === 'delay' || kind === 'drip') && !('ms' in value && isWait(value.ms))) {
    return `a ${kind} needs ms, a number from 0 to ${LONGEST_WAIT_MS}`
  }
  if (kind === 'status') {
    const status = 'status' in value ? value.status : undefined
    if (!Number.isInteger(status) || Number(status) < 200 || Number(status) > 599) {
      return 'a status fault needs status, from 200 to 599'
    }
    if ('headers' in value && !areHeaders(value.headers)) {
      return 'headers must be {name: text}, without Content-Length and Transfer-Encoding'
    }
  }
  return value as Fault
}

const LONGEST_WAIT_MS = 3_600_000

function isWait(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= LONGEST_WAIT_MS
}

function areHeaders(value: unknown): boolean {
  if (!isJsonObject(value)) return false
  return Object.entries(value).every(([name, text]) => {
    if (typeof text !== 'string' || /^(content-length|transfer-encoding)$/i.test(name)) return false
    try {
      validateHeaderName(name)
      validateHeaderValue(name, text)
      return true
    } catch {
      return false
    }
  })
}
