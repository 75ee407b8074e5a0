import { expect, test } from 'vitest'
import { describeSpace } from './readiness'

const MB = 1024 * 1024

test.each([
  [0, '0 MB are free where the database is; it needs 100 MB'],
  [100 * MB - 1, '99 MB are free where the database is; it needs 100 MB'],
  [100 * MB, null],
])('with %i free bytes the disk problem is: %s', (free, problem) => {
  expect(describeSpace(free)).toBe(problem)
})
