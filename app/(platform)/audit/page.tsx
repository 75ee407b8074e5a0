import type { Metadata } from 'next'
import { requirePlatform } from '@/lib/auth/account-access'
import { AuditFilters } from '@/lib/features/audit-log/audit-filters'
import { AuditTable } from '@/lib/features/audit-log/audit-table'
import { loadAudit } from '@/lib/features/audit-log/load-audit'
import { auditAddress, parseAuditQuery } from '@/lib/features/audit-log/query'
import { EmptyState } from '@/lib/ui/empty-state'
import { Pager } from '@/lib/ui/pager'

export const metadata: Metadata = { title: 'Audit' }

export default async function AuditPage({ searchParams }: PageProps<'/audit'>) {
  const access = await requirePlatform('audit:read')
  const query = parseAuditQuery(await searchParams)
  const { entries, hasNewer, hasOlder } = await loadAudit(access, query)
  const filters = { accountId: query.accountId, type: query.type }
  const [first, last] = [entries.at(0), entries.at(-1)]
  return (
    <>
      <h1 className="text-xl font-semibold">Audit</h1>
      <p className="mt-1 text-sm text-muted">
        Who changed what, when, and what Stripe answered. The audit log is append-only.
      </p>
      <div className="mt-4">
        <AuditFilters query={query} />
      </div>
      <section aria-label="Audit log" className="mt-4 overflow-clip rounded-md border border-line bg-surface">
        {entries.length > 0 ? (
          <AuditTable entries={entries} />
        ) : (
          <EmptyState
            title="Nothing recorded"
            hint="Nothing fits these filters yet. Changes, sign-ins and refusals appear here as they happen."
          />
        )}
      </section>
      <Pager
        label="Pages of the audit log"
        words={['Newer', 'Older']}
        previous={hasNewer && first ? auditAddress({ ...filters, after: first.id }) : null}
        next={hasOlder && last ? auditAddress({ ...filters, before: last.id }) : null}
      />
    </>
  )
}
