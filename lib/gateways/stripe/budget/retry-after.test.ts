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
])('Retry-After: %s asks for a pause of %s ms', (value, ms) => {
  expect(retryAfterMs({ 'retry-after': value })).toBe(ms)
})
