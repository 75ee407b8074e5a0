import type { Route } from 'next'
import { type ReactNode, Suspense } from 'react'
import type { AccountAccess, AccountPermission } from '@/lib/domain/access/permissions'
import type { AccountOverview } from '@/lib/domain/accounts/account-overview'
import { AccountHeader } from '@/lib/features/accounts/account-header'
import { ContactCard } from '@/lib/features/accounts/contact-card'
import { RequirementsCard } from '@/lib/features/accounts/requirements-card'
import { accountText as text } from '@/lib/features/accounts/text'
import { AccountTimelineCard, AccountTimelineSkeleton } from '@/lib/features/audit-log/account-timeline-card'
import {
  BalanceSettingsSection,
  BalanceSettingsSkeleton,
} from '@/lib/features/balance-settings/balance-settings-section'
import { OpenRequests } from '@/lib/features/balance-settings/requests/open-requests'
import { PlacedLink } from '@/lib/features/embedded-balances/placed-link'
import { placedText } from '@/lib/features/embedded-balances/text'
import { changesSoFar, LiveUpdates } from '@/lib/features/live-updates/live-updates'
import { CalendarCard } from '@/lib/features/payout-calendar/calendar-card'
import type { AccountPayoutQuery } from '@/lib/features/payouts/account-payout-query'
import { ExternalAccountsCard, ExternalAccountsSkeleton } from '@/lib/features/payouts/external-accounts-card'
import { loadPayoutPage } from '@/lib/features/payouts/load-payouts'
import { ManualPayoutsCard } from '@/lib/features/payouts/manual-payouts-card'
import { PayoutStatusCard, PayoutStatusSkeleton } from '@/lib/features/payouts/payout-status-card'
import { PayoutsCard, PayoutsSkeleton } from '@/lib/features/payouts/payouts-card'
import { SendPayoutHost } from '@/lib/features/payouts/send-payout-button'
import { AccountPeopleCard } from '@/lib/features/people/account-people-card'
import { Notice } from '@/lib/ui/notice'
import { BalanceCards } from './balance-cards'
import { ownerText } from './owner-text'
import { readAccountPage, readStoredParts } from './read-account-page'

type Props = {
  access: AccountAccess<AccountPermission, AccountOverview>
  /** The page's own address, and which payouts it lists. */
  path: Route
  query: AccountPayoutQuery
}

/** One account for its own people, on one page. Stripe isn't awaited here: each panel that waits for it streams by itself. */
export async function OwnerPanels({ access, path, query }: Props) {
  const { account } = access
  // Before the rest, so that a change during the reading is not missed.
  const soFar = changesSoFar(access)
  const page = readAccountPage(access)
  await readStoredParts(page, [soFar, page.rules, page.people, page.requests])
  return (
    <>
      <AccountHeader account={account} standing={page.standing} isStaff={false} />
      <Suspense>
        <LiveUpdates access={access} soFar={soFar} />
      </Suspense>
      {account.goneAt && (
        <div className="mt-4">
          <Notice tone="warning" title={text.gone}>
            {text.goneHelp}
          </Notice>
        </div>
      )}
      <nav aria-label={ownerText.onThisPage} className="mt-4 flex flex-wrap gap-1.5">
        {SECTIONS.map((section) => (
          <a
            key={section}
            href={`#${section}`}
            className="inline-flex h-7 items-center rounded-full border border-line-strong px-3 text-xs font-medium text-muted hover:bg-sunken hover:text-ink"
          >
            {ownerText.sections[section]}
          </a>
        ))}
      </nav>
      <Part name="arrivals">
        <Suspense fallback={<PayoutStatusSkeleton />}>
          <PayoutStatusCard status={page.status} readings={[page.balance, page.settings, page.externalAccounts]} />
        </Suspense>
        <Suspense>
          <RequirementsCard
            access={access}
            now={page.now}
            here={
              <PlacedLink
                access={access}
                rules={page.rules}
                label={placedText.provideHere}
                to={['notification_banner', 'account_onboarding', 'account_management']}
              />
            }
          />
        </Suspense>
      </Part>
      <Part name="payouts">
        <Suspense fallback={<PayoutsSkeleton />}>
          <PayoutsCard
            access={access}
            payouts={loadPayoutPage(access, query, page.payouts)}
            accounts={page.externalAccounts}
            rules={page.rules}
            pause={page.pause}
            today={page.today}
            path={path}
            query={query}
          />
        </Suspense>
      </Part>
      <div className="grid items-start gap-x-4 desk:grid-cols-2">
        <Part name="balance">
          <BalanceCards access={access} page={page} />
          <SendPayoutHost accountId={account.id} />
          <Suspense>
            <ManualPayoutsCard access={access} money={page.money} rules={page.rules} />
          </Suspense>
          <Suspense fallback={<ExternalAccountsSkeleton />}>
            <ExternalAccountsCard access={access} accounts={page.externalAccounts} rules={page.rules} />
          </Suspense>
          <Suspense>
            <PlacedLink access={access} rules={page.rules} label={placedText.title} />
          </Suspense>
        </Part>
        <Part name="settings">
          <Suspense fallback={<BalanceSettingsSkeleton />}>
            <BalanceSettingsSection
              access={access}
              account={account}
              settings={page.settings}
              balance={page.balance}
              hold={page.hold}
              rules={page.rules}
              now={page.now}
            />
          </Suspense>
          <Suspense>
            <OpenRequests access={access} rules={page.rules} requests={page.requests} />
          </Suspense>
        </Part>
      </div>
      <Part name="people">
        <div className="grid items-start gap-4 desk:grid-cols-3">
          <ContactCard />
          <Suspense>
            <AccountPeopleCard access={access} people={page.people} />
          </Suspense>
          <Suspense>
            <CalendarCard access={access} />
          </Suspense>
        </div>
        <Suspense fallback={<AccountTimelineSkeleton />}>
          <AccountTimelineCard key={account.id} access={access} pause={page.pause} />
        </Suspense>
      </Part>
    </>
  )
}

const SECTIONS = ['arrivals', 'payouts', 'balance', 'settings', 'people'] as const

/** A part of the page with an address of its own. */
const Part = ({ name, children }: { name: (typeof SECTIONS)[number]; children: ReactNode }) => (
  <div id={name} className="mt-4 flex min-w-0 scroll-mt-4 flex-col gap-4">
    {children}
  </div>
)
