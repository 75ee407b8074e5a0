import { ownAccountTitle } from '@/app/account-title'
import { OwnerPanels } from '@/app/owner-panels'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { requireAccount, requireAccountPerson } from '@/lib/auth/account-access'
import { AccountPicker } from '@/lib/features/accounts/account-picker'
import { loadOwnAccounts } from '@/lib/features/accounts/load-accounts'
import { parseAccountPayoutQuery } from '@/lib/features/payouts/account-payout-query'
import { EmptyState } from '@/lib/ui/empty-state'

export const generateMetadata = async ({ searchParams }: PageProps<'/balance'>) =>
  ownAccountTitle((await searchParams).account, 'Balance')

export default async function BalancePage({ searchParams }: PageProps<'/balance'>) {
  const person = await requireAccountPerson()
  const own = await loadOwnAccounts(person)
  const { account: asked, ...params } = await searchParams
  const accountId = asked ?? own.at(0)?.id
  if (!accountId)
    return (
      <>
        <RenderedForPerson person={person} />
        <EmptyState
          title="No account yet"
          hint="You don’t have access to a connected account yet. Ask the platform to add you."
        />
      </>
    )

  const access = await requireAccount(accountId, 'account:read')
  const { id } = access.account
  return (
    <>
      <RenderedForPerson person={person} />
      {own.length > 1 && <AccountPicker accounts={own.map(({ id, name }) => ({ id, name }))} current={id} />}
      <OwnerPanels access={access} path={`/balance?account=${id}`} query={parseAccountPayoutQuery(params)} />
    </>
  )
}
