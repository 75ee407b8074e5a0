import { prerender } from 'react-dom/static'
import { expect, test, vi } from 'vitest'
import type { AccountState } from '@/lib/domain/accounts/account-state'
import { requireCalendarDate } from '@/lib/domain/calendar/calendar-date'
import { bankOf, moneyOf } from '@/lib/domain/testing/account-money'
import { overviewOf, profileOf } from '@/lib/domain/testing/connected-account'
import { AccountHeader } from './account-header'

vi.mock('@/lib/env', () => ({ stripeMode: () => 'test' }))

async function headerOf(state: AccountState, interval: 'daily' | 'manual' = 'daily') {
  const at = new Date('2026-11-29T07:00Z')
  const overview = overviewOf(profileOf('acct_1'), at)
  const settings = { value: { ...moneyOf().settings, schedule: { interval } }, readAt: at }
  const standing = Promise.resolve({ state, reason: null, nextPayoutOn: requireCalendarDate('2026-12-01') })
  const { prelude } = await prerender(
    <AccountHeader account={{ ...overview, settings }} standing={standing} isStaff={false} />,
  )
  return (await new Response(prelude).text()).replaceAll(/<[^>]*>/g, ' ')
}

test('while no payout is sent, the day of one sent before isn’t called the next payout', async () => {
  expect(await headerOf('paid_as_scheduled')).toContain('Next payout Tue 1 Dec')
  expect(await headerOf('action_needed', 'manual')).toContain('Payout in transit, expected Tue 1 Dec')
  const blocked = await headerOf('blocked')
  expect(blocked).toContain('Payout in transit, expected Tue 1 Dec')
  expect(blocked).not.toContain('Next payout')
})

test('a missing bank account is named by the currencies that lack one, as far as they are known', async () => {
  const at = new Date('2026-11-29T07:00Z')
  const { settings, balance } = moneyOf({
    balance: {
      available: [
        { amount: 10_000, currency: 'usd' },
        { amount: 500, currency: 'cad' },
        { amount: 700, currency: 'eur' },
      ],
    },
  })
  const standing = Promise.resolve({ state: 'action_needed', reason: 'no_bank_account', nextPayoutOn: null } as const)
  const overview = overviewOf(profileOf('acct_1'), at)
  const textOf = async (account: typeof overview) => {
    const { prelude } = await prerender(<AccountHeader account={account} standing={standing} isStaff={false} />)
    return (await new Response(prelude).text()).replaceAll(/<[^>]*>/g, ' ')
  }
  const known = {
    ...overview,
    settings: { value: settings, readAt: at },
    balance: { value: balance, readAt: at },
    externalAccounts: { value: [bankOf()], readAt: at },
  }
  expect(await textOf(known)).toContain('Bank account missing: CAD, EUR')
  expect(await textOf({ ...known, goneAt: at })).not.toContain('Bank account missing')
  expect(await textOf(overview)).toMatch(/Bank account missing(?!:)/)
})
