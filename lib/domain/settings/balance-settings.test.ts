import { expect, test } from 'vitest'
import {
  applyPatch,
  type BalanceSettings,
  describeFieldValue,
  diffBalanceSettings,
  type FieldChange,
  findFieldErrors,
} from './balance-settings'
import { statementDescriptor } from './fields/statement-descriptor'
import { transferRules } from './fields/transfer-rules'
import { hasTakenEffect } from './own-changes'

const weekly: BalanceSettings = {
  schedule: { interval: 'weekly', weekdays: ['monday', 'thursday'] },
  debitNegativeBalances: true,
  statementDescriptor: 'BAKERY',
  delayDays: 2,
  delayDaysOverride: null,
  payoutsStatus: 'enabled',
}

test('saving a form nobody changed produces no changes, so nothing is sent to Stripe', () => {
  expect(diffBalanceSettings(weekly, structuredClone(weekly))).toEqual([])
})

test('the same days in another order are no change', () => {
  expect(
    diffBalanceSettings(weekly, {
      ...weekly,
      schedule: { interval: 'weekly', weekdays: ['thursday', 'monday', 'monday'] },
    }),
  ).toEqual([])
})

test('the effective delay and the payout status are Stripe’s own and never count as a change', () => {
  expect(
    diffBalanceSettings(weekly, { ...weekly, delayDays: 7, payoutsStatus: 'disabled' } as BalanceSettings),
  ).toEqual([])
})

test('a change reads field by field in words, unchanged fields left out', () => {
  const changes = diffBalanceSettings(
    weekly,
    applyPatch(weekly, { schedule: { interval: 'monthly', monthDays: [31, 5] }, delayDaysOverride: 7 }),
  )
  expect(
    changes.map((change) => [change.field, describeFieldValue(change, 'before'), describeFieldValue(change, 'after')]),
  ).toEqual([
    ['schedule', 'Every Monday and Thursday', 'On the 5th and last day of each month'],
    ['delayDaysOverride', 'Minimum', '7 days'],
  ])
})

test.each([
  {
    patch: { schedule: { interval: 'weekly' as const, weekdays: [] } },
    field: 'schedule',
    because: 'a week without a day never pays out',
  },
  {
    patch: { schedule: { interval: 'weekly' as const, weekdays: ['sunday' as const] } },
    field: 'schedule',
    because: 'banks do not settle on Sundays',
  },
  {
    patch: { schedule: { interval: 'monthly' as const, monthDays: [0] } },
    field: 'schedule',
    because: 'there is no day 0',
  },
  {
    patch: { schedule: { interval: 'monthly' as const, monthDays: [32] } },
    field: 'schedule',
    because: 'there is no day 32',
  },
  {
    patch: { schedule: { interval: 'monthly' as const, monthDays: [1.5] } },
    field: 'schedule',
    because: 'a day is whole',
  },
  { patch: { delayDaysOverride: -1 }, field: 'delayDaysOverride', because: 'a delay cannot be negative' },
  { patch: { delayDaysOverride: 32 }, field: 'delayDaysOverride', because: 'Stripe allows 31 days at most' },
  {
    patch: { statementDescriptor: 'X'.repeat(23) },
    field: 'statementDescriptor',
    because: 'Stripe takes 22 characters',
  },
  { patch: { statementDescriptor: 'Bäckerei' }, field: 'statementDescriptor', because: 'banks cannot show umlauts' },
  { patch: { statementDescriptor: '12345' }, field: 'statementDescriptor', because: 'it needs a letter' },
  { patch: { statementDescriptor: 'A*B' }, field: 'statementDescriptor', because: 'an asterisk separates descriptors' },
])('$field is refused at its field, because $because', ({ patch, field }) => {
  expect(Object.keys(findFieldErrors(patch, 'US'))).toEqual([field])
})

test('a good change has no errors, and clearing the delay is one', () => {
  expect(
    findFieldErrors(
      {
        schedule: { interval: 'monthly', monthDays: [1, 31] },
        delayDaysOverride: null,
        statementDescriptor: 'BAKERY 24/7',
      },
      'US',
    ),
  ).toEqual({})
})

const everyField: BalanceSettings = {
  ...weekly,
  minimumBalances: { usd: 1, eur: 2 },
  transferRules: {
    usd: [{ payoutMethod: 'fa_1', upTo: 5 }, { unread: '"half"' }],
    eur: [{ payoutMethod: 'fa_1', upTo: null }],
  },
  startOfDay: { hour: 1, minutes: 30, zone: 'Asia/Tokyo' },
}

/** PostgreSQL keeps the keys of JSON in an order of its own. */
const reordered = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(reordered)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([key, each]) => [key, reordered(each)]),
        )
      : value

test('settings and changes whose keys come back from a database in another order are the same', () => {
  const stored = reordered(everyField) as BalanceSettings
  expect(diffBalanceSettings(everyField, stored)).toEqual([])
  expect(diffBalanceSettings(stored, everyField)).toEqual([])
  const nothing = Object.fromEntries(
    Object.keys(everyField).map((field) => [field, null]),
  ) as unknown as BalanceSettings
  const changes = diffBalanceSettings(nothing, everyField).filter(({ field }) => field !== 'transferRules')
  const rules = {
    field: 'transferRules',
    before: null,
    after: { eur: [{ payoutMethod: 'fa_1', upTo: null }] },
  } as const
  for (const change of [...changes, rules])
    expect(
      hasTakenEffect([reordered(change) as FieldChange], { ...everyField, transferRules: rules.after }),
      change.field,
    ).toBe(true)
  expect(transferRules.changeBetween(everyField.transferRules ?? null, stored.transferRules ?? null)).toEqual({})
})

test('a descriptor with blanks or marks that nobody sees, typed or at Stripe, is the descriptor', () => {
  for (const typed of [' BAKERY', 'BAKERY\u00a0', '\u200bBAKERY\ufeff', 'BA\u00adKERY', '\u2068BAKERY\u2069']) {
    expect(statementDescriptor.fromDraft(typed)).toEqual({ value: 'BAKERY' })
    expect(diffBalanceSettings(weekly, { ...weekly, statementDescriptor: typed })).toEqual([])
  }
})
