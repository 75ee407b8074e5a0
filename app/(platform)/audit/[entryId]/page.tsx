import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { requirePlatform } from '@/lib/auth/account-access'
import { openPlatform } from '@/lib/domain/access/permissions'
import { EntryPage } from '@/lib/features/audit-log/entry-page'
import { loadEntry } from '@/lib/features/audit-log/load-audit'
import { entryPageText as text } from '@/lib/features/audit-log/text'
import { PageLink } from '@/lib/ui/page-link'

export const metadata: Metadata = { title: text.title }

export default async function AuditEntryPage({ params }: PageProps<'/audit/[entryId]'>) {
  const access = await requirePlatform('audit:read')
  const entry = (await loadEntry(access, (await params).entryId)) ?? notFound()
  return (
    <>
      <RenderedForPerson person={access.person} />
      <PageLink href="/audit" className="text-sm text-accent underline underline-offset-2">
        {text.back}
      </PageLink>
      <h1 className="mt-2 text-xl font-semibold">{text.title}</h1>
      <EntryPage whole={entry} opensAccounts={openPlatform(access.person, 'accounts:list') !== null} />
    </>
  )
}
