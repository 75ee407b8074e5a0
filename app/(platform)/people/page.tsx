import type { Metadata } from 'next'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { requirePlatform } from '@/lib/auth/account-access'
import { mailSettings } from '@/lib/env'
import { Invitations } from '@/lib/features/people/invitations'
import { InviteForm } from '@/lib/features/people/invite-form'
import { loadInvitations, loadPeople } from '@/lib/features/people/load-people'
import { PeopleFilters } from '@/lib/features/people/people-filters'
import { PeopleTable } from '@/lib/features/people/people-table'
import { PermissionTable } from '@/lib/features/people/permission-table'
import { parsePeopleQuery, peopleUrl } from '@/lib/features/people/query'
import { inviteText, peopleText as text } from '@/lib/features/people/text'
import { Card } from '@/lib/ui/card'
import { Pager } from '@/lib/ui/pager'

export const metadata: Metadata = { title: text.title }

export default async function PeoplePage({ searchParams }: PageProps<'/people'>) {
  const access = await requirePlatform('people:manage')
  const query = parsePeopleQuery(await searchParams)
  const [{ people, hasMore }, invitations] = await Promise.all([loadPeople(access, query), loadInvitations(access)])
  const last = people.at(-1)
  return (
    <>
      <RenderedForPerson person={access.person} />
      <h1 className="text-xl font-semibold">{text.title}</h1>
      <p className="mt-1 mb-4 text-sm text-muted">{text.help}</p>
      <PeopleFilters query={query} />
      <section aria-label={text.title} className="mt-4 overflow-clip rounded-md border border-line bg-surface">
        <PeopleTable people={people} />
      </section>
      <Pager
        label={text.pages}
        words={[text.first, text.next]}
        previous={query.after ? peopleUrl({ ...query, after: null }) : null}
        next={hasMore && last ? peopleUrl({ ...query, after: last.email }) : null}
      />
      <div className="mt-4 flex flex-col gap-4">
        <Card title={inviteText.title}>
          <InviteForm sendsMail={mailSettings() !== null} />
        </Card>
        <Invitations invitations={invitations} />
        <PermissionTable />
      </div>
    </>
  )
}
