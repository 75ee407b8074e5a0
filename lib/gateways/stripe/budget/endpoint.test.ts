import { expect, test } from 'vitest'
import { endpointOf } from './endpoint'

test.each([
  ['GET', '/v1/balance?expand[0]=instant_available.net_available', 'GET /v1/balance'],
  ['POST', '/v1/balance_settings', 'POST /v1/balance_settings'],
  ['GET', '/v1/accounts?limit=100', 'GET /v1/accounts'],
  ['GET', '/v1/accounts/acct_1SpwDemoBakery', 'GET /v1/accounts/:id'],
  ['GET', '/v1/accounts/acct_1Spw/external_accounts?limit=100', 'GET /v1/accounts/:id/external_accounts'],
  ['POST', '/v1/payouts/po_1Nabc/cancel', 'POST /v1/payouts/:id/cancel'],
  ['POST', '/v1/account_sessions', 'POST /v1/account_sessions'],
])('%s %s counts as %s', (method, path, endpoint) => {
  expect(endpointOf(method, path)).toBe(endpoint)
})
