import type { Metadata } from 'next'
import { AccountPanels } from '@/app/account-panels'
import { requireAccount, requirePlatform } from '@/lib/auth/account-access'
import { AccountHeader } from '@/lib/features/accounts/account-header'
import { loadAccountOverview } from '@/lib/features/accounts/load-accounts'
import { payoutCursor } from '@/lib/features/payouts/load-payouts'

export const metadata: Metadata = { title: 'Account' }

export default async function AccountPage({ params, searchParams }: PageProps<'/accounts/[accountId]'>) {
  const { accountId } = await params
  const access = await requireAccount(accountId, 'account:read')
  await requirePlatform('accounts:list')
  const account = await loadAccountOverview(access)
  return (
    <>
      <AccountHeader account={account} />
      <AccountPanels
        access={access}
        account={account}
        path={`/accounts/${account.id}`}
        cursor={payoutCursor((await searchParams).payouts)}
      />
    </>
  )
}
