import { Suspense } from 'react'
import {
  BalanceSettingsSection,
  BalanceSettingsSkeleton,
} from '@/lib/features/balance-settings/balance-settings-section'
import { OpenRequests } from '@/lib/features/balance-settings/requests/open-requests'
import { BalancesComponentCard } from '@/lib/features/embedded-balances/balances-card'
import { LiveUpdates } from '@/lib/features/live-updates/live-updates'
import { readAccountPage } from '../read-account-page'
import { type Access, AccountFrame, stored } from './account-frame'

/** The native editor, for staff with Stripe's component beside it. */
export function SettingsTab({ access }: { access: Access }) {
  const { account } = access
  const page = readAccountPage(access)
  const isStaff = access.person.staffRole !== null
  return (
    <AccountFrame access={access} tab="settings" standing={stored(access)} rules={page.rules}>
      <LiveUpdates access={access} />
      <Suspense>
        <OpenRequests access={access} rules={page.rules} requests={page.requests} />
      </Suspense>
      <div className={isStaff ? 'grid items-start gap-4 desk:grid-cols-2' : 'max-w-3xl'}>
        {/* Before the component, so that on a phone the editor comes first. */}
        <div className="min-w-0 desk:order-last">
          <Suspense fallback={<BalanceSettingsSkeleton />}>
            <BalanceSettingsSection
              access={access}
              account={account}
              settings={page.settings}
              balance={page.balance}
              hold={page.storedHold}
              rules={page.rules}
              now={page.now}
            />
          </Suspense>
        </div>
        {isStaff && (
          <div className="min-w-0 desk:sticky desk:top-4">
            <BalancesComponentCard access={access} rules={page.rules} />
          </div>
        )}
      </div>
    </AccountFrame>
  )
}
