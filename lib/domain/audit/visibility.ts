import type { Role, StaffRole } from '../access/permissions'
import type { AuditEntry } from './audit-entry'

const STAFF: readonly (Role | string | null)[] = ['admin', 'operator', 'viewer'] satisfies StaffRole[]

/** The entry as the people of its account read it: who of the platform's staff it was is not named, only in which role. */
export function hideStaff(entry: AuditEntry): AuditEntry {
  const { actor } = entry
  return actor.kind === 'person' && STAFF.includes(actor.role)
    ? { ...entry, actor: { ...actor, id: '', name: '' } }
    : entry
}
