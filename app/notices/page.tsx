import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { requireOwnSession } from '@/lib/auth/person'
import { mailSettings } from '@/lib/env'
import { loadNoticeChoices } from '@/lib/features/notices/load-notices'
import { NoticesForm } from '@/lib/features/notices/notices-form'
import { noticesText as text } from '@/lib/features/notices/text'
import { Notice } from '@/lib/ui/notice'
import { PageLink } from '@/lib/ui/page-link'

export const metadata: Metadata = { title: text.title }

export default async function NoticesPage() {
  const { person, mustSetUp } = await requireOwnSession()
  if (mustSetUp) redirect('/security')
  const choices = await loadNoticeChoices(person)
  return (
    <main className="mx-auto flex max-w-lg flex-col gap-4 px-5 py-12 text-sm">
      <RenderedForPerson person={person} />
      <PageLink href="/" className="text-accent underline underline-offset-2">
        {text.back}
      </PageLink>
      <h1 className="text-xl font-semibold">{text.title}</h1>
      <p className="text-muted">{text.help}</p>
      <p>
        <span>{text.to}</span> <bdi translate="no">{person.email}</bdi>
      </p>
      {!mailSettings() && <Notice tone="warning" title={text.off} />}
      {choices.length > 0 ? <NoticesForm choices={choices} /> : <p>{text.none}</p>}
    </main>
  )
}
