import { expect, test } from 'vitest'
import { describeWait } from './proof-words'

test.each([
  [0, false, 'Try again in 1 second.'],
  [29_001, false, 'Try again in 30 seconds.'],
  [90_000, false, 'Try again in 90 seconds.'],
  [91_000, true, 'Try again in 2 minutes. This time is yours for 5 minutes.'],
  [15 * 60_000, false, 'Try again in 15 minutes.'],
])('a wait of %i ms is rounded up', (ms, isReserved, text) => {
  expect(describeWait({ until: 1_000_000 + ms, isReserved }, 1_000_000)).toBe(
    `Too many attempts. Your password wasn’t checked. ${text}`,
  )
})
