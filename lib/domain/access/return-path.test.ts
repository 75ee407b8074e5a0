import fc from 'fast-check'
import { expect, test } from 'vitest'
import { returnPathOf, signInAddress } from './return-path'

test.each([
  ['/audit', '/audit'],
  ['/accounts', '/accounts'],
  ['/accounts/acct_1SpwDemoBakery', '/accounts/acct_1SpwDemoBakery'],
  ['/accounts?status=enabled&q=a%20b', '/accounts?status=enabled&q=a+b'],
  ['/balance?account=acct_1', '/balance?account=acct_1'],
  ['/audit?_rsc=1a2b&type=sign_in', '/audit?type=sign_in'],
  ['/accounts/acct_1/payouts/po_1?_rsc=x', '/accounts/acct_1/payouts/po_1'],
  ['/notices', '/notices'],
])('after a sign-in for %s, the person is on %s', (asked, path) => {
  expect(returnPathOf(asked)).toBe(path)
})

test.each(['/', '/?a=b', '/balance', '/balance?_rsc=x'])('%s is where a sign-in leads anyway', (asked) => {
  expect([returnPathOf(asked), signInAddress(asked)]).toEqual([null, '/sign-in'])
})

test.each([
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  'https://evil.example/accounts',
  'javascript:alert(1)',
  '/accounts/..//evil.example',
  '/accounts/%2e%2e/%2fevil.example',
  '/accounts@evil.example',
  '/audit\n/x',
  ' /audit',
  '/audit#@evil.example',
  '/sign-in',
  '/sign-out',
  '/set-password/abc',
  '/not-me/abc',
  '/api/sync',
  '/api/health',
  '/balance/payouts.ics',
  '/audit/1/proof',
  '/accounts/acct_1/payouts/po_1/contents.csv',
  '/nowhere',
  `/audit?x=${'x'.repeat(1000)}`,
  `/audit?x=${'/'.repeat(500)}`,
  undefined,
  ['/audit', '/audit'],
  { toString: () => '/audit' },
])('%j leads to the start page after a sign-in', (asked) => {
  expect(returnPathOf(asked)).toBeNull()
})

const pieces = fc.constantFrom(
  ...['/', '\\', '//', '.', '..', '@', ':', '?', '#', '&', '=', '%2f', '%5c', '%00', '\t', '\n', '\r', ' ', '\u2028'],
  ...['audit', 'accounts', 'balance', 'acct_1', 'evil.example', 'https:', 'javascript:', 'to', '_rsc'],
)
const address = fc.oneof(
  fc.string(),
  fc.webUrl(),
  fc.array(pieces, { maxLength: 8 }).map((each) => each.join('')),
  fc.tuple(fc.constantFrom('/audit', '/accounts/acct_1', '/balance'), fc.array(pieces)).map(([a, b]) => a + b.join('')),
)

test('whatever the address says, a sign-in leads to this site, to a page of it, and only once', () => {
  fc.assert(
    fc.property(address, (asked) => {
      const path = returnPathOf(asked)
      if (path === null) return
      const url = new URL(path, 'https://spillway.example')
      expect(url.origin).toBe('https://spillway.example')
      expect(url.pathname + url.search).toBe(path)
      expect(path).toMatch(/^\/[a-z]/)
      expect(returnPathOf(path), 'read again from the address of the sign-in page').toBe(path)
    }),
    { numRuns: 2000 },
  )
})
