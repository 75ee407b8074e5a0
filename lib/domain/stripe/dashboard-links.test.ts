import { expect, test } from 'vitest'
import { dashboardLinks } from './dashboard-links'

const canceled = { type: 'payout.cancel', payoutId: 'po_1', amount: 100, currency: 'usd' } as const
const account = { id: 'acct_1' }

test.each([
  ['live', ''],
  ['test', 'test/'],
  ['simulated', 'test/'],
] as const)('in %s mode an entry leads to its account, its payout and its request in that mode', (mode, path) => {
  expect(dashboardLinks(mode, { account, event: canceled, stripeRequestIds: ['req_1', 'req_1'] })).toEqual([
    { id: 'acct_1', href: `https://dashboard.stripe.com/${path}connect/accounts/acct_1` },
    { id: 'po_1', href: `https://dashboard.stripe.com/acct_1/${path}payouts/po_1` },
    { id: 'req_1', href: `https://dashboard.stripe.com/acct_1/${path}logs/req_1` },
  ])
})

test('a change outside Spillway leads to Stripe’s event, where one is known', () => {
  const changed = (stripeEventId: string | null) =>
    dashboardLinks('live', {
      account,
      event: { type: 'balance_settings.changed_outside', changes: [], stripeEventId },
      stripeRequestIds: [],
    }).map(({ id }) => id)
  expect(changed('evt_1')).toEqual(['acct_1', 'evt_1'])
  expect(changed(null)).toEqual(['acct_1'])
})

test('an entry without an account leads nowhere', () => {
  expect(dashboardLinks('live', { account: null, event: { type: 'sign_in' }, stripeRequestIds: [] })).toEqual([])
})
