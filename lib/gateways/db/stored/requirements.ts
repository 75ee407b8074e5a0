import 'server-only'
import { type Requirements, sortRequirements } from '@/lib/domain/accounts/requirements'
import { integer, list, record, text } from '@/lib/domain/foreign'
import { knownShape } from './versions'

/** Requirements as they are stored; null where Stripe didn't say, and where they can't be read. */
export function readStoredRequirements(stored: unknown): Requirements | null {
  const row = record(knownShape(stored))
  const [pastDue, currentlyDue, eventuallyDue] = [row.pastDue, row.currentlyDue, row.eventuallyDue].map(readNames)
  if (!pastDue || !currentlyDue || !eventuallyDue) return null
  return sortRequirements({ pastDue, currentlyDue, eventuallyDue, deadline: integer(row.deadline) })
}

function readNames(stored: unknown): string[] | null {
  const names = list(stored)?.map(text) ?? null
  return names?.every((name) => name !== null) ? names : null
}
