import { Suspense } from 'react'
import { tabAddress } from '@/lib/features/accounts/account-tabs'
import { PlacedCards } from '@/lib/features/embedded-balances/placed-cards'
import { readAccountPage } from '../read-account-page'
import { type Access, AccountFrame, stored } from './account-frame'

/** Stripe's components that an admin has placed for this person. @param payout whose details are open */
export function ComponentsTab({ access, payout }: { access: Access; payout: unknown }) {
  const { rules } = readAccountPage(access)
  return (
    <AccountFrame access={access} tab="components" standing={stored(access)} rules={rules}>
      <Suspense>
        <PlacedCards access={access} rules={rules} path={tabAddress(access, 'components')} payout={payout} />
      </Suspense>
    </AccountFrame>
  )
}
