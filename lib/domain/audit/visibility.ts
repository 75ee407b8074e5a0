import { isStaffRole } from '../access/permissions'
import type { AuditEntry } from './audit-entry'

/** The entry as the people of its account read it: who of the platform's staff it was is not named, only in which role. */
export function hideStaff(entry: AuditEntry): AuditEntry {
  const { actor } = entry
  return actor.kind === 'person' && isStaffRole(actor.role)
    ? { ...entry, actor: { ...actor, id: '', name: '' } }
    : entry
}
