import { Suspense } from 'react'
import { mayAlso } from '@/lib/domain/access/permissions'
import { tabAddress } from '@/lib/features/accounts/account-tabs'
import { ContactCard } from '@/lib/features/accounts/contact-card'
import { RequirementsCard } from '@/lib/features/accounts/requirements-card'
import { UpcomingPayoutsCard, UpcomingPayoutsSkeleton } from '@/lib/features/balance-settings/upcoming-payouts-card'
import { PlacedLink } from '@/lib/features/embedded-balances/placed-link'
import { placedText } from '@/lib/features/embedded-balances/text'
import { LiveUpdates } from '@/lib/features/live-updates/live-updates'
import { ExternalAccountsCard, ExternalAccountsSkeleton } from '@/lib/features/payouts/external-accounts-card'
import { PayoutStatusCard, PayoutStatusSkeleton } from '@/lib/features/payouts/payout-status-card'
import { AccountPeopleCard } from '@/lib/features/people/account-people-card'
import { BalanceCards } from '../balance-cards'
import { readAccountPage, readStoredParts } from '../read-account-page'
import { type Access, AccountFrame } from './account-frame'

/** How the account's payouts are doing: the status, the balance, the next payouts, and where they go. */
export async function OverviewTab({ access }: { access: Access }) {
  const { account } = access
  const page = readAccountPage(access)
  const isStaff = access.person.staffRole !== null
  const seesPeople = isStaff || mayAlso(access, 'account_people:manage')
  await readStoredParts(page, [page.rules, ...(seesPeople ? [page.people] : [])])
  return (
    <AccountFrame access={access} tab="overview" standing={page.standing} rules={page.rules}>
      <LiveUpdates access={access} />
      <Suspense fallback={<PayoutStatusSkeleton />}>
        <PayoutStatusCard
          status={page.status}
          readings={[page.balance, page.settings, page.externalAccounts]}
          sendAt={mayAlso(access, 'payouts:create') ? tabAddress(access, 'payouts') : null}
        />
      </Suspense>
      <Suspense>
        <RequirementsCard
          access={access}
          now={page.now}
          here={
            !isStaff && (
              <PlacedLink
                access={access}
                rules={page.rules}
                label={placedText.provideHere}
                to={['notification_banner', 'account_onboarding', 'account_management']}
              />
            )
          }
        />
      </Suspense>
      <div className="grid items-start gap-4 desk:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-4">
          <BalanceCards access={access} page={page} />
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
            <ExternalAccountsCard
              access={access}
              accounts={page.externalAccounts}
              rules={page.rules}
              {...(isStaff && { shared: page.sharedBanks })}
            />
          </Suspense>
          {seesPeople && (
            <Suspense>
              <AccountPeopleCard access={access} people={page.people} />
            </Suspense>
          )}
          {!isStaff && <ContactCard />}
        </div>
      </div>
    </AccountFrame>
  )
}
