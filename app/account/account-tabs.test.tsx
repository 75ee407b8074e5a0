import { prerender } from 'react-dom/static'
import { expect, test, vi } from 'vitest'
import { openAccount, type Person } from '@/lib/domain/access/permissions'
import type { AccountOverview } from '@/lib/domain/accounts/account-overview'
import type { Payout } from '@/lib/domain/payouts/payout'
import { explainPayoutsDisabled, type PayoutsDisabled } from '@/lib/domain/payouts/payouts-disabled'
import type { BalanceSettings } from '@/lib/domain/settings/balance-settings'
import { moneyOf, payoutOf } from '@/lib/domain/testing/account-money'
import { ADMIN, overviewOf, profileOf } from '@/lib/domain/testing/connected-account'
import { readAccountPage } from '../read-account-page'
import { currentPage } from '../testing/current-page'
import { EveryTab } from '../testing/every-tab'

vi.mock('../read-account-page')
vi.mock('next/navigation', () => ({ useRouter: () => ({ refresh() {} }) }))
vi.mock('@/lib/auth/session-limits', () => ({ sessionLimits: async () => ({ isProven: true, coolsOff: false }) }))
vi.mock('@/lib/env', () => ({
  environment: () => ({ STRIPE_PUBLISHABLE_KEY: 'pk_test_1' }),
  stripeMode: () => 'test',
}))
vi.mock('@/lib/gateways/db/platform-profile', () => ({
  readPlatformProfile: async () => ({ name: 'Harbour', accent: null, logo: null, contact: 'help@harbour.example' }),
}))
vi.mock('@/lib/gateways/db/calendar-feeds', () => ({ hasCalendarFeed: async () => false }))
vi.mock('@/lib/features/audit-log/account-timeline', () => ({ AccountTimeline: async () => null }))

const READ_AT = new Date('2026-11-22T12:00Z')

/** The account page as it is sent to a browser, without tags but with the titles that it shows on hover. */
async function textOfPage(
  account: Partial<AccountOverview>,
  {
    payouts,
    settings,
    person = ADMIN,
  }: { payouts?: Payout[]; settings?: Partial<BalanceSettings>; person?: Person } = {},
): Promise<string> {
  const overview: AccountOverview = { ...overviewOf(profileOf('acct_1'), READ_AT), ...account }
  const money = moneyOf({
    account: overview,
    settings: { schedule: { interval: 'daily' }, ...settings },
    ...(payouts && { payouts }),
  })
  vi.mocked(readAccountPage).mockReturnValue(currentPage(money, READ_AT))
  const access = openAccount(person, overview, 'account:read') ?? raise()
  const { prelude } = await prerender(<EveryTab access={access} />)
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
    expect(text).toContain('Blocked')
    expect(text).toContain('No payouts can be sent while payouts are disabled.')
    expect(text).not.toMatch(/Payouts enabled|No action needed/)
  },
)

test('a rejected account with payouts left enabled says both, once, and never that no action is needed', async () => {
  const text = await textOfPage({ payoutsEnabled: true, disabledReason: 'rejected.fraud' })
  expect(text.split('Stripe rejected this account, and payouts are still enabled.')).toHaveLength(2)
  expect(text).toMatch(/Action needed[ <!-]+Rejected/)
  expect(text).not.toMatch(/No action needed|Payouts disabled/)
})

test('a page whose payouts are enabled says nothing about disabled payouts', async () => {
  const text = await textOfPage({})
  expect(text).toContain('Paid as scheduled')
  expect(text).toContain('No action needed.')
  expect(text).not.toMatch(/disabled/i)
})

const made = [
  payoutOf({ id: 'po_2', status: 'pending', arrivesOn: '2026-11-25' }),
  payoutOf({ id: 'po_1', status: 'in_transit', arrivesOn: '2026-11-24' }),
]

test.each(accounts)(
  'no part of a page whose payouts are disabled for $disabledReason promises a day to a payout already made',
  async (account) => {
    const text = await textOfPage(account, { payouts: made })
    expect(text).not.toMatch(/is expected|[Ee]xpected (on )?\w{3} \d|arrives \w{3} \d/)
    const isPaused = account.disabledReason === 'platform_paused'
    expect(text.includes('Held by the pause')).toBe(isPaused)
    expect(text.includes('is held by the pause')).toBe(isPaused)
    expect(text.includes('returns the funds to the balance')).toBe(true)
  },
)

test('staff read what a pause does before they follow the link to it; owners see neither', async () => {
  const text = await textOfPage({})
  const [effect, link] = ['cancels them after up to 10 days', 'Pause payouts in the Stripe Dashboard']
  expect(text.indexOf(effect)).toBeGreaterThan(-1)
  expect(text.indexOf(link)).toBeGreaterThan(text.indexOf(effect))
  const paused = await textOfPage({ payoutsEnabled: false, disabledReason: 'platform_paused' })
  expect(paused).toContain('Lift the pause in the Stripe Dashboard')
  const person = { ...ADMIN, staffRole: null, memberships: [{ accountId: 'acct_1', role: 'owner' as const }] }
  const owner = await textOfPage({}, { person })
  expect(owner).not.toContain(link)
  const controller = { ...profileOf('acct_1').controller, lossesLiability: 'stripe' as const }
  expect(await textOfPage({ controller })).not.toContain(link)
})

test('a payout to a financial account says so, and not that its bank account was removed', async () => {
  const payout = { destinationId: null, status: 'in_transit' as const, arrivesOn: null }
  const text = await textOfPage({}, { payouts: [payoutOf({ ...payout, payoutMethodId: 'fa_9' })] })
  expect(text).toContain('The financial account fa_9')
  expect(text).not.toMatch(/removed account|Destination not given/)
  const unknown = await textOfPage({}, { payouts: [payoutOf({ ...payout, payoutMethodId: null })] })
  expect(unknown).toContain('Destination not given')
})

test('owner and staff read where the next payout goes, and no arrival where nothing goes to the bank', async () => {
  const rule = (upTo: number | null) => ({ settings: { transferRules: { usd: [{ payoutMethod: 'fa_1', upTo }] } } })
  const part = await textOfPage({}, rule(5_000))
  expect(part).toContain('70.50 USD is expected at the bank')
  expect(part).toContain('50.00 USD goes to the financial account fa_1')
  expect(part).toContain('what goes to the bank arrives')
  const all = await textOfPage({}, rule(null))
  expect(all).toContain('120.50 USD goes to the financial account fa_1 on Mon 23 Nov.')
  expect(all).toContain('goes to the financial account')
  expect(all).not.toMatch(/arrives|is expected (on|between)/)
})

const OWNER: Person = { ...ADMIN, staffRole: null, memberships: [{ accountId: 'acct_1', role: 'owner' }] }

test.each([
  ['staff', ADMIN, 'Open this account in the Stripe Dashboard'],
  ['the owner', OWNER, 'Contact the platform to add these details.'],
])('%s read each requirement by its name, with its deadline and the way to resolve it', async (_, person, way) => {
  const text = await textOfPage(
    {
      requirementsDue: 2,
      requirements: {
        pastDue: ['external_account'],
        currentlyDue: ['individual.dob.day', 'individual.dob.month'],
        eventuallyDue: ['company.new_thing'],
        deadline: Date.UTC(2026, 11, 4),
      },
    },
    { person },
  )
  for (const said of ['Past due', 'Bank account or card for payouts', 'Date of birth of the account’s holder', '4 Dec'])
    expect(text).toContain(said)
  expect(text).toContain('individual.dob.day, individual.dob.month')
  expect(text).toContain('Due later')
  expect(text).toContain(way)
})

test('a page of an account without requirements, or whose requirements aren’t known, has no card of them', async () => {
  const none = { pastDue: [], currentlyDue: [], eventuallyDue: [], deadline: null }
  for (const requirements of [none, null]) expect(await textOfPage({ requirements })).not.toMatch(/Requirements/)
})

test('an owner reads once what the platform manages, how to reach it, and no terms of the platform’s own', async () => {
  const text = await textOfPage({}, { person: OWNER })
  expect(text.split(/Managed by .?Harbour/)).toHaveLength(2)
  for (const said of ['Settlement delay', 'Request a change', 'help@harbour.example']) expect(text).toContain(said)
  expect(text).not.toMatch(/From the API|Only the platform|liable for negative balances|No Stripe Dashboard/)
  const staff = await textOfPage({})
  expect(staff).not.toMatch(/Managed by|help@harbour/)
})
