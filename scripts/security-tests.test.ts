// SECURITY.md names tests by their files and titles; each of them has to be there.
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const ROW = /^\| ([\d., ()to]+) \| ([^|]+) \| ([^|]+) \|$/
const NAMED = /^`([\w./-]+\.(?:test|spec)\.tsx?)`: (.+)$/

const rows = readFileSync('SECURITY.md', 'utf8')
  .split('## Requirements and their tests')[1]
  ?.split('Not met')[0]
  ?.split('\n')
  .filter((line) => /^\| \d/.test(line))

test('every requirement in SECURITY.md names at least one test that exists', () => {
  expect(rows?.length).toBeGreaterThan(30)
  const wrong = (rows ?? []).flatMap((row) => {
    const named = ROW.exec(row)?.[3]?.trim().split('<br>') ?? ['']
    return named.filter((each) => {
      const [, file = '', title = ''] = NAMED.exec(each) ?? []
      return !existsSync(file) || !titlesIn(readFileSync(file, 'utf8')).includes(title)
    })
  })
  expect(wrong).toEqual([])
})

/** Every text of a file that could be a title: `test.each` has it at the end, on a line of its own. */
const titlesIn = (source: string) =>
  [...source.matchAll(/(?:\btest|\btest\.each\(.*\)|^\s*\][^(]*\)+)\(\s*(['`])(.+?)\1,/gm)].map(
    ([, , title]) => title ?? '',
  )
