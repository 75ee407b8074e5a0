import type { Metadata } from '../world/state.ts'
import { clearable, map, text } from './parameters.ts'
import { malformed } from './stripe-error.ts'

// [docs] 50 keys of up to 40 characters, values of up to 500.
const MOST_KEYS = 50
const LONGEST_KEY = 40

export const METADATA = map(clearable(text(500)))

/** '' for a key removes it, '' for the whole metadata removes all. */
export function mergeMetadata(current: Metadata, wanted: Record<string, string | null> | null): Metadata {
  if (wanted === null) return {}
  const merged: Metadata = { ...current }
  for (const [key, value] of Object.entries(wanted)) {
    if (key.length > LONGEST_KEY) {
      throw malformed(`Metadata keys may have at most ${LONGEST_KEY} characters.`, { param: `metadata[${key}]` })
    }
    if (value === null) delete merged[key]
    else merged[key] = value
  }
  if (Object.keys(merged).length > MOST_KEYS) {
    throw malformed(`An object may have at most ${MOST_KEYS} metadata keys.`, { param: 'metadata' })
  }
  return merged
}
