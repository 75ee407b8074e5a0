import Form from 'next/form'
import Link from 'next/link'
import { EVENT_LABELS } from '@/lib/domain/audit/audit-entry'
import type { AuditQuery } from '@/lib/gateways/db/audit-log'
import { AddressInput, AddressSelect } from '@/lib/ui/address-field'
import { Button, buttonClasses } from '@/lib/ui/button'

export function AuditFilters({ query }: { query: AuditQuery }) {
  return (
    <Form action="/audit" className="flex flex-wrap items-end gap-2">
      <AddressInput
        label="Account"
        name="account"
        value={query.accountId ?? ''}
        placeholder="acct_…"
        fieldClassName="font-mono"
      />
      <AddressSelect label="What" name="type" value={query.type ?? ''}>
        <option value="">Everything</option>
        {Object.entries(EVENT_LABELS).map(([type, label]) => (
          <option key={type} value={type}>
            {label}
          </option>
        ))}
      </AddressSelect>
      <Button type="submit">Show</Button>
      {(query.accountId || query.type) && (
        <Link href="/audit" className={buttonClasses('quiet')}>
          Show all
        </Link>
      )}
    </Form>
  )
}
