import { expect, test } from 'vitest'
import { accountListUrl, parseAccountListQuery } from './query'

test('an address read and written again is the same list', () => {
  const address = '/accounts?q=bak&payouts=disabled&interval=weekly&country=DE&negative=1&sort=newest&after=acct_1'
  const params = Object.fromEntries(new URL(address, 'http://x').searchParams)
  const query = parseAccountListQuery(params)
  expect(accountListUrl(query, { cursor: query.cursor })).toBe(address)
})

test('another filter starts at the first page, because the old place means nothing there', () => {
  const query = parseAccountListQuery({ after: 'acct_1' })
  expect(accountListUrl(query, { status: 'enabled' })).toBe('/accounts?payouts=enabled')
})

test.each([
  { params: { payouts: 'maybe' }, because: 'the status is unknown' },
  { params: { country: '../..' }, because: 'the country is no country' },
  { params: { after: "acct_1' OR 1=1" }, because: 'the cursor is no account id' },
  { params: { interval: ['weekly', 'daily'] }, because: 'the parameter came twice' },
])('shows the whole list when $because', ({ params }) => {
  expect(accountListUrl(parseAccountListQuery(params))).toBe('/accounts?')
})

test('a search with NUL or half a character still reaches the database as text', () => {
  expect(parseAccountListQuery({ q: 'a\0b\ud800' }).search).toBe('ab\ufffd')
})
