import { prerender } from 'react-dom/static'
import { describe, expect, test, vi } from 'vitest'
import { openAccount, type Person } from '@/lib/domain/access/permissions'
import { moneyOf } from '@/lib/domain/testing/account-money'
import { ADMIN, overviewOf, profileOf } from '@/lib/domain/testing/connected-account'
import { HistoryTab } from './account/history-tab'
import { OverviewTab } from './account/overview-tab'
import { PayoutsTab } from './account/payouts-tab'
import { SettingsTab } from './account/settings-tab'
import { currentPage } from './testing/current-page'
import { ALL_PAYOUTS } from './testing/every-tab'

const READ_AT = new Date('2026-11-22T12:00Z')
const { asked, answer } = vi.hoisted(() => {
  const asked: string[] = []
  return {
    asked,
    answer: (part: 'balance' | 'settings' | 'payouts' | 'externalAccounts') => () => {
      asked.push(part)
      return page[part]
    },
  }
})
const page = currentPage(moneyOf(), READ_AT)

vi.mock('@/lib/features/payouts/load-shared-banks', () => ({ loadSharedBanks: async () => new Map() }))
vi.mock('next/navigation', () => ({ useRouter: () => ({ refresh() {} }) }))
vi.mock('@/lib/auth/session-limits', () => ({ sessionLimits: async () => ({ isProven: true, coolsOff: false }) }))
vi.mock('@/lib/env', () => ({ environment: () => ({ STRIPE_PUBLISHABLE_KEY: 'pk_test_1' }), stripeMode: () => 'test' }))
vi.mock('@/lib/gateways/db/calendar-feeds', () => ({ hasCalendarFeed: async () => false }))
vi.mock('@/lib/features/audit-log/account-timeline', () => ({ AccountTimeline: async () => null }))
vi.mock('@/lib/features/platform-rules/load-rules', () => ({ loadPlatformRules: () => page.rules }))
vi.mock('@/lib/features/people/load-people', () => ({ loadAccountPeople: async () => [] }))
vi.mock('@/lib/features/balance-settings/requests/load-requests', () => ({ loadOpenRequests: async () => [] }))
vi.mock('@/lib/features/embedded-balances/load-balance', () => ({
  loadBalance: answer('balance'),
}))
vi.mock('@/lib/features/balance-settings/load-balance-settings', () => ({
  loadBalanceSettings: answer('settings'),
}))
vi.mock('@/lib/features/payouts/load-payouts', async (original) => ({
  ...(await original<object>()),
  loadPayouts: answer('payouts'),
  loadExternalAccounts: answer('externalAccounts'),
  wasEverPaid: async () => true,
}))

const OWNER: Person = { ...ADMIN, staffRole: null, memberships: [{ accountId: 'acct_1', role: 'owner' }] }
const accessOf = (person: Person) => {
  const access = openAccount(person, overviewOf(profileOf('acct_1'), READ_AT), 'account:read')
  if (!access) throw new Error('they may read the account')
  return access
}

const EVERYTHING = ['balance', 'externalAccounts', 'payouts', 'settings']

describe.each([
  ['staff', accessOf(ADMIN)],
  ['the owner', accessOf(OWNER)],
])('for %s', (_, access) => {
  test.each([
    ['the overview', <OverviewTab key="o" access={access} />, EVERYTHING],
    ['the settings', <SettingsTab key="s" access={access} />, ['balance', 'settings']],
    ['the history', <HistoryTab key="h" access={access} />, []],
    ['the payouts', <PayoutsTab key="p" access={access} query={ALL_PAYOUTS} />, EVERYTHING],
  ])('Stripe is asked once for each part that the tab of %s shows, and for nothing else', async (_, tab, parts) => {
    asked.length = 0
    await prerender(tab)
    expect(asked.sort()).toEqual(parts)
  })
})
