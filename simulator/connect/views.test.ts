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
    const added = await rig.connect('POST', '/external_accounts', token, { component: 'balances', ...bank })
    const state = (await rig.connect('GET', '/state', token)).body
    await rig.connect('POST', `/external_accounts/${added.body.id}/default`, token, { component: 'balances' })
    const former = state.external_accounts[0].id
    await rig.connect('DELETE', `/external_accounts/${former}`, token, { component: 'balances' })
    const after = (await rig.connect('GET', '/state', token)).body
    expect((after.instant_payouts as Json[])[0]).toMatchObject({ destinations: [], blocker: 'destination' })
  })

  test('can be made ten times a day', async () => {
    const account = await rig.newAccount({ settings: MANUAL, balance: { usd: { available: 100_000 } } })
    const token = await rig.session(account, { balances: INSTANT })
    const wanted = { component: 'balances', amount: 100, currency: 'usd', method: 'instant' }
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

describe('The list of payouts', () => {
  /** 12 payouts of 1, 2, … 12 dollars, one a day from 23 November; the first ones have arrived. */
  async function withPayouts() {
    const account = await rig.newAccount({ settings: MANUAL, balance: { usd: { available: 100_000 } } })
    for (let day = 1; day <= 12; day += 1) {
      await rig.post('/v1/payouts', { amount: day * 100, currency: 'usd' }, { account })
      await rig.control('POST', '/clock', { advance_seconds: 86_400 })
    }
    const token = await rig.session(account, { payouts_list: {}, payout_details: {} })
    const list = async (query = '') => (await rig.connect('GET', `/payouts?component=payouts_list${query}`, token)).body
    return { account, token, list }
  }

  test('has pages, with the latest payout first', async () => {
    const { list } = await withPayouts()
    const first = await list()
    expect([first.data[0].amount, first.data.length, first.has_more, first.total]).toEqual([1_200, 10, true, 12])
    const second = await list(`&starting_after=${first.data.at(-1)?.id}`)
    expect(second.data.map(({ amount }: Json) => amount)).toEqual([200, 100])
    expect(second.has_more).toBe(false)
  })

  test('continues after the last row even if that row no longer matches the filter', async () => {
    const { list } = await withPayouts()
    const ids = ({ data }: Json) => data.map(({ id }) => id)
    const paid = ids(await list('&status=paid&limit=100'))
    const last = paid[2]
    await rig.control('POST', `/payouts/${last}/fail`)
    expect(ids(await list(`&status=paid&limit=3&starting_after=${last}`))).toEqual(paid.slice(3, 6))
  })

  test('refuses to continue after an unknown payout', async () => {
    const { list } = await withPayouts()
    expect((await list('&starting_after=po_nobody')).error).toMatchObject({
      code: 'resource_missing',
      param: 'starting_after',
    })
  })

  test('can be filtered by status and arrival date', async () => {
    const { list } = await withPayouts()
    const all = await list('&limit=100')
    const paid = await list('&limit=100&status=paid')
    expect(paid.data.length).toBeGreaterThan(0)
    expect(paid.data.every(({ status }: Json) => status === 'paid')).toBe(true)
    const day = all.data[5]?.arrival_date ?? 0
    const expected = all.data.filter((one: Json) => one.arrival_date >= day && one.arrival_date < day + 86_400)
    const found = await list(`&arrives_from=${day}&arrives_before=${day + 86_400}`)
    expect(found.data.map(({ id }: Json) => id)).toEqual(expected.map(({ id }: Json) => id))
    expect(found.total).toBe(expected.length)
  })

  test('refuses unknown parameters', async () => {
    const { list } = await withPayouts()
    for (const query of ['&status=lost', '&limit=0', '&limit=101', '&x=1']) {
      expect((await list(query)).error.type).toBe('invalid_request_error')
    }
  })

  test('shows each destination, and each payout’s details by id, but no payouts of other accounts', async () => {
    const { token, list } = await withPayouts()
    const [payout] = (await list()).data
    expect(payout.destination_account).toMatchObject({ object: 'bank_account', bank_name: 'STRIPE TEST BANK' })
    const show = (id: string) => rig.connect('GET', `/payouts/${id}?component=payout_details`, token)
    expect((await show(payout.id)).body).toEqual(payout)
    const stranger = await rig.newAccount({ settings: MANUAL, balance: { usd: { available: 1_000 } } })
    const foreign = await rig.post('/v1/payouts', { amount: 100, currency: 'usd' }, { account: stranger })
    expect((await show(foreign.body.id)).status).toBe(404)
  })
})
