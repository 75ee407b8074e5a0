import { redirect } from 'next/navigation'
import { OverviewTab } from '@/app/account/overview-tab'
import { accountTitle } from '@/app/account-title'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { requireAccount, requirePlatform } from '@/lib/auth/account-access'
import { tabAddress } from '@/lib/features/accounts/account-tabs'
import { accountText } from '@/lib/features/accounts/text'
import { accountPayoutsUrl, parseAccountPayoutQuery } from '@/lib/features/payouts/account-payout-query'

export const generateMetadata = async ({ params }: PageProps<'/accounts/[accountId]'>) =>
  accountTitle((await params).accountId, accountText.tabs.overview)

export default async function AccountPage({ params, searchParams }: PageProps<'/accounts/[accountId]'>) {
  const access = await requireAccount((await params).accountId, 'account:read')
  await requirePlatform('accounts:list')
  const query = parseAccountPayoutQuery(await searchParams)
  // Earlier versions had the list of payouts, in pages, at this address.
  if (query.after) redirect(accountPayoutsUrl(tabAddress(access, 'payouts'), query, query))
  return (
    <>
      <RenderedForPerson person={access.person} />
      <OverviewTab access={access} />
    </>
  )
}
