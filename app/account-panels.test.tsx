import { prerender } from 'react-dom/static'
import { expect, test, vi } from 'vitest'
import { openAccount } from '@/lib/domain/access/permissions'
import { DEFAULT_RULES } from '@/lib/domain/access/platform-rules'
import type { AccountOverview } from '@/lib/domain/accounts/account-overview'
import { describePayoutStatus } from '@/lib/domain/payouts/payout-status'
import { explainPayoutsDisabled, type PayoutsDisabled } from '@/lib/domain/payouts/payouts-disabled'
import { moneyOf } from '@/lib/domain/testing/account-money'
import { ADMIN, profileOf } from '@/lib/domain/testing/connected-account'
import { AccountPanels } from './account-panels'
import { readAccountPage } from './read-account-page'

vi.mock('./read-account-page')
vi.mock('next/navigation', () => ({ useRouter: () => ({ refresh() {} }) }))
vi.mock('@/lib/env', () => ({ environment: () => ({ STRIPE_PUBLISHABLE_KEY: 'pk_test_1' }) }))
vi.mock('@/lib/gateways/db/stripe-events', () => ({ latestEventAt: async () => 0 }))
vi.mock('@/lib/gateways/db/calendar-feeds', () => ({ hasCalendarFeed: async () => false }))
vi.mock('@/lib/features/audit-log/account-timeline', () => ({ AccountTimeline: async () => null }))

const READ_AT = new Date('2026-11-22T12:00Z')

/** The account page as it is sent to a browser, without tags but with the titles that it shows on hover. */
async function textOfPage(account: Partial<AccountOverview>): Promise<string> {
  const overview: AccountOverview = {
    ...profileOf('acct_1'),
    goneAt: null,
    syncedAt: READ_AT,
    settings: null,
    balance: null,
    externalAccounts: null,
    ...account,
  }
  const money = moneyOf({ account: overview, settings: { schedule: { interval: 'daily' } } })
  const current = async <T,>(value: T) => ({ kind: 'current', value, readAt: READ_AT }) as const
  vi.mocked(readAccountPage).mockReturnValue({
    balance: current(money.balance),
    settings: current(money.settings),
    payouts: current({ payouts: [...money.payouts], unreadable: 0, hasMore: false }),
    externalAccounts: current(money.externalAccounts),
    rules: Promise.resolve(DEFAULT_RULES),
    now: Promise.resolve(money.now),
    today: Promise.resolve(money.payouts[0]?.arrivesOn ?? raise()),
    money: Promise.resolve(money),
    status: Promise.resolve(describePayoutStatus(money)),
  })
  const access = openAccount(ADMIN, overview, 'account:read') ?? raise()
  const { prelude } = await prerender(<AccountPanels access={access} path="/accounts/acct_1" cursor={undefined} />)
  const html = await new Response(prelude).text()
  return html.replaceAll(/<[^>]* title="([^"]*)"[^>]*>/g, ' $1 ').replaceAll(/<[^>]*>/g, ' ')
}

const raise = (): never => {
  throw new Error('not in this test')
}

const REASONS = [
  ...['platform_paused', 'rejected.fraud', 'rejected.platform_fraud', 'under_review', 'listed', 'other', null],
  ...['requirements.past_due', 'requirements.pending_verification', 'action_required.requested_capabilities'],
]
const accounts = REASONS.flatMap((disabledReason) =>
  [0, 2].map((requirementsDue) => ({ payoutsEnabled: false, disabledReason, requirementsDue })),
)
const explanationOf = (account: (typeof accounts)[number]): PayoutsDisabled =>
  explainPayoutsDisabled(account, null) ?? raise()
const everySentence = new Set(accounts.map(explanationOf).flatMap(({ cause, next }) => [cause, next]))

test.each(accounts)(
  'a page whose payouts are disabled for $disabledReason, $requirementsDue requirements due, explains it once',
  async (account) => {
    const text = await textOfPage(account)
    const shown = [...everySentence].flatMap((sentence) => Array(text.split(sentence).length - 1).fill(sentence))
    const { cause, next } = explanationOf(account)
    expect(shown.sort()).toEqual([cause, next].sort())
    expect(text).toContain('Payouts disabled')
    expect(text).toContain('No payouts can be sent while payouts are disabled.')
    expect(text).not.toMatch(/Payouts enabled|No action needed/)
  },
)

test('a rejected account with payouts left enabled says both, once, and never that no action is needed', async () => {
  const text = await textOfPage({ payoutsEnabled: true, disabledReason: 'rejected.fraud' })
  expect(text.split('Stripe rejected this account, and payouts are still enabled.')).toHaveLength(2)
  expect(text).toContain('Rejected, payouts enabled')
  expect(text).not.toMatch(/No action needed|Payouts disabled/)
})

test('a page whose payouts are enabled says nothing about disabled payouts', async () => {
  const text = await textOfPage({})
  expect(text).toContain('Payouts enabled')
  expect(text).toContain('No action needed.')
  expect(text).not.toMatch(/disabled/i)
})
