import { Suspense } from 'react'
import { tabAddress } from '@/lib/features/accounts/account-tabs'
import { LiveUpdates } from '@/lib/features/live-updates/live-updates'
import { CalendarCard } from '@/lib/features/payout-calendar/calendar-card'
import type { AccountPayoutQuery } from '@/lib/features/payouts/account-payout-query'
import { loadPayoutPage } from '@/lib/features/payouts/load-payouts'
import { ManualPayoutsCard } from '@/lib/features/payouts/manual-payouts-card'
import { PauseCard } from '@/lib/features/payouts/pause-card'
import { PayoutsCard, PayoutsSkeleton } from '@/lib/features/payouts/payouts-card'
import { SendPayoutHost } from '@/lib/features/payouts/send-payout-button'
import { readAccountPage } from '../read-account-page'
import { type Access, AccountFrame, stored } from './account-frame'

/** The account's payouts, and what can be sent. */
export function PayoutsTab({ access, query }: { access: Access; query: AccountPayoutQuery }) {
  const { account } = access
  const page = readAccountPage(access)
  return (
    <AccountFrame access={access} tab="payouts" standing={stored(access)} rules={page.rules}>
      <LiveUpdates access={access} />
      <SendPayoutHost accountId={account.id} />
      <Suspense>
        <ManualPayoutsCard access={access} money={page.money} rules={page.rules} />
      </Suspense>
      <Suspense fallback={<PayoutsSkeleton />}>
        <PayoutsCard
          access={access}
          payouts={loadPayoutPage(access, query, page.payouts)}
          accounts={page.externalAccounts}
          rules={page.rules}
          pause={page.pause}
          today={page.today}
          path={tabAddress(access, 'payouts')}
          query={query}
        />
      </Suspense>
      <div className="grid items-start gap-4 desk:grid-cols-2">
        <Suspense>
          <PauseCard access={access} pause={page.pause} />
        </Suspense>
        <Suspense>
          <CalendarCard access={access} />
        </Suspense>
      </div>
    </AccountFrame>
  )
}
