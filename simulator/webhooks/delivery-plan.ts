import { SeededRandom } from '../world/seeded-random.ts'

/** How deliveries fail. Shares are from 0 to 1. */
export interface DeliveryTrouble {
  /** How long each delivery waits: a fixed time, or a random time in a range. */
  delay_ms?: number | [least: number, most: number]
  /** Below 1: the share that is delivered twice. From 1: the number of extra copies of each delivery. */
  duplicate?: number
  /** The number of deliveries to collect and then send in random order. */
  shuffle?: number
  /** The share that never arrives and isn't retried. */
  lose?: number
  /** The number of next deliveries that never arrive. */
  lose_next?: number
}

/** Makes the random choices in the order of the events, so the same seed and events cause the same trouble. */
export class DeliveryPlan {
  readonly seed: number
  readonly trouble: DeliveryTrouble
  readonly #random: SeededRandom
  #toLose: number

  constructor(trouble: DeliveryTrouble, seed: number) {
    this.trouble = trouble
    this.seed = seed
    this.#random = new SeededRandom(seed)
    this.#toLose = trouble.lose_next ?? 0
  }

  isLost(): boolean {
    if (this.#toLose > 0) {
      this.#toLose -= 1
      return true
    }
    return this.#random.chance(this.trouble.lose ?? 0)
  }

  copies(): number {
    const { duplicate = 0 } = this.trouble
    if (duplicate >= 1) return 1 + Math.floor(duplicate)
    return this.#random.chance(duplicate) ? 2 : 1
  }

  delay(): number {
    const { delay_ms = 0 } = this.trouble
    return typeof delay_ms === 'number' ? delay_ms : this.#random.integer(...delay_ms)
  }

  shuffled<T>(items: readonly T[]): T[] {
    const left = [...items]
    return items.flatMap(() => left.splice(this.#random.integer(0, left.length - 1), 1))
  }

  show() {
    return { ...this.trouble, ...(this.#toLose > 0 ? { lose_next: this.#toLose } : {}), seed: this.seed }
  }
}

/** Reads the trouble from a request; a string says what is wrong. */
export function readTrouble(body: Record<string, unknown>): DeliveryTrouble | string {
  const { seed: _, ...trouble } = body
  for (const [name, value] of Object.entries(trouble)) {
    const isValid = Object.hasOwn(CHECKS, name) && CHECKS[name]
    if (!isValid) return `A plan has ${Object.keys(CHECKS).join(', ')} and seed, not ${name}`
    if (!isValid(value)) return `${name} is not valid`
  }
  return trouble
}

/** Each copy is a request to the app; more would only overload it. */
export const MOST_COPIES = 1000

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0
const isShare = (value: unknown) => typeof value === 'number' && value >= 0 && value <= 1
const isRange = (value: unknown) => {
  if (!Array.isArray(value) || value.length !== 2) return false
  const [least, most]: unknown[] = value
  return isWhole(least) && isWhole(most) && least <= most
}

const CHECKS: Readonly<Record<string, (value: unknown) => boolean>> = {
  delay_ms: (value) => isWhole(value) || isRange(value),
  duplicate: (value) => isShare(value) || (isWhole(value) && value <= MOST_COPIES),
  shuffle: (value) => isWhole(value) && value > 1,
  lose: isShare,
  lose_next: isWhole,
}
