import { afterEach, describe, expect, test } from 'vitest'
import { BAKERY, BOOKS } from '../testing/rig.ts'
import { rigForTests } from '../testing/rig-for-tests.ts'
import { type LimitMode, RateLimits } from './rate-limits.ts'

describe('The rate limits', () => {
  let now = 0
  const limits = (mode: LimitMode, overrides = {}) => {
    const made = new RateLimits(() => now)
    made.set(mode, overrides)
    return made
  }
  /** Sends requests in sequence and returns the reasons of those refused. */
  const send = (to: RateLimits, count: number, endpoint: string | undefined = 'GET /v1/balance') =>
    Array.from({ length: count }, () => {
      const reason = to.admit(endpoint)
      if (!reason) to.release()
      return reason
    }).filter((reason) => reason !== null)

  test('are off by default', () => {
    expect(send(limits('off'), 1000)).toEqual([])
  })

  test('allow 25 requests a second in a sandbox, for any endpoint', () => {
    const sandbox = limits('sandbox')
    expect(send(sandbox, 20, 'GET /v1/balance')).toEqual([])
    expect(send(sandbox, 10, 'GET /v1/payouts')).toEqual(Array(5).fill('global-rate'))
  })

  test('allow 100 requests a second in live mode, 25 of them to one endpoint', () => {
    const live = limits('live')
    expect(send(live, 26, 'GET /v1/balance')).toEqual(['endpoint-rate'])
    for (const endpoint of ['a', 'b', 'c']) expect(send(live, 25, endpoint)).toEqual([])
    expect(send(live, 1, 'd')).toEqual(['global-rate'])
  })

  test('refill in real time', () => {
    const sandbox = limits('sandbox')
    send(sandbox, 25)
    now += 200
    expect(send(sandbox, 6)).toEqual(['global-rate'])
    now += 60_000
    expect(send(sandbox, 26)).toEqual(['global-rate'])
  })

  test('are not used up by refused requests', () => {
    const live = limits('live')
    send(live, 500)
    now += 1000
    expect(send(live, 25)).toEqual([])
    expect(live.show().refused).toEqual({ 'endpoint-rate': 475 })
  })

  test('count requests to unknown paths, too', () => {
    expect(send(limits('sandbox'), 26, undefined)).toEqual(['global-rate'])
  })

  test('limit concurrent requests', () => {
    const few = limits('live', { concurrent: 2 })
    expect([few.admit('a'), few.admit('b'), few.admit('c')]).toEqual([null, null, 'global-concurrency'])
    few.release()
    expect(few.admit('c')).toBeNull()
    expect(few.show()).toMatchObject({ mode: 'live', in_flight: 2, refused: { 'global-concurrency': 1 } })
  })
})

describe('A simulator with limits', () => {
  const rig = rigForTests()
  afterEach(async () => await rig.control('POST', '/limits', { mode: 'off' }))

  const MANUAL = 'payments[payouts][schedule][interval]=manual'

  test('answers 429 with a reason, counting all accounts of the platform together', async () => {
    await rig.control('POST', '/limits', { mode: 'sandbox', per_second: 2 })
    const statuses = []
    for (const account of [BAKERY, BOOKS, BAKERY]) statuses.push(await rig.get('/v1/balance', { account }))
    expect(statuses.map(({ status }) => status)).toEqual([200, 200, 429])
    expect(statuses[2]?.headers.get('stripe-rate-limited-reason')).toBe('global-rate')
    expect(statuses[2]?.body.error).toMatchObject({ type: 'invalid_request_error', code: 'rate_limit' })
    expect((await rig.control('GET', '/limits')).refused).toEqual({ 'global-rate': 1 })
  })

  test('counts an endpoint whatever ids are in its path', async () => {
    await rig.control('POST', '/limits', { mode: 'live', endpoint_per_second: 1 })
    expect((await rig.get(`/v1/accounts/${BAKERY}`)).status).toBe(200)
    const second = await rig.get(`/v1/accounts/${BOOKS}`)
    expect(second.headers.get('stripe-rate-limited-reason')).toBe('endpoint-rate')
    expect((await rig.get('/v1/account')).status).toBe(200)
  })

  test('never stores a 429 under the idempotency key: the same key works later', async () => {
    const account = await rig.newAccount()
    await rig.control('POST', '/limits', { mode: 'sandbox', per_second: 0 })
    const refused = await rig.post('/v1/balance_settings', MANUAL, { account, idempotencyKey: 'limited' })
    await rig.control('POST', '/limits', { mode: 'off' })
    const done = await rig.post('/v1/balance_settings', MANUAL, { account, idempotencyKey: 'limited' })
    expect([refused.status, done.status, done.headers.get('idempotent-replayed')]).toEqual([429, 200, null])
  })

  test('also refuses replays, because it checks the limit first', async () => {
    const account = await rig.newAccount()
    await rig.post('/v1/balance_settings', MANUAL, { account, idempotencyKey: 'done before' })
    await rig.control('POST', '/limits', { mode: 'sandbox', per_second: 0 })
    const again = await rig.post('/v1/balance_settings', MANUAL, { account, idempotencyKey: 'done before' })
    expect(again.status).toBe(429)
  })

  test('counts slow requests that are in progress', async () => {
    await rig.control('POST', '/limits', { mode: 'live', concurrent: 1 })
    await rig.control('POST', '/faults', { match: { account: BAKERY }, fault: { kind: 'delay', ms: 400 } })
    const slow = rig.get('/v1/balance', { account: BAKERY })
    await expect.poll(async () => (await rig.control('GET', '/limits')).in_flight).toBe(1)
    const second = await rig.get('/v1/balance', { account: BOOKS })
    expect(second.headers.get('stripe-rate-limited-reason')).toBe('global-concurrency')
    expect((await slow).status).toBe(200)
    expect((await rig.get('/v1/balance', { account: BOOKS })).status).toBe(200)
  })

  test('doesn’t refill the limits when the virtual clock moves', async () => {
    await rig.control('POST', '/limits', { mode: 'sandbox', per_second: 0 })
    await rig.control('POST', '/clock', { advance_seconds: 86_400 })
    expect((await rig.get('/v1/account')).status).toBe(429)
  })

  test('checks the key first: a wrong one gets 401, not 429', async () => {
    await rig.control('POST', '/limits', { mode: 'sandbox', per_second: 0 })
    expect((await rig.get('/v1/account', { key: 'sk_test_wrong' })).status).toBe(401)
  })

  test('refuses an unknown limit mode', async () => {
    expect((await rig.control('POST', '/limits', { mode: 'strict' })).error.message).toContain('mode must be')
    expect((await rig.control('POST', '/limits', { mode: 'live', per_second: -1 })).error.message).toContain(
      'per_second must be',
    )
  })
})
