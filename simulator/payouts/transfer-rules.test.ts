import { describe, expect, test } from 'vitest'
import { post } from '../money/post.ts'
import { WEDNESDAY } from '../testing/rig.ts'
import { rigForTests } from '../testing/rig-for-tests.ts'
import { accountWithFunds, at, available, moveTo } from '../testing/world.ts'
import type { AutomaticTransferRule, BalanceSettings } from '../world/state.ts'
import { transactionsOf } from './payout-transactions.ts'

const all = (payout_method = 'fa_1'): AutomaticTransferRule => ({
  payout_method,
  type: 'transfer_all',
  transfer_up_to_amount: null,
})
const upTo = (transfer_up_to_amount: number, payout_method = 'fa_1'): AutomaticTransferRule => ({
  payout_method,
  type: 'transfer_up_to_amount',
  transfer_up_to_amount,
})
const daily = (rules: AutomaticTransferRule[], more: Partial<BalanceSettings> = {}) => ({
  settings: { ...more, automatic_transfer_rules_by_currency: { usd: rules } },
})

describe('On a payout day, 100.00 USD', () => {
  const minimum = { minimum_balance_by_currency: { usd: 4_000 } }
  test.each<[string, ReturnType<typeof daily>, [amount: number, to: string][], kept: number]>([
    ['all go to the financial account', daily([all()]), [[10_000, 'fa_1']], 0],
    [
      'go up to an amount to the financial account, the rest to the bank',
      daily([upTo(2_500)]),
      [
        [2_500, 'fa_1'],
        [7_500, 'bank'],
      ],
      0,
    ],
    ['all go there if they are less than the amount', daily([upTo(99_999)]), [[10_000, 'fa_1']], 0],
    [
      'follow the rules in their order',
      daily([upTo(1_000), all('fa_2'), upTo(5, 'fa_3')]),
      [
        [1_000, 'fa_1'],
        [9_000, 'fa_2'],
      ],
      0,
    ],
    ['keep the minimum balance before everything goes', daily([all()], minimum), [[6_000, 'fa_1']], 4_000],
    [
      'keep the minimum balance before a part goes',
      daily([upTo(5_000)], minimum),
      [
        [5_000, 'fa_1'],
        [1_000, 'bank'],
      ],
      4_000,
    ],
    ['stay on a manual schedule', daily([all()], { interval: 'manual' }), [], 10_000],
  ])('%s', (_what, traits, expected, kept) => {
    const { world, account } = accountWithFunds(traits)
    moveTo(world, '2026-12-03')
    const made = account.payouts.map(({ amount, payout_method }) => [amount, payout_method ?? 'bank'])
    expect([made, available(account)]).toEqual([expected, kept])
  })

  test.each([
    ['are transferred without a bank account if all are', all(), 0],
    ['stay without a bank account for the rest', upTo(2_500), 10_000],
  ])('%s', (_what, rule, kept) => {
    const { world, account } = accountWithFunds(daily([rule]))
    account.external_accounts = []
    world.planPayoutDay(account)
    moveTo(world, '2026-12-03')
    expect(available(account)).toBe(kept)
  })

  test('stay while the details of the bank account have to be updated', () => {
    const { world, account } = accountWithFunds(daily([all()]))
    for (const bank of account.external_accounts) bank.status = 'errored'
    moveTo(world, '2026-12-08')
    expect(available(account)).toBe(10_000)
  })

  test('take one source type after the other', () => {
    const { world, account } = accountWithFunds(daily([upTo(12_000)]))
    post(world, account, { type: 'charge', currency: 'usd', amount: 5_000, source_type: 'bank_account' })
    moveTo(world, '2026-12-03')
    expect(account.payouts.map((each) => [each.amount, each.source_type, each.payout_method ?? 'bank'])).toEqual([
      [10_000, 'card', 'fa_1'],
      [2_000, 'bank_account', 'fa_1'],
      [3_000, 'bank_account', 'bank'],
    ])
  })
})

test('A transfer is paid within half an hour, and the payout to the bank adds up with it', () => {
  const { world, account } = accountWithFunds(daily([upTo(2_500)], { minimum_balance_by_currency: { usd: 1_000 } }))
  moveTo(world, '2026-12-03T00:30:00Z')
  const [transfer, payout] = account.payouts
  expect(transfer).toMatchObject({
    automatic: true,
    arrival_date: at('2026-12-03T00:30:00Z'),
    destination: null,
    reconciliation_status: 'not_applicable',
    status: 'paid',
    trace_id: null,
  })
  expect(world.events.all(account.id).map(({ type }) => type)).toEqual([
    'payout.created',
    'payout.created',
    'payout.updated',
    'payout.paid',
  ])
  if (!payout) throw new Error('There is no payout to the bank')
  const parts = [...transactionsOf(account, payout)].filter(({ source }) => source !== payout.id || payout.amount < 0)
  const hold = account.balance_transactions.find(({ type }) => type === 'payout_minimum_balance_hold')
  expect(parts.reduce((sum, { amount }) => sum + amount, hold?.amount ?? 0)).toBe(payout.amount)
})

describe('Through the API', () => {
  const rig = rigForTests({ accounts: 1, now: WEDNESDAY })

  test('a transfer is a payout that names the financial account, and the control API knows what arrived there', async () => {
    const account = await rig.newAccount({
      financial_accounts: ['fa_1'],
      balance: { usd: { available: 10_000 } },
    })
    const rules = 'payments[payouts][automatic_transfer_rules_by_currency]'
    await rig.post('/v1/balance_settings', `${rules}[usd][0][payout_method]=fa_1&${rules}[usd][0][type]=transfer_all`, {
      account,
    })
    await rig.moveClock({ now: '2026-12-03T06:00:00Z' })
    const { data } = (await rig.get('/v1/payouts', { account })).body
    expect(data).toMatchObject([{ amount: 10_000, destination: null, payout_method: 'fa_1', status: 'paid' }])
    expect(await rig.control('GET', `/accounts/${account}/state`)).toMatchObject({
      financial_account_balances: { fa_1: { usd: 10_000 } },
    })
    const ofPayout = await rig.get(`/v1/balance_transactions?payout=${data[0].id}`, { account })
    expect(ofPayout.status).toBe(400)
    expect((await rig.control('POST', `/accounts/${account}`, { financial_accounts: [] })).error.message).toContain(
      'fa_1',
    )
  })
})
