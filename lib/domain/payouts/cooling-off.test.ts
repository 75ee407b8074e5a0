import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findCoolingOff } from './cooling-off'

const NOW = Date.parse('2026-11-29T12:00:00Z')
const HOUR = 3_600_000
const addedBefore = (hours: number) => ({ addedAt: new Date(NOW - hours * HOUR) })

test.each([
  ['was there from the beginning', { addedAt: null }, 24, false],
  ['was added an hour ago', addedBefore(1), 24, true],
  ['was added 24 hours ago', addedBefore(24), 24, false],
  ['was never seen before', null, 24, true],
  ['was added an hour ago, while no cooling-off is set', addedBefore(1), 0, false],
  ['was never seen before, while no cooling-off is set', null, 0, false],
])('a destination that %s', (_, known, hours, isRefused) => {
  expect(findCoolingOff(known, hours, NOW) !== null).toBe(isRefused)
})

test('the reason says from when on a payout can be sent', () => {
  expect(findCoolingOff(addedBefore(1), 24, NOW)).toContain('Mon 30 Nov 2026, 11:00 (UTC)')
})

test('a destination is refused until exactly its hours are over, however many', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 720 }), fc.integer({ min: 0, max: 800 * HOUR }), (hours, age) => {
      const refused = findCoolingOff({ addedAt: new Date(NOW - age) }, hours, NOW) !== null
      expect(refused).toBe(age < hours * HOUR)
    }),
  )
})
