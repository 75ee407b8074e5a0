import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { mixedTextIn } from './text-children.mjs'

const inElement = (jsx: string) => mixedTextIn('x.tsx', `const x = ${jsx}`)

test('every text on every page is the only child of its element', () => {
  const files = globSync(['app/**/*.tsx', 'lib/**/*.tsx']).filter((file) => !file.includes('.test.'))
  expect(files.length).toBeGreaterThan(60)
  expect(files.flatMap((file) => mixedTextIn(file, readFileSync(file, 'utf8')))).toEqual([])
})

test.each([
  '<p>{before} and {after}</p>',
  '<p>{amount} <b>now</b></p>',
  '<p>\n  {isNegative && <b>negative</b>}\n  {formatMoney(money)}\n</p>',
  '<p>{count}{isMany && <b>many</b>}</p>',
  '<Notice>{reading.because} {text.reload}</Notice>',
  '<>{text.done} <Time at={at} /></>',
  '<p>{isOld ? text.old : <b>new</b>} <i>{age}</i></p>',
])('a text that a translation would cut off from the page is found: %s', (jsx) => {
  expect(inElement(jsx).length).toBeGreaterThan(0)
})

test.each([
  '<p>{describe(before, after)}</p>',
  '<p><span>{amount}</span> <b>now</b></p>',
  '<p>{isOld ? text.old : <b>new</b>}</p>',
  '<ul>\n  {names.map((name) => <li key={name}>{name}</li>)}\n</ul>',
  '<p>\n  {isNegative && <b>negative</b>}\n  <span>{formatMoney(money)}</span>\n</p>',
])('a text with an element of its own is fine: %s', (jsx) => {
  expect(inElement(jsx)).toEqual([])
})

test('a component that is text without an element is found', () => {
  expect(mixedTextIn('x.tsx', 'function Status({ sync }) { if (sync) return text.done; return <b /> }')).toHaveLength(1)
  expect(mixedTextIn('x.tsx', 'const Status = ({ sync }) => (sync ? <i /> : null)')).toEqual([])
})
