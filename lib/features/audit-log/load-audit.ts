import 'server-only'
import type { PlatformAccess } from '@/lib/domain/access/permissions'
import { type AuditPage, type AuditQuery, listAuditEntries } from '@/lib/gateways/db/audit-log'

const PAGE_SIZE = 50

export const loadAudit = (access: PlatformAccess<'audit:read'>, query: AuditQuery): Promise<AuditPage> =>
  listAuditEntries(access, query, PAGE_SIZE)
