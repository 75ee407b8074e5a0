import 'server-only'
import type { AuditEntry } from '@/lib/domain/audit-entry'
import type { AccountAccess } from '@/lib/domain/permissions'
import { listAccountEntries } from '@/lib/gateways/db/audit-log'

const LENGTH = 20

export const readAccountTimeline = (access: AccountAccess): Promise<AuditEntry[]> => listAccountEntries(access, LENGTH)
