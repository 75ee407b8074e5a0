import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { combinedVariant, completeAnswer, variantsOf } from '../testing/answer-variants'
import { SAMPLES } from '../testing/samples'
import { readAccountWire } from './account'
import { readBalanceWire } from './balance'
import { fromGa } from './balance-settings'
import { fromPreview } from './balance-settings-preview'
import { readExternalAccountWire } from './external-account'
import { readPayoutWire } from './payout'

const RESOURCES = [
  { resource: 'account', shape: 'ga', read: readAccountWire },
  { resource: 'balance', shape: 'ga', read: readBalanceWire },
  { resource: 'payout', shape: 'ga', read: readPayoutWire },
  { resource: 'bank_account', shape: 'ga', read: readExternalAccountWire },
  { resource: 'card', shape: 'ga', read: readExternalAccountWire },
  { resource: 'balance_settings', shape: 'ga', read: fromGa },
  { resource: 'balance_settings', shape: 'preview', read: fromPreview },
] as const

describe.each(RESOURCES)('$resource ($shape)', ({ resource, shape, read }) => {
  const sample = resource === 'balance_settings' ? SAMPLES[shape] : SAMPLES[resource]
  const answer = completeAnswer(shape, resource, sample)
  const whole = read(answer)

  test('a complete answer is read', () => {
    expect(whole).not.toBeNull()
  })

  test('whatever one field holds, the answer is read, and no text is empty and no number is out of range', () => {
    let count = 0
    for (const variant of variantsOf(answer)) {
      count++
      expect(findFalseValue(read(variant.answer)), variant.name).toBeNull()
    }
    expect(count).toBeGreaterThan(50)
  })

  test('a field that is left out or null never reads as what was there, nor as zero, false or empty text', () => {
    for (const variant of variantsOf(answer)) {
      // An item that a list lacks is another list, and no unknown field.
      if (!/(?<!\.\d+): (left out|null)$/.test(variant.name)) continue
      const now = read(variant.answer)
      if (now === null || whole === null) continue
      for (const [path, value] of changedLeaves(whole, now))
        expect(value === 0 || value === false || value === '', `${variant.name} makes ${path} ${value}`).toBe(false)
    }
  })

  test('any ten changes at once are read as well', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { maxLength: 10 }),
        (picks) => {
          const variant = combinedVariant(answer, picks)
          expect(findFalseValue(read(variant.answer)), variant.name).toBeNull()
        },
      ),
      { numRuns: 200 },
    )
  })

  test.each([null, undefined, '', 'text', 0, [], [1], true])('%j instead of an answer is no answer', (wire) => {
    expect(findFalseValue(read(wire))).toBeNull()
  })
})

/** The path of a text that shows nothing, or of a number that is no whole number, anywhere in what was read. */
function findFalseValue(value: unknown, path = 'it'): string | null {
  if (typeof value === 'string') return value.replaceAll(/[\s\p{Cf}]/gu, '') === '' ? path : null
  if (typeof value === 'number') return Number.isSafeInteger(value) ? null : path
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? path : null
  if (typeof value !== 'object' || value === null) return null
  for (const [key, each] of Object.entries(value)) {
    const found = findFalseValue(each, `${path}.${key}`)
    if (found) return found
  }
  return null
}

function changedLeaves(before: unknown, after: unknown, path = 'it'): [string, unknown][] {
  if (typeof before === 'object' && before !== null && typeof after === 'object' && after !== null) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)])
    return [...keys].flatMap((key) =>
      changedLeaves(
        (before as Record<string, unknown>)[key],
        (after as Record<string, unknown>)[key],
        `${path}.${key}`,
      ),
    )
  }
  return Object.is(before, after) ? [] : [[path, after]]
}
