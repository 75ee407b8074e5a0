import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openDeviceCookie, sealDeviceCookie } from './known-device'

const NOW = new Date('2026-11-28T12:00:00Z')
const daysLater = (days: number) => new Date(NOW.getTime() + days * 24 * 3_600_000)
const sealed = sealDeviceCookie('device1', 'ada@example.com', NOW)

test('a device is known for 180 days, to the person who signed in on it', () => {
  expect(openDeviceCookie(sealed, 'ada@example.com', daysLater(179))).toBe('device1')
  expect(openDeviceCookie(sealed, 'ada@example.com', daysLater(180))).toBeNull()
  expect(openDeviceCookie(sealed, 'bob@example.com', NOW)).toBeNull()
})

test('a cookie that was changed in any way is worth nothing', () => {
  fc.assert(
    fc.property(fc.nat(sealed.length), fc.nat(3), fc.string({ maxLength: 4 }), (at, removed, added) => {
      const changed = sealed.slice(0, at) + added + sealed.slice(at + removed)
      fc.pre(changed !== sealed)
      expect(openDeviceCookie(changed, 'ada@example.com', NOW)).toBeNull()
    }),
  )
  fc.assert(fc.property(fc.string(), (value) => openDeviceCookie(value, 'ada@example.com', NOW) === null))
})
