import fc from 'fast-check'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import { type BalanceSettings, findFieldErrors } from '@/lib/domain/settings/balance-settings'
import { BALANCE_SETTINGS_FIELDS, forEveryField } from '@/lib/domain/settings/fields'
import { draftOf, readDraft } from './draft'
import { editorCore } from './editor-core'
import { formFacts } from './form-facts'
import { INPUTS } from './inputs'
import { draftTerms } from './preview-terms'
import { readStoredDraft } from './stored-draft'

vi.mock('./actions', () => ({}))

const base: BalanceSettings = {
  schedule: { interval: 'weekly', weekdays: ['monday'] },
  minimumBalances: { usd: 15000, jpy: 500 },
  delayDaysOverride: 7,
  startOfDay: { hour: 6, minutes: 30, zone: 'Europe/Paris' },
  debitNegativeBalances: true,
  statementDescriptor: 'BAKERY',
  delayDays: 2,
  payoutsStatus: 'enabled',
}

/** Everything that the editor does with a draft before a person does anything. */
function showDraft(stored: unknown) {
  const draft = { ...draftOf(base), ...readStoredDraft(stored) }
  const { patch } = readDraft(draft, base)
  findFieldErrors(patch, 'US')
  draftTerms(draft, base, 'US')
  for (const field of BALANCE_SETTINGS_FIELDS) {
    const { Input, describeAside } = INPUTS[field]
    const form = {
      ...{ draft, settings: base, country: 'US', currencies: ['usd'] },
      ...{ facts: formFacts(base, 'US'), core: editorCore },
    }
    describeAside?.(form)
    renderToStaticMarkup(
      <Input value={draft[field] as never} error={undefined} form={form} isOpen onChange={() => {}} />,
    )
  }
}

test('a draft that this editor stored is restored as it was', () => {
  const draft = draftOf(base)
  expect(readStoredDraft(JSON.parse(JSON.stringify(draft)))).toEqual(draft)
  expect(Object.keys(readStoredDraft(draft)), 'every setting can be restored').toEqual([...BALANCE_SETTINGS_FIELDS])
})

test.each([
  { stored: null, why: 'nothing' },
  { stored: 'x', why: 'a text' },
  { stored: [], why: 'a list' },
  { stored: { schedule: 'manual' }, why: 'an interval of an earlier build' },
  { stored: { schedule: { interval: 'weekly' } }, why: 'a schedule without days' },
  { stored: { schedule: { interval: 'yearly', weekdays: [], monthDays: [] } }, why: 'an unknown interval' },
  { stored: { minimumBalances: { usd: '1' } }, why: 'minimums of another form' },
  { stored: { minimumBalances: [null] }, why: 'an empty minimum' },
  { stored: { startOfDay: { hour: 99, minutes: 0, zone: 'Etc/UTC' } }, why: 'an hour that no day has' },
  { stored: { delayDaysOverride: 7 }, why: 'a number for a text' },
  { stored: { unknownField: 'x' }, why: 'fields that nobody knows' },
])('$why in storage leaves a clean form', ({ stored }) => {
  expect(readStoredDraft(stored)).toEqual({})
  showDraft(stored)
})

const anyStored = fc.oneof(
  fc.jsonValue(),
  // Close to a draft: its fields, each with a part of a draft, of another field, or anything.
  fc.record(
    forEveryField(() =>
      fc.oneof(
        fc.jsonValue(),
        fc.constantFrom<unknown>(...Object.values(draftOf(base))),
        fc.record({
          interval: fc.oneof(fc.constantFrom('weekly', 'monthly', null), fc.jsonValue()),
          weekdays: fc.oneof(fc.constantFrom<unknown>([], ['monday'], ['someday']), fc.jsonValue()),
          monthDays: fc.oneof(fc.constantFrom<unknown>([], [31], [0]), fc.jsonValue()),
          hour: fc.oneof(fc.integer(), fc.jsonValue()),
          minutes: fc.oneof(fc.integer({ min: -1, max: 61 }), fc.jsonValue()),
          zone: fc.oneof(fc.constantFrom('Europe/Paris', 'Mars/Base'), fc.jsonValue()),
        }),
        fc.array(fc.record({ currency: fc.jsonValue(), text: fc.jsonValue() }), { maxLength: 2 }),
      ),
    ),
    { requiredKeys: [] },
  ),
)

test('whatever is in storage, the editor opens', () => {
  fc.assert(
    fc.property(anyStored, (stored) => {
      expect(() => showDraft(stored)).not.toThrow()
    }),
    { numRuns: 200 },
  )
})
