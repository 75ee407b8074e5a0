import { parseAndValidateFlightRouterState } from 'next/dist/server/app-render/parse-and-validate-flight-router-state'
import { expect, test } from 'vitest'
import { isRouterState } from './router-state'

function isReadByNext(header: string): boolean {
  try {
    parseAndValidateFlightRouterState(header)
    return true
  } catch {
    return false
  }
}

const account = ['accountId', 'acct_1', 'd', null]

test.each([
  ['["",{}]'],
  ['["",{"children":["accounts",{}]}]'],
  [
    JSON.stringify([
      '',
      { children: ['(platform)', { children: [account, { children: ['__PAGE__', {}] }] }] },
      null,
      'refetch',
    ]),
  ],
  [JSON.stringify(['', {}, ['/a', '/b'], 'inside-shared-layout', 16])],
  [JSON.stringify(['', {}, null, null, 1, 'x'])],
  [encodeURIComponent(JSON.stringify(['', { children: [['x', 'ü', 'oc', ['a']], {}] }]))],
  ['[""]'],
  ['["",{},1]'],
  ['["",{},null,"x"]'],
  ['["",{},null,null,"1"]'],
  ['["",{},null,null,1,"x",1]'],
  ['["",7]'],
  ['["",null]'],
  ['["",{"children":["a"]}]'],
  ['[["a"],{}]'],
  ['[["a","b","q",null],{}]'],
  ['[["a","b","d"],{}]'],
  ['[7,{}]'],
  ['{}'],
  ['null'],
  ['7'],
  [''],
  ['['],
  ['%'],
  ['%E0%A4%A'],
])('%s is read here just when Next reads it', (header) => {
  expect(isRouterState(header)).toBe(isReadByNext(header))
})

test('a state that is nested far beyond any page is refused and breaks nothing', () => {
  expect(isRouterState(`${'['.repeat(4000)}${']'.repeat(4000)}`)).toBe(false)
})
