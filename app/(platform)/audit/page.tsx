import type { Metadata } from 'next'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { requirePlatform } from '@/lib/auth/account-access'
import { AuditFilters } from '@/lib/features/audit-log/audit-filters'
import { AuditTable } from '@/lib/features/audit-log/audit-table'
import { loadAudit } from '@/lib/features/audit-log/load-audit'
import { auditUrl, parseAuditQuery } from '@/lib/features/audit-log/query'
import { auditText } from '@/lib/features/audit-log/text'
import { Pager } from '@/lib/ui/pager'

export const metadata: Metadata = { title: auditText.title }

export default async function AuditPage({ searchParams }: PageProps<'/audit'>) {
  const access = await requirePlatform('audit:read')
  const query = parseAuditQuery(await searchParams)
  const { entries, hasNewer, hasOlder } = await loadAudit(access, query)
  const filters = { accountId: query.accountId, type: query.type }
  const [first, last] = [entries.at(0), entries.at(-1)]
  return (
    <>
      <RenderedForPerson person={access.person} />
      <h1 className="text-xl font-semibold">{auditText.title}</h1>
      <p className="mt-1 text-sm text-muted">{auditText.help}</p>
      <div className="mt-4">
        <AuditFilters query={query} />
      </div>
      <section aria-label={auditText.title} className="mt-4 overflow-clip rounded-md border border-line bg-surface">
        <AuditTable entries={entries} />
      </section>
      <Pager
        label={auditText.pages}
        words={[auditText.newer, auditText.older]}
        previous={hasNewer && first ? auditUrl({ ...filters, after: first.id }) : null}
        next={hasOlder && last ? auditUrl({ ...filters, before: last.id }) : null}
      />
    </>
  )
}
