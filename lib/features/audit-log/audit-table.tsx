import type { AuditEntry } from '@/lib/domain/audit/audit-entry'
import { EmptyState } from '@/lib/ui/empty-state'
import { AuditRows } from './audit-rows'
import { entryWords } from './entry-words'
import { auditText as text } from './text'

type Props = {
  entries: AuditEntry[]
  isOwn?: boolean
  /** Whether the reader may open the pages of accounts; auditors may not. */
  opensAccounts: boolean
}

export function AuditTable({ entries, isOwn = false, opensAccounts }: Props) {
  if (entries.length === 0) return <EmptyState title={text.none} hint={text.noneHelp} />
  return <AuditRows entries={entries.map(entryWords)} isOwn={isOwn} opensAccounts={opensAccounts} />
}
