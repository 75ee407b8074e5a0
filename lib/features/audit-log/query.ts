import { isAccountId } from '@/lib/domain/accounts/connected-account'
import { type AuditEventType, EVENT_LABELS } from '@/lib/domain/audit/audit-entry'
import type { AuditQuery } from '@/lib/gateways/db/audit-log'

type SearchParams = Record<string, string | string[] | undefined>

const one = (value: string | string[] | undefined) => (typeof value === 'string' ? value : null)
export const isEntryId = (text: string | null): text is string => text !== null && /^[0-9a-f-]{36}$/.test(text)
const isEventType = (text: string | null): text is AuditEventType => text !== null && Object.hasOwn(EVENT_LABELS, text)

/** The URL has the whole state of the page. A parameter that can't be read is ignored. */
export function parseAuditQuery(params: SearchParams): AuditQuery {
  const [account, type, before, after] = [one(params.account), one(params.type), one(params.before), one(params.after)]
  return {
    accountId: isAccountId(account) ? account : null,
    type: isEventType(type) ? type : null,
    before: isEntryId(before) ? before : null,
    after: isEntryId(after) ? after : null,
  }
}

export function auditUrl(query: Partial<AuditQuery>): `/audit?${string}` {
  const params = new URLSearchParams()
  if (query.accountId) params.set('account', query.accountId)
  if (query.type) params.set('type', query.type)
  if (query.before) params.set('before', query.before)
  if (query.after) params.set('after', query.after)
  return `/audit?${params}`
}
