import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isRecentProof, mayStillPassCode, readTypedCode, recoveryCode, showRecoveryCode } from './recovery-codes'

const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 })

test('a recovery code is read however it is typed: grouped, in capitals, with letters that look like digits', () => {
  fc.assert(
    fc.property(bytes, fc.constantFrom(' ', '-', '', '\t'), fc.boolean(), fc.boolean(), (random, gap, isUpper, isL) => {
      const code = recoveryCode(random)
      const shown = showRecoveryCode(code)
      expect(shown).toMatch(/^([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/)
      const spaced = shown
        .replaceAll('-', gap)
        .replaceAll('1', isL ? 'l' : 'i')
        .replaceAll('0', 'o')
      const typed = ` ${isUpper ? spaced.toUpperCase() : spaced} `
      expect(readTypedCode(typed)).toEqual({ kind: 'recovery', text: code })
    }),
  )
})

test.each([
  ['123456', '123456'],
  ['123 456', '123456'],
  [' 012-345 ', '012345'],
])('%j is a code of an app', (typed, digits) => {
  expect(readTypedCode(typed)).toEqual({ kind: 'app', digits })
})

test.each([
  '',
  '12345',
  '1234567',
  '12345a',
  '١٢٣٤٥٦',
  'u234-5678-9abc-defg',
  '0123-4567-89ab-cde',
  'x'.repeat(100_000),
])('%.20j is no code', (typed) => {
  expect(readTypedCode(typed)).toBeNull()
})

test('a proof counts for ten minutes, and a code may follow the password for ten', () => {
  const at = new Date('2026-11-29T12:00:00Z')
  const later = (ms: number) => new Date(at.getTime() + ms)
  expect([later(599_999), later(600_000)].map((now) => isRecentProof(at, now))).toEqual([true, false])
  expect([later(599_999), later(600_000)].map((now) => mayStillPassCode(at, now))).toEqual([true, false])
})
