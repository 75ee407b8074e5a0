import Form from 'next/form'
import Link from 'next/link'
import { EVENT_LABELS } from '@/lib/domain/audit/audit-entry'
import type { AuditQuery } from '@/lib/gateways/db/audit-log'
import { Button, buttonClasses } from '@/lib/ui/button'
import { UrlSelectField, UrlTextField } from '@/lib/ui/url-field'

/** The filters are in the URL; the form works without script. */
export function AuditFilters({ query }: { query: AuditQuery }) {
  return (
    <Form action="/audit" className="flex flex-wrap items-end gap-2">
      <UrlTextField
        label="Account"
        name="account"
        value={query.accountId ?? ''}
        placeholder="acct_…"
        controlClassName="font-mono"
      />
      <UrlSelectField label="Event" name="type" value={query.type ?? ''}>
        <option value="">All events</option>
        {Object.entries(EVENT_LABELS).map(([type, label]) => (
          <option key={type} value={type}>
            {label}
          </option>
        ))}
      </UrlSelectField>
      <Button type="submit">Apply</Button>
      {(query.accountId || query.type) && (
        <Link href="/audit" className={buttonClasses('quiet')}>
          Clear filters
        </Link>
      )}
    </Form>
  )
}
