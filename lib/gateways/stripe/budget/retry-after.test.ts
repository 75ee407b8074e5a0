import { expect, test } from 'vitest'
import { retryAfterMs } from './retry-after'

test.each([
  ['3', 3000],
  ['0.5', 500],
  ['100000000', 300_000],
  ['0', null],
  ['-1', null],
  ['', null],
  ['soon', null],
  ['Infinity', null],
  [undefined, null],
  ['Sun, 29 Nov 2026 12:00:07 GMT', 7000],
  ['Sun, 29 Nov 2026 11:59:59 GMT', null],
  ['Tue, 01 Dec 2026 00:00:00 GMT', 300_000],
  ['Sun, the day after', null],
  ['2026-11-29', null],
])('Retry-After: %s asks for a pause of %s ms', (value, ms) => {
  expect(retryAfterMs({ 'retry-after': value }, Date.UTC(2026, 10, 29, 12))).toBe(ms)
})
