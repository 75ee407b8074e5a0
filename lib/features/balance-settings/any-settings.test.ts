// Whatever Stripe answers, the form is clean when it is loaded, and a save concerns only what somebody changed.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  applyPatch,
  type BalanceSettings,
  type BalanceSettingsPatch,
  diffBalanceSettings,
  findFieldErrors,
  writableSettings,
} from '@/lib/domain/settings/balance-settings'
import { BALANCE_SETTINGS_FIELDS, definitionOf, forEveryField } from '@/lib/domain/settings/fields'
import { combinedVariant, completeAnswer, variantsOf } from '@/lib/gateways/stripe/testing/answer-variants'
import { SAMPLES } from '@/lib/gateways/stripe/testing/samples'
import { fromGa, toGa } from '@/lib/gateways/stripe/wire/balance-settings'
import { fromPreview } from '@/lib/gateways/stripe/wire/balance-settings-preview'
import { draftOf, editedFields, readDraft } from './draft'
import { submissionSchema } from './form-schema'
import { restorationOf } from './restoring'

const throughBrowser = <T>(value: T): T => JSON.parse(JSON.stringify(value))

/** Edits one field as a person would, sends what the browser sends, and gives what would be sent to Stripe. */
function saveDebits(loaded: BalanceSettings) {
  const settings = throughBrowser(loaded)
  const debits = !settings.debitNegativeBalances
  const { patch, unreadable } = readDraft({ ...draftOf(settings), debitNegativeBalances: debits }, settings)
  expect(unreadable).toEqual({})
  const sent = submissionSchema.parse(throughBrowser({ patch, base: writableSettings(settings), reason: null }))
  expect(findFieldErrors(sent.patch, 'US')).toEqual({})
  expect(diffBalanceSettings(sent.base, loaded), 'nobody else has changed anything').toEqual([])
  return toGa(sent.patch).payments
}

function expectUsable(settings: BalanceSettings, name: string) {
  expect(editedFields(draftOf(settings), settings), name).toEqual([])
  if (settings.debitNegativeBalances === undefined) return
  expect(saveDebits(settings), name).toEqual({ debit_negative_balances: !settings.debitNegativeBalances })
}

describe('settings as Stripe may answer them', () => {
  test.each([
    { shape: 'ga', read: fromGa, sample: SAMPLES.ga },
    { shape: 'preview', read: fromPreview, sample: SAMPLES.preview },
  ] as const)('each odd value by itself ($shape)', ({ shape, read, sample }) => {
    const answer = completeAnswer(shape, 'balance_settings', sample)
    for (const { name, answer: odd } of variantsOf(answer)) expectUsable(read(odd), name)
  })

  test('several odd values at once', () => {
    const answer = completeAnswer('ga', 'balance_settings', SAMPLES.ga)
    const picks = fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 2, maxLength: 6 })
    fc.assert(
      fc.property(picks, (picks) => {
        const { name, answer: odd } = combinedVariant(answer, picks)
        expectUsable(fromGa(odd), name)
      }),
      { numRuns: 300 },
    )
  })

  test('minimum balances in currencies of any length, descriptors with anything around them', () => {
    const currency = fc.stringMatching(/^[a-z][a-z0-9]{2,7}$/)
    const minimums = fc.dictionary(currency, fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), { maxKeys: 4 })
    const around = fc.constantFrom('', ' ', '  ', '\u00a0', '\u200b', '\t', '\u2066', '\ufeff')
    const descriptor = fc.tuple(around, fc.constantFrom('SHOP', 'a b', '', 'x'.repeat(30), 'CAFÉ', '"'), around)
    fc.assert(
      fc.property(minimums, descriptor, (minimum_balance_by_currency, parts) => {
        const payouts = { minimum_balance_by_currency, statement_descriptor: parts.join('') }
        expectUsable(fromGa({ payments: { debit_negative_balances: false, payouts } }), JSON.stringify(payouts))
      }),
      { numRuns: 500 },
    )
  })
})

test.each([
  { currency: 'idr', text: '15,000,000.00', amount: 1_500_000_000 },
  { currency: 'vnd', text: '250,000,000', amount: 250_000_000 },
  { currency: 'usd', text: '1,234,567.89', amount: 123_456_789 },
  { currency: 'kwd', text: '2,000,000.000', amount: 2_000_000_000 },
])('a minimum of $text $currency can be saved', ({ currency, text, amount }) => {
  const base = fromGa({ payments: { debit_negative_balances: true, payouts: {} } })
  const draft = { ...draftOf(base), minimumBalances: [{ currency, text }] }
  const { patch } = readDraft(draft, base)
  expect(patch).toEqual({ minimumBalances: { [currency]: amount } })
  const sent = submissionSchema.parse(throughBrowser({ patch, base: writableSettings(base), reason: null }))
  expect(findFieldErrors(sent.patch, 'ID')).toEqual({})
})

test('what Stripe can’t remove is refused when it is emptied, and its “not set” isn’t offered to be restored', () => {
  const current = applyPatch({} as BalanceSettings, {}) as BalanceSettings
  const locks = forEveryField(() => null)
  for (const field of BALANCE_SETTINGS_FIELDS) {
    const change = { field, before: null, after: 'x' } as never
    const canBeCleared = definitionOf(field).canBeCleared
    expect(restorationOf(change, { locks, current }), field).toBe(canBeCleared ? 'offered' : 'not_clearable')
    expect(restorationOf(change, { locks, current: { ...current, replaceOnly: [field] } }), field).toBe('not_clearable')
    expect(restorationOf({ ...(change as object), before: { unread: 'x' } } as never, { locks, current })).toBe(
      'not_offered',
    )
  }
  expect(BALANCE_SETTINGS_FIELDS.filter((field) => !definitionOf(field).canBeCleared)).toEqual([
    'schedule',
    'debitNegativeBalances',
    'statementDescriptor',
  ])
  const emptied: BalanceSettingsPatch = { statementDescriptor: null }
  expect(findFieldErrors(emptied, 'US').statementDescriptor).toMatch(/can’t remove .* Enter another/)
})
