import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findPasswordProblem } from './passwords'

const ada = { name: 'Ada Lovelace', email: 'ada.lovelace@harbour.example' }
const isCommon = (password: string) => ['password', 'iloveyou', 'qwertyuiop123'].includes(password)

test.each([
  ['eleven char', 'short_password'],
  ['qwertyuiop123', 'common_password'],
  ['QwertyUiop123', 'common_password'],
  ['password1234', 'common_password'],
  ['2026!Password', 'common_password'],
  ['ｐａｓｓｗｏｒｄ１２３４', 'common_password'],
  ['aaaaaaaaaaaa', 'common_password'],
  ['abcabcabcabc', 'common_password'],
  ['spillway2026!', 'personal_password'],
  ['Ada Lovelace 1815', 'personal_password'],
  ['ada.lovelace@harbour.example', 'personal_password'],
  ['harbour-ada-99', 'personal_password'],
  ['correct horse battery', null],
  ['a boat on the spillway at noon', null],
  ['password of a long sentence', null],
])('the password %j is answered with %j', (password, problem) => {
  expect(findPasswordProblem(password, ada, isCommon)).toBe(problem)
})

test('every common password stays refused in capitals and with up to six digits or signs around it', () => {
  const ends = fc.string({ unit: fc.constantFrom(...'0123456789!?. '), maxLength: 6 })
  fc.assert(
    fc.property(ends, ends, fc.constantFrom('password', 'PASSWORD', 'iLoveYou'), (before, after, word) => {
      const problem = findPasswordProblem(before + word + after, ada, isCommon)
      expect(problem).toBe((before + word + after).length < 12 ? 'short_password' : 'common_password')
    }),
  )
})
