import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { transactionsOf } from '../payouts/payout-transactions.ts'
import { upcomingPayouts } from '../payouts/upcoming-payouts.ts'
import { type Json, Rig } from '../testing/rig.ts'
import { addAccount, BY_TEST, emptyWorld, moveTo } from '../testing/world.ts'
import type { Account, BalanceSettings, SourceType } from '../world/state.ts'
import { post } from './post.ts'
import { createTransfer } from './transfers.ts'

const NOW = '2026-12-02T09:00:00Z' // a Wednesday, three weeks before the next holiday
const MANUAL = { settings: { payments: { payouts: { schedule: { interval: 'manual' } } } } }

describe('Money of several source types', () => {
  let rig: Rig
  beforeAll(async () => {
    rig = await Rig.start({ accounts: 1 })
  })
  beforeEach(async () => {
    await rig.control('POST', '/reset', { accounts: 1, now: NOW })
  })
  afterAll(async () => await rig.stop())

  const balance = async (account: string) => (await rig.get('/v1/balance', { account })).body
  const pay = async (account: string, amount: number, source_type: string) =>
    await rig.post('/v1/payouts', { amount, currency: 'usd', source_type }, { account })

  test('is held apart and shown together', async () => {
    const account = await rig.newAccount({
      ...MANUAL,
      balance: { usd: { available: 2_000, pending: 700, source_type: 'bank_account' } },
    })
    await rig.control('POST', `/accounts/${account}`, { balance: { usd: { available: 1_000, source_type: 'card' } } })
    const charge = { amount: 1_000, source_type: 'bank_account' }
    await rig.control('POST', `/accounts/${account}/charges`, charge)
    await rig.control('POST', `/accounts/${account}/refunds`, { amount: 300, source_type: 'bank_account' })
    await rig.control('POST', `/accounts/${account}/disputes`, { amount: 100 })
    expect(await balance(account)).toMatchObject({
      available: [{ amount: 2_600, source_types: { card: 900, bank_account: 1_700 } }],
      pending: [{ amount: 1_670, source_types: { card: 0, bank_account: 1_670 } }],
      instant_available: [{ amount: 900, source_types: { card: 900 } }],
    })
    await rig.control('POST', '/clock', { now: '2026-12-04T00:00:00Z' })
    expect((await balance(account)).available[0].source_types).toEqual({ card: 900, bank_account: 3_370 })
  })

  test('set without a source type is that of cards, so that all together come to what was asked', async () => {
    const account = await rig.newAccount({ balance: { usd: { available: 2_000, source_type: 'bank_account' } } })
    await rig.control('POST', `/accounts/${account}`, { balance: { usd: { available: 2_500 } } })
    expect((await balance(account)).available[0].source_types).toEqual({ card: 500, bank_account: 2_000 })
  })

  test('is paid out from the one that is named, cards where none is, and comes back to it', async () => {
    const account = await rig.newAccount({
      ...MANUAL,
      balance: { usd: { available: 2_000, source_type: 'bank_account' } },
    })
    const unnamed = await rig.post('/v1/payouts', 'amount=100&currency=usd', { account })
    expect(unnamed.body.error).toMatchObject({
      code: 'balance_insufficient',
      message: expect.stringContaining('Your card balance is too low'),
    })
    const { body: payout } = await pay(account, 1_500, 'bank_account')
    expect(payout).toMatchObject({ amount: 1_500, source_type: 'bank_account' })
    expect((await pay(account, 501, 'bank_account')).body.error.code).toBe('balance_insufficient')
    expect((await balance(account)).available[0].source_types).toEqual({ card: 0, bank_account: 500 })
    await rig.post(`/v1/payouts/${payout.id}/cancel`, '', { account })
    expect((await balance(account)).available[0].source_types).toEqual({ card: 0, bank_account: 2_000 })
  })

  test('is not paid out beyond what there is of all together, nor instantly unless it is of cards', async () => {
    const account = await rig.newAccount({ balance: { usd: { available: 2_000, source_type: 'bank_account' } } })
    await rig.control('POST', `/accounts/${account}/refunds`, { amount: 600 })
    expect((await pay(account, 1_401, 'bank_account')).body.error.code).toBe('balance_insufficient')
    expect((await pay(account, 1_400, 'bank_account')).status).toBe(200)
    const form = { amount: 100, currency: 'usd', method: 'instant', source_type: 'bank_account' }
    expect((await rig.post('/v1/payouts', form, { account })).body.error).toMatchObject({ param: 'source_type' })
  })

  test.each([
    [{ source_type: 'cash', currency: 'usd' }, 'source_type must be card, bank_account, fpx'],
    [{ source_type: 'fpx', currency: 'usd' }, 'No fpx money is held in usd'],
    [{ source_type: 'bank_account', currency: 'eur' }, 'No bank_account money is held in eur'],
  ])('does not come in as %j', async (wrong, message) => {
    const account = await rig.newAccount()
    const charge = await rig.control('POST', `/accounts/${account}/charges`, { amount: 100, ...wrong })
    expect(charge.error.message).toBe(message)
    const set = { balance: { [wrong.currency]: { available: 5, source_type: wrong.source_type } } }
    expect((await rig.control('POST', `/accounts/${account}`, set)).error.message).toBe(message)
  })

  test('of a Malaysian bank transfer is held in ringgit, and no source type is ever on a transaction’s wire', async () => {
    const account = await rig.newAccount({ country: 'MY', balance: { myr: { available: 900, source_type: 'fpx' } } })
    expect((await balance(account)).available[0].source_types).toEqual({ card: 0, fpx: 900 })
    const { data } = (await rig.get('/v1/balance_transactions', { account })).body
    expect(data.map((each: Json) => 'source_type' in each)).toEqual([false])
  })
})

test('A transfer takes no more from one source type than the platform has of all together', () => {
  const world = emptyWorld(NOW)
  const { platform } = world.accounts
  const { id } = addAccount(world)
  post(world, platform, { type: 'payment', currency: 'usd', amount: 1_000, source_type: 'bank_account' })
  post(world, platform, { type: 'refund', currency: 'usd', amount: -400 })
  const transfer = (amount: number) => () =>
    createTransfer(world, { amount, currency: 'usd', destination: id, source_type: 'bank_account' }, BY_TEST)
  expect(transfer(601)).toThrow('insufficient available funds')
  expect(transfer(600)).not.toThrow()
  expect(platform.balances.usd?.available).toEqual({ card: -400, bank_account: 400 })
})

describe('On a payout day', () => {
  function rich(settings: Partial<BalanceSettings>, ...funds: [SourceType, number][]) {
    const world = emptyWorld(NOW)
    const account = addAccount(world, { settings })
    for (const [source_type, amount] of funds) {
      post(world, account, { type: 'charge', currency: 'usd', amount, source_type })
    }
    const shown = upcomingPayouts(account, world.clock.seconds()).map(({ amount }) => amount)
    moveTo(world, '2026-12-03')
    expect(shown, 'what was shown is what came').toEqual(account.payouts.map(({ amount }) => amount))
    return account
  }
  const sent = ({ payouts }: Account) => payouts.map(({ source_type, amount }) => [source_type, amount])

  test('one payout leaves for each source type that has money', () => {
    const account = rich({}, ['bank_account', 2_000], ['card', 1_000])
    expect(sent(account)).toEqual([
      ['card', 1_000],
      ['bank_account', 2_000],
    ])
    expect(account.balances.usd?.available).toEqual({ card: 0, bank_account: 0 })
  })

  test('what one source type owes is kept back from the others', () => {
    const account = rich({}, ['bank_account', 2_000], ['card', -600])
    expect(sent(account)).toEqual([['bank_account', 1_400]])
    expect(sent(rich({}, ['bank_account', 500], ['card', -600]))).toEqual([])
  })

  test('the minimum balance stays once, and the transactions of each payout add up to it', () => {
    const account = rich({ minimum_balance_by_currency: { usd: 700 } }, ['bank_account', 2_000], ['card', 1_000])
    expect(sent(account)).toEqual([
      ['card', 1_000],
      ['bank_account', 1_300],
    ])
    for (const payout of account.payouts) {
      const others = [...transactionsOf(account, payout)].filter(({ id }) => id !== payout.balance_transaction)
      expect(others.reduce((sum, { amount, fee }) => sum + amount - fee, 0)).toBe(payout.amount)
    }
  })

  test('a debit of all together goes to the card balance', () => {
    const account = rich({ debit_negative_balances: true }, ['bank_account', 400], ['card', -1_000])
    expect(sent(account)).toEqual([['card', -600]])
  })
})
