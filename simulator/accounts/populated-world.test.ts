import { describe, expect, test } from 'vitest'
import { BAKERY, type Json } from '../testing/rig.ts'
import { rigForTests } from '../testing/rig-for-tests.ts'

const rig = rigForTests()

describe('The world', () => {
  const accountsOf = async (seed: number): Promise<Json[]> => {
    await rig.control('POST', '/reset', { seed })
    return (await rig.get('/v1/accounts?limit=100')).body.data
  }

  test('is identical for the same seed and moment', async () => {
    const snapshot = async () => {
      await rig.control('POST', '/reset', { seed: 7, now: '2026-11-25T09:00:00Z' })
      await rig.control('POST', '/clock', { advance_seconds: 5 * 86_400 })
      return JSON.stringify(rig.simulator.world.snapshot())
    }
    const [one, other] = [await snapshot(), await snapshot()]
    expect(one === other).toBe(true)
  })

  test('has the same accounts for the same seed at any time, and different ones for another seed', async () => {
    const facts = (accounts: Json[]) => accounts.map(({ id, email, country }: Json) => ({ id, email, country }))
    const [one, again, other] = [facts(await accountsOf(7)), facts(await accountsOf(7)), facts(await accountsOf(8))]
    expect(again).toEqual(one)
    expect(other).not.toEqual(one)
    expect(other.slice(0, 5)).toEqual(one.slice(0, 5))
  })

  test('starts with the five accounts of the demo', async () => {
    const accounts = (await accountsOf(1)).slice(0, 5)
    expect(accounts.map(({ id, country, type }: Json) => [id, country, type])).toEqual([
      ['acct_1SpwDemoBakery', 'US', 'custom'],
      ['acct_1SpwDemoBooks', 'GB', 'express'],
      ['acct_1SpwDemoWerk', 'DE', 'standard'],
      ['acct_1SpwDemoTea', 'JP', 'none'],
      ['acct_1SpwDemoSurf', 'AU', 'custom'],
    ])
    expect((await rig.settings(BAKERY)).payouts).toMatchObject({ status: 'enabled', schedule: { interval: 'weekly' } })
  })

  test('has every case that a dashboard must show', async () => {
    const accounts = await accountsOf(1)
    const states: Json[] = await Promise.all(
      accounts.map(({ id }: Json) => rig.control('GET', `/accounts/${id}/state`)),
    )
    const settings = states.map((state) => state.balance_settings.payments)
    const amounts = states.flatMap((state) => state.balance.available)
    const payouts = states.flatMap((state) => state.payouts)
    expect(accounts).toHaveLength(60)
    expect(new Set(accounts.map(({ country }: Json) => country)).size).toBeGreaterThanOrEqual(12)
    expect(new Set(accounts.map(({ type }: Json) => type))).toEqual(new Set(['standard', 'express', 'custom', 'none']))
    expect(new Set(settings.map(({ payouts: { schedule } }) => schedule.interval))).toEqual(
      new Set(['daily', 'weekly', 'monthly', 'manual']),
    )
    const cases = {
      'a zero-decimal currency': amounts.some(({ currency }) => currency === 'jpy'),
      'a three-decimal currency': amounts.some(({ currency }) => currency === 'kwd'),
      'a negative balance': amounts.some(({ amount }) => amount < 0),
      'several currencies in one account': states.some((state) => state.balance.available.length > 2),
      'payouts disabled': accounts.some(
        (account: Json) => !account.payouts_enabled && account.requirements.past_due.length > 0,
      ),
      'a failed payout': payouts.some(({ status }) => status === 'failed'),
      'a payout in transit': payouts.some(({ status }) => status === 'in_transit'),
      'an errored bank account': states.some((state) =>
        state.external_accounts.some((bank: Json) => bank.status === 'errored'),
      ),
      'no bank account at all': states.some((state) => state.external_accounts.length === 0),
      'a minimum balance': settings.some(
        ({ payouts: { minimum_balance_by_currency } }) => minimum_balance_by_currency !== null,
      ),
      'a delay override': settings.some(({ settlement_timing }) => 'delay_days_override' in settlement_timing),
      'a start of day': settings.some(({ settlement_timing }) => settlement_timing.start_of_day !== null),
      'a long name': accounts.some((account: Json) => account.business_profile.name.length > 80),
      'a right-to-left name': accounts.some((account: Json) =>
        /\p{Script=Arabic}/u.test(account.business_profile.name),
      ),
      'an account that is not controlled': accounts.some((account: Json) => account.controller.type === 'account'),
      'only invented addresses': accounts.every((account: Json) => account.email.endsWith('.example')),
    }
    expect(Object.entries(cases).flatMap(([name, isPresent]) => (isPresent ? [] : [name]))).toEqual([])
  })

  test.each([22, 23, 24, 25, 26, 27, 28])('has payouts in transit on 2026-11-%s too', async (day) => {
    await rig.control('POST', '/reset', { now: `2026-11-${day}T10:00:00Z` })
    const { data } = (await rig.get('/v1/payouts?limit=100', { account: BAKERY })).body
    expect(data.filter(({ status }: Json) => status === 'in_transit')).not.toEqual([])
    await rig.control('POST', '/reset')
  })

  test('has balances that equal the sum of their transactions, in every account and currency', async () => {
    await accountsOf(1)
    for (const account of rig.simulator.world.accounts.all()) {
      const sums: Record<string, number> = {}
      for (const { currency, amount, fee } of account.balance_transactions) {
        sums[currency] = (sums[currency] ?? 0) + amount - fee
      }
      for (const [currency, balance] of Object.entries(account.balances)) {
        const available = Object.values(balance.available).reduce((sum, part) => sum + part, 0)
        const pending = balance.pending.reduce((sum, lot) => sum + lot.amount, 0)
        expect({ id: account.id, currency, total: available + pending }).toEqual({
          id: account.id,
          currency,
          total: sums[currency] ?? 0,
        })
      }
    }
  })

  test('can have more accounts than names', async () => {
    expect(await rig.control('POST', '/reset', { accounts: 500 })).toMatchObject({ accounts: 500 })
    expect((await rig.get('/v1/accounts?limit=1')).body.data[0].id).toBe(BAKERY)
    await rig.control('POST', '/reset')
  })
})
