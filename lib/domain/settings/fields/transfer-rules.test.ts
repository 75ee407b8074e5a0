import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyPatch, diffBalanceSettings, patchOf, reversed, undoChanges } from '../balance-settings'
import { type TransferRules, transferRules } from './transfer-rules'

const all = { payoutMethod: 'fa_1', upTo: null }
const upTo = (amount: number) => ({ payoutMethod: 'fa_1', upTo: amount })
const unknown = { unread: '{"type":"transfer_half"}' }

test.each<[TransferRules | null, string]>([
  [null, 'None'],
  [{ usd: [upTo(5_000)] }, 'up to 50.00 USD to fa_1'],
  [{ usd: [upTo(5_000), all], eur: [all] }, 'up to 50.00 USD to fa_1; all USD to fa_1; all EUR to fa_1'],
  [{ gbp: [unknown] }, 'GBP by “{"type":"transfer_half"}”, which Spillway doesn’t know'],
])('%j reads "%s"', (value, words) => {
  expect(transferRules.describe(value)).toBe(words)
})

test.each([
  [{ cad: [all] }, /no transfer rules in CAD/],
  [{ usd: [{ payoutMethod: 'ba_1', upTo: null }] }, /starts with “fa_”/],
  [{ usd: [{ payoutMethod: '', upTo: null }] }, /starts with “fa_”/],
  [{ usd: [{ payoutMethod: 'fa_1 fa_2', upTo: null }] }, /starts with “fa_”/],
  [{ usd: [upTo(0)] }, /above zero/],
  [{ usd: [upTo(-1)] }, /above zero/],
  [{ usd: [upTo(0.5)] }, /above zero/],
  [{ usd: [unknown] }, /doesn’t know/],
  [{ usd: [all, { payoutMethod: 'fa_2', upTo: null }] }, /one financial account only/],
  [{ usd: [all], gbp: [upTo(1)], eur: [] }, undefined],
  [{ cad: null, usd: null }, undefined],
])('a change to %j is refused before Stripe is asked where Stripe would refuse it', (change, error) => {
  const found = transferRules.findError(change, 'US')
  if (error) expect(found).toMatch(error)
  else expect(found).toBeUndefined()
})

const currency = fc.constantFrom('usd', 'gbp', 'eur', 'cad')
const rule = fc.record({ payoutMethod: fc.constantFrom('fa_1', 'fa_2'), upTo: fc.option(fc.nat({ max: 9_999_999 })) })
const value = fc.option(
  fc.dictionary(
    currency,
    fc.array(fc.oneof({ weight: 4, arbitrary: rule }, { weight: 1, arbitrary: fc.constant(unknown) }), {
      maxLength: 3,
    }),
  ),
)
const settings = (transferRules: TransferRules | null) => ({ transferRules })
const canonical = (value: TransferRules | null) => value && transferRules.canonical(value)

test('what Stripe has passes through the form unchanged, rules in their order', () => {
  fc.assert(
    fc.property(value, (value) => {
      const read = transferRules.fromDraft(transferRules.toDraft(value))
      expect('value' in read && read.value && transferRules.canonical(read.value)).toEqual(canonical(value))
    }),
  )
})

test('only changed currencies are sent; an unknown rule is never sent, and its currency stays as it is', () => {
  fc.assert(
    fc.property(value, value, (before, after) => {
      const patch = patchOf(diffBalanceSettings(settings(before), settings(after)))
      const sent = patch.transferRules ?? {}
      for (const [currency, rules] of Object.entries(sent)) {
        expect(JSON.stringify(before?.[currency] ?? [])).not.toBe(JSON.stringify(rules ?? []))
        expect(JSON.stringify(rules)).not.toContain('unread')
      }
      const now = applyPatch(settings(before), patch).transferRules ?? {}
      for (const each of ['usd', 'gbp', 'eur', 'cad']) {
        const wanted = after?.[each]?.some((rule) => 'unread' in rule) ? before : after
        expect(now[each] ?? []).toEqual(wanted?.[each] ?? [])
      }
    }),
  )
})

test('a change that is restored or undone brings back what was there', () => {
  fc.assert(
    fc.property(value, value, (before, after) => {
      const changes = diffBalanceSettings(settings(before), settings(after))
      expect(undoChanges(settings(after), changes).transferRules ?? null).toEqual(canonical(before))
      const hasUnknown = JSON.stringify(before).includes('unread')
      const restored = applyPatch(settings(after), patchOf(changes.map(reversed))).transferRules ?? null
      if (!hasUnknown) expect(restored).toEqual(canonical(before))
    }),
  )
})

test('a typed amount is read in its currency, and text that is none is said to be none', () => {
  const row = { currency: 'usd', payoutMethod: ' fa_1 ', upTo: '12.5' }
  expect(transferRules.fromDraft([row])).toEqual({ value: { usd: [upTo(1_250)] } })
  expect(transferRules.fromDraft([{ ...row, upTo: '12.345' }])).toHaveProperty('error')
  expect(transferRules.fromDraft([{ ...row, upTo: '' }])).toHaveProperty('error')
  expect(transferRules.fromDraft([{ ...row, upTo: null }])).toEqual({ value: { usd: [all] } })
})

test('an ID that was pasted with blanks or marks that nobody sees is the ID', () => {
  for (const payoutMethod of ['fa_1', ' fa_1 ', '\u200bfa_1', 'fa_1\ufeff', '\u2068fa_1\u2069', '\u00a0fa_1\n'])
    expect(transferRules.fromDraft([{ currency: 'usd', payoutMethod, upTo: null }])).toEqual({ value: { usd: [all] } })
})
