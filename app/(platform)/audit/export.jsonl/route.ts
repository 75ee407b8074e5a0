import { requirePlatform } from '@/lib/auth/account-access'
import { requireRecentProof } from '@/lib/auth/person'
import { exportAudit } from '@/lib/features/audit-log/export-audit'

/** The audit log with its proof, with the filters of its page; scripts/verify-record.mjs checks it anywhere. */
export async function GET(request: Request) {
  const access = await requirePlatform('audit:read')
  await requireRecentProof()
  return exportAudit(access, new URL(request.url).searchParams, 'jsonl')
}
