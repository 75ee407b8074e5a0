import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { instantFee, netOfInstantFee } from '../money/balance-view.ts'
import { type Json, MANUAL, Rig, WEDNESDAY } from '../testing/rig.ts'
import { rigForTests } from '../testing/rig-for-tests.ts'
import { emptyWorld } from '../testing/world.ts'

const rig = rigForTests({ accounts: 5, now: WEDNESDAY })

describe('An instant payout', () => {
  test('can pay out the net amount after the platform’s fee, including pending funds', async () => {
    const account = await rig.newAccount({ balance: { usd: { available: 10_000, pending: 5_000 } } })
    const balance = (await rig.get('/v1/balance?expand[]=instant_available.net_available', { account })).body
    const [entry] = balance.instant_available
    expect(entry).toMatchObject({ amount: 15_000, currency: 'usd', source_types: { card: 15_000 } })
    const [net] = entry.net_available
    expect(net.amount).toBe(15_000 - 225)
    const { body } = await rig.pay(
      account,
      `amount=${net.amount}&currency=usd&method=instant&destination=${net.destination}`,
    )
    expect(body).toMatchObject({
      method: 'instant',
      application_fee_amount: 225,
      application_fee: expect.stringMatching(/^fee_/),
    })
    const after = (await rig.get('/v1/balance', { account })).body
    expect([after.available[0].amount, after.pending[0].amount, after.instant_available]).toEqual([0, 0, undefined])
    await rig.moveClock({ advance_seconds: 1800 })
    expect(await rig.payoutStatus(account, body.id)).toBe('paid')
  })

  test('uses available funds first, then the oldest pending funds, and no more than needed', async () => {
    const account = await rig.newAccount({ balance: { usd: { available: 10_000, pending: 5_000 } } })
    await rig.control('POST', `/accounts/${account}`, { balance: { usd: { pending: 8_000 } } })
    const { body } = await rig.pay(account, 'amount=11820&currency=usd&method=instant')
    expect(body.application_fee_amount).toBe(180)
    const after = (await rig.get('/v1/balance', { account })).body
    expect([after.available[0].amount, after.pending[0].amount]).toEqual([0, 6_000])
  })

  test('is only shown net of the fee in the balance with the expansion', async () => {
    const account = await rig.newAccount({ balance: { usd: { available: 10_000 } } })
    const { body } = await rig.get('/v1/balance', { account })
    expect(body.instant_available[0]).not.toHaveProperty('net_available')
    expect((await rig.get('/v1/balance?expand[]=instant_available.net_available')).status).toBe(400)
    expect((await rig.get('/v1/balance')).body.instant_available).toBeUndefined()
  })

  test.each([
    ['amount=49', 'amount_too_small'],
    ['amount=999901', 'instant_payouts_limit_exceeded'],
    ['amount=900000', 'balance_insufficient'],
  ])('of %s is refused', async (amount, code) => {
    const account = await rig.newAccount({ balance: { usd: { available: 10_000 } } })
    expect((await rig.pay(account, `${amount}&currency=usd&method=instant`)).body.error.code).toBe(code)
  })

  test('is refused for a bank account that isn’t eligible, and in a country without instant payouts', async () => {
    const account = await rig.newAccount({ balance: { usd: { available: 10_000 } } })
    const bank = await rig.addBank(account, '000888888883')
    const { body } = await rig.pay(account, `amount=1000&currency=usd&method=instant&destination=${bank.id}`)
    expect(body.error.code).toBe('instant_payouts_unsupported')
    const japan = await rig.newAccount({ country: 'JP', balance: { jpy: { available: 10_000 } } })
    expect((await rig.pay(japan, 'amount=1000&currency=jpy&method=instant')).body.error.code).toBe(
      'instant_payouts_unsupported',
    )
    expect((await rig.get('/v1/balance', { account: japan })).body.instant_available).toBeUndefined()
  })
})

describe('The platform’s fee for an instant payout', () => {
  const ofPlatform = async (type: string) =>
    (await rig.get(`/v1/balance_transactions?type=${type}&limit=100`)).body.data.map(({ net }: Json) => net)
  const feeEvents = async () =>
    (await rig.get('/v1/events?limit=100')).body.data.filter(({ type }: Json) => type.startsWith('application_fee'))
  const payInstantly = async (account: string) =>
    (await rig.pay(account, 'amount=9850&currency=usd&method=instant')).body
  const withFunds = () => rig.newAccount({ ...MANUAL, balance: { usd: { available: 10_000 } } })

  test('is an application fee that the account pays to the platform', async () => {
    const before = await rig.available()
    const account = await withFunds()
    const payout = await payInstantly(account)
    expect(await rig.available()).toBe(before + 150)
    const { data } = (await rig.get(`/v1/balance_transactions?source=${payout.application_fee}`)).body
    expect(data).toMatchObject([{ amount: 150, fee: 0, type: 'application_fee', status: 'available' }])
    const [event] = await feeEvents()
    expect(event).toMatchObject({
      type: 'application_fee.created',
      request: { id: expect.stringMatching(/^req_/) },
      data: {
        object: {
          id: payout.application_fee,
          object: 'application_fee',
          account,
          amount: 150,
          amount_refunded: 0,
          balance_transaction: data[0].id,
          currency: 'usd',
          fee_source: { type: 'payout', payout: payout.id },
          refunded: false,
        },
      },
    })
    const [own] = (await rig.get(`/v1/balance_transactions?source=${payout.id}`, { account })).body.data
    expect(own).toMatchObject({ fee: 150, net: -10_000, fee_details: [{ amount: 150, type: 'application_fee' }] })
  })

  test('is refunded if the payout fails or is canceled', async () => {
    const before = await rig.available()
    const account = await withFunds()
    const canceled = (await payInstantly(account)).id
    await rig.post(`/v1/payouts/${canceled}/cancel`, '', { account })
    expect([await rig.available(account), await rig.available()]).toEqual([10_000, before])
    const failed = (await payInstantly(account)).id
    await rig.control('POST', `/payouts/${failed}/fail`)
    expect([await rig.available(account), await rig.available()]).toEqual([10_000, before])
    expect(await ofPlatform('application_fee')).toEqual([150, 150])
    expect(await ofPlatform('application_fee_refund')).toEqual([-150, -150])
    const [refunded] = await feeEvents()
    expect(refunded).toMatchObject({
      type: 'application_fee.refunded',
      request: null,
      data: {
        object: { amount_refunded: 150, refunded: true, refunds: { data: [{ object: 'fee_refund', amount: 150 }] } },
        previous_attributes: { amount_refunded: 0, refunded: false },
      },
    })
    const [back] = (await rig.get(`/v1/balance_transactions?source=${failed}`, { account })).body.data
    expect(back).toMatchObject({ fee: -150, fee_details: [{ amount: -150, type: 'application_fee' }] })
  })

  test('is set by the control API and can be zero', async () => {
    expect(await rig.control('GET', '/instant_payouts')).toEqual({ dashboard_rule: false, fee_basis_points: 150 })
    expect(await rig.control('POST', '/instant_payouts', { fee_basis_points: 0 })).toEqual({
      dashboard_rule: false,
      fee_basis_points: 0,
    })
    const account = await withFunds()
    const path = '/v1/balance?expand[]=instant_available.net_available'
    const [entry] = (await rig.get(path, { account })).body.instant_available
    expect([entry?.amount, entry?.net_available[0].amount]).toEqual([10_000, 10_000])
    const whole = (await rig.pay(account, 'amount=10000&currency=usd&method=instant')).body
    expect(whole).toMatchObject({ application_fee: null, application_fee_amount: null })
    expect([await rig.available(account), await feeEvents()]).toEqual([0, []])
    const { data } = await rig.control('GET', '/ledger?type=instant_payouts.updated')
    expect(data).toMatchObject([{ before: { fee_basis_points: 150 }, after: { fee_basis_points: 0 } }])
  })

  test.each([
    { fee_basis_points: 100, fee: 100 },
    { fee_basis_points: 5_000, fee: 5_000 },
    { fee_basis_points: 1, fee: 1 },
  ])('of $fee_basis_points basis points is $fee for 10000', async ({ fee_basis_points, fee }) => {
    await rig.control('POST', '/instant_payouts', { fee_basis_points })
    const account = await withFunds()
    const payout = (await rig.pay(account, `amount=${10_000 - fee}&currency=usd&method=instant`)).body
    expect([payout.application_fee_amount, await rig.available(account)]).toEqual([fee, 0])
  })

  test('leaves exactly the net available amount', () => {
    const world = emptyWorld('2026-12-02T09:00:00Z')
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), fc.integer({ min: 0, max: 5_000 }), (gross, points) => {
        world.instantPayouts.fee_basis_points = points
        const net = netOfInstantFee(world, gross)
        expect(net + instantFee(world, net)).toBeLessThanOrEqual(gross)
        expect(net + 1 + instantFee(world, net + 1)).toBeGreaterThan(gross)
      }),
      { numRuns: 5_000, seed: 19 },
    )
  })

  test.each([
    ['custom', undefined, false, false],
    ['custom', undefined, true, true],
    ['express', undefined, true, true],
    ['custom', true, false, true],
    ['custom', false, true, false],
    ['standard', undefined, false, true],
    ['standard', false, true, false],
  ])(
    'in a session of a %s account that says %s is, with %s in the Dashboard’s rules, %s',
    async (profile, said, rule, is) => {
      await rig.control('POST', '/instant_payouts', { dashboard_rule: rule })
      const account = await rig.newAccount({ profile })
      const feature = said === undefined ? '' : `&components[payouts][features][instant_payouts]=${said}`
      const form = `account=${account}&components[payouts][enabled]=true${feature}`
      const { body } = await rig.post('/v1/account_sessions', form)
      expect(body.components.payouts).toMatchObject({ features: { instant_payouts: is } })
    },
  )

  test('is kept in the state file and cleared by a reset', async () => {
    const stateFile = join(mkdtempSync(join(tmpdir(), 'instant-')), 'state.json')
    const first = await Rig.start({ stateFile, accounts: 1 })
    await first.control('POST', '/instant_payouts', { dashboard_rule: true, fee_basis_points: 75 })
    await first.stop()
    const second = await Rig.start({ stateFile, accounts: 1 })
    expect(await second.control('GET', '/instant_payouts')).toEqual({ dashboard_rule: true, fee_basis_points: 75 })
    await second.control('POST', '/reset')
    expect(await second.control('GET', '/instant_payouts')).toMatchObject({ fee_basis_points: 150 })
    await second.stop()
  })

  test.each([
    [{ fee_basis_points: -1 }],
    [{ fee_basis_points: 1.5 }],
    [{ fee_basis_points: 5_001 }],
    [{ dashboard_rule: 1 }],
  ])('is not changed by the invalid %j', async (body) => {
    expect((await rig.control('POST', '/instant_payouts', body)).error.message).toContain(Object.keys(body)[0])
    expect(await rig.control('GET', '/instant_payouts')).toMatchObject({ fee_basis_points: 150 })
  })
})
