import fc from 'fast-check'
import { expect, test } from 'vitest'
import { confirmAddress, filePathOf, returnPathOf, signInAddress } from './return-path'

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
  fc
    .tuple(fc.constantFrom('/audit', '/audit/export.csv', '/accounts/acct_1', '/balance'), fc.array(pieces))
    .map(([a, b]) => a + b.join('')),
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

test.each([
  ['/audit/export.csv', '/audit/export.csv'],
  ['/audit/export.jsonl?type=sign_in', '/audit/export.jsonl?type=sign_in'],
  ['/accounts/export.csv?id=acct_1&id=acct_2', '/accounts/export.csv?id=acct_1&id=acct_2'],
  ['/accounts/acct_1/payouts/po_1/contents.csv', '/accounts/acct_1/payouts/po_1/contents.csv'],
  ['/balance/payouts/po_1/contents.csv?account=acct_1', '/balance/payouts/po_1/contents.csv?account=acct_1'],
  ['/fleet/rollouts/1/accounts.csv', '/fleet/rollouts/1/accounts.csv'],
])('after a proof for %s, the browser loads %s', (asked, path) => {
  expect(filePathOf(asked)).toBe(path)
  expect(confirmAddress(asked)).toBe(`/confirm?to=${encodeURIComponent(path)}`)
})

test.each(['/audit', '/audit/exportXcsv', '/balance/payouts.ics', '//evil.example/export.csv', '/audit/1/proof', null])(
  '%j is no file that needs a proof',
  (asked) => {
    expect([filePathOf(asked), confirmAddress(asked)]).toEqual([null, '/'])
  },
)

test('whatever the address says, a proof leads to a file of this site', () => {
  fc.assert(
    fc.property(address, (asked) => {
      const path = filePathOf(asked)
      if (path === null) return
      expect(new URL(path, 'https://spillway.example').origin).toBe('https://spillway.example')
      expect(filePathOf(path)).toBe(path)
    }),
    { numRuns: 1000 },
  )
})
