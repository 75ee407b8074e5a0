import Form from 'next/form'
import Link from 'next/link'
import { EVENT_LABELS } from '@/lib/domain/audit-entry'
import type { AuditQuery } from '@/lib/gateways/db/audit-log'
import { Button, buttonClasses } from '@/lib/ui/button'
import { inputClasses } from '@/lib/ui/field'

export function AuditFilters({ query }: { query: AuditQuery }) {
  return (
    <Form action="/audit" className="flex flex-wrap items-end gap-2">
      <label className="text-xs font-medium text-muted">
        Account
        <input
          name="account"
          defaultValue={query.accountId ?? ''}
          key={query.accountId}
          placeholder="acct_…"
          className={`${inputClasses} font-mono`}
        />
      </label>
      <label className="text-xs font-medium text-muted">
        What
        <select name="type" defaultValue={query.type ?? ''} key={query.type} className={inputClasses}>
          <option value="">Everything</option>
          {Object.entries(EVENT_LABELS).map(([type, label]) => (
            <option key={type} value={type}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <Button type="submit">Show</Button>
      {(query.accountId || query.type) && (
        <Link href="/audit" className={buttonClasses('quiet')}>
          Show all
        </Link>
      )}
    </Form>
  )
}
