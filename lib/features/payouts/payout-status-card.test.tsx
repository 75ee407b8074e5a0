import type { Route } from 'next'
import { prerender } from 'react-dom/static'
import { expect, test } from 'vitest'
import { describePayoutStatus } from '@/lib/domain/payouts/payout-status'
import { moneyOf } from '@/lib/domain/testing/account-money'
import { PayoutStatusCard } from './payout-status-card'

const PAYOUTS = '/accounts/acct_1/payouts' as Route

async function cardOf(money: Parameters<typeof moneyOf>[0], sendAt: Route | null) {
  const status = Promise.resolve(describePayoutStatus(moneyOf(money)))
  const { prelude } = await prerender(<PayoutStatusCard status={status} readings={[]} sendAt={sendAt} />)
  return new Response(prelude).text()
}

test('funds that wait for a manual payout come with the way to send one, for those who may', async () => {
  expect(await cardOf({}, PAYOUTS)).toContain('href="/accounts/acct_1/payouts"')
  expect(await cardOf({}, null)).not.toContain('href=')
})

test('what the schedule sends has no way to send it', async () => {
  const daily = { settings: { schedule: { interval: 'daily' } } } as const
  expect(await cardOf(daily, PAYOUTS)).not.toContain('href=')
})
