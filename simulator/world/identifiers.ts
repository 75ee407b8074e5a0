import type { Clock } from '../time/clock.ts'
import type { SeededRandom } from './seeded-random.ts'

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/**
 * Ids from the virtual time, a counter and the seeded random numbers: the same seed and clock give the same ids, and a
 * restart at a later time never repeats one.
 */
export class Identifiers {
  readonly #clock: Clock
  readonly #random: SeededRandom
  #count = 0

  constructor(clock: Clock, random: SeededRandom) {
    this.#clock = clock
    this.#random = random
  }

  next(prefix: string): string {
    this.#count += 1
    return `${prefix}_1${base62(this.#clock.now())}${base62(this.#count).padStart(4, '0')}${this.letters(8)}`
  }

  letters(length: number): string {
    let letters = ''
    while (letters.length < length) letters += ALPHABET[this.#random.integer(0, 61)]
    return letters
  }

  get count(): number {
    return this.#count
  }

  set count(count: number) {
    this.#count = count
  }
}

function base62(value: number): string {
  let rest = value
  let digits = ''
  do {
    digits = ALPHABET[rest % 62] + digits
    rest = Math.floor(rest / 62)
  } while (rest > 0)
  return digits
}
