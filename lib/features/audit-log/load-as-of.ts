import 'server-only'
import type { AccountAccess } from '@/lib/domain/access/permissions'
import type { AuditEntry } from '@/lib/domain/audit/audit-entry'
import { firstIdAt, idBeside, timeOfId } from '@/lib/domain/audit/entry-id'
import { isComplete, type Later, type SettingsAsOf, settingsAsOf } from '@/lib/domain/audit/settings-as-of'
import { notIndexedBefore } from '@/lib/gateways/db/audit-index'
import { listSettingsChanges, listUnsettledChanges } from '@/lib/gateways/db/audit-list'
import { readPruned } from '@/lib/gateways/db/log/prune'
import { readRecordedSettings } from '@/lib/gateways/db/recorded-settings'
import type { Moment } from './as-of-query'

/** Changes that are read at once, and how often at most. */
const PAGE = 100
const MOST_PAGES = 20

/** Changes without a known outcome that are read. */
const MOST_UNSETTLED = 200

export type AsOf = {
  at: Date
  settings: SettingsAsOf
  /** Earlier changes weren't searched for settings that aren't shown. */
  isCut: boolean
  /** More changes than were read have no known outcome. */
  hasMoreDoubts: boolean
  /** The entries up to then are in an archive and not here; null where everything is. */
  removedUntil: Date | null
  /** Entries before it may be missing, because they are still being indexed. */
  notIndexedBefore: Date | null
}

/** An account's settings at a moment, as the record shows them. Asks the database only, and reads so much at most. */
export async function loadAsOf(access: AccountAccess, moment: Moment): Promise<AsOf> {
  const isOfEntry = 'entryId' in moment
  const at = isOfEntry ? timeOfId(moment.entryId) : moment.at
  const before = isOfEntry ? idBeside(moment.entryId, 'after') : firstIdAt(moment.at.getTime() + 1)
  const [changes, unsettled, indexing, pruned] = await Promise.all([
    readChanges(access, before),
    listUnsettledChanges(access, MOST_UNSETTLED, before),
    notIndexedBefore(),
    readPruned(),
  ])
  const removedUntil = pruned && at <= pruned.until ? pruned.until : null
  const entries = [...changes.entries, ...unsettled.entries].sort(byId).reverse()
  const settings = settingsAsOf(entries)
  return {
    at,
    settings:
      isComplete(settings) || changes.isCut || removedUntil
        ? settings
        : settingsAsOf(entries, await readLater(access, before)),
    isCut: changes.isCut,
    hasMoreDoubts: !unsettled.isWhole,
    removedUntil,
    notIndexedBefore: indexing,
  }
}

/** The changes that took effect, newest first, back to where every setting is found. */
async function readChanges(access: AccountAccess, before: string): Promise<{ entries: AuditEntry[]; isCut: boolean }> {
  const entries: AuditEntry[] = []
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const page = await listSettingsChanges(access, PAGE, { direction: 'before', id: entries.at(-1)?.id ?? before })
    entries.push(...page)
    if (page.length < PAGE || isComplete(settingsAsOf(entries))) return { entries, isCut: false }
  }
  return { entries, isCut: true }
}

/**
 * What followed from `start` on. Where that is very much, nothing is said of settings that it doesn't name. Read in this
 * order, so that no change is missed that comes or is settled meanwhile.
 */
async function readLater(access: AccountAccess, start: string): Promise<Later> {
  const now = await readRecordedSettings(access)
  const unsettled = await listUnsettledChanges(access, MOST_UNSETTLED, firstIdAt(Date.now() + 1))
  if (!unsettled.isWhole) return { entries: [], now: null }
  const entries = unsettled.entries.filter(({ id }) => id >= start)
  let from = start
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const page = await listSettingsChanges(access, PAGE, { direction: 'after', id: from })
    entries.push(...page)
    from = page.at(-1)?.id ?? from
    if (page.length < PAGE) return { entries: entries.sort(byId), now }
  }
  return { entries: entries.sort(byId), now: null }
}

const byId = (a: AuditEntry, b: AuditEntry) => (a.id < b.id ? -1 : 1)
