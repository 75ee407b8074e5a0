import { PayoutsTab } from '@/app/account/payouts-tab'
import { ownAccountTitle } from '@/app/account-title'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { requireAccount, requireAccountPerson } from '@/lib/auth/account-access'
import { loadOwnAccounts } from '@/lib/features/accounts/load-accounts'
import { accountText } from '@/lib/features/accounts/text'
import { parseAccountPayoutQuery } from '@/lib/features/payouts/account-payout-query'

export const generateMetadata = async ({ searchParams }: PageProps<'/balance/payouts'>) =>
  ownAccountTitle((await searchParams).account, accountText.tabs.payouts)

export default async function OwnPayoutsPage({ searchParams }: PageProps<'/balance/payouts'>) {
  const person = await requireAccountPerson()
  const { account, ...params } = await searchParams
  const access = await requireAccount(account ?? (await loadOwnAccounts(person)).at(0)?.id, 'account:read')
  return (
    <>
      <RenderedForPerson person={person} />
      <PayoutsTab access={access} query={parseAccountPayoutQuery(params)} />
    </>
  )
}
