import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parsePeopleQuery, peopleUrl } from './query'

const asked = (url: string) =>
  parsePeopleQuery(Object.fromEntries(new URL(url, 'https://spillway.example').searchParams))

test('whatever somebody searches for is in the address, and is read from it again', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.constantFrom('staff', 'accounts'),
      (typed, group) => {
        const query = parsePeopleQuery({ q: typed, group, after: typed })
        expect(asked(peopleUrl(query))).toEqual(query)
      },
    ),
  )
})

test.each([
  [
    { q: ['a', 'b'], group: 'admins', after: ['x'] },
    { group: 'staff', search: '', after: null },
  ],
  [{ q: ' ADA@Example.com ' }, { group: 'staff', search: 'ada@example.com', after: null }],
  [
    { q: 'acct_1AbC', group: 'accounts' },
    { group: 'accounts', search: 'acct_1AbC', after: null },
  ],
])('%j asks for %j', (parameters, query) => {
  expect(parsePeopleQuery(parameters)).toEqual(query)
})
