import { ownAccountTitle } from '@/app/account-title'
import { PayoutPage } from '@/app/payout-page'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { requireAccount, requireAccountPerson } from '@/lib/auth/account-access'
import { loadOwnAccounts } from '@/lib/features/accounts/load-accounts'
import { transactionCursor } from '@/lib/features/payouts/load-contents'

export const generateMetadata = async ({ searchParams }: PageProps<'/balance/payouts/[payoutId]'>) =>
  ownAccountTitle((await searchParams).account, 'Payout')

export default async function OwnerPayoutPage({ params, searchParams }: PageProps<'/balance/payouts/[payoutId]'>) {
  const person = await requireAccountPerson()
  const { payoutId } = await params
  const { account, after } = await searchParams
  const access = await requireAccount(account ?? (await loadOwnAccounts(person)).at(0)?.id, 'account:read')
  return (
    <>
      <RenderedForPerson person={person} />
      <PayoutPage access={access} payoutId={payoutId} cursor={transactionCursor(after)} />
    </>
  )
}
