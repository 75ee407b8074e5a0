import { PayoutsTab } from '@/app/account/payouts-tab'
import { accountTitle } from '@/app/account-title'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { requireAccount, requirePlatform } from '@/lib/auth/account-access'
import { accountText } from '@/lib/features/accounts/text'
import { parseAccountPayoutQuery } from '@/lib/features/payouts/account-payout-query'

export const generateMetadata = async ({ params }: PageProps<'/accounts/[accountId]/payouts'>) =>
  accountTitle((await params).accountId, accountText.tabs.payouts)

export default async function AccountPayoutsPage({ params, searchParams }: PageProps<'/accounts/[accountId]/payouts'>) {
  const access = await requireAccount((await params).accountId, 'account:read')
  await requirePlatform('accounts:list')
  return (
    <>
      <RenderedForPerson person={access.person} />
      <PayoutsTab access={access} query={parseAccountPayoutQuery(await searchParams)} />
    </>
  )
}
