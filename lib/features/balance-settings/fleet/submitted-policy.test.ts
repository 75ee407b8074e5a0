import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readSubmittedPolicy } from './submitted-policy'

const GOOD = { name: 'Slow', priority: '0', schedule: 'weekly', weekdays: 'monday' }

function formOf(fields: Record<string, string | readonly string[]>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields))
    for (const each of Array.isArray(value) ? value : [value]) form.append(name, each)
  return form
}
const read = (fields: Record<string, string | readonly string[]>) => readSubmittedPolicy(formOf({ ...GOOD, ...fields }))

test('a form becomes a policy with its conditions and values, in whatever case and with whatever blanks it was typed', () => {
  expect(
    read({
      countries: ' de, FR de ',
      currencies: 'EUR',
      types: ['express', 'custom'],
      payouts: 'enabled',
      states: ['blocked', 'waiting'],
      reasons: 'requirements_due',
      delays: '2, 07',
      balance: 'negative',
      availableCurrency: 'EUR',
      availableFrom: '-50.00',
      availableUpTo: '0',
      createdFrom: '2026-11-01',
      weekdays: ['friday', 'monday'],
      delay: '7',
      debits: 'off',
      minimums: '500 EUR; 400.50 gbp',
      isDefault: 'on',
      'variant0.countries': 'gb',
      'variant0.types': 'express',
      'variant0.delay': '10',
      'variant1.countries': 'fr',
      'variant1.debits': 'on',
      'variant1.remove': 'on',
    }),
  ).toEqual({
    ok: true,
    value: {
      name: 'Slow',
      priority: 0,
      segment: {
        facts: {
          ...{ country: ['DE', 'FR'], currency: ['eur'], type: ['custom', 'express'], payouts: ['enabled'] },
          ...{ state: ['blocked', 'waiting'], reason: ['requirements_due'], delay: ['2', '7'], balance: ['negative'] },
        },
        available: { currency: 'eur', min: -5000, max: 0 },
        createdFrom: '2026-11-01',
      },
      values: {
        schedule: { interval: 'weekly', weekdays: ['monday', 'friday'] },
        delayDaysOverride: 7,
        debitNegativeBalances: false,
        minimumBalances: { eur: 50_000, gbp: 40_050 },
      },
      isDefault: true,
      variants: [{ countries: ['GB'], types: ['express'], values: { delayDaysOverride: 10 } }],
    },
  })
})

test.each([
  ['no name', { name: ' ' }, 'Name'],
  ['a name with a control character', { name: 'a\u0007b' }, 'Name'],
  ['a country in words', { countries: 'Germany' }, 'Countries'],
  ['a currency with four letters', { currencies: 'EURO' }, 'Default currencies'],
  ['a day that doesn’t exist', { createdFrom: '2026-02-30' }, 'Created on or after'],
  ['a current delay in words', { delays: 'a week' }, 'Current settlement delays'],
  ['an amount of the balance without its currency', { availableFrom: '5' }, 'Balance'],
  ['a currency of the balance that doesn’t exist', { availableCurrency: 'zzz' }, 'Balance'],
  ['an amount of the balance in words', { availableCurrency: 'eur', availableUpTo: 'ten' }, 'Balance'],
  [
    'a least amount above the most',
    { availableCurrency: 'eur', availableFrom: '5', availableUpTo: '4.99' },
    'the smaller one first',
  ],
  ['a priority that isn’t a number', { priority: 'high' }, 'Priority'],
  ['no setting at all', { schedule: '', weekdays: '' }, 'Settings'],
  ['a weekly schedule without a day', { weekdays: '' }, 'Payout schedule'],
  ['a month with 40 days', { schedule: 'monthly', monthDays: '40' }, 'Payout schedule'],
  ['a month day in words', { schedule: 'monthly', monthDays: 'first' }, 'Payout schedule'],
  ['a variant without a setting', { 'variant0.countries': 'DE' }, 'Variant 1'],
  ['a variant for nobody in particular', { 'variant0.delay': '3' }, 'Name a country or an account type'],
  ['daily payouts in a country that has none', { schedule: 'daily', countries: 'JP' }, 'Payout schedule in JP'],
  ['a delay in words', { delay: 'a week' }, 'Settlement delay'],
  ['a delay that is too long', { delay: '99' }, 'Settlement delay'],
  ['a negative delay', { delay: '-1' }, 'Settlement delay'],
  ['an amount without a currency', { minimums: '500' }, 'Minimum balances'],
  ['an amount twice', { minimums: '500 EUR; 600 EUR' }, 'Minimum balances'],
  ['an amount of nothing', { minimums: '0 EUR' }, 'Minimum balance'],
])('%s is refused with a sentence about its field', (_, fields, about) => {
  const answer = read(fields)
  if (answer.ok) throw new Error('it was read')
  expect(answer.failure).toEqual([expect.stringContaining(about)])
})

test('whatever a browser sends, the answer is a policy or sentences, and a condition that can’t be read never widens it', () => {
  const names = [
    'name',
    'countries',
    'currencies',
    'types',
    'payouts',
    'createdFrom',
    'schedule',
    'delay',
    'minimums',
  ].concat('delays', 'availableCurrency', 'availableFrom', 'availableUpTo')
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), fc.string({ unit: 'binary' })), (fields) => {
      const answer = read(fields)
      if (!answer.ok) {
        expect(answer.failure.length).toBeGreaterThan(0)
        return
      }
      const { facts, available, createdFrom } = answer.value.segment
      if (/\w/.test(fields.delays ?? '')) expect(facts.delay?.length).toBeGreaterThan(0)
      if ((fields.availableFrom ?? '').trim() !== '') expect(available?.min).toEqual(expect.any(Number))
      if (/\w/.test(fields.countries ?? '')) expect(facts.country?.length).toBeGreaterThan(0)
      if ((fields.createdFrom ?? '').trim() !== '') expect(createdFrom).not.toBeNull()
    }),
  )
})
