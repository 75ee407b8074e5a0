import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { AccountPanels } from '@/app/account-panels'
import { requireAccount } from '@/lib/auth/account-access'
import { requirePerson } from '@/lib/auth/person'
import { AccountHeader } from '@/lib/features/accounts/account-header'
import { AccountPicker } from '@/lib/features/accounts/account-picker'
import { loadAccountOverview, loadOwnAccounts } from '@/lib/features/accounts/load-accounts'
import { payoutCursor } from '@/lib/features/payouts/load-payouts'
import { EmptyState } from '@/lib/ui/empty-state'

export const metadata: Metadata = { title: 'Balance' }

export default async function BalancePage({ searchParams }: PageProps<'/balance'>) {
  const person = await requirePerson()
  if (person.staffRole) notFound()
  const own = await loadOwnAccounts(person)
  const { account: asked, payouts } = await searchParams
  const accountId = asked ?? own.at(0)?.id
  if (!accountId)
    return (
      <EmptyState
        title="No account yet"
        hint="Nobody has given you access to a connected account. Ask the platform to add you."
      />
    )

  const access = await requireAccount(accountId, 'account:read')
  const account = await loadAccountOverview(access)
  return (
    <>
      {own.length > 1 && <AccountPicker accounts={own.map(({ id, name }) => ({ id, name }))} current={account.id} />}
      <AccountHeader account={account} />
      <AccountPanels
        access={access}
        account={account}
        path={`/balance?account=${account.id}`}
        cursor={payoutCursor(payouts)}
      />
    </>
  )
}
