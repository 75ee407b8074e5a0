import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Json, Rig } from '../testing/rig.ts'

let rig: Rig
beforeAll(async () => {
  rig = await Rig.start({ accounts: 5 })
})
beforeEach(async () => {
  await rig.control('POST', '/reset', { accounts: 5, now: '2026-12-02T09:00:00Z' })
})
afterAll(async () => await rig.stop())

const available = async (account?: string) =>
  (await rig.get('/v1/balance', account === undefined ? {} : { account })).body.available[0].amount
const platformEvents = async () => (await rig.get('/v1/events?limit=100')).body.data.map(({ type }: Json) => type)

describe('A transfer', () => {
  test('clears a negative balance at once, and can be taken back in parts', async () => {
    const account = await rig.newAccount({ balance: { usd: { available: -4_000 } } })
    const before = await available()
    const form = `amount=10000&currency=usd&destination=${account}&description=Help&metadata[a]=b&transfer_group=g`
    const { body } = await rig.post('/v1/transfers', form)
    expect(body).toMatchObject({
      object: 'transfer',
      amount: 10_000,
      amount_reversed: 0,
      destination: account,
      destination_payment: expect.stringMatching(/^py_/),
      reversed: false,
      transfer_group: 'g',
    })
    expect([await available(), await available(account)]).toEqual([before - 10_000, 6_000])
    const reversal = await rig.post(`/v1/transfers/${body.id}/reversals`, 'amount=2500')
    expect(reversal.body).toMatchObject({ object: 'transfer_reversal', amount: 2_500, transfer: body.id })
    const rest = await rig.post(`/v1/transfers/${body.id}/reversals`, 'amount=7501')
    expect([rest.status, rest.body.error.param]).toEqual([400, 'amount'])
    const lacking = await rig.post(`/v1/transfers/${body.id}/reversals`, '')
    expect(lacking.body.error.code).toBe('balance_insufficient')
    expect([await available(), await available(account)]).toEqual([before - 7_500, 3_500])
    const shown = (await rig.get(`/v1/transfers/${body.id}`)).body
    expect(shown).toMatchObject({ amount_reversed: 2_500, reversed: false })
    expect((await rig.get(`/v1/transfers/${body.id}/reversals`)).body.data).toHaveLength(1)
    expect(await platformEvents()).toEqual(['transfer.reversed', 'transfer.created'])
    const list = (await rig.get(`/v1/transfers?destination=${account}&transfer_group=g`)).body.data
    expect(list.map(({ id }: Json) => id)).toEqual([body.id])
    expect((await rig.get('/v1/transfers?transfer_group=other')).body.data).toEqual([])
  })

  test.each([
    ['amount=99999999&currency=usd', 'balance_insufficient'],
    ['amount=100&currency=eur', 'balance_insufficient'],
    ['amount=0&currency=usd', 'parameter_invalid_integer'],
    ['currency=usd', 'parameter_missing'],
  ])('of %s is refused, and moves nothing', async (form, code) => {
    const account = await rig.newAccount()
    const { body } = await rig.post('/v1/transfers', `${form}&destination=${account}`)
    expect(body.error.code).toBe(code)
    expect((await rig.get('/v1/transfers')).body.data).toEqual([])
  })

  test('needs an account that can take one, and is the platform’s to make', async () => {
    const closed = await rig.newAccount({ payouts_enabled: false })
    const to = (destination: string, options = {}) =>
      rig.post('/v1/transfers', `amount=100&currency=usd&destination=${destination}`, options)
    expect((await to(closed)).body.error.code).toBe('insufficient_capabilities_for_transfer')
    expect((await to('acct_nobody')).body.error.code).toBe('resource_missing')
    const account = await rig.newAccount()
    expect((await to(account, { account })).status).toBe(400)
  })
})

describe('A top-up', () => {
  const topUp = (source?: string) =>
    rig.post('/v1/topups', `amount=5000&currency=usd${source === undefined ? '' : `&source=${source}`}`)

  test.each([
    ['btok_us_verified', 'succeeded', null],
    ['btok_us_verified_insufficientFunds', 'failed', 'insufficient_funds'],
    ['btok_us_verified_debitNotAuthorized', 'failed', 'debit_not_authorized'],
    [undefined, 'succeeded', null],
  ])('from %s is pending, then %s', async (source, status, code) => {
    const before = await available()
    const { body } = await topUp(source)
    expect(body).toMatchObject({ object: 'topup', status: 'pending', balance_transaction: null, amount: 5_000 })
    expect(await available()).toBe(before)
    // Above what the clock may pay out on the way.
    await rig.control(
      'POST',
      `/accounts/${(await rig.control('GET', '/health')).platform as string}/balance_settings`,
      {
        payments: { payouts: { schedule: { interval: 'manual' } } },
      },
    )
    await rig.control('POST', '/clock', { now: '2026-12-04T00:00:00Z' })
    const later = (await rig.get(`/v1/topups/${body.id}`)).body
    expect([later.status, later.failure_code]).toEqual([status, code])
    expect(await available()).toBe(status === 'succeeded' ? before + 5_000 : before)
    expect((await platformEvents()).slice(0, 1)).toEqual([`topup.${status}`])
    expect((await rig.get('/v1/topups?status=pending')).body.data).toEqual([])
    expect((await rig.get('/v1/topups?amount[gte]=5000')).body.data).toHaveLength(1)
  })

  test('can be canceled while it is pending, and does not come then', async () => {
    const before = await available()
    const { id } = (await topUp('btok_us_verified')).body
    expect((await rig.post(`/v1/topups/${id}/cancel`, '')).body.status).toBe('canceled')
    expect((await rig.post(`/v1/topups/${id}/cancel`, '')).status).toBe(400)
    await rig.control('POST', '/clock', { now: '2026-12-02T23:00:00Z' })
    expect(await available()).toBe(before)
  })

  test('takes no card, and is the platform’s to make', async () => {
    expect((await topUp('tok_visa_debit_us_transferSuccess')).body.error.param).toBe('source')
    const account = await rig.newAccount()
    expect((await rig.post('/v1/topups', 'amount=100&currency=usd', { account })).status).toBe(400)
  })
})
