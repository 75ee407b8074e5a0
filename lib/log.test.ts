import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { loggedPath } from './log'

const token = randomBytes(32).toString('base64url')

test.each([
  [`/set-password/${token}`, '/set-password/…'],
  [`/api/calendar/${token}?x=1`, '/api/calendar/…?x=1'],
  [`/nowhere?token=${token}`, '/nowhere?token=…'],
  [
    '/accounts/acct_1SpwDemoBakery/payouts/po_1SpwDemoBakeryNext',
    '/accounts/acct_1SpwDemoBakery/payouts/po_1SpwDemoBakeryNext',
  ],
  ['/audit/01a2238e-9fca-76ba-89ac-66c58bff9559', '/audit/01a2238e-9fca-76ba-89ac-66c58bff9559'],
  [undefined, ''],
])('%s is logged without what opens something', (path, logged) => {
  expect(loggedPath(path)).toBe(logged)
})

test('a token that would be cut off is not logged in part', () => {
  expect(loggedPath(`/${'x/'.repeat(95)}${token}`)).not.toContain(token.slice(0, 5))
})
