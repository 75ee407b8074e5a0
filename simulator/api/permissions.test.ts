import { describe, expect, test } from 'vitest'
import { BAKERY } from '../testing/rig.ts'
import { rigForTests } from '../testing/rig-for-tests.ts'
import { PERMISSIONS, RESOURCES } from './api-keys.ts'
import { resourceOf } from './permissions.ts'
import { ROUTES } from './routes/routes.ts'

const rig = rigForTests()

const ADDRESSES = ROUTES.map(({ method, path, version }) => ({ method, path, version }))

test.each(ADDRESSES)('a restricted key has a permission for $method $path', ({ path }) => {
  expect(resourceOf(path)).toBeDefined()
})

test('every permission is needed by a route', () => {
  const opened = new Set(ROUTES.map(({ path }) => resourceOf(path)))
  expect(RESOURCES.filter((resource) => !opened.has(resource))).toEqual([])
})

describe.each(PERMISSIONS)('A key with the permission %s', (permission) => {
  test.each(ADDRESSES)('can or can’t use $method $path accordingly', async ({ method, path, version }) => {
    const resource = resourceOf(path) ?? ''
    const others = Object.fromEntries(RESOURCES.filter((each) => each !== resource).map((each) => [each, 'write']))
    const { key } = await rig.control('POST', '/keys', { permissions: { ...others, [resource]: permission } })
    const answer = await rig.api(method, path.replaceAll(/:\w+/g, 'x'), {
      key,
      ...(version ? { version } : {}),
      ...(method === 'POST' ? { form: '' } : {}),
    })
    const isAllowed = permission === 'write' || (permission === 'read' && method === 'GET')
    // A permitted request can still fail, because there is no object `x`.
    expect(answer.body.error?.code === 'more_permissions_required').toBe(!isAllowed)
    expect(answer.status === 403 && answer.body.error.code !== 'account_invalid').toBe(!isAllowed)
  })
})

test('the error names the permission and the account, but not the whole key', async () => {
  const { key } = await rig.control('POST', '/keys', { permissions: { balance: 'read' } })
  const { status, body } = await rig.post('/v1/payouts', 'amount=100&currency=usd', { key, account: BAKERY })
  expect(status).toBe(403)
  expect(body.error).toMatchObject({ type: 'invalid_request_error', code: 'more_permissions_required' })
  expect(body.error.message).toMatch(
    /^The provided key 'rk_test_\*+\w{4}' does not have the required permissions for this endpoint on account 'acct_1SpwDemoBakery'\. Having the 'rak_payout_write' permission would allow this request to continue\.$/,
  )
})

test('a refused request isn’t stored under its idempotency key', async () => {
  const account = await rig.newAccount()
  const { key } = await rig.control('POST', '/keys', { permissions: {} })
  const form = 'payments[payouts][schedule][interval]=manual'
  const refused = await rig.post('/v1/balance_settings', form, { account, key, idempotencyKey: 'rk' })
  const allowed = await rig.post('/v1/balance_settings', form, { account, idempotencyKey: 'rk' })
  expect([refused.status, allowed.status]).toEqual([403, 200])
})

test('a key can be added, listed and removed, and is unknown afterwards', async () => {
  const key = 'rk_test_chosen'
  await rig.control('POST', '/keys', { key, permissions: { accounts: 'read' } })
  expect((await rig.get('/v1/account', { key })).status).toBe(200)
  const { data } = await rig.control('GET', '/keys')
  expect(data.find((each) => each.key === key)?.permissions).toMatchObject({ accounts: 'read', payouts: 'none' })
  expect(await rig.control('DELETE', `/keys/${key}`)).toEqual({ removed: true })
  expect((await rig.get('/v1/account', { key })).status).toBe(401)
})

test('the secret key can’t be removed, and a restricted key must not look like one', async () => {
  expect(await rig.control('DELETE', '/keys/sk_test_simulator')).toEqual({ removed: false })
  const added = await rig.control('POST', '/keys', { key: 'sk_test_other', permissions: {} })
  expect(added.error.message).toContain('key must be rk_test_')
})

test.each([
  [{ permissions: { cheese: 'read' } }, 'no resource cheese'],
  [{ permissions: { payouts: 'all' } }, 'payouts must be none, read, write'],
  [{}, 'permissions must be an object'],
])('a key of %j is refused', async (body, message) => {
  expect((await rig.control('POST', '/keys', body)).error.message).toContain(message)
})
