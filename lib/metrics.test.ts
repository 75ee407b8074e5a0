import { register } from 'prom-client'
import { expect, test } from 'vitest'
import { endpointOf, gauge } from './metrics'

test.each([
  ['/v1/balance_settings', '/v1/balance_settings'],
  ['/v1/accounts?limit=100&starting_after=acct_1', '/v1/accounts'],
  ['/v1/accounts/acct_1A/external_accounts/ba_1B', '/v1/accounts/:id/external_accounts/:id'],
  ['/v1/payouts/po_1NqcEL2eZv/cancel', '/v1/payouts/:id/cancel'],
])('the path %s counts as the endpoint %s', (path, endpoint) => {
  expect(endpointOf(path)).toBe(endpoint)
})

test('a value that cannot be read is left out, rather than reported as before or as zero', async () => {
  let value: number | null = 7
  gauge('spillway_test_value', 'A value for this test', async () => {
    if (value === null) throw new Error('the database does not answer')
    return value
  })
  expect(await register.getSingleMetricAsString('spillway_test_value')).toContain('spillway_test_value 7')
  value = null
  expect(await register.getSingleMetricAsString('spillway_test_value')).not.toMatch(/^spillway_test_value /m)
})
