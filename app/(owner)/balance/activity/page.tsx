import { ownAccountTitle } from '@/app/account-title'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { requireAccount, requireAccountPerson } from '@/lib/auth/account-access'
import { AuditRecord } from '@/lib/features/audit-log/audit-record'
import { OWNER_FILTERS, parseAuditQuery } from '@/lib/features/audit-log/query'
import { ownRecordText as text } from '@/lib/features/audit-log/text'
import { PageLink } from '@/lib/ui/page-link'

export const generateMetadata = async ({ searchParams }: PageProps<'/balance/activity'>) =>
  ownAccountTitle((await searchParams).account, text.title)

/** The record of one account, for its own people. */
export default async function ActivityPage({ searchParams }: PageProps<'/balance/activity'>) {
  const person = await requireAccountPerson()
  const { account, ...params } = await searchParams
  const access = await requireAccount(account, 'account:read')
  const { id, name } = access.account
  return (
    <>
      <RenderedForPerson person={person} />
      <PageLink href={`/balance/history?account=${id}`} className="text-sm text-accent underline underline-offset-2">
        {text.back}
      </PageLink>
      <h1 className="mt-2 text-xl font-semibold">{text.title}</h1>
      <p className="text-sm">
        <bdi translate="no">{name}</bdi>
      </p>
      <p className="mt-1 mb-4 text-sm text-muted">{text.help}</p>
      <AuditRecord
        reader={access}
        query={parseAuditQuery(params, OWNER_FILTERS)}
        title={text.title}
        path="/balance/activity"
        account={id}
      />
    </>
  )
}
