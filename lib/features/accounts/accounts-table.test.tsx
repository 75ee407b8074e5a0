import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import { profileOf } from '@/lib/domain/testing/connected-account'
import { AccountsTable } from './accounts-table'

vi.mock('next/navigation', () => ({ useRouter: () => ({}) }))

test.each([
  {
    payoutsEnabled: true,
    disabledReason: 'rejected.fraud',
    badge: 'Rejected, payouts enabled',
    why: 'Stripe rejected this account, and payouts are still enabled.',
  },
  {
    payoutsEnabled: false,
    disabledReason: 'rejected.fraud',
    badge: 'Payouts disabled',
    why: 'Stripe rejected this account, so payouts are disabled.',
  },
  {
    payoutsEnabled: null,
    disabledReason: 'rejected.other',
    badge: 'Rejected',
    why: 'It isn’t known whether payouts are enabled.',
  },
  { payoutsEnabled: true, disabledReason: null, badge: 'Payouts enabled', why: '' },
  { payoutsEnabled: null, disabledReason: null, badge: 'Payout status not given', why: '' },
])(
  'payouts $payoutsEnabled for $disabledReason: the list says “$badge”, and why',
  ({ payoutsEnabled, disabledReason, badge, why }) => {
    const account = {
      ...profileOf('acct_1', { payoutsEnabled, disabledReason }),
      ...{ payoutsStatus: null, dashboard: null, state: null, stateReason: null, nextPayoutOn: null },
      ...{ available: [], goneAt: null },
    }
    const html = renderToStaticMarkup(<AccountsTable accounts={[account]} empty={null} />)
    expect(html).toContain(`>${badge}<`)
    expect(html).toContain(why)
  },
)

test.each(['fortnightly', 'constructor', 'toString'])(
  'a schedule that is not known (%s) is shown as Stripe writes it',
  (payoutInterval) => {
    const account = {
      ...profileOf('acct_1', { payoutInterval }),
      ...{ payoutsStatus: null, dashboard: null, state: null, stateReason: null, nextPayoutOn: null },
      ...{ available: [], goneAt: null },
    }
    expect(renderToStaticMarkup(<AccountsTable accounts={[account]} empty={null} />)).toContain(`>${payoutInterval}<`)
  },
)
