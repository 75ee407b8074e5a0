import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { PLANTED_BUGS } from './planted-bugs.mjs'

test('there are at least 25 planted bugs, each with a name of its own', () => {
  expect(PLANTED_BUGS.length).toBeGreaterThanOrEqual(25)
  expect(new Set(PLANTED_BUGS.map(({ bug }) => bug)).size).toBe(PLANTED_BUGS.length)
})

test.each(PLANTED_BUGS)('“$bug” can still be planted, and the test that has to find it exists', (planted) => {
  const { file, find, replace } = planted
  expect(readFileSync(file, 'utf8').split(find)).toHaveLength(2)
  expect(replace).not.toBe(find)
  expect(existsSync(planted.test), planted.test).toBe(true)
})
