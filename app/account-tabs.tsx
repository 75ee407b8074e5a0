import type { ReactNode } from 'react'
import { Suspense } from 'react'
import type { AccountAccess, AccountPermission } from '@/lib/domain/access/permissions'
import type { AccountOverview } from '@/lib/domain/accounts/account-overview'
import { pauseOf } from '@/lib/domain/payouts/payouts-disabled'
import { AccountHeader } from '@/lib/features/accounts/account-header'
import { type AccountTab, AccountTabs, tabAddress } from '@/lib/features/accounts/account-tabs'
import { BackToList } from '@/lib/features/accounts/back-to-list'
import { RequirementsCard } from '@/lib/features/accounts/requirements-card'
import { accountText as text } from '@/lib/features/accounts/text'
import { AccountTimelineCard, AccountTimelineSkeleton } from '@/lib/features/audit-log/account-timeline-card'
import {
  BalanceSettingsSection,
  BalanceSettingsSkeleton,
} from '@/lib/features/balance-settings/balance-settings-section'
import { OpenRequests } from '@/lib/features/balance-settings/requests/open-requests'
import { UpcomingPayoutsCard, UpcomingPayoutsSkeleton } from '@/lib/features/balance-settings/upcoming-payouts-card'
import { BalanceFiguresCard, BalancesComponentCard } from '@/lib/features/embedded-balances/balances-card'
import { changesSoFar, LiveUpdates } from '@/lib/features/live-updates/live-updates'
import { CalendarCard } from '@/lib/features/payout-calendar/calendar-card'
import type { AccountPayoutQuery } from '@/lib/features/payouts/account-payout-query'
import { ExternalAccountsCard, ExternalAccountsSkeleton } from '@/lib/features/payouts/external-accounts-card'
import { loadPayoutPage } from '@/lib/features/payouts/load-payouts'
import { ManualPayoutsCard } from '@/lib/features/payouts/manual-payouts-card'
import { PauseCard } from '@/lib/features/payouts/pause-card'
import { PayoutStatusCard, PayoutStatusSkeleton } from '@/lib/features/payouts/payout-status-card'
import { PayoutsCard, PayoutsSkeleton } from '@/lib/features/payouts/payouts-card'
import { SendPayoutHost } from '@/lib/features/payouts/send-payout-button'
import { AccountPeopleCard } from '@/lib/features/people/account-people'
import { Notice } from '@/lib/ui/notice'
import { type AccountPage, readAccountPage } from './read-account-page'

type Access = AccountAccess<AccountPermission, AccountOverview>

/** One account for staff, in tabs. Nothing is awaited here: each part streams by itself, and a tab reads what it shows. */
export function AccountFrame({
  access,
  tab,
  standing,
  children,
}: {
  access: Access
  tab: AccountTab
  standing: AccountPage['standing']
  children: ReactNode
}) {
  const { account } = access
  return (
    <>
      <p className="mb-1 text-sm">
        <BackToList label={text.back} />
      </p>
      <AccountHeader account={account} standing={standing} isStaff />
      <AccountTabs accountId={account.id} current={tab} />
      {account.goneAt && (
        <div className="mt-4">
          <Notice tone="warning" title={text.gone}>
            {text.goneHelp}
          </Notice>
        </div>
      )}
      <div className="mt-4 flex flex-col gap-4">{children}</div>
    </>
  )
}

/** Keeps the tab current. The moment is taken before the rest is read, so that a change during the reading is not missed. */
const Live = ({ access, soFar }: { access: Access; soFar: Promise<number> }) => (
  <Suspense>
    <LiveUpdates access={access} soFar={soFar} />
  </Suspense>
)

/** What the list has of this account, for tabs that don't read all that it rests on. */
const stored = ({ account: { standing } }: Access) => Promise.resolve(standing)

/** How the account's payouts are doing: the status, the balance, the next payouts, and where they go. */
export function OverviewTab({ access }: { access: Access }) {
  const { account } = access
  const soFar = changesSoFar(access)
  const page = readAccountPage(access)
  return (
    <AccountFrame access={access} tab="overview" standing={page.standing}>
      <Live access={access} soFar={soFar} />
      <Suspense fallback={<PayoutStatusSkeleton />}>
        <PayoutStatusCard status={page.status} readings={[page.balance, page.settings, page.externalAccounts]} />
      </Suspense>
      <Suspense>
        <RequirementsCard access={access} now={page.now} />
      </Suspense>
      <div className="grid items-start gap-4 desk:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-4">
          <BalancesComponentCard access={access} rules={page.rules} />
          <BalanceFiguresCard
            isStaff
            balance={page.balance}
            settings={page.settings}
            payouts={page.payouts}
            defaultCurrency={account.defaultCurrency}
          />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Suspense fallback={<UpcomingPayoutsSkeleton />}>
            <UpcomingPayoutsCard
              account={account}
              settings={page.settings}
              balance={page.balance}
              hold={page.hold}
              rules={page.rules}
              now={page.now}
            />
          </Suspense>
          <Suspense fallback={<ExternalAccountsSkeleton />}>
            <ExternalAccountsCard access={access} accounts={page.externalAccounts} />
          </Suspense>
          <Suspense>
            <AccountPeopleCard access={access} people={page.people} />
          </Suspense>
        </div>
      </div>
    </AccountFrame>
  )
}

/** The account's payouts, and what can be sent. */
export function PayoutsTab({ access, query }: { access: Access; query: AccountPayoutQuery }) {
  const { account } = access
  const soFar = changesSoFar(access)
  const page = readAccountPage(access)
  return (
    <AccountFrame access={access} tab="payouts" standing={stored(access)}>
      <Live access={access} soFar={soFar} />
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
          path={tabAddress(account.id, 'payouts')}
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

/** The native editor, with Stripe's component beside it. */
export function SettingsTab({ access }: { access: Access }) {
  const { account } = access
  const soFar = changesSoFar(access)
  const page = readAccountPage(access)
  return (
    <AccountFrame access={access} tab="settings" standing={stored(access)}>
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

/** The record of the account. It asks Stripe nothing. */
export function HistoryTab({ access }: { access: Access }) {
  const { account } = access
  const soFar = changesSoFar(access)
  const pause = pauseOf(account, account.settings?.value.payoutsStatus ?? null)
  return (
    <AccountFrame access={access} tab="history" standing={stored(access)}>
      <Live access={access} soFar={soFar} />
      <Suspense fallback={<AccountTimelineSkeleton />}>
        <AccountTimelineCard key={account.id} access={access} pause={Promise.resolve(pause)} />
      </Suspense>
    </AccountFrame>
  )
}
