import { requirePlatform } from '@/lib/auth/account-access'
import { requireRecentProof } from '@/lib/auth/person'
import { exportAudit } from '@/lib/features/audit-log/export-audit'

/** The audit log as a table, with the filters of its page. */
export async function GET(request: Request) {
  const access = await requirePlatform('audit:read')
  await requireRecentProof()
  return exportAudit(access, new URL(request.url).searchParams, 'csv')
}
