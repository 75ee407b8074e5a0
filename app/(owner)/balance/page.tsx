import { redirect } from 'next/navigation'
import { OverviewTab } from '@/app/account/overview-tab'
import { ownAccountTitle } from '@/app/account-title'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { requireAccount, requireAccountPerson } from '@/lib/auth/account-access'
import { tabAddress } from '@/lib/features/accounts/account-tabs'
import { loadOwnAccounts } from '@/lib/features/accounts/load-accounts'
import { accountText } from '@/lib/features/accounts/text'
import { accountPayoutsUrl, parseAccountPayoutQuery } from '@/lib/features/payouts/account-payout-query'
import { EmptyState } from '@/lib/ui/empty-state'

export const generateMetadata = async ({ searchParams }: PageProps<'/balance'>) =>
  ownAccountTitle((await searchParams).account, accountText.tabs.overview)

export default async function BalancePage({ searchParams }: PageProps<'/balance'>) {
  const person = await requireAccountPerson()
  const { account: asked, ...params } = await searchParams
  const accountId = asked ?? (await loadOwnAccounts(person)).at(0)?.id
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
  const query = parseAccountPayoutQuery(params)
  // Earlier versions had the list of payouts, in pages, at this address.
  if (query.after) redirect(accountPayoutsUrl(tabAddress(access, 'payouts'), query, query))
  return (
    <>
      <RenderedForPerson person={person} />
      <OverviewTab access={access} />
    </>
  )
}
