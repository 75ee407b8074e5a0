import { describe, expect, test } from 'vitest'
import { balanceIn, pendingAmount } from '../money/balances.ts'
import { accountWithFunds, at, available, moveTo, payoutsOf, type Traits } from '../testing/world.ts'

describe('A negative balance', () => {
  const settings = { debit_negative_balances: true }

  test('is debited on the next payout day, and the funds are pending until the bank sends them', () => {
    const { world, account } = accountWithFunds({ settings }, -4_000)
    moveTo(world, '2026-12-03')
    const [debit] = account.payouts
    expect(debit).toMatchObject({ amount: -4_000, automatic: true, status: 'pending', arrival_date: at('2026-12-07') })
    expect([available(account), pendingAmount(balanceIn(account, 'usd'))]).toEqual([-4_000, 4_000])
    expect(world.accounts.reserved.usd).toBe(0)
    moveTo(world, '2026-12-10')
    expect([debit?.status, available(account), account.payouts.length]).toEqual(['paid', 0, 1])
  })

  test.each<[string, Traits]>([
    ['debits are off', { settings: { debit_negative_balances: false } }],
    ['the country doesn’t support debits', { country: 'JP', settings }],
  ])('isn’t debited when %s', (_because, traits) => {
    const { world, account } = accountWithFunds(traits, -4_000)
    moveTo(world, '2026-12-31')
    expect([account.payouts, available(account), account.next_payout]).toEqual([[], -4_000, null])
  })

  test('isn’t debited when the default is a card, but is on a manual schedule', () => {
    const { world, account } = accountWithFunds({ settings: { ...settings, interval: 'manual' } }, -4_000)
    const [bank] = account.external_accounts
    if (bank) bank.object = 'card'
    moveTo(world, '2026-12-04T12:00:00Z')
    expect(account.payouts).toEqual([])
    if (bank) bank.object = 'bank_account'
    world.planPayoutDay(account)
    moveTo(world, '2026-12-07')
    expect(payoutsOf(account)).toEqual([['2026-12-07T00:00', -4_000]])
  })

  test('is debited three times at a bank that refuses, then the bank account is errored', () => {
    const { world, account } = accountWithFunds({ settings }, -4_000)
    const [bank] = account.external_accounts
    if (!bank) throw new Error('There is no bank account')
    bank.failure_code = 'insufficient_funds'
    moveTo(world, '2026-12-07')
    expect([account.payouts[0]?.status, bank.status, available(account)]).toEqual(['failed', 'new', -4_000])
    moveTo(world, '2027-01-31')
    expect(account.payouts.map(({ status }) => status)).toEqual(['failed', 'failed', 'failed'])
    expect([bank.status, available(account)]).toEqual(['errored', -4_000])
  })
})
