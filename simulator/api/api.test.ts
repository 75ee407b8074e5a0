import { expect, test } from 'vitest'
import { BAKERY, BOOKS } from '../testing/rig.ts'
import { rigForTests } from '../testing/rig-for-tests.ts'

const rig = rigForTests()

test('every answer has headers for the request id, the version, the account and the simulator', async () => {
  const { headers } = await rig.get('/v1/balance', { account: BAKERY, idempotencyKey: 'echo' })
  expect(headers.get('request-id')).toMatch(/^req_\w+$/)
  expect(headers.get('stripe-version')).toBe('2026-10-28.endive')
  expect(headers.get('stripe-account')).toBe(BAKERY)
  expect(headers.get('idempotency-key')).toBe('echo')
  expect(headers.get('x-stripe-simulator')).toBe('1')
})

test('every request has a different id', async () => {
  const ids = await Promise.all(
    Array.from({ length: 20 }, async () => (await rig.get('/v1/account')).headers.get('request-id')),
  )
  expect(new Set(ids).size).toBe(20)
})

test('a wrong key is refused, and the message shows only part of it', async () => {
  const { status, body } = await rig.get('/v1/account', { key: 'sk_test_wrongwrongwrong1234' })
  expect(status).toBe(401)
  expect(body.error.message).toMatch(/^Invalid API Key provided: sk_test_\*+1234$/)
})

test('a request without a key is refused', async () => {
  const { status } = await rig.fetch('/v1/account', {})
  expect(status).toBe(401)
})

test('curl -u sends the key as the user name', async () => {
  const { status } = await rig.fetch('/v1/account', {
    headers: { Authorization: `Basic ${btoa('sk_test_simulator:')}` },
  })
  expect(status).toBe(200)
})

test('an unknown version is refused, and no version means the newest', async () => {
  expect((await rig.get('/v1/account', { version: '2020-01-01' })).status).toBe(400)
  const { status, headers } = await rig.fetch('/v1/account', { headers: { Authorization: 'Bearer sk_test_simulator' } })
  expect([status, headers.get('stripe-version')]).toEqual([200, '2026-10-28.endive'])
})

test.each([
  ['GET', '/v1/payouts/%zz'],
  ['POST', '/v1/payouts/%E2%82/cancel'],
  ['GET', '/v1/accounts/%'],
  ['GET', '/connect/payouts/%zz'],
  ['GET', '/_sim/accounts/%zz/state'],
  ['GET', '/_sim/%zz'],
  ['GET', '/connect-js/%zz'],
])('%s %s is answered with 404, not with 500', async (method, path) => {
  const authorization = path.startsWith('/connect/')
    ? `Bearer ${await rig.session(BAKERY, { payouts: {} })}`
    : 'Bearer sk_test_simulator'
  const { status, body } = await rig.fetch(path, { method, headers: { Authorization: authorization } })
  expect(status).toBe(404)
  if (path.startsWith('/v1/')) expect(body.error.message).toContain(`Unrecognized request URL (${method}: ${path})`)
})

test('an account that is not connected gets 403', async () => {
  const { status, body } = await rig.get('/v1/balance_settings', { account: 'acct_1Nobody' })
  expect(status).toBe(403)
  expect(body.error).toMatchObject({ type: 'invalid_request_error', code: 'account_invalid' })
  expect(body.error.message).toContain("does not have access to account 'acct_1Nobody'")
})

test('an unknown path gets 404 with Stripe’s message', async () => {
  const { status, body } = await rig.get('/v1/nothing')
  expect(status).toBe(404)
  expect(body.error.message).toContain('Unrecognized request URL (GET: /v1/nothing)')
  expect((await rig.api('DELETE', '/v1/balance_settings')).status).toBe(404)
})

test('the account in the query instead of the header is refused as an unknown parameter', async () => {
  const { status, body } = await rig.get(`/v1/balance_settings?stripeAccount=${BAKERY}`)
  expect(status).toBe(400)
  expect(body.error).toMatchObject({ code: 'parameter_unknown', param: 'stripeAccount' })
  expect(body.error.doc_url).toBe('https://stripe.com/docs/error-codes/parameter-unknown')
  expect(body.error.request_log_url).toContain('/logs/req_')
})

test('the message names all unknown parameters', async () => {
  const { body } = await rig.post('/v1/balance_settings', 'a=1&b[c]=2')
  expect(body.error).toMatchObject({ message: 'Received unknown parameters: a, b', param: 'a' })
})

test.each([
  ['expand[]=payments', 'This property cannot be expanded (payments).'],
  ['payments=1', 'Invalid object'],
  ['payments[payouts][schedule]=weekly', 'Invalid object'],
  ['payments[payouts][schedule][weekly_payout_days]=monday', 'Invalid array'],
  ['payments[payouts][schedule][weekly_payout_days][x]=monday', 'Invalid array'],
  ['payments[debit_negative_balances][0]=true', 'Invalid string'],
  ['payments[__proto__][x]=1', 'Received unknown parameter: payments[__proto__]'],
  ['constructor=1', 'Received unknown parameter: constructor'],
  ['payments[debit_negative_balances=true', 'Invalid parameter name: payments[debit_negative_balances'],
  ['payments=%zz', 'Invalid request: the parameters are not valid UTF-8 form encoding.'],
])('%s is refused', async (form, message) => {
  const { status, body } = await rig.post('/v1/balance_settings', form, { account: BAKERY })
  expect({ status, message: body.error.message }).toEqual({ status: 400, message })
})

test('a JSON body is refused under /v1', async () => {
  const { status } = await rig.fetch('/v1/balance_settings', {
    method: 'POST',
    headers: { Authorization: 'Bearer sk_test_simulator', 'Content-Type': 'application/json' },
    body: '{"payments":{}}',
  })
  expect(status).toBe(400)
})

test('a body over one megabyte is refused', async () => {
  const { status, body } = await rig.post('/v1/balance_settings', `x=${'a'.repeat(1_100_000)}`)
  expect([status, body.error.message]).toEqual([400, 'The request body is too large.'])
})

test('the list of accounts starts with the newest and can be paged in both directions', async () => {
  const all = (await rig.get('/v1/accounts?limit=100')).body.data.map((account: { id: string }) => account.id)
  expect(all).toHaveLength(60)
  expect(all[0]).toBe(BAKERY)
  const seen: string[] = []
  let after = ''
  for (;;) {
    const { body } = await rig.get(`/v1/accounts?limit=7${after}`)
    seen.push(...body.data.map((account: { id: string }) => account.id))
    if (!body.has_more) break
    after = `&starting_after=${seen.at(-1)}`
  }
  expect(seen).toEqual(all)
  const back = (await rig.get(`/v1/accounts?limit=3&ending_before=${all[10]}`)).body
  expect(back.data.map((account: { id: string }) => account.id)).toEqual(all.slice(7, 10))
  expect(back.has_more).toBe(true)
})

test('a list has 10 entries by default, and limits are from 1 to 100', async () => {
  expect((await rig.get('/v1/accounts')).body.data).toHaveLength(10)
  expect((await rig.get('/v1/accounts?limit=0')).status).toBe(400)
  expect((await rig.get('/v1/accounts?limit=101')).status).toBe(400)
  expect((await rig.get('/v1/accounts?starting_after=acct_nobody')).status).toBe(404)
  expect((await rig.get(`/v1/accounts?starting_after=${BAKERY}&ending_before=${BOOKS}`)).status).toBe(400)
})

test('accounts can be filtered by creation time', async () => {
  const all = (await rig.get('/v1/accounts?limit=100')).body.data
  const { created: middle, id } = all.slice(30)[0] ?? all[0]
  const older = (await rig.get(`/v1/accounts?limit=100&created[lt]=${middle}`)).body.data
  const newer = (await rig.get(`/v1/accounts?limit=100&created[gte]=${middle}`)).body.data
  expect(older.length + newer.length).toBe(60)
  expect((await rig.get(`/v1/accounts?created=${middle}`)).body.data[0].id).toBe(id)
})

test('a connected account can read itself but no other account', async () => {
  expect((await rig.get(`/v1/accounts/${BOOKS}`, { account: BOOKS })).status).toBe(200)
  expect((await rig.get(`/v1/accounts/${BAKERY}`, { account: BOOKS })).status).toBe(403)
  expect((await rig.get('/v1/accounts', { account: BOOKS })).body.data).toEqual([])
})

test('the request log shows parameters but no secrets', async () => {
  await rig.control('DELETE', '/requests')
  const answer = await rig.post('/v1/balance_settings', 'payments[payouts][schedule][interval]=daily', {
    account: BOOKS,
    idempotencyKey: 'logged',
    headers: { 'X-Request-Id': 'app-7' },
  })
  await rig.session(BOOKS, { balances: {} })
  const { data } = await rig.control('GET', '/requests')
  expect(data[0]).toMatchObject({
    request_id: answer.headers.get('request-id'),
    client_request_id: 'app-7',
    method: 'POST',
    path: '/v1/balance_settings',
    account: BOOKS,
    stripe_account: BOOKS,
    api_version: '2026-10-28.endive',
    idempotency_key: 'logged',
    params: { payments: { payouts: { schedule: { interval: 'daily' } } } },
    status: 200,
    replayed: false,
    fault: null,
  })
  expect(data[0].ended_at_ms).toBeGreaterThanOrEqual(data[0].started_at_ms)
  expect(data[1]).toMatchObject({ path: '/v1/account_sessions', account: BOOKS, stripe_account: null })
  expect(data[2]).toMatchObject({ path: '/connect/claim', params: { client_secret: '[redacted]' } })
  expect((await rig.control('GET', '/requests?limit=1')).data).toEqual([data[2]])
  const since = await rig.control('GET', `/requests?since=${data[0].id}&account=${BOOKS}`)
  expect(since.data.map((entry: { path: string }) => entry.path)).toEqual(['/v1/account_sessions'])
})
