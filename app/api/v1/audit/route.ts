import { keyPlatform } from '@/lib/auth/api-access'
import { describeEvent } from '@/lib/domain/audit/audit-entry'
import { fail, succeed } from '@/lib/domain/result'
import { withoutIsolates } from '@/lib/domain/text'
import { loadAudit } from '@/lib/features/audit-log/load-audit'
import { parseAuditQuery } from '@/lib/features/audit-log/query'
import { apiRoute } from '../api-route'
import { ENDPOINTS } from '../contract'

export const GET = apiRoute(ENDPOINTS.listAudit, async ({ holder, query: { after, ...filters } }) => {
  const access = await keyPlatform(holder, 'audit:read')
  if (!access.ok) return access
  const parsed = parseAuditQuery({ ...filters, reads: '1', ...(after && { before: after }) })
  if (!parsed.ok) return fail({ code: 'invalid_request', message: parsed.failure })
  const { entries, older, incomplete, notIndexedBefore } = await loadAudit(access.value, parsed.value)
  if (notIndexedBefore) return fail({ code: 'unavailable' })
  return succeed({
    data: entries.map(({ id, at, event, actor, outcomeAt, ...entry }) => ({
      ...entry,
      id,
      at: at.toISOString(),
      type: event.type === 'unread' ? event.recorded : event.type,
      description: withoutIsolates(describeEvent(event)),
      actor: {
        kind: actor.kind,
        id: actor.kind === 'person' ? actor.id : null,
        name: actor.name,
        role: actor.kind === 'person' ? actor.role : null,
      },
      changes: 'changes' in event ? event.changes : null,
      outcomeAt: outcomeAt?.toISOString() ?? null,
    })),
    next: older,
    incomplete,
  })
})
