import { accountTitle } from '@/app/account-title'
import { PayoutPage } from '@/app/payout-page'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { requireAccount, requirePlatform } from '@/lib/auth/account-access'
import { transactionCursor } from '@/lib/features/payouts/load-contents'

export const generateMetadata = async ({ params }: PageProps<'/accounts/[accountId]/payouts/[payoutId]'>) =>
  accountTitle((await params).accountId, 'Payout')

export default async function StaffPayoutPage({
  params,
  searchParams,
}: PageProps<'/accounts/[accountId]/payouts/[payoutId]'>) {
  const { accountId, payoutId } = await params
  const access = await requireAccount(accountId, 'account:read')
  await requirePlatform('accounts:list')
  const { after } = await searchParams
  return (
    <>
      <RenderedForPerson person={access.person} />
      <PayoutPage access={access} payoutId={payoutId} cursor={transactionCursor(after)} />
    </>
  )
}
