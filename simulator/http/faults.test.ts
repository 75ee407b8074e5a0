import Stripe from 'stripe'
import { expect, test } from 'vitest'
import { BAKERY } from '../testing/rig.ts'
import { rigForTests } from '../testing/rig-for-tests.ts'

const rig = rigForTests()

const MANUAL = 'payments[payouts][schedule][interval]=manual'

/** @param patience how long the client waits; a busy machine answers later than an idle one, and a hanging answer never */
async function tryUnder(fault: Record<string, unknown>, patience = 400) {
  const account = await rig.newAccount()
  await rig.control('POST', '/faults', { match: { account, path: '/v1/balance_settings' }, fault })
  const outcome = await rig
    .post('/v1/balance_settings', MANUAL, { account, signal: AbortSignal.timeout(patience) })
    .catch((error: Error) => error)
  const applied = (await rig.settings(account)).payouts.schedule.interval === 'manual'
  const { data } = await rig.control('GET', `/requests?account=${account}`)
  return { outcome, applied, logged: data[0] }
}

test.each([
  ['reset_before', false],
  ['hang', false],
  ['reset_after', true],
  ['timeout_after', true],
  ['half', true],
] as const)('%s: the caller gets no answer, and the work is done is %s', async (kind, isApplied) => {
  const { outcome, applied, logged } = await tryUnder({ kind })
  expect(outcome).toBeInstanceOf(Error)
  expect(applied).toBe(isApplied)
  expect(logged.fault).toBe(kind)
})

test('a planned status is sent without doing the work', async () => {
  const { outcome, applied } = await tryUnder({ kind: 'status', status: 503 })
  expect(outcome).toMatchObject({ status: 503, body: { error: { type: 'api_error' } } })
  expect(applied).toBe(false)
})

test('a planned status can have a body and headers', async () => {
  const { outcome } = await tryUnder({
    kind: 'status',
    status: 402,
    body: { error: { type: 'card_error' } },
    headers: { 'X-Y': 'z' },
  })
  expect(outcome).toMatchObject({ status: 402, body: { error: { type: 'card_error' } } })
})

test('garbage is sent after the work is done', async () => {
  const { outcome, applied } = await tryUnder({ kind: 'garbage' })
  expect(outcome).toMatchObject({ status: 200, body: expect.stringContaining('<html>') })
  expect(applied).toBe(true)
})

test('a redirect is sent without doing the work', async () => {
  const { outcome, applied } = await tryUnder({ kind: 'redirect' })
  expect(outcome).toMatchObject({ status: 302 })
  expect(applied).toBe(false)
})

test('a planned rate limit has a reason, and a lock timeout asks for a retry', async () => {
  const limited = await tryUnder({ kind: 'rate_limit' })
  expect(limited.outcome).toMatchObject({ status: 429, body: { error: { code: 'rate_limit' } } })
  expect('headers' in limited.outcome && limited.outcome.headers.get('stripe-rate-limited-reason')).toBe('global-rate')
  const locked = await tryUnder({ kind: 'lock_timeout' })
  expect(locked.outcome).toMatchObject({ status: 429, body: { error: { code: 'lock_timeout' } } })
  expect('headers' in locked.outcome && locked.outcome.headers.get('stripe-should-retry')).toBe('true')
})

test('a delayed request is answered after the delay', async () => {
  const started = performance.now()
  const { outcome, applied } = await tryUnder({ kind: 'delay', ms: 120 })
  expect(outcome).toMatchObject({ status: 200 })
  expect(performance.now() - started).toBeGreaterThan(110)
  expect(applied).toBe(true)
})

test('a slow answer arrives in parts after the work is done', async () => {
  const started = performance.now()
  const { outcome, applied } = await tryUnder({ kind: 'drip', ms: 150 }, 10_000)
  expect(outcome).toMatchObject({ status: 200, body: { object: 'balance_settings' } })
  expect(performance.now() - started).toBeGreaterThan(120)
  expect(applied).toBe(true)
})

test.each([
  [{ kind: 'status', status: 200, headers: { 'a b': 'x' } }],
  [{ kind: 'status', status: 200, headers: { a: 'x\ny' } }],
  [{ kind: 'status', status: 200, headers: { a: 5 } }],
  [{ kind: 'status', status: 200, headers: 'a: b' }],
  [{ kind: 'status', status: 200, headers: { 'Transfer-Encoding': 'chunked' } }],
  [{ kind: 'status', status: 99 }],
  [{ kind: 'delay', ms: 1e308 }],
  [{ kind: 'drip', ms: -1 }],
  [{ kind: 'earthquake' }],
])('an invalid fault is refused: %j', async (fault) => {
  expect((await rig.control('POST', '/faults', { fault })).error.message).toMatch(/must be|needs/)
  expect((await rig.control('GET', '/faults')).data).toEqual([])
})

test('a fault applies as many times as planned, and only to matching requests', async () => {
  const { id } = await rig.control('POST', '/faults', {
    match: { method: 'GET', path: '/v1/balance*' },
    times: 2,
    fault: { kind: 'status', status: 500 },
  })
  const statuses = []
  for (const path of ['/v1/account', '/v1/balance', '/v1/balance_settings', '/v1/balance']) {
    statuses.push((await rig.get(path)).status)
  }
  expect(statuses).toEqual([200, 500, 500, 200])
  expect(await rig.control('DELETE', `/faults/${id}`)).toEqual({ removed: false })
})

test('a permanent fault applies until it is removed', async () => {
  await rig.control('POST', '/faults', { times: 'always', fault: { kind: 'status', status: 500 } })
  expect((await rig.get('/v1/account')).status).toBe(500)
  expect((await rig.get('/v1/account')).status).toBe(500)
  expect((await rig.control('GET', '/faults')).data).toMatchObject([{ hits: 2, times: null }])
  await rig.control('DELETE', '/faults')
  expect((await rig.get('/v1/account')).status).toBe(200)
})

test('a fault with a probability applies to about that share, and to the same requests for the same seed', async () => {
  const campaign = async (seed: number) => {
    const plan = { times: 'always', probability: 0.3, seed, fault: { kind: 'status', status: 500 } }
    const { id } = await rig.control('POST', '/faults', plan)
    const statuses: number[] = []
    for (let sent = 0; sent < 60; sent += 1) statuses.push((await rig.get('/v1/account')).status)
    await rig.control('DELETE', `/faults/${id}`)
    return statuses
  }
  const [one, again, other] = [await campaign(5), await campaign(5), await campaign(6)]
  const hits = one.filter((status) => status === 500).length
  expect(hits).toBeGreaterThan(8)
  expect(hits).toBeLessThan(30)
  expect(again).toEqual(one)
  expect(other).not.toEqual(one)
})

test('a fault that its probability skips leaves the request to the next fault', async () => {
  await rig.control('POST', '/faults', { probability: 0, times: 'always', fault: { kind: 'status', status: 500 } })
  await rig.control('POST', '/faults', { fault: { kind: 'status', status: 503 } })
  expect((await rig.get('/v1/account')).status).toBe(503)
  expect((await rig.control('POST', '/faults', { probability: 2, fault: { kind: 'half' } })).error.message).toContain(
    'probability',
  )
  await rig.control('DELETE', '/faults')
})

test('a fault of an unknown kind is refused', async () => {
  expect((await rig.control('POST', '/faults', { fault: { kind: 'earthquake' } })).error.message).toContain(
    'fault.kind',
  )
})

test('the SDK reports a reset as a connection error, and its retry with the same key does the work once', async () => {
  const account = await rig.newAccount()
  await rig.control('POST', '/faults', { match: { account, method: 'POST' }, fault: { kind: 'reset_after' } })
  await rig
    .stripe({ maxNetworkRetries: 2 })
    .balanceSettings.update({ payments: { payouts: { schedule: { interval: 'manual' } } } }, { stripeAccount: account })
  const { data } = await rig.control('GET', `/requests?account=${account}`)
  const posts = data.filter((entry: { method: string }) => entry.method === 'POST')
  expect(posts.map((entry: { replayed: boolean }) => entry.replayed)).toEqual([false, true])
  const ledger = await rig.control('GET', `/ledger?account=${account}`)
  expect(ledger.data.filter((entry: { type: string }) => entry.type === 'balance_settings.updated')).toHaveLength(1)
})

test('the SDK retries a lock timeout but not a rate limit', async () => {
  const stripe = rig.stripe({ maxNetworkRetries: 2 })
  await rig.control('POST', '/faults', { match: { account: BAKERY }, fault: { kind: 'lock_timeout' } })
  expect((await stripe.balance.retrieve({}, { stripeAccount: BAKERY })).object).toBe('balance')
  await rig.control('POST', '/faults', { match: { account: BAKERY }, fault: { kind: 'rate_limit' } })
  await expect(stripe.balance.retrieve({}, { stripeAccount: BAKERY })).rejects.toBeInstanceOf(
    Stripe.errors.StripeRateLimitError,
  )
})
