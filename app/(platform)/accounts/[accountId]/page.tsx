import { AccountPanels } from '@/app/account-panels'
import { accountTitle } from '@/app/account-title'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { requireAccount, requirePlatform } from '@/lib/auth/account-access'
import { payoutCursor } from '@/lib/features/payouts/load-payouts'

export const generateMetadata = async ({ params }: PageProps<'/accounts/[accountId]'>) =>
  accountTitle((await params).accountId, 'Account')

export default async function AccountPage({ params, searchParams }: PageProps<'/accounts/[accountId]'>) {
  const { accountId } = await params
  const access = await requireAccount(accountId, 'account:read')
  await requirePlatform('accounts:list')
  const { payouts } = await searchParams
  return (
    <>
      <RenderedForPerson person={access.person} />
      <AccountPanels access={access} path={`/accounts/${access.account.id}`} cursor={payoutCursor(payouts)} />
    </>
  )
}
