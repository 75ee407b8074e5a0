import { Suspense } from 'react'
import type { AccountAccess } from '@/lib/domain/permissions'
import type { loadAccountOverview } from '@/lib/features/accounts/load-accounts'
import { AccountTimeline } from '@/lib/features/audit-log/account-timeline'
import { readAccountTimeline } from '@/lib/features/audit-log/timeline'
import {
  BalanceSettingsSection,
  BalanceSettingsSkeleton,
} from '@/lib/features/balance-settings/balance-settings-section'
import { BalancesCards } from '@/lib/features/embedded-balances/balances-card'
import { knownBalance, loadBalance } from '@/lib/features/embedded-balances/load-balance'
import { CalendarCard } from '@/lib/features/payout-calendar/calendar-card'
import { Notice } from '@/lib/ui/notice'

type Props = { access: AccountAccess; account: Awaited<ReturnType<typeof loadAccountOverview>> }

/** One account as staff and its owner both see it: Stripe's component beside our editor, and what has happened. */
export async function AccountPanels({ access, account }: Props) {
  // One reading for both halves; nothing here waits for it.
  const balance = loadBalance(access, account.balance)
  const timeline = await readAccountTimeline(access)
  return (
    <>
      {account.goneAt && (
        <div className="mt-4">
          <Notice tone="warning" title="No longer connected">
            Stripe does not list this account for the platform any more. Its record stays; nothing can be changed.
          </Notice>
        </div>
      )}
      <div className="mt-5 grid items-start gap-4 desk:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-4">
          <BalancesCards access={access} balance={balance} />
          <CalendarCard access={access} />
        </div>
        <Suspense fallback={<BalanceSettingsSkeleton />}>
          <BalanceSettingsSection access={access} account={account} balance={balance.then(knownBalance)} />
        </Suspense>
      </div>
      <div className="mt-4">
        <AccountTimeline key={account.id} accountId={account.id} initial={timeline} />
      </div>
    </>
  )
}
