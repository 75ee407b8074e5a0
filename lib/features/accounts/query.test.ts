import { expect, test } from 'vitest'
import { accountListUrl, parseAccountListQuery } from './query'

test('an address read and written again is the same list', () => {
  const address =
    '/accounts?q=bak&state=blocked&payouts=disabled&schedule=weekly&delay=7&currency=eur&country=DE&type=custom&balance=negative&min=-12.50&max=0.00&sort=available&dir=asc&after=acct_1'
  const params = Object.fromEntries(new URL(address, 'http://x').searchParams)
  const query = parseAccountListQuery(params)
  expect(accountListUrl(query, { cursor: query.cursor })).toBe(address)
})

test('another filter starts at the first page, because the old place means nothing there', () => {
  const query = parseAccountListQuery({ after: 'acct_1' })
  expect(accountListUrl(query, { filters: { payouts: 'enabled' } })).toBe('/accounts?payouts=enabled')
})

test.each([
  { params: { payouts: 'maybe' }, because: 'payouts are either enabled or disabled' },
  { params: { country: '../..' }, because: 'the country is no country' },
  { params: { after: "acct_1' OR 1=1" }, because: 'the cursor is no account id' },
  { params: { schedule: ['weekly', 'daily'] }, because: 'the parameter came twice' },
  { params: { sort: 'available' }, because: 'amounts of several currencies have no order' },
  { params: { min: '5' }, because: 'an amount without a currency says nothing' },
])('shows the whole list when $because', ({ params }) => {
  expect(accountListUrl(parseAccountListQuery(params))).toBe('/accounts?')
})

test('a search with NUL or half a character still reaches the database as text', () => {
  expect(parseAccountListQuery({ q: 'a\0b\ud800' }).search).toBe('ab\ufffd')
})
