import { Suspense } from 'react'
import {
  BalanceSettingsSection,
  BalanceSettingsSkeleton,
} from '@/lib/features/balance-settings/balance-settings-section'
import { OpenRequests } from '@/lib/features/balance-settings/requests/open-requests'
import { BalancesComponentCard } from '@/lib/features/embedded-balances/balances-card'
import { changesSoFar } from '@/lib/features/live-updates/live-updates'
import { readAccountPage } from '../read-account-page'
import { type Access, AccountFrame, Live, stored } from './account-frame'

/** The native editor, with Stripe's component beside it. */
export function SettingsTab({ access }: { access: Access }) {
  const { account } = access
  const soFar = changesSoFar(access)
  const page = readAccountPage(access)
  return (
    <AccountFrame access={access} tab="settings" standing={stored(access)} rules={page.rules}>
      <Live access={access} soFar={soFar} />
      <Suspense>
        <OpenRequests access={access} rules={page.rules} requests={page.requests} />
      </Suspense>
      <div className="grid items-start gap-4 desk:grid-cols-2">
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
        <div className="min-w-0 desk:sticky desk:top-4">
          <BalancesComponentCard access={access} rules={page.rules} />
        </div>
      </div>
    </AccountFrame>
  )
}
