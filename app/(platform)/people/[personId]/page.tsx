import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { requirePlatform } from '@/lib/auth/account-access'
import { loadPerson } from '@/lib/features/people/load-people'
import { PersonPanels } from '@/lib/features/people/person-panels'
import { peopleText, personText as text } from '@/lib/features/people/text'
import { PageLink } from '@/lib/ui/page-link'

export const metadata: Metadata = { title: peopleText.title }

export default async function PersonPage({ params }: PageProps<'/people/[personId]'>) {
  const access = await requirePlatform('people:manage')
  const details = await loadPerson(access, (await params).personId)
  if (!details) notFound()
  const { name, email, id } = details.person
  return (
    <>
      <RenderedForPerson person={access.person} />
      <PageLink href="/people" className="text-sm text-accent hover:underline">
        {text.back}
      </PageLink>
      <h1 className="mt-1 text-xl font-semibold">
        <bdi translate="no">{name}</bdi>
      </h1>
      <p className="text-sm break-all text-muted">
        <bdi translate="no">{email}</bdi>
      </p>
      <PersonPanels {...details} isSelf={id === access.person.id} />
    </>
  )
}
