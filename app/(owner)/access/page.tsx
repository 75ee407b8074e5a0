import { ownAccountTitle } from '@/app/account-title'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { requireAccount, requireAccountPerson } from '@/lib/auth/account-access'
import { mailSettings } from '@/lib/env'
import { AccountPicker } from '@/lib/features/accounts/account-picker'
import { loadOwnAccounts } from '@/lib/features/accounts/load-accounts'
import { InviteToAccount } from '@/lib/features/people/account-forms'
import { ManagedPeople, StaffRoles, SupportViews } from '@/lib/features/people/account-people'
import { Invitations } from '@/lib/features/people/invitations'
import { loadAccountReach } from '@/lib/features/people/load-people'
import { accessText as text } from '@/lib/features/people/text'
import { loadShownProfile } from '@/lib/features/platform-rules/load-profile'
import { Card } from '@/lib/ui/card'
import { Notice } from '@/lib/ui/notice'
import { PageLink } from '@/lib/ui/page-link'

export const generateMetadata = async ({ searchParams }: PageProps<'/access'>) =>
  ownAccountTitle((await searchParams).account, text.title)

/** Who can reach an account, for its owners. */
export default async function AccessPage({ searchParams }: PageProps<'/access'>) {
  const person = await requireAccountPerson()
  const own = await loadOwnAccounts(person)
  const { account: asked } = await searchParams
  const access = await requireAccount(asked ?? own.at(0)?.id, 'account_people:manage')
  const { id, name } = access.account
  const managed = own.filter((account) =>
    person.memberships.some((m) => m.accountId === account.id && m.role === 'owner'),
  )
  const { people, hasMore, invitations, hasCalendar, views } = await loadAccountReach(access)
  return (
    <>
      <RenderedForPerson person={person} />
      {managed.length > 1 && (
        <AccountPicker accounts={managed} current={id} addressOf={(id) => `/access?account=${id}`} />
      )}
      <PageLink href={`/balance?account=${id}`} className="text-sm text-accent underline underline-offset-2">
        {text.back}
      </PageLink>
      <h1 className="mt-2 text-xl font-semibold">{text.title}</h1>
      <p className="text-sm">
        <bdi translate="no">{name}</bdi>
      </p>
      <p className="mt-1 mb-4 text-sm text-muted">{text.help}</p>
      <div className="flex flex-col gap-4">
        <ManagedPeople access={access} people={people} />
        {hasMore && <Notice tone="info" title={text.more} />}
        <Invitations invitations={invitations} asOwner />
        <Card title={text.invite}>
          {mailSettings() ? <InviteToAccount accountId={id} /> : <p className="p-4 text-sm text-muted">{text.off}</p>}
        </Card>
        <SupportViews views={views} />
        <StaffRoles platform={(await loadShownProfile()).name} />
        <Card title={text.calendar}>
          <p className="p-4 text-sm">{hasCalendar ? text.calendarOn : text.calendarOff}</p>
        </Card>
      </div>
    </>
  )
}
