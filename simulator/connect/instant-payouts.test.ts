import { describe, expect, test } from 'vitest'
import type { Json } from '../testing/rig.ts'
import { rigForTests } from '../testing/rig-for-tests.ts'

const rig = rigForTests({ accounts: 5, now: '2026-11-23T09:00:00Z' })

const MANUAL = { payments: { payouts: { schedule: { interval: 'manual' } } } }
const INSTANT = { instant_payouts: true }

describe('An instant payout', () => {
  const offer = async (traits: Record<string, unknown>, currency = 'usd'): Promise<Json | undefined> => {
    const account = await rig.newAccount(traits)
    const { body } = await rig.connect('GET', '/state', await rig.session(account, { balances: INSTANT }))
    return (body.instant_payouts as Json[]).find((one) => one.currency === currency)
  }

  test('is offered up to Stripe’s limits, less the platform’s fee of 1.5%', async () => {
    expect(await offer({ balance: { usd: { available: 100_000 } } })).toMatchObject({
      amount: 100_000,
      most: 98_500,
      least: 50,
      limit: 999_900,
      left_today: 10,
      blocker: null,
      destinations: [expect.stringMatching(/^ba_/)],
    })
    const rich = await offer({ balance: { usd: { available: 5_000_000 } } })
    expect(rich?.most).toBe(999_900)
  })

  test.each([
    ['payouts_disabled', { payouts_enabled: false, balance: { usd: { available: 9_000 } } }, 'usd'],
    ['country', { country: 'JP', balance: { jpy: { available: 9_000 } } }, 'jpy'],
    ['currency', { balance: { eur: { available: 9_000 } } }, 'eur'],
    ['balance_negative', { balance: { usd: { available: -1 } } }, 'usd'],
    ['funds', { balance: { usd: { available: 50 } } }, 'usd'],
    ['funds', {}, 'usd'],
  ])('is not offered, with the reason %s', async (blocker, traits, currency) => {
    expect((await offer(traits, currency))?.blocker).toBe(blocker)
  })

  test('needs an eligible destination, which the docs’ ordinary test number isn’t', async () => {
    const account = await rig.newAccount({ profile: 'custom', balance: { usd: { available: 9_000 } } })
    const token = await rig.session(account, { balances: { ...INSTANT, external_account_collection: true } })
    const bank = { country: 'US', currency: 'usd', routing_number: '110000000', account_number: '000888888883' }
    const added = await rig.connect('POST', '/external_accounts', token, bank)
    const state = (await rig.connect('GET', '/state', token)).body
    await rig.connect('POST', `/external_accounts/${added.body.id}/default`, token)
    const former = state.external_accounts[0].id
    await rig.connect('DELETE', `/external_accounts/${former}`, token)
    const after = (await rig.connect('GET', '/state', token)).body
    expect((after.instant_payouts as Json[])[0]).toMatchObject({ destinations: [], blocker: 'destination' })
  })

  test('can be made ten times a day', async () => {
    const account = await rig.newAccount({ settings: MANUAL, balance: { usd: { available: 100_000 } } })
    const token = await rig.session(account, { balances: INSTANT })
    const wanted = { amount: 100, currency: 'usd', method: 'instant' }
    const pay = () => rig.connect('POST', '/payouts', token, wanted)
    for (let count = 0; count < 10; count += 1) expect((await pay()).status).toBe(200)
    expect((await pay()).body.error.code).toBe('payouts_limit_exceeded')
    const state = (await rig.connect('GET', '/state', token)).body
    expect((state.instant_payouts as Json[])[0]).toMatchObject({ left_today: 0, blocker: 'daily_limit' })
    await rig.control('POST', '/clock', { now: '2026-11-24T00:00:01Z' })
    const next = await rig.session(account, { balances: INSTANT })
    expect((await rig.connect('POST', '/payouts', next, wanted)).status).toBe(200)
  })
})
