import { describe, expect, test } from 'vitest'
import { type Json, WEDNESDAY } from '../testing/rig.ts'
import { rigForTests } from '../testing/rig-for-tests.ts'

const rig = rigForTests({ accounts: 5, now: WEDNESDAY })

const platformEvents = async () => (await rig.get('/v1/events?limit=100')).body.data.map(({ type }: Json) => type)

describe('A transfer', () => {
  test('clears a negative balance immediately', async () => {
    const account = await rig.newAccount({ balance: { usd: { available: -4_000 } } })
    const before = await rig.available()
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
    expect([await rig.available(), await rig.available(account)]).toEqual([before - 10_000, 6_000])
    expect(await platformEvents()).toEqual(['transfer.created'])
  })

  test.each([
    ['amount=99999999&currency=usd', 'balance_insufficient'],
    ['amount=100&currency=eur', 'balance_insufficient'],
    ['amount=0&currency=usd', 'parameter_invalid_integer'],
    ['currency=usd', 'parameter_missing'],
  ])('of %s is refused and changes no balance', async (form, code) => {
    const account = await rig.newAccount()
    const { body } = await rig.post('/v1/transfers', `${form}&destination=${account}`)
    expect(body.error.code).toBe(code)
    expect(await platformEvents()).toEqual([])
  })

  test('needs an account with the transfers capability, and only the platform can create one', async () => {
    const closed = await rig.newAccount({ payouts_enabled: false })
    const to = (destination: string, options = {}) =>
      rig.post('/v1/transfers', `amount=100&currency=usd&destination=${destination}`, options)
    expect((await to(closed)).body.error.code).toBe('insufficient_capabilities_for_transfer')
    expect((await to('acct_nobody')).body.error.code).toBe('resource_missing')
    const account = await rig.newAccount()
    expect((await to(account, { account })).status).toBe(400)
  })
})
