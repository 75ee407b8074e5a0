import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseCalendarDate } from '@/lib/domain/calendar/calendar-date'
import { WEEKDAYS } from '@/lib/domain/calendar/weekday'
import { describePolicyChanges, type Policy, type PolicyDraft } from '@/lib/domain/fleet/policy'
import type { PayoutSchedule } from '@/lib/domain/settings/payout-schedule'
import { LARGEST_FILE, readPolicyFile, writePolicyFile } from './policy-file'

const read = (text: string) => readPolicyFile(Buffer.from(text))
const policy = (line: string) =>
  `version: 1\npolicies:\n  - name: A\n    ${line}\n    settings:\n      delayDaysOverride: 7\n`

/** Names that YAML, JavaScript or a spreadsheet take for something else. */
const TRICKY = [
  'yes',
  'null',
  '~',
  '- a',
  'a: b',
  '# a',
  '&a',
  '*a',
  '!a',
  '"',
  "'",
  '012',
  '1e3',
  '2026-01-01',
  '<<',
  '__proto__',
  '{}',
  '[a',
  'é',
  '=1',
  '%',
  '@',
  '|',
  '>',
  '? a',
  '\u2028',
  '👩‍💻',
]
const name = fc
  .oneof(fc.constantFrom(...TRICKY), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }))
  .map((text) => text.trim())
  .filter((text) => text !== '' && text.length <= 80 && text.isWellFormed() && !/\p{Cc}/u.test(text))
const some = (values: readonly string[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 })
const schedule = fc.oneof(
  fc.constantFrom<PayoutSchedule>({ interval: 'daily' }, { interval: 'manual' }),
  fc
    .subarray([...WEEKDAYS.slice(0, 5)], { minLength: 1 })
    .map((weekdays): PayoutSchedule => ({ interval: 'weekly', weekdays })),
  fc
    .subarray([1, 2, 15, 28, 31], { minLength: 1 })
    .map((monthDays): PayoutSchedule => ({ interval: 'monthly', monthDays })),
)
const values = fc
  .record(
    {
      schedule,
      minimumBalances: fc.constantFrom({ eur: 50_000 }, { jpy: 5, gbp: 1 }),
      delayDaysOverride: fc.integer({ min: 2, max: 14 }),
      debitNegativeBalances: fc.boolean(),
    },
    { requiredKeys: [] },
  )
  .filter((values) => Object.keys(values).length > 0)
const draft = fc.record({
  name,
  priority: fc.integer({ min: -1000, max: 1000 }),
  isDefault: fc.boolean(),
  segment: fc.record({
    facts: fc.record(
      {
        country: some(['DE', 'NO', 'FR', 'US']),
        type: some(['custom', 'express', 'standard']),
        currency: some(['eur', 'nok', 'jpy']),
        schedule: some(['daily', 'weekly', 'monthly', 'manual']),
        payouts: some(['enabled', 'disabled']),
        state: some(['blocked', 'action_needed', 'waiting', 'paid_as_scheduled']),
        reason: some(['requirements_due', 'held', 'under_review.later']),
        requirement: some(['past_due', 'currently_due', 'eventually_due', 'none']),
        delay: some(['0', '2', '14']),
        balance: some(['negative', 'not_negative']),
        bank: some(['shared', 'not_shared']),
      },
      { requiredKeys: [] },
    ),
    available: fc.constantFrom(
      null,
      { currency: 'eur', min: -5000, max: 0 },
      { currency: 'jpy', min: null, max: 5 },
      { currency: 'gbp', min: null, max: null },
    ),
    createdFrom: fc.constantFrom(null, parseCalendarDate('2026-01-01'), parseCalendarDate('2024-02-29')),
  }),
  values,
  variants: fc.constantFrom(
    [],
    [{ countries: ['SE'], types: [], values: { delayDaysOverride: 9 } }],
    [
      { countries: [], types: ['express'], values: { debitNegativeBalances: true } },
      { countries: ['SE'], types: ['express'], values: { delayDaysOverride: 9 } },
    ],
  ),
})
const policies = fc
  .uniqueArray(draft, { selector: (each) => each.name, maxLength: 8 })
  .chain((drafts) =>
    fc.tuple(...drafts.map((each) => fc.uuid().map((id) => ({ ...each, id, version: 3, createdAt: new Date(0) })))),
  )
  .filter((all) => new Set(all.map(({ id }) => id)).size === all.length)

test('whatever policies are exported, the file says that nothing changes', () => {
  fc.assert(
    fc.property(policies, (stored) => {
      const filed = read(writePolicyFile(stored as unknown as Policy[]))
      if (!filed.ok) throw new Error(JSON.stringify(filed.failure))
      expect(filed.value.map(({ id }) => id)).toEqual(stored.map(({ id }) => id))
      for (const [index, each] of filed.value.entries())
        expect(describePolicyChanges(stored[index] as unknown as PolicyDraft, each.draft)).toEqual([])
    }),
  )
})

test.each<[string, string, number, RegExp]>([
  ['an unknown field', policy('acounts: {}'), 4, /“acounts” isn’t known here/],
  ['a variant for nobody', policy('variants: [{settings: {delayDaysOverride: 3}}]'), 4, /Name a country/],
  [
    'a variant with an unknown field',
    policy('variants: [{country: [DE], settings: {delayDaysOverride: 3}}]'),
    4,
    /“country” isn’t known/,
  ],
  [
    'a field of an account that no policy governs',
    policy('priority: 1').replace('delayDaysOverride: 7', 'statementDescriptor: X'),
    6,
    /“statementDescriptor” isn’t known/,
  ],
  ['a field of the prototype', policy('__proto__: {}'), 4, /“__proto__” isn’t known/],
  ['a key that appears twice', policy('name: B'), 4, /“name” appears twice/],
  ['an alias', 'version: 1\npolicies:\n  - &a\n    name: A\n  - *a\n', 4, /aliases aren’t allowed/],
  ['a merge key', 'version: 1\nbase: &b {name: A}\npolicies:\n  - <<: *b\n', 2, /aliases aren’t allowed/],
  ['a tag', policy('priority: !!js/function "x"'), 4, /tag/i],
  ['a known tag', policy('priority: !!int "3"'), 4, /Tags aren’t allowed/],
  ['text for a number', policy('priority: high'), 4, /priority: /],
  ['a number that is no whole one', policy('priority: 1.5'), 4, /priority: /],
  ['a number beyond every whole one', policy('priority: .inf'), 4, /priority: /],
  ['a list for a map', policy('accounts: [DE]'), 4, /accounts: /],
  ['nothing for a map', policy('accounts:'), 4, /accounts: /],
  ['a country in small letters', policy('accounts: {country: [de]}'), 4, /two-letter codes/],
  ['a country that YAML 1.1 took for false', policy('accounts: {country: [false]}'), 4, /accounts.country/],
  ['an empty list, which would mean everybody', policy('accounts: {country: []}'), 4, /at least one/],
  ['a date that isn’t one', policy('accounts: {createdFrom: 2026-02-30}'), 4, /Use a date/],
  ['no settings', 'version: 1\npolicies:\n  - name: A\n    settings: {}\n', 4, /at least one setting/],
  [
    'a weekly schedule on no day',
    policy('priority: 0').replace('delayDaysOverride: 7', 'schedule: {interval: weekly, weekdays: []}'),
    6,
    /schedule: /,
  ],
  [
    'a minimum in a currency that doesn’t exist',
    policy('priority: 0').replace('delayDaysOverride: 7', 'minimumBalances: {xxq: 5}'),
    6,
    /minimumBalances/,
  ],
  [
    'a minimum below zero',
    policy('priority: 0').replace('delayDaysOverride: 7', 'minimumBalances: {eur: -5}'),
    6,
    /minimumBalances/,
  ],
  [
    'a name without a character',
    'version: 1\npolicies:\n  - name: "  "\n    settings: {delayDaysOverride: 7}\n',
    3,
    /name: /,
  ],
  [
    'the same name twice',
    `${policy('priority: 0')}  - name: A\n    settings: {delayDaysOverride: 7}\n`,
    7,
    /has the name “A”/,
  ],
  ['another version', 'version: 2\npolicies: []\n', 1, /version 1/],
  ['no policies', 'version: 1\n', 1, /policies|expected/i],
  ['a list', '- a\n', 1, /expected/i],
  ['a word', 'hello', 1, /expected/i],
  ['nothing', '', 1, /empty/],
  ['two documents', 'version: 1\npolicies: []\n---\nversion: 1\n', 3, /one document/],
  ['a bracket that isn’t closed', 'version: 1\npolicies: [\n', 3, /./],
  ['a tab in the indentation', 'version: 1\npolicies:\n\t- name: A\n', 3, /./],
])('%s is refused with its line', (_, text, line, message) => {
  expect(read(text)).toEqual({
    ok: false,
    failure: expect.arrayContaining([{ line, message: expect.stringMatching(message) }]),
  })
})

test.each([
  [
    'a billion laughs',
    `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
      .split('')
      .map((key, index) => `${key}: &${key} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(',')}]`)
      .join('\n')}\n`,
  ],
  ['lists in lists', '['.repeat(LARGEST_FILE)],
  ['lists in lists, one line each', '[\n'.repeat(LARGEST_FILE / 2)],
  ['maps in maps', '{a: '.repeat(60_000)],
  ['lists by indentation', '- '.repeat(100_000)],
  ['a very long line', `name: ${'x'.repeat(240_000)}`],
  ['very many keys', Array.from({ length: 22_000 }, (_, index) => `k${index}: 1`).join('\n')],
  ['more bytes than a file may have', ' '.repeat(LARGEST_FILE + 1)],
])('%s is refused before it takes the parser minutes', { timeout: 30_000 }, (_, text) => {
  expect(read(text).ok).toBe(false)
})

test('bytes that aren’t text are refused, and so is whatever else comes', () => {
  expect(readPolicyFile(Uint8Array.of(0xff, 0xfe, 0x00))).toMatchObject({ ok: false, failure: [{ line: 1 }] })
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array(),
        fc
          .string({ unit: fc.constantFrom(...' \n:-[]{}#&*!|>\'"%@`,?ab1'.split('')) })
          .map((text) => Buffer.from(text)),
      ),
      (bytes) => {
        const result = readPolicyFile(bytes)
        if (result.ok) expect(result.value).toEqual([])
        else for (const { line, message } of result.failure) expect([line >= 1, message !== '']).toEqual([true, true])
      },
    ),
  )
})
