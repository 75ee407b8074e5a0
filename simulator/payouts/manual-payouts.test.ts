import { describe, expect, test } from 'vitest'
import { type Json, MANUAL, WEDNESDAY } from '../testing/rig.ts'
import { rigForTests } from '../testing/rig-for-tests.ts'

const rig = rigForTests({ accounts: 5, now: WEDNESDAY })

const DAY = 86_400

describe('A standard payout', () => {
  test('goes to the default account of its currency and reduces the balance immediately', async () => {
    const account = await rig.newAccount({ balance: { usd: { available: 10_000 } } })
    const { body } = await rig.pay(
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
    expect(await rig.available(account)).toBe(6_000)
    const { data } = (await rig.get('/v1/balance_transactions?limit=1', { account })).body
    expect(data[0]).toMatchObject({
      id: body.balance_transaction,
      amount: -4000,
      net: -4000,
      type: 'payout',
      source: body.id,
    })
  })

  test('is pending, then in transit, then paid as the clock moves', async () => {
    const account = await rig.newAccount({ ...MANUAL, balance: { usd: { available: 10_000 } } })
    const { id } = (await rig.pay(account, 'amount=4000&currency=usd')).body
    await rig.moveClock({ advance_seconds: 3600 })
    expect(await rig.payoutStatus(account, id)).toBe('in_transit')
    await rig.moveClock({ now: '2026-12-04T00:00:00Z' })
    const payout = (await rig.get(`/v1/payouts/${id}`, { account })).body
    expect(payout).toMatchObject({ status: 'paid', trace_id: { status: 'pending', value: null } })
    expect(await rig.eventTypes(account)).toEqual(['payout.created', 'payout.updated', 'payout.paid'])
    const { data } = await rig.control('GET', `/events?account=${account}`)
    expect(data[2].created).toBe(Date.UTC(2026, 11, 4) / 1000)
    expect(data[2].request).toBeNull()
  })

  test('fails for a failing test number, and the bank account becomes errored', async () => {
    const account = await rig.newAccount({ ...MANUAL, balance: { usd: { available: 10_000 } } })
    const bank = await rig.addBank(account, '000111111116')
    const { id } = (await rig.pay(account, `amount=4000&currency=usd&destination=${bank.id}`)).body
    await rig.moveClock({ advance_seconds: 5 * DAY })
    expect((await rig.get(`/v1/payouts/${id}`, { account })).body).toMatchObject({
      status: 'failed',
      failure_code: 'no_account',
      failure_message: expect.any(String),
      failure_balance_transaction: expect.stringMatching(/^txn_/),
    })
    expect(await rig.available(account)).toBe(10_000)
    expect((await rig.get(`/v1/accounts/${account}/external_accounts/${bank.id}`)).body.status).toBe('errored')
    expect((await rig.eventTypes(account)).slice(-2)).toEqual(['payout.failed', 'account.external_account.updated'])
    await rig.post(`/v1/accounts/${account}/external_accounts/${bank.id}`, '')
    expect((await rig.get(`/v1/accounts/${account}/external_accounts/${bank.id}`)).body.status).toBe('new')
  })

  test('can be canceled while it is pending, and the funds are returned', async () => {
    const account = await rig.newAccount({ balance: { usd: { available: 10_000 } } })
    const { id } = (await rig.pay(account, 'amount=4000&currency=usd')).body
    const canceled = await rig.post(`/v1/payouts/${id}/cancel`, '', { account })
    expect(canceled.body).toMatchObject({
      status: 'canceled',
      failure_balance_transaction: expect.stringMatching(/^txn_/),
    })
    expect(await rig.available(account)).toBe(10_000)
    expect((await rig.post(`/v1/payouts/${id}/cancel`, '', { account })).status).toBe(400)
    const later = (await rig.pay(account, 'amount=4000&currency=usd')).body.id
    await rig.moveClock({ advance_seconds: 7200 })
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
    const { status, body } = await rig.pay(account, form)
    expect({ code: body.error.code, param: body.error.param }).toEqual({ code, param })
    expect(status).toBe(code === 'resource_missing' ? 404 : 400)
    expect(await rig.available(account)).toBe(10_000)
  })

  test('in a currency without a bank account is refused with Stripe’s message', async () => {
    const account = await rig.newAccount({ balance: { eur: { available: 500 } } })
    const { body } = await rig.pay(account, 'amount=100&currency=eur')
    expect(body.error.message).toBe("Sorry, you don't have any external accounts in that currency (eur).")
  })

  test('is refused while payouts are disabled or the balance is negative', async () => {
    const disabled = await rig.newAccount({ payouts_enabled: false, balance: { usd: { available: 500 } } })
    expect((await rig.pay(disabled, 'amount=100&currency=usd')).body.error.code).toBe('payouts_not_allowed')
    const negative = await rig.newAccount({ balance: { usd: { available: -500 } } })
    expect((await rig.pay(negative, 'amount=100&currency=usd')).body.error.code).toBe('balance_insufficient')
  })

  test('must end in 0 in a three-decimal currency and in 00 in forints', async () => {
    const account = await rig.newAccount({ country: 'HU', balance: { huf: { available: 100_000 } } })
    expect((await rig.pay(account, 'amount=150&currency=huf')).body.error.param).toBe('amount')
    expect((await rig.pay(account, 'amount=200&currency=huf')).status).toBe(200)
  })
})

describe('The list of payouts', () => {
  test('is newest first and can be filtered', async () => {
    const account = await rig.newAccount({ ...MANUAL, balance: { usd: { available: 10_000 } } })
    const one = (await rig.pay(account, 'amount=100&currency=usd')).body
    await rig.moveClock({ advance_seconds: 7 * DAY })
    const two = (await rig.pay(account, 'amount=200&currency=usd')).body
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
    const { id } = (await rig.pay(account, 'amount=100&currency=usd')).body
    expect((await rig.get('/v1/payouts', { account: other })).body.data).toEqual([])
    expect((await rig.get(`/v1/payouts/${id}`, { account: other })).status).toBe(404)
  })
})

describe('Money', () => {
  test('that are pending become available on their date', async () => {
    const account = await rig.newAccount({ ...MANUAL, balance: { usd: { available: 100, pending: 900 } } })
    const { data } = (await rig.get('/v1/balance_transactions?limit=1', { account })).body
    expect(data[0]).toMatchObject({ status: 'pending', available_on: Date.UTC(2026, 11, 4) / 1000 })
    await rig.moveClock({ now: '2026-12-04T00:00:00Z' })
    const { body } = await rig.get('/v1/balance', { account })
    expect([body.available[0].amount, body.pending[0].amount]).toEqual([1_000, 0])
    const after = (await rig.get(`/v1/balance_transactions/${data[0].id}`, { account })).body
    expect(after.status).toBe('available')
  })

  test('owed by accounts that the platform is liable for are reserved from the platform', async () => {
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

  test('in an automatic payout can be listed by transaction, and those of a manual payout can’t', async () => {
    const account = await rig.newAccount({
      balance: { usd: { available: 10_000, pending: 3_000 } },
      settings: { payments: { payouts: { minimum_balance_by_currency: { usd: 1_500 } } } },
    })
    await rig.moveClock({ now: '2026-12-09T00:00:00Z' })
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

  test('in an automatic payout come in pages, and another account’s payout has none', async () => {
    const account = await rig.newAccount({ balance: { usd: { available: 10_000, pending: 3_000 } } })
    const other = await rig.newAccount({ balance: { usd: { available: 500 } } })
    await rig.moveClock({ now: '2026-12-09T00:00:00Z' })
    const payout = (await rig.get('/v1/payouts?limit=1', { account })).body.data[0]?.id
    const read = async (query: string) =>
      (await rig.get(`/v1/balance_transactions?payout=${payout}&${query}`, { account })).body
    const whole = (await read('limit=100')).data.map(({ id }: Json) => id)
    const paged: unknown[] = []
    for (let more = true; more; ) {
      const { data, has_more } = await read(`limit=1${paged.length ? `&starting_after=${paged.at(-1)}` : ''}`)
      paged.push(...data.map(({ id }: Json) => id))
      more = has_more
    }
    expect(paged).toEqual(whole)
    expect(paged.length).toBeGreaterThan(1)
    const stranger = await rig.get(`/v1/balance_transactions?payout=${payout}`, { account: other })
    const missing = await rig.get('/v1/balance_transactions?payout=po_missing', { account: other })
    expect([stranger.status, stranger.body.error.code]).toEqual([404, 'resource_missing'])
    expect([missing.status, missing.body.error.code]).toEqual([404, 'resource_missing'])
  })

  test('in an automatic payout in transit, or in a manual payout, can’t be listed', async () => {
    const account = await rig.newAccount({ balance: { usd: { available: 10_000 } } })
    const { id } = (await rig.pay(account, 'amount=100&currency=usd')).body
    const manual = await rig.get(`/v1/balance_transactions?payout=${id}`, { account })
    expect([manual.status, manual.body.error.param, manual.body.error.code]).toEqual([400, 'payout', undefined])
    await rig.moveClock({ now: '2026-12-03T00:00:00Z' })
    const [automatic] = (await rig.get('/v1/payouts', { account })).body.data
    const early = await rig.get(`/v1/balance_transactions?payout=${automatic?.id}`, { account })
    expect(early.body.error.code).toBe('payout_reconciliation_not_ready')
  })
})
