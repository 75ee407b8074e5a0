import { notFound } from 'next/navigation'
import { Suspense } from 'react'
import type { AccountAccess, AccountPermission } from '@/lib/domain/access/permissions'
import type { AccountOverview } from '@/lib/domain/accounts/account-overview'
import { payoutDayAsOf } from '@/lib/domain/payouts/forecast'
import { pauseOf } from '@/lib/domain/payouts/payouts-disabled'
import { PlacedLink } from '@/lib/features/embedded-balances/placed-link'
import { placedText } from '@/lib/features/embedded-balances/text'
import { contentsText, detailText } from '@/lib/features/payouts/contents-text'
import { loadContents } from '@/lib/features/payouts/load-contents'
import { loadPayout } from '@/lib/features/payouts/load-payout'
import { PayoutContentsCard, PayoutContentsSkeleton } from '@/lib/features/payouts/payout-contents-card'
import { PayoutBack, PayoutDetail } from '@/lib/features/payouts/payout-detail'
import { loadPlatformRules } from '@/lib/features/platform-rules/load-rules'
import { Notice } from '@/lib/ui/notice'

type Props = {
  access: AccountAccess<AccountPermission, AccountOverview>
  payoutId: string
  /** The transaction that the page of contents follows. */
  cursor: string | undefined
}

/** One payout of an account, the same for staff and for its owner. Ends in the 404 page where the account has no such payout. */
export async function PayoutPage({ access, payoutId, cursor }: Props) {
  const { account } = access
  const reading = await loadPayout(access, payoutId)
  if (!reading) notFound()
  if (reading.kind === 'missing')
    return (
      <>
        <PayoutBack access={access} />
        <div className="mt-4">
          <Notice tone="problem" title={detailText.missing}>
            {`${reading.because} ${contentsText.reload}`}
          </Notice>
        </div>
      </>
    )
  const detail = reading.value
  const settings = account.settings?.value
  const today = payoutDayAsOf({ now: Date.now(), startOfDay: settings?.startOfDay })
  return (
    <>
      <PayoutBack access={access} />
      <PayoutDetail
        access={access}
        detail={detail}
        pause={pauseOf(account, settings?.payoutsStatus ?? null)}
        today={today}
      />
      <div className="mt-2 empty:hidden">
        <Suspense>
          <PlacedLink
            access={access}
            rules={loadPlatformRules(access)}
            label={placedText.payoutInComponent}
            to={['payout_details']}
            payoutId={detail.payout.id}
          />
        </Suspense>
      </div>
      <div className="mt-4">
        <Suspense fallback={<PayoutContentsSkeleton />}>
          <PayoutContentsCard
            access={access}
            payout={detail.payout}
            contents={loadContents(access, detail.payout, cursor)}
            cursor={cursor}
          />
        </Suspense>
      </div>
    </>
  )
}
