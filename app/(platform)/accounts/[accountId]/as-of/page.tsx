import { accountTitle } from '@/app/account-title'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { requireAccount, requirePlatform } from '@/lib/auth/account-access'
import { AsOfSettings } from '@/lib/features/audit-log/as-of'
import { parseAsOfQuery } from '@/lib/features/audit-log/as-of-query'
import { asOfText as text } from '@/lib/features/audit-log/as-of-text'
import { PageLink } from '@/lib/ui/page-link'

export const generateMetadata = async ({ params }: PageProps<'/accounts/[accountId]/as-of'>) =>
  accountTitle((await params).accountId, text.title)

export default async function StaffAsOfPage({ params, searchParams }: PageProps<'/accounts/[accountId]/as-of'>) {
  const access = await requireAccount((await params).accountId, 'account:read')
  await requirePlatform('accounts:list')
  const now = new Date()
  return (
    <>
      <RenderedForPerson person={access.person} />
      <PageLink
        href={`/accounts/${access.account.id}/history`}
        className="text-sm text-accent underline underline-offset-2"
      >
        {text.back}
      </PageLink>
      <h1 className="mt-2 text-xl font-semibold">{text.title}</h1>
      <p className="text-sm">
        <bdi translate="no">{access.account.name}</bdi>
      </p>
      <p className="mt-1 mb-4 max-w-3xl text-sm text-muted">{text.help}</p>
      <AsOfSettings access={access} query={parseAsOfQuery(await searchParams, now)} now={now} />
    </>
  )
}
