import fc from 'fast-check'
import { expect, test } from 'vitest'
import { environment } from '@/lib/env'
import { findStep, newSecret, openSecret, sealSecret, setUpAddress } from './totp'

/** RFC 6238, appendix B: the secret and its SHA-1 codes, of which six digits are shown. */
const RFC_SECRET = '12345678901234567890'
const at = (seconds: number) => new Date(seconds * 1000)

test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('at %i seconds the code of RFC 6238 is %s', async (seconds, code) => {
  expect(await findStep(RFC_SECRET, code, 0, at(seconds))).toBe(Math.floor(seconds / 30))
})

test.each([
  [-31, null],
  [-30, 41_152_263],
  [29, 41_152_263],
  [59, 41_152_263],
  [60, null],
])('a code that is shown from 1234567890 on is read %i seconds later as %s', async (later, step) => {
  expect(await findStep(RFC_SECRET, '005924', 0, at(1_234_567_890 + later))).toBe(step)
})

test('a code is accepted once, and one before it never afterwards', async () => {
  expect(await findStep(RFC_SECRET, '005924', 41_152_262, at(1_234_567_890))).toBe(41_152_263)
  expect(await findStep(RFC_SECRET, '005924', 41_152_263, at(1_234_567_890))).toBeNull()
  expect(await findStep(RFC_SECRET, '005924', 41_152_264, at(1_234_567_890))).toBeNull()
})

test('what isn’t the code, in any form, is refused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string(), fc.stringMatching(/^\d{5,7}$/)), async (typed) => {
      const right = await Promise.all(
        [-30, 0, 30].map((later) => findStep(RFC_SECRET, typed, 0, at(1_234_567_890 + later))),
      )
      if (right.some((step) => step !== null)) expect(typed).toMatch(/^\d{6}$/)
    }),
  )
})

test('the address for the app names Spillway and the person', () => {
  expect(setUpAddress(RFC_SECRET, 'ada@people.example')).toMatch(
    /^otpauth:\/\/totp\/Spillway:ada%40people\.example\?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Spillway/,
  )
})

test('a stored secret is read again for its person and for nobody else, nor with another AUTH_SECRET', () => {
  const secret = newSecret()
  const sealed = sealSecret(secret, 'ada')
  expect(sealed).not.toContain(secret)
  expect(openSecret(sealed, 'ada')).toBe(secret)
  expect(openSecret(sealed, 'bob')).toBeNull()
  expect(sealSecret(secret, 'ada'), 'each time another text').not.toBe(sealed)
  expect(openSecret(sealed, 'ada', { ...environment(), AUTH_SECRET: 'another secret' })).toBeNull()
})

test('a stored secret that was changed anywhere can’t be read', () => {
  const sealed = Buffer.from(sealSecret('a secret', 'ada'), 'base64url')
  fc.assert(
    fc.property(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }), fc.nat(3), (index, mask, cut) => {
      const changed = Buffer.from(sealed)
      changed[index] = (changed[index] ?? 0) ^ mask
      expect(openSecret(changed.toString('base64url'), 'ada')).toBeNull()
      expect(openSecret(sealed.subarray(0, sealed.length - 1 - cut).toString('base64url'), 'ada')).toBeNull()
    }),
  )
})
