import { HistoryTab } from '@/app/account/history-tab'
import { ownAccountTitle } from '@/app/account-title'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { requireAccount, requireAccountPerson } from '@/lib/auth/account-access'
import { loadOwnAccounts } from '@/lib/features/accounts/load-accounts'
import { accountText } from '@/lib/features/accounts/text'

export const generateMetadata = async ({ searchParams }: PageProps<'/balance/history'>) =>
  ownAccountTitle((await searchParams).account, accountText.tabs.history)

export default async function OwnHistoryPage({ searchParams }: PageProps<'/balance/history'>) {
  const person = await requireAccountPerson()
  const { account } = await searchParams
  const access = await requireAccount(account ?? (await loadOwnAccounts(person)).at(0)?.id, 'account:read')
  return (
    <>
      <RenderedForPerson person={person} />
      <HistoryTab access={access} />
    </>
  )
}
