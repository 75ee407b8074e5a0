import { Suspense } from 'react'
import { pauseOf } from '@/lib/domain/payouts/payouts-disabled'
import { AccountTimelineCard, AccountTimelineSkeleton } from '@/lib/features/audit-log/account-timeline-card'
import { LiveUpdates } from '@/lib/features/live-updates/live-updates'
import { readAccountPage } from '../read-account-page'
import { type Access, AccountFrame, stored } from './account-frame'

/** The record of the account. It asks Stripe nothing. */
export function HistoryTab({ access }: { access: Access }) {
  const { account } = access
  const pause = pauseOf(account, account.settings?.value.payoutsStatus ?? null)
  return (
    <AccountFrame access={access} tab="history" standing={stored(access)} rules={readAccountPage(access).rules}>
      <LiveUpdates access={access} />
      <Suspense fallback={<AccountTimelineSkeleton />}>
        <AccountTimelineCard key={account.id} access={access} pause={Promise.resolve(pause)} />
      </Suspense>
    </AccountFrame>
  )
}
