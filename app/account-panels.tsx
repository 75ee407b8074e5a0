import type { Route } from 'next'
import { Suspense } from 'react'
import type { AccountAccess } from '@/lib/domain/access/permissions'
import { describePayoutStatus, holdOf } from '@/lib/domain/payouts/payout-status'
import type { loadAccountOverview } from '@/lib/features/accounts/load-accounts'
import { AccountTimeline } from '@/lib/features/audit-log/account-timeline'
import { readAccountTimeline } from '@/lib/features/audit-log/timeline'
import {
  BalanceSettingsSection,
  BalanceSettingsSkeleton,
} from '@/lib/features/balance-settings/balance-settings-section'
import { knownSettings, loadBalanceSettings } from '@/lib/features/balance-settings/load-balance-settings'
import { BalancesCards } from '@/lib/features/embedded-balances/balances-card'
import { knownBalance, loadBalance } from '@/lib/features/embedded-balances/load-balance'
import { changesSoFar, LiveUpdates } from '@/lib/features/live-updates/live-updates'
import { CalendarCard } from '@/lib/features/payout-calendar/calendar-card'
import { accountMoney, payoutToday } from '@/lib/features/payouts/account-money'
import { ExternalAccountsCard, ExternalAccountsSkeleton } from '@/lib/features/payouts/external-accounts-card'
import {
  knownExternalAccounts,
  knownPayouts,
  loadEarlierPayouts,
  loadExternalAccounts,
  loadPayouts,
} from '@/lib/features/payouts/load-payouts'
import { PayOutHost } from '@/lib/features/payouts/pay-out-button'
import { PayOutCard } from '@/lib/features/payouts/pay-out-card'
import { PayoutStatusCard, PayoutStatusSkeleton } from '@/lib/features/payouts/payout-status-card'
import { PayoutsCard, PayoutsSkeleton } from '@/lib/features/payouts/payouts-card'
import { loadPlatformRules } from '@/lib/features/platform-rules/load-rules'
import { Notice } from '@/lib/ui/notice'

type Props<P extends string> = {
  access: AccountAccess
  account: Awaited<ReturnType<typeof loadAccountOverview>>
  /** The page's own address, and the payout that its list of payouts follows. */
  path: Route<P>
  cursor: string | undefined
}

/** One account as staff and its owner both see it: when money arrives, what there is, the rules, what has happened. */
export async function AccountPanels<P extends string>({ access, account, path, cursor }: Props<P>) {
  const soFar = changesSoFar(access)
  // One reading each, all at once; nothing here waits for them.
  const balance = loadBalance(access, account.balance)
  const settings = loadBalanceSettings(access, account.settings)
  const payouts = loadPayouts(access)
  const accounts = loadExternalAccounts(access, account.externalAccounts)
  const rules = loadPlatformRules(access)
  const picture = Promise.all([balance, settings, payouts, accounts]).then((loaded) =>
    accountMoney({
      account,
      balance: knownBalance(loaded[0]),
      settings: knownSettings(loaded[1]),
      payouts: knownPayouts(loaded[2]),
      externalAccounts: knownExternalAccounts(loaded[3]),
    }),
  )
  const timeline = await readAccountTimeline(access)
  return (
    <>
      <LiveUpdates access={access} soFar={soFar} />
      {account.goneAt && (
        <div className="mt-4">
          <Notice tone="warning" title="No longer connected">
            Stripe does not list this account for the platform any more. Its record stays; nothing can be changed.
          </Notice>
        </div>
      )}
      <div className="mt-5">
        <Suspense fallback={<PayoutStatusSkeleton />}>
          <PayoutStatusCard
            picture={picture}
            isOld={Promise.all([balance, settings, accounts]).then((loaded) =>
              loaded.some(({ kind }) => kind === 'stale'),
            )}
          />
        </Suspense>
      </div>
      <div className="mt-4 grid items-start gap-4 desk:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-4">
          <BalancesCards
            access={access}
            rules={rules}
            balance={balance}
            settings={settings.then(knownSettings)}
            payouts={payouts.then(knownPayouts)}
            defaultCurrency={account.defaultCurrency}
          />
          <PayOutHost accountId={account.id} />
          <Suspense>
            <PayOutCard access={access} picture={picture} rules={rules} />
          </Suspense>
          <Suspense fallback={<ExternalAccountsSkeleton />}>
            <ExternalAccountsCard access={access} accounts={accounts} />
          </Suspense>
          <CalendarCard access={access} />
        </div>
        <Suspense fallback={<BalanceSettingsSkeleton />}>
          <BalanceSettingsSection
            access={access}
            account={account}
            settings={settings}
            rules={rules}
            balance={balance.then(knownBalance)}
            hold={picture.then((known) => known && holdOf(describePayoutStatus(known, account.defaultCurrency)))}
          />
        </Suspense>
      </div>
      <div className="mt-4 flex flex-col gap-4">
        <Suspense fallback={<PayoutsSkeleton />}>
          <PayoutsCard
            access={access}
            payouts={cursor ? loadEarlierPayouts(access, cursor) : payouts}
            accounts={accounts}
            rules={rules}
            today={Promise.all([balance, settings]).then((loaded) =>
              payoutToday(knownBalance(loaded[0]), knownSettings(loaded[1])),
            )}
            path={path}
            cursor={cursor}
          />
        </Suspense>
        <AccountTimeline key={account.id} accountId={account.id} initial={timeline} />
      </div>
    </>
  )
}
