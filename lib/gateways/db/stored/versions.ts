import 'server-only'
import { isRecord } from '@/lib/domain/foreign'

/**
 * What is in a JSON column, where it has a shape of a version up to this one; otherwise undefined. A shape that these
 * readers can't tell from an earlier one carries the number of its version, from 2 on.
 */
export function knownShape(stored: unknown, latest = 1): unknown {
  if (!isRecord(stored) || stored.version === undefined) return stored
  return typeof stored.version === 'number' && stored.version <= latest ? stored : undefined
}
