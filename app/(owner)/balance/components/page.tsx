import { ComponentsTab } from '@/app/account/components-tab'
import { ownAccountTitle } from '@/app/account-title'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { requireAccount, requireAccountPerson } from '@/lib/auth/account-access'
import { loadOwnAccounts } from '@/lib/features/accounts/load-accounts'
import { placedText } from '@/lib/features/embedded-balances/text'

export const generateMetadata = async ({ searchParams }: PageProps<'/balance/components'>) =>
  ownAccountTitle((await searchParams).account, placedText.title)

export default async function OwnComponentsPage({ searchParams }: PageProps<'/balance/components'>) {
  const person = await requireAccountPerson()
  const { account, payout } = await searchParams
  const access = await requireAccount(account ?? (await loadOwnAccounts(person)).at(0)?.id, 'account:read')
  return (
    <>
      <RenderedForPerson person={person} />
      <ComponentsTab access={access} payout={payout} />
    </>
  )
}
