import { type AccountAccess, openPlatform } from '@/lib/domain/access/permissions'
import type { AuditEntry } from '@/lib/domain/audit/audit-entry'
import { listAccountEntries } from '@/lib/gateways/db/audit-list'
import { EmptyState } from '@/lib/ui/empty-state'
import { EntryLines } from './entry-lines'
import { entryWords } from './entry-words'
import { timelineText as text } from './text'

const LENGTH = 20

/** The account's latest audit entries. Rendered on the server, so that the browser loads no event's texts. */
export async function AccountTimeline({ access }: { access: AccountAccess }) {
  const entries = await listAccountEntries(access, LENGTH)
  const opensEntry = openPlatform(access.person, 'audit:read') !== null
  if (entries.length === 0) return <EmptyState title={text.none} hint={text.noneHelp} />
  const lines = collapseRepeats(entries).map(({ entry, times }, index, { length }) => ({
    ...entryWords({ ...entry, account: null }),
    ...(times > 1 && { note: text.repeated(times, index === length - 1) }),
  }))
  return <EntryLines entries={lines} opensEntries={opensEntry} />
}

/** Account sessions that one person creates in a row are one line; every other entry has its own. */
function collapseRepeats(entries: readonly AuditEntry[]): { entry: AuditEntry; times: number }[] {
  const lines: { entry: AuditEntry; times: number }[] = []
  for (const entry of entries) {
    const last = lines.at(-1)
    const isRepeat =
      entry.event.type === 'account_session.created' &&
      last?.entry.event.type === entry.event.type &&
      last.entry.actor.name === entry.actor.name
    if (last && isRepeat) last.times++
    else lines.push({ entry, times: 1 })
  }
  return lines
}
