import { describe, expect, test } from 'vitest'
import { BAKERY } from '../testing/rig.ts'
import { rigForTests } from '../testing/rig-for-tests.ts'

const rig = rigForTests()

describe('A new account', () => {
  test('has the requested traits and one bank account', async () => {
    const account = await rig.control('POST', '/accounts', {
      country: 'GB',
      profile: 'express',
      name: 'Made to Order',
      email: 'made@order.example',
      balance: { gbp: { available: 12_345, pending: 678 } },
      settings: { payments: { payouts: { schedule: { interval: 'monthly', monthly_payout_days: [31] } } } },
    })
    expect(account).toMatchObject({
      id: expect.stringMatching(/^acct_\w+$/),
      object: 'account',
      country: 'GB',
      default_currency: 'gbp',
      email: 'made@order.example',
      type: 'express',
      payouts_enabled: true,
      business_profile: { name: 'Made to Order' },
      external_accounts: { data: [{ object: 'bank_account', currency: 'gbp', default_for_currency: true }] },
    })
    const state = await rig.control('GET', `/accounts/${account.id}/state`)
    expect(state.balance).toMatchObject({ available: [{ amount: 12_345 }], pending: [{ amount: 678 }] })
    expect(state.balance_settings.payments.payouts.schedule).toEqual({ interval: 'monthly', monthly_payout_days: [31] })
    expect((await rig.get('/v1/accounts?limit=1')).body.data[0].id).toBe(account.id)
  })

  test.each([
    ['standard', 'standard', 'full', 'stripe', 'stripe'],
    ['express', 'express', 'express', 'application', 'stripe'],
    ['custom', 'custom', 'none', 'application', 'application'],
    ['no_dashboard', 'none', 'none', 'stripe', 'stripe'],
  ])('with the profile %s has the type %s', async (profile, type, dashboard, losses, collection) => {
    expect(await rig.control('POST', '/accounts', { profile })).toMatchObject({
      type,
      controller: {
        is_controller: true,
        losses: { payments: losses },
        requirement_collection: collection,
        stripe_dashboard: { type: dashboard },
      },
    })
  })

  test.each([
    [{ country: 'XX' }],
    [{ profile: 'deluxe' }],
    [{ id: BAKERY }],
    [{ id: 'nonsense' }],
    [{ balance: { usd: { available: 1.5 } } }],
    [{ settings: { payments: { payouts: { schedule: { interval: 'weekly' } } } } }],
    [{ name: 5 }],
    [{ delay_floor: 32 }],
    [{ delay_floor: 1e15 }],
    [{ delay_floor: 'long' }],
    [{ business_profile: { name: 5 } }],
    [{ business_profile: { nickname: 'Jo' } }],
  ])('is refused for %j', async (body) => {
    const { accounts } = await rig.control('GET', '/health')
    expect((await rig.control('POST', '/accounts', body)).error).toBeDefined()
    const after = await rig.control('GET', '/health')
    expect(after.accounts - accounts).toBeLessThanOrEqual(0)
  })

  test('can be changed as in the Dashboard: the account and the event show it', async () => {
    const id = await rig.newAccount()
    await rig.control('POST', `/accounts/${id}`, {
      payouts_enabled: false,
      disabled_reason: 'under_review',
      currently_due: ['external_account'],
    })
    expect((await rig.get(`/v1/accounts/${id}`)).body).toMatchObject({
      payouts_enabled: false,
      requirements: { disabled_reason: 'under_review', currently_due: ['external_account'] },
    })
    const { data } = await rig.control('GET', `/events?account=${id}`)
    expect(data.at(-1)).toMatchObject({
      type: 'account.updated',
      request: null,
      data: { previous_attributes: { payouts_enabled: true, requirements: { disabled_reason: null } } },
    })
  })
})
