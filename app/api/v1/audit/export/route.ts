import { keyPlatform } from '@/lib/auth/api-access'
import { fail, succeed } from '@/lib/domain/result'
import { exportAudit } from '@/lib/features/audit-log/export-audit'
import { apiRoute } from '../../api-route'
import { ENDPOINTS } from '../../contract'

/** The same file as on the page of the audit log. */
export const GET = apiRoute(ENDPOINTS.exportAudit, async ({ holder, query: { format, ...filters } }) => {
  const access = await keyPlatform(holder, 'audit:read')
  if (!access.ok) return access
  const file = await exportAudit(access.value, new URLSearchParams({ reads: '1', ...filters }), format)
  if (file.ok) return succeed(file)
  const message = (await file.text()).trim()
  return fail({
    code: file.status === 400 ? 'invalid_request' : file.status === 409 ? 'conflict' : 'unavailable',
    message,
  })
})
