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
  test('clears a negative balance at once', async () => {
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
    expect(await platformEvents()).toEqual(['transfer.created'])
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
    expect(await platformEvents()).toEqual([])
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
