import fc from 'fast-check'
import { expect, test } from 'vitest'
import { payoutIncrement } from '../money/money'
import { describeRules, describeTransfers, type PayoutRules, rulesIn, splitPayout, transferScope } from './payout-split'

const all = (payoutMethod = 'fa_1') => ({ payoutMethod, upTo: null })
const upTo = (amount: number, payoutMethod = 'fa_1') => ({ payoutMethod, upTo: amount })
const unknown = { unread: '{"type":"transfer_half"}' }

test.each<{ because: string; amount: number; rules: PayoutRules; transfers: number[]; toBank: number }>([
  { because: 'there are no rules', amount: 500, rules: [], transfers: [], toBank: 500 },
  { because: 'everything is transferred', amount: 500, rules: [all()], transfers: [500], toBank: 0 },
  { because: 'the rest goes to the bank', amount: 500, rules: [upTo(200)], transfers: [200], toBank: 300 },
  { because: 'less is there than the rule takes', amount: 150, rules: [upTo(200)], transfers: [150], toBank: 0 },
  { because: 'it is exactly what the rule takes', amount: 200, rules: [upTo(200)], transfers: [200], toBank: 0 },
  {
    because: 'a rule takes what the one before left',
    amount: 500,
    rules: [upTo(200), all('fa_2')],
    transfers: [200, 300],
    toBank: 0,
  },
  {
    because: 'nothing is left for the second rule',
    amount: 500,
    rules: [all(), upTo(200, 'fa_2')],
    transfers: [500],
    toBank: 0,
  },
  { because: 'a rule of nothing takes nothing', amount: 500, rules: [upTo(0)], transfers: [], toBank: 500 },
  { because: 'nothing is sent', amount: 0, rules: [all()], transfers: [], toBank: 0 },
])(
  'of $amount, $transfers are transferred and $toBank reach the bank, because $because',
  ({ amount, rules, transfers, toBank }) => {
    const split = splitPayout(amount, rules, 'usd')
    expect(split?.transfers.map((each) => each.amount)).toEqual(transfers)
    expect(split?.toBank).toBe(toBank)
  },
)

const rule = fc.record({
  payoutMethod: fc.constantFrom('fa_1', 'fa_2', 'fa_3'),
  upTo: fc.option(fc.nat({ max: 2_000_000 })),
})
const rules = fc.array(rule, { maxLength: 5 })
const amount = fc.integer({ min: -500_000, max: 5_000_000 })

test('the parts are above zero, add up to the payout and take no more than their rules say', () => {
  fc.assert(
    fc.property(amount, rules, (amount, rules) => {
      const split = splitPayout(amount, rules, 'eur')
      const parts = split?.transfers.map((each) => each.amount) ?? []
      expect(parts.every((part) => part > 0)).toBe(true)
      expect(split?.toBank).toBeGreaterThanOrEqual(0)
      expect(parts.reduce((sum, part) => sum + part, 0) + (split?.toBank ?? 0)).toBe(Math.max(0, amount))
      for (const payoutMethod of new Set(rules.map((each) => each.payoutMethod))) {
        const most = rules.filter((each) => each.payoutMethod === payoutMethod).map((each) => each.upTo ?? Infinity)
        const got =
          split?.transfers.filter((each) => each.payoutMethod === payoutMethod).map((each) => each.amount) ?? []
        expect(got.reduce((sum, part) => sum + part, 0)).toBeLessThanOrEqual(most.reduce((sum, each) => sum + each, 0))
      }
    }),
  )
})

test('rules apply in their order: what the first ones take doesn’t depend on those that follow', () => {
  fc.assert(
    fc.property(amount, rules, rules, (amount, first, later) => {
      const alone = splitPayout(amount, first, 'usd')?.transfers ?? []
      const together = splitPayout(amount, [...first, ...later], 'usd')?.transfers ?? []
      expect(together.slice(0, alone.length)).toEqual(alone)
    }),
  )
})

test('a larger payout never sends less to anyone', () => {
  fc.assert(
    fc.property(amount, fc.nat({ max: 100_000 }), rules, (amount, more, rules) => {
      const [small, large] = [splitPayout(amount, rules, 'gbp'), splitPayout(amount + more, rules, 'gbp')]
      expect(large?.toBank).toBeGreaterThanOrEqual(small?.toBank ?? 0)
      small?.transfers.forEach((each, index) => {
        expect(large?.transfers[index]?.amount).toBeGreaterThanOrEqual(each.amount)
      })
    }),
  )
})

test('the bank gets an amount that its currency can be paid out in', () => {
  fc.assert(
    fc.property(amount, rules, fc.constantFrom('huf', 'kwd', 'jpy', 'usd'), (amount, rules, currency) => {
      expect((splitPayout(amount, rules, currency)?.toBank ?? 0) % payoutIncrement(currency)).toBe(0)
    }),
  )
})

test('one rule that isn’t known makes every part unknown, wherever it is, and no sentence names an amount', () => {
  fc.assert(
    fc.property(amount, rules, rules, (amount, before, after) => {
      const rules = [...before, unknown, ...after]
      expect(splitPayout(amount, rules, 'usd')).toBeNull()
      expect(transferScope(rules)).toBe('unknown')
      expect(describeRules(rules, 'usd')).toMatch(/doesn’t know.*isn’t known\.$/)
      expect(describeRules(rules, 'usd')).not.toMatch(/\d/)
    }),
  )
})

test('the scope agrees with the split: all means nothing for the bank, none means everything', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5_000_000 }), rules, (amount, rules) => {
      const split = splitPayout(amount, rules, 'usd')
      const scope = transferScope(rules)
      if (scope === 'all') expect(split?.toBank).toBe(0)
      if (scope === 'none') expect(split).toEqual({ transfers: [], toBank: amount })
      expect(describeRules(rules, 'usd') === null).toBe(scope === 'none')
    }),
  )
})

test('a currency has its own rules, and rules that can’t be read as a whole are unknown in every currency', () => {
  const settings = { transferRules: { usd: [all()] } }
  expect(rulesIn(settings, 'usd')).toEqual([all()])
  expect(rulesIn(settings, 'eur')).toEqual([])
  expect(rulesIn({}, 'usd')).toEqual([])
  expect(rulesIn({ transferRules: null }, 'usd')).toEqual([])
  expect(transferScope(rulesIn({ unread: { transferRules: '[1]' } }, 'eur'))).toBe('unknown')
})

test('amounts are in units of the currency and destinations are named', () => {
  const rules = [upTo(1_500_000), all('pm_7')]
  expect(describeRules([upTo(1_500_000)], 'usd')).toBe(
    'Each automatic payout sends up to 15,000.00 USD to the financial account fa_1 and the rest to the bank account.',
  )
  expect(describeRules([all()], 'gbp')).toBe(
    'Each automatic payout sends all GBP to the financial account fa_1 and nothing to the bank account.',
  )
  const split = splitPayout(2_000_000, rules, 'usd')
  expect(split && describeTransfers(split, 'usd')).toBe(
    '15,000.00 USD goes to the financial account fa_1 and 5,000.00 USD goes to the payout method pm_7',
  )
})

test('where the currency isn’t known, rules in any currency may apply', () => {
  const rules = { usd: [{ payoutMethod: 'fa_1', upTo: null }] }
  const scopes = [{ transferRules: rules }, { transferRules: { usd: [] } }, { transferRules: null }, {}]
  expect(scopes.map((settings) => transferScope(rulesIn(settings, null)))).toEqual(['unknown', 'none', 'none', 'none'])
})
