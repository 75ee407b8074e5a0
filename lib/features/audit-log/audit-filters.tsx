import Form from 'next/form'
import Link from 'next/link'
import { EVENT_LABELS } from '@/lib/domain/audit/audit-entry'
import type { AuditQuery } from '@/lib/gateways/db/audit-log'
import { Button, buttonClasses } from '@/lib/ui/button'
import { UrlSelectField, UrlTextField } from '@/lib/ui/url-field'
import { auditText as text } from './text'

/** The filters are in the URL; the form works without script. */
export function AuditFilters({ query }: { query: AuditQuery }) {
  return (
    <Form action="/audit" className="flex flex-wrap items-end gap-2">
      <UrlTextField
        label={text.columns.account}
        name="account"
        value={query.accountId ?? ''}
        placeholder={text.accountPlaceholder}
        controlClassName="font-mono"
      />
      <UrlSelectField label={text.columns.event} name="type" value={query.type ?? ''}>
        <option value="">{text.allEvents}</option>
        {Object.entries(EVENT_LABELS).map(([type, label]) => (
          <option key={type} value={type}>
            {label}
          </option>
        ))}
      </UrlSelectField>
      <Button type="submit">{text.apply}</Button>
      {(query.accountId || query.type) && (
        <Link href="/audit" className={buttonClasses('quiet')}>
          {text.clear}
        </Link>
      )}
    </Form>
  )
}
