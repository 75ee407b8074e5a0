import { describe, expect, test } from 'vitest'
import { MANUAL } from '../testing/rig.ts'
import { rigForTests } from '../testing/rig-for-tests.ts'

const rig = rigForTests({ accounts: 5, now: '2026-11-24T09:00:00Z' })

const state = (account: string) => rig.control('GET', `/accounts/${account}/state`)
const funds = async (account: string) => {
  const { balance } = await state(account)
  return [balance.available[0]?.amount, balance.pending[0]?.amount]
}

describe('The control API', () => {
  test('adds a charge, which is pending, less its fee, until it settles', async () => {
    const account = await rig.newAccount(MANUAL)
    const charge = await rig.control('POST', `/accounts/${account}/charges`, { amount: 10_000 })
    expect(charge).toMatchObject({ type: 'charge', amount: 10_000, fee: 300, currency: 'usd', status: 'pending' })
    expect(await funds(account)).toEqual([0, 9_700])
    await rig.control('POST', '/clock', { now: charge.available_on as number })
    expect(await funds(account)).toEqual([9_700, 0])
  })

  test('adds a refund and a dispute, which reduce the balance immediately, even below zero', async () => {
    const account = await rig.newAccount({ balance: { usd: { available: 5_000 } } })
    await rig.control('POST', `/accounts/${account}/refunds`, { amount: 2_000, currency: 'usd' })
    await rig.control('POST', `/accounts/${account}/disputes`, { amount: 4_000 })
    expect(await funds(account)).toEqual([-1_000, 0])
    const { data } = await rig.control('GET', `/ledger?account=${account}&actor=dashboard`)
    expect(data.map(({ type }) => type)).toEqual(['account.created', 'refund.created', 'dispute.created'])
  })

  test.each([[{ amount: 0 }], [{ amount: 1.5 }], [{}], [{ amount: 1, currency: 'xxx' }]])(
    'refuses the charge %j',
    async (body) => {
      const account = await rig.newAccount()
      expect((await rig.control('POST', `/accounts/${account}/charges`, body)).error).toBeDefined()
    },
  )
})

describe('A payout', () => {
  const pay = async (account: string) =>
    (await rig.post('/v1/payouts', 'amount=1000&currency=usd', { account })).body.id
  const withFunds = () => rig.newAccount({ ...MANUAL, balance: { usd: { available: 5_000 } } })

  test('can be made to fail with any code, in transit and after it was paid', async () => {
    const account = await withFunds()
    const sent = await pay(account)
    const failed = await rig.control('POST', `/payouts/${sent}/fail`, { code: 'no_account' })
    expect(failed).toMatchObject({ status: 'failed', failure_code: 'no_account' })
    expect(await funds(account)).toEqual([5_000, 0])
    expect((await rig.control('POST', `/payouts/${sent}/fail`)).error).toBeDefined()
    expect((await rig.control('POST', '/payouts/po_nothing/fail')).error.message).toContain('no payout')
  })

  test('can be completed now', async () => {
    const account = await withFunds()
    const payout = await pay(account)
    expect(await rig.control('POST', `/payouts/${payout}/pay`)).toMatchObject({ status: 'paid' })
    expect((await rig.control('POST', `/payouts/${payout}/pay`)).error.message).toContain('is paid already')
    const { data } = await rig.control('GET', `/events?account=${account}`)
    expect(data.map(({ type }) => type)).toEqual(['payout.created', 'payout.updated', 'payout.paid'])
    expect(await rig.control('POST', `/payouts/${payout}/fail`)).toMatchObject({ failure_code: 'account_closed' })
  })

  test('fails if its bank account is set to fail, and arrives once that is cleared', async () => {
    const account = await withFunds()
    const [bank] = (await state(account)).external_accounts
    const path = `/accounts/${account}/external_accounts/${bank?.id}/fail_with`
    expect(await rig.control('POST', path, { code: 'account_frozen' })).toMatchObject({
      failure_code: 'account_frozen',
    })
    const lost = await pay(account)
    expect(await rig.control('POST', `/payouts/${lost}/pay`)).toMatchObject({ failure_code: 'account_frozen' })
    expect(await rig.control('POST', path, { code: null })).toMatchObject({ failure_code: null })
    expect((await rig.control('POST', path, { code: 'No Such Code' })).error).toBeDefined()
    expect((await rig.control('POST', path, {})).error.message).toContain('code is missing')
  })
})

describe('The clock', () => {
  test('accepts a date in both parameters and shows what is due next', async () => {
    const account = await rig.newAccount()
    const charge = await rig.control('POST', `/accounts/${account}/charges`, { amount: 100 })
    const { next_due } = await rig.control('GET', '/clock')
    expect(next_due).toBeLessThanOrEqual(charge.available_on as number)
    await rig.control('POST', '/clock', { advance_to: '2026-12-31' })
    expect((await rig.control('GET', '/clock')).iso).toBe('2026-12-31T00:00:00.000Z')
  })

  test('shows the events that happened after the last known one', async () => {
    const account = await rig.newAccount({ balance: { usd: { available: 5_000 } } })
    const payout = await rig.post('/v1/payouts', 'amount=1000&currency=usd&method=standard', { account })
    const known = (await rig.control('GET', '/events?limit=1')).data[0]
    expect(known).toMatchObject({ type: 'payout.created' })
    await rig.control('POST', '/clock', { advance_seconds: 5 * 86_400 })
    const { data } = await rig.control('GET', `/events?since=${known?.id}&account=${account}`)
    const own = data.filter((event) => JSON.stringify(event).includes(payout.body.id))
    expect(own.slice(0, 2).map(({ type }) => type)).toEqual(['payout.updated', 'payout.paid'])
  })
})

describe('The list of accounts', () => {
  test('can be searched by name, id, email and country, and limited', async () => {
    const id = await rig.newAccount({ name: 'Ünusual Näme', country: 'NZ', email: 'kiwi@fruit.example' })
    for (const search of ['ünusual', id.slice(-8), 'kiwi@', 'nz']) {
      const { data, total } = await rig.control('GET', `/accounts?search=${encodeURIComponent(search)}&limit=5`)
      expect(data.map((account) => account.id)).toContain(id)
      expect(total).toBeGreaterThan(data.length)
    }
    expect((await rig.control('GET', '/accounts?search=nothing+like+it')).data).toEqual([])
    expect((await rig.control('GET', '/accounts?limit=2')).data).toHaveLength(2)
  })

  test('shows profile, balance and next payout', async () => {
    const { data } = await rig.control('GET', '/accounts')
    expect(data.find(({ id }) => id === 'acct_1SpwDemoBooks')).toMatchObject({
      name: 'Lantern Lane Books',
      country: 'GB',
      profile: 'express',
      interval: 'monthly',
      balance: { gbp: { available: expect.any(Number), pending: expect.any(Number) } },
    })
  })
})

describe('The ledger', () => {
  test('can be filtered by account, type, actor and sequence number', async () => {
    const account = await rig.newAccount()
    await rig.control('POST', `/accounts/${account}/balance_settings`, {
      payments: { payouts: { statement_descriptor: 'BY DASHBOARD' } },
    })
    await rig.post('/v1/balance_settings', 'payments[payouts][statement_descriptor]=BY API', {
      account,
      idempotencyKey: 'ledger',
    })
    const read = async (query: string) => (await rig.control('GET', `/ledger?account=${account}${query}`)).data
    expect((await read('&type=balance_settings.updated')).map(({ actor }) => actor)).toEqual(['dashboard', 'api'])
    const [own] = await read('&actor=api')
    expect(own).toMatchObject({
      idempotency_key: 'ledger',
      request_id: expect.stringMatching(/^req_/),
      at: expect.any(Number),
    })
    expect(await read(`&since=${own?.seq}`)).toEqual([])
    expect(await read('&limit=1')).toEqual([own])
  })
})

describe('Activity', () => {
  test('adds charges as the clock moves, for one account or for all with charges enabled', async () => {
    const account = await rig.newAccount()
    const one = await rig.control('POST', '/activity', { account, days: 5, charges_per_day: 4 })
    expect(one).toMatchObject({ accounts: 1, refund_rate: 0.05, dispute_rate: 0.01 })
    expect((await state(account)).balance_transactions).toBe(0)
    await rig.control('POST', '/clock', { advance_seconds: 6 * 86_400 })
    expect((await state(account)).balance_transactions).toBeGreaterThan(8)
    const { accounts: all } = await rig.control('GET', '/health')
    const { accounts } = await rig.control('POST', '/activity', {})
    expect(accounts).toBeGreaterThan(1)
    expect(accounts).toBeLessThanOrEqual(all)
  })

  test.each([[{ days: 0 }], [{ charges_per_day: 'many' }], [{ refund_rate: 2 }], [{ account: 'acct_nobody' }]])(
    '%j is refused',
    async (body) => {
      expect((await rig.control('POST', '/activity', body)).error).toBeDefined()
    },
  )
})
