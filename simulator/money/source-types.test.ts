import { describe, expect, test } from 'vitest'
import { transactionsOf } from '../payouts/payout-transactions.ts'
import { upcomingPayouts } from '../payouts/upcoming-payouts.ts'
import { type Json, MANUAL, WEDNESDAY } from '../testing/rig.ts'
import { rigForTests } from '../testing/rig-for-tests.ts'
import { addAccount, BY_TEST, emptyWorld, moveTo } from '../testing/world.ts'
import type { Account, BalanceSettings, SourceType } from '../world/state.ts'
import { post } from './post.ts'
import { createTransfer } from './transfers.ts'

describe('Funds of several source types', () => {
  const rig = rigForTests({ accounts: 1, now: WEDNESDAY })

  const balance = async (account: string) => (await rig.get('/v1/balance', { account })).body
  const pay = async (account: string, amount: number, source_type: string) =>
    await rig.post('/v1/payouts', { amount, currency: 'usd', source_type }, { account })

  test('are held separately and shown together', async () => {
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

  test('set without a source type count as card funds, so the total is as requested', async () => {
    const account = await rig.newAccount({ balance: { usd: { available: 2_000, source_type: 'bank_account' } } })
    await rig.control('POST', `/accounts/${account}`, { balance: { usd: { available: 2_500 } } })
    expect((await balance(account)).available[0].source_types).toEqual({ card: 500, bank_account: 2_000 })
  })

  test('are paid out from the requested source type, or from cards, and are returned to it', async () => {
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

  test('can’t be paid out beyond the total, and only card funds can be paid out instantly', async () => {
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
  ])('can’t be added as %j', async (wrong, message) => {
    const account = await rig.newAccount()
    const charge = await rig.control('POST', `/accounts/${account}/charges`, { amount: 100, ...wrong })
    expect(charge.error.message).toBe(message)
    const set = { balance: { [wrong.currency]: { available: 5, source_type: wrong.source_type } } }
    expect((await rig.control('POST', `/accounts/${account}`, set)).error.message).toBe(message)
  })

  test('of Malaysian bank transfers are in ringgit, and transactions in the API have no source type', async () => {
    const account = await rig.newAccount({ country: 'MY', balance: { myr: { available: 900, source_type: 'fpx' } } })
    expect((await balance(account)).available[0].source_types).toEqual({ card: 0, fpx: 900 })
    const { data } = (await rig.get('/v1/balance_transactions', { account })).body
    expect(data.map((each: Json) => 'source_type' in each)).toEqual([false])
  })
})

test('A transfer can’t use more of one source type than the platform’s total balance', () => {
  const world = emptyWorld(WEDNESDAY)
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
    const world = emptyWorld(WEDNESDAY)
    const account = addAccount(world, { settings })
    for (const [source_type, amount] of funds) {
      post(world, account, { type: 'charge', currency: 'usd', amount, source_type })
    }
    const shown = upcomingPayouts(account, world.clock.seconds()).map(({ amount }) => amount)
    moveTo(world, '2026-12-03')
    expect(shown, 'the upcoming payouts were made').toEqual(account.payouts.map(({ amount }) => amount))
    return account
  }
  const sent = ({ payouts }: Account) => payouts.map(({ source_type, amount }) => [source_type, amount])

  test('one payout is made for each source type with funds', () => {
    const account = rich({}, ['bank_account', 2_000], ['card', 1_000])
    expect(sent(account)).toEqual([
      ['card', 1_000],
      ['bank_account', 2_000],
    ])
    expect(account.balances.usd?.available).toEqual({ card: 0, bank_account: 0 })
  })

  test('a negative source type reduces the payouts of the others', () => {
    const account = rich({}, ['bank_account', 2_000], ['card', -600])
    expect(sent(account)).toEqual([['bank_account', 1_400]])
    expect(sent(rich({}, ['bank_account', 500], ['card', -600]))).toEqual([])
  })

  test('the minimum balance is reserved once, and each payout equals the sum of its transactions', () => {
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

  test('a debit for the total goes to the card balance', () => {
    const account = rich({ debit_negative_balances: true }, ['bank_account', 400], ['card', -1_000])
    expect(sent(account)).toEqual([['card', -600]])
  })
})
