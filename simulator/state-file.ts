import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { ApiKey } from './api/api-keys.ts'
import type { IdempotencyStore } from './http/idempotency.ts'
import type { WorldSnapshot } from './simulated-world.ts'
import type { ClockSnapshot } from './time/clock.ts'

export interface SavedState extends WorldSnapshot {
  clock: ClockSnapshot
  idempotency: ReturnType<IdempotencyStore['snapshot']>
  restricted_keys: ApiKey[]
}

const FORMAT = 2
const DELAY_MS = 500

/** Keeps the world across restarts. A save writes a second file and renames it, so a crash can't leave half a file. */
export class StateFile {
  readonly #path: string
  readonly #snapshot: () => SavedState
  #timer: NodeJS.Timeout | null = null

  constructor(path: string, snapshot: () => SavedState) {
    this.#path = path
    this.#snapshot = snapshot
  }

  /** Returns undefined if there is no file. A file that can't be read is renamed, never overwritten. */
  load(): SavedState | undefined {
    let text: string
    try {
      text = readFileSync(this.#path, 'utf8')
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
      throw error
    }
    try {
      const { format, state } = JSON.parse(text)
      if (format === FORMAT) return state
      throw new Error(`its format is ${format}, not ${FORMAT}`)
    } catch (error) {
      const aside = `${this.#path}.unreadable-${Date.now()}`
      renameSync(this.#path, aside)
      console.error(
        `The state file could not be read (${error instanceof Error ? error.message : error}); it is now ${aside}`,
      )
      return undefined
    }
  }

  saveSoon(): void {
    this.#timer ??= setTimeout(() => {
      try {
        this.saveNow()
      } catch (error) {
        // The simulator keeps running without a saved state.
        console.error('The state file could not be written.', error)
      }
    }, DELAY_MS)
  }

  saveNow(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    mkdirSync(dirname(this.#path), { recursive: true })
    const beside = `${this.#path}.writing`
    writeFileSync(beside, JSON.stringify({ format: FORMAT, state: this.#snapshot() }))
    renameSync(beside, this.#path)
  }
}
