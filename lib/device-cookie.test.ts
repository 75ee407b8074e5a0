import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyKnownDevice, deviceCookieName, openDeviceCookie, sealDeviceCookie } from './device-cookie'

const NOW = new Date('2026-11-28T12:00:00Z')
const daysLater = (days: number) => new Date(NOW.getTime() + days * 24 * 3_600_000)
const ADA = deviceCookieName('ada@example.com')
const sealed = sealDeviceCookie(ADA, 'device1', NOW)

test('a device is known for 180 days, to the person who signed in on it', () => {
  expect(openDeviceCookie(ADA, sealed, daysLater(179))).toBe('device1')
  expect(openDeviceCookie(ADA, sealed, daysLater(180))).toBeNull()
  expect(openDeviceCookie(deviceCookieName('bob@example.com'), sealed, NOW)).toBeNull()
})

test('a cookie that was changed in any way is worth nothing', () => {
  fc.assert(
    fc.property(fc.nat(sealed.length), fc.nat(3), fc.string({ maxLength: 4 }), (at, removed, added) => {
      const changed = sealed.slice(0, at) + added + sealed.slice(at + removed)
      fc.pre(changed !== sealed)
      expect(openDeviceCookie(ADA, changed, NOW)).toBeNull()
    }),
  )
  fc.assert(fc.property(fc.string(), (value) => openDeviceCookie(ADA, value, NOW) === null))
})

test('a device is recognized among all cookies, no matter whose, and no forged one is', () => {
  expect(anyKnownDevice(`theme=dark; ${ADA}=${sealed}; spillway=x`, NOW)).toBe('device1')
  expect(anyKnownDevice(`${ADA}=${sealed}`, daysLater(180))).toBeNull()
  fc.assert(
    fc.property(fc.string(), fc.constantFrom(ADA, deviceCookieName('bob@example.com')), (value, name) => {
      expect(anyKnownDevice(`theme=dark; ${name}=${value}; ${value}`, NOW)).toBeNull()
    }),
  )
  expect(anyKnownDevice(`x${ADA}=${sealed}`, NOW)).toBeNull()
})
