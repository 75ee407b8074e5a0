import { ownAccountTitle } from '@/app/account-title'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { requireAccount, requireAccountPerson } from '@/lib/auth/account-access'
import { AsOfSettings } from '@/lib/features/audit-log/as-of'
import { parseAsOfQuery } from '@/lib/features/audit-log/as-of-query'
import { asOfText as text } from '@/lib/features/audit-log/as-of-text'
import { ownRecordText } from '@/lib/features/audit-log/text'
import { PageLink } from '@/lib/ui/page-link'

export const generateMetadata = async ({ searchParams }: PageProps<'/balance/as-of'>) =>
  ownAccountTitle((await searchParams).account, text.title)

/** The settings of one account at a moment, for its own people. */
export default async function OwnerAsOfPage({ searchParams }: PageProps<'/balance/as-of'>) {
  const person = await requireAccountPerson()
  const { account, ...moments } = await searchParams
  const access = await requireAccount(account, 'account:read')
  const { id, name } = access.account
  const now = new Date()
  return (
    <>
      <RenderedForPerson person={person} />
      <PageLink href={`/balance/history?account=${id}`} className="text-sm text-accent underline underline-offset-2">
        {ownRecordText.back}
      </PageLink>
      <h1 className="mt-2 text-xl font-semibold">{text.title}</h1>
      <p className="text-sm">
        <bdi translate="no">{name}</bdi>
      </p>
      <p className="mt-1 mb-4 max-w-3xl text-sm text-muted">{text.help}</p>
      <AsOfSettings access={access} query={parseAsOfQuery(moments, now)} now={now} />
    </>
  )
}
