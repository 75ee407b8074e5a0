import 'server-only'
import type { AccountAccess } from '@/lib/domain/access/permissions'
import type { Actor } from '@/lib/domain/audit/audit-entry'
import type { FieldChange } from '@/lib/domain/settings/balance-settings'
import { listSettingsChanges } from '@/lib/gateways/db/audit-list'
import { historyText as text } from './history-text'

export type SettingsChange = { id: string; at: Date; actor: string; changes: FieldChange[] }

/** Not every change before `knownSince` is known; null where all are. */
export type SettingsHistory = { changes: SettingsChange[]; knownSince: Date | null }

/** How many of the latest changes a comparison with the past reaches back. */
const LENGTH = 200

const nameOf = (actor: Actor) => actor.name || (actor.kind === 'person' ? text.staff : text.outside)

/** What has taken effect on this account, newest first; asks the database only. */
export async function readSettingsHistory(access: AccountAccess): Promise<SettingsHistory> {
  const entries = await listSettingsChanges(access, LENGTH)
  const changes = entries.flatMap(({ id, at, actor, event }) =>
    'changes' in event ? [{ id, at, actor: nameOf(actor), changes: event.changes }] : [],
  )
  return { changes, knownSince: entries.length < LENGTH ? null : (entries.at(-1)?.at ?? null) }
}
