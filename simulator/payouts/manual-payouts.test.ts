import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Json, Rig } from '../testing/rig.ts'

let rig: Rig
beforeAll(async () => {
  rig = await Rig.start()
})
beforeEach(async () => {
  // A Wednesday morning far from any holiday, so that no test depends on the day it runs.
  await rig.control('POST', '/reset', { accounts: 5, now: '2026-12-02T09:00:00Z' })
})
afterAll(async () => await rig.stop())

const DAY = 86_400
/** So that the clock sends nothing by itself. */
const MANUAL = { settings: { payments: { payouts: { schedule: { interval: 'manual' } } } } }
const pay = (account: string, form: string) => rig.post('/v1/payouts', form, { account })
const available = async (account: string) => (await rig.get('/v1/balance', { account })).body.available[0].amount
const clock = (body: Record<string, unknown>) => rig.control('POST', '/clock', body)
const status = async (account: string, id: string) => (await rig.get(`/v1/payouts/${id}`, { account })).body.status
const eventTypes = async (account: string): Promise<string[]> =>
  (await rig.control('GET', `/events?account=${account}`)).data.map((event: Json) => event.type)

async function addBank(account: string, number: string) {
  const form = `external_account[object]=bank_account&external_account[country]=US&external_account[routing_number]=110000000&external_account[account_number]=${number}`
  return (await rig.post(`/v1/accounts/${account}/external_accounts`, form)).body
}

describe('A standard payout', () => {
  test('goes to the default account of its currency and leaves the balance at once', async () => {
    const account = await rig.newAccount({ balance: { usd: { available: 10_000 } } })
    const { body } = await pay(
      account,
      'amount=4000&currency=usd&description=Rent&metadata[a]=b&statement_descriptor=RENT',
    )
    expect(body).toMatchObject({
      object: 'payout',
      amount: 4000,
      currency: 'usd',
      automatic: false,
      method: 'standard',
      reconciliation_status: 'not_applicable',
      source_type: 'card',
      statement_descriptor: 'RENT',
      status: 'pending',
      type: 'bank_account',
      metadata: { a: 'b' },
      arrival_date: Date.UTC(2026, 11, 4) / 1000,
    })
    expect(body.destination).toMatch(/^ba_/)
    expect(await available(account)).toBe(6_000)
    const { data } = (await rig.get('/v1/balance_transactions?limit=1', { account })).body
    expect(data[0]).toMatchObject({
      id: body.balance_transaction,
      amount: -4000,
      net: -4000,
      type: 'payout',
      source: body.id,
    })
  })

  test('is pending, then in transit, then paid, as the clock goes', async () => {
    const account = await rig.newAccount({ ...MANUAL, balance: { usd: { available: 10_000 } } })
    const { id } = (await pay(account, 'amount=4000&currency=usd')).body
    await clock({ advance_seconds: 3600 })
    expect(await status(account, id)).toBe('in_transit')
    await clock({ now: '2026-12-04T00:00:00Z' })
    const payout = (await rig.get(`/v1/payouts/${id}`, { account })).body
    expect(payout).toMatchObject({ status: 'paid', trace_id: { status: 'pending', value: null } })
    expect(await eventTypes(account)).toEqual(['payout.created', 'payout.updated', 'payout.paid'])
    const { data } = await rig.control('GET', `/events?account=${account}`)
    expect(data[2].created).toBe(Date.UTC(2026, 11, 4) / 1000)
    expect(data[2].request).toBeNull()
  })

  test('comes back when the bank account is one of the failing test numbers, and the bank account is errored', async () => {
    const account = await rig.newAccount({ ...MANUAL, balance: { usd: { available: 10_000 } } })
    const bank = await addBank(account, '000111111116')
    const { id } = (await pay(account, `amount=4000&currency=usd&destination=${bank.id}`)).body
    await clock({ advance_seconds: 5 * DAY })
    expect((await rig.get(`/v1/payouts/${id}`, { account })).body).toMatchObject({
      status: 'failed',
      failure_code: 'no_account',
      failure_message: expect.any(String),
      failure_balance_transaction: expect.stringMatching(/^txn_/),
    })
    expect(await available(account)).toBe(10_000)
    expect((await rig.get(`/v1/accounts/${account}/external_accounts/${bank.id}`)).body.status).toBe('errored')
    expect((await eventTypes(account)).slice(-2)).toEqual(['payout.failed', 'account.external_account.updated'])
    await rig.post(`/v1/accounts/${account}/external_accounts/${bank.id}`, '')
    expect((await rig.get(`/v1/accounts/${account}/external_accounts/${bank.id}`)).body.status).toBe('new')
  })

  test('can be cancelled while it is pending, and the money comes back', async () => {
    const account = await rig.newAccount({ balance: { usd: { available: 10_000 } } })
    const { id } = (await pay(account, 'amount=4000&currency=usd')).body
    const canceled = await rig.post(`/v1/payouts/${id}/cancel`, '', { account })
    expect(canceled.body).toMatchObject({
      status: 'canceled',
      failure_balance_transaction: expect.stringMatching(/^txn_/),
    })
    expect(await available(account)).toBe(10_000)
    expect((await rig.post(`/v1/payouts/${id}/cancel`, '', { account })).status).toBe(400)
    const later = (await pay(account, 'amount=4000&currency=usd')).body.id
    await clock({ advance_seconds: 7200 })
    expect((await rig.post(`/v1/payouts/${later}/cancel`, '', { account })).status).toBe(400)
  })

  test.each([
    ['amount=0&currency=usd', 'parameter_invalid_integer', 'amount'],
    ['amount=-5&currency=usd', 'parameter_invalid_integer', 'amount'],
    ['amount=1.5&currency=usd', 'parameter_invalid_integer', 'amount'],
    ['amount=100&currency=zzz', undefined, 'currency'],
    ['currency=usd', 'parameter_missing', 'amount'],
    ['amount=10001&currency=usd', 'balance_insufficient', undefined],
    ['amount=100&currency=eur', undefined, undefined],
    ['amount=100&currency=usd&destination=ba_nobody', 'resource_missing', 'destination'],
    ['amount=100&currency=usd&source_type=bank_account', 'balance_insufficient', undefined],
    ['amount=100&currency=usd&statement_descriptor=ABCDEFGHIJKLMNOPQRSTUVW', undefined, 'statement_descriptor'],
    ['amount=100&currency=usd&method=slow', undefined, 'method'],
  ])('of %s is refused', async (form, code, param) => {
    const account = await rig.newAccount({ balance: { usd: { available: 10_000 }, eur: { available: 500 } } })
    const { status: answered, body } = await pay(account, form)
    expect({ code: body.error.code, param: body.error.param }).toEqual({ code, param })
    expect(answered).toBe(code === 'resource_missing' ? 404 : 400)
    expect(await available(account)).toBe(10_000)
  })

  test('in a currency without a bank account gets Stripe’s own words', async () => {
    const account = await rig.newAccount({ balance: { eur: { available: 500 } } })
    const { body } = await pay(account, 'amount=100&currency=eur')
    expect(body.error.message).toBe("Sorry, you don't have any external accounts in that currency (eur).")
  })

  test('is refused while payouts are disabled or the balance is negative', async () => {
    const disabled = await rig.newAccount({ payouts_enabled: false, balance: { usd: { available: 500 } } })
    expect((await pay(disabled, 'amount=100&currency=usd')).body.error.code).toBe('payouts_not_allowed')
    const negative = await rig.newAccount({ balance: { usd: { available: -500 } } })
    expect((await pay(negative, 'amount=100&currency=usd')).body.error.code).toBe('balance_insufficient')
  })

  test('of a three-decimal currency ends in 0, of forints in 00', async () => {
    const account = await rig.newAccount({ country: 'HU', balance: { huf: { available: 100_000 } } })
    expect((await pay(account, 'amount=150&currency=huf')).body.error.param).toBe('amount')
    expect((await pay(account, 'amount=200&currency=huf')).status).toBe(200)
  })
})

describe('The list of payouts', () => {
  test('is newest first and can be filtered', async () => {
    const account = await rig.newAccount({ ...MANUAL, balance: { usd: { available: 10_000 } } })
    const one = (await pay(account, 'amount=100&currency=usd')).body
    await clock({ advance_seconds: 7 * DAY })
    const two = (await pay(account, 'amount=200&currency=usd')).body
    const ids = async (query: string) =>
      (await rig.get(`/v1/payouts?${query}`, { account })).body.data.map((payout: Json) => payout.id)
    expect(await ids('')).toEqual([two.id, one.id])
    expect(await ids('status=paid')).toEqual([one.id])
    expect(await ids(`created[gt]=${one.created}`)).toEqual([two.id])
    expect(await ids(`arrival_date=${two.arrival_date}`)).toEqual([two.id])
    expect(await ids(`destination=${one.destination}&limit=1`)).toEqual([two.id])
    expect(await ids(`starting_after=${two.id}`)).toEqual([one.id])
    expect(await ids('destination=ba_other')).toEqual([])
  })

  test('belongs to one account', async () => {
    const account = await rig.newAccount({ balance: { usd: { available: 10_000 } } })
    const other = await rig.newAccount()
    const { id } = (await pay(account, 'amount=100&currency=usd')).body
    expect((await rig.get('/v1/payouts', { account: other })).body.data).toEqual([])
    expect((await rig.get(`/v1/payouts/${id}`, { account: other })).status).toBe(404)
  })
})

describe('Money', () => {
  test('that is pending becomes available on its day', async () => {
    const account = await rig.newAccount({ ...MANUAL, balance: { usd: { available: 100, pending: 900 } } })
    const { data } = (await rig.get('/v1/balance_transactions?limit=1', { account })).body
    expect(data[0]).toMatchObject({ status: 'pending', available_on: Date.UTC(2026, 11, 4) / 1000 })
    await clock({ now: '2026-12-04T00:00:00Z' })
    const { body } = await rig.get('/v1/balance', { account })
    expect([body.available[0].amount, body.pending[0].amount]).toEqual([1_000, 0])
    const after = (await rig.get(`/v1/balance_transactions/${data[0].id}`, { account })).body
    expect(after.status).toBe('available')
  })

  test('owed by accounts that the platform answers for is reserved from the platform', async () => {
    const reserved = async () => (await rig.get('/v1/balance')).body.connect_reserved
    expect(await reserved()).toEqual([{ amount: 0, currency: 'usd' }])
    const account = await rig.newAccount({ profile: 'custom', balance: { usd: { available: -700 } } })
    await rig.newAccount({ profile: 'standard', balance: { usd: { available: -900 } } })
    expect(await reserved()).toEqual([{ amount: 700, currency: 'usd' }])
    await rig.control('POST', `/accounts/${account}`, { balance: { usd: { available: -200 } } })
    expect(await reserved()).toEqual([{ amount: 200, currency: 'usd' }])
    await rig.control('DELETE', `/accounts/${account}`)
    expect(await reserved()).toEqual([{ amount: 0, currency: 'usd' }])
  })

  test('in an automatic payout can be listed, and adds up to it; of a manual one Stripe cannot say', async () => {
    const account = await rig.newAccount({
      balance: { usd: { available: 10_000, pending: 3_000 } },
      settings: { payments: { payouts: { minimum_balance_by_currency: { usd: 1_500 } } } },
    })
    await clock({ now: '2026-12-09T00:00:00Z' })
    const { data } = (await rig.get('/v1/payouts', { account })).body
    expect(data.map(({ amount, reconciliation_status }: Json) => [amount, reconciliation_status])).toEqual([
      [3_000, 'completed'],
      [8_500, 'completed'],
    ])
    const transactions = async (query: string) =>
      (await rig.get(`/v1/balance_transactions?limit=100&${query}`, { account })).body.data
    for (const payout of data) {
      const list = await transactions(`payout=${payout.id}`)
      const others = list.filter(({ id }: Json) => id !== payout.balance_transaction)
      expect(others).toHaveLength(list.length - 1)
      expect(others.reduce((sum: number, { net }: Json) => sum + Number(net), 0)).toBe(payout.amount)
    }
    const [second, first] = data
    expect((await transactions(`payout=${first?.id}`)).map(({ type }: Json) => type)).toEqual([
      'payout',
      'payout_minimum_balance_hold',
      'adjustment',
    ])
    expect((await transactions(`payout=${second?.id}`)).map(({ type }: Json) => type)).toEqual([
      'payout',
      'payout_minimum_balance_hold',
      'payout_minimum_balance_release',
      'adjustment',
    ])
    expect(await transactions(`payout=${second?.id}&type=payout`)).toHaveLength(1)
    expect(await transactions(`source=${second?.id}&currency=usd`)).toHaveLength(3)
  })

  test('in an automatic payout on its way, or in a manual one, cannot be listed', async () => {
    const account = await rig.newAccount({ balance: { usd: { available: 10_000 } } })
    const { id } = (await pay(account, 'amount=100&currency=usd')).body
    const manual = await rig.get(`/v1/balance_transactions?payout=${id}`, { account })
    expect([manual.status, manual.body.error.param, manual.body.error.code]).toEqual([400, 'payout', undefined])
    await clock({ now: '2026-12-03T00:00:00Z' })
    const [automatic] = (await rig.get('/v1/payouts', { account })).body.data
    const early = await rig.get(`/v1/balance_transactions?payout=${automatic?.id}`, { account })
    expect(early.body.error.code).toBe('payout_reconciliation_not_ready')
  })
})
