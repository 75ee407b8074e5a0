import type { Metadata } from 'next'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { requirePlatform } from '@/lib/auth/account-access'
import { AuditRecord } from '@/lib/features/audit-log/audit-record'
import { parseAuditQuery } from '@/lib/features/audit-log/query'
import { auditText } from '@/lib/features/audit-log/text'
import { VerifiedTo } from '@/lib/features/audit-log/verified'

export const metadata: Metadata = { title: auditText.title }

export default async function AuditPage({ searchParams }: PageProps<'/audit'>) {
  const access = await requirePlatform('audit:read')
  const query = parseAuditQuery(await searchParams)
  return (
    <>
      <RenderedForPerson person={access.person} />
      <h1 className="text-xl font-semibold">{auditText.title}</h1>
      <p className="mt-1 mb-1 text-sm text-muted">{auditText.help}</p>
      <VerifiedTo reader={access} />
      <AuditRecord reader={access} query={query} title={auditText.title} path="/audit" />
    </>
  )
}
