import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Stripe from 'stripe'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Rig } from '../testing/rig.ts'

const SECRET = 'whsec_test'

interface Received {
  body: string
  signature: string
}

let rig: Rig
let app: Server
let url: string
let received: Received[]
let answers: number[]

beforeAll(async () => {
  app = createServer((incoming, outgoing) => {
    let body = ''
    incoming.on('data', (chunk) => {
      body += chunk
    })
    incoming.on('end', () => {
      received.push({ body, signature: String(incoming.headers['stripe-signature']) })
      outgoing.writeHead(answers.shift() ?? 200).end()
    })
  })
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(app.address() as AddressInfo).port}/api/webhooks/stripe`
  rig = await Rig.start({ webhook: { url, secret: SECRET } })
})
beforeEach(async () => {
  received = []
  answers = []
  await rig.control('POST', '/reset', { accounts: 3 })
  await rig.control('POST', '/webhooks', { url, secret: SECRET, enabled: true, retry_delays_ms: [20, 20] })
})
afterAll(async () => {
  await rig.stop()
  await new Promise((resolve) => app.close(resolve))
})

async function change(account: string, descriptor = 'CHANGED') {
  await rig.post('/v1/balance_settings', `payments[payouts][statement_descriptor]=${descriptor}`, { account })
}
const drain = () => rig.control('POST', '/webhooks/drain')
const deliveries = async () => (await rig.control('GET', '/deliveries')).data

test('an event is signed so that the stripe package accepts it', async () => {
  const account = await rig.newAccount()
  await change(account)
  expect(await drain()).toEqual({ drained: true, pending: 0 })
  expect(received).toHaveLength(1)
  const [{ body, signature } = { body: '', signature: '' }] = received
  const event = new Stripe('sk_test_x').webhooks.constructEvent(body, signature, SECRET)
  expect(event).toMatchObject({
    type: 'balance_settings.updated',
    account,
    api_version: Stripe.API_VERSION,
    livemode: false,
    pending_webhooks: 1,
  })
  expect(() => new Stripe('sk_test_x').webhooks.constructEvent(body, signature, 'whsec_other')).toThrow(
    Stripe.errors.StripeSignatureVerificationError,
  )
  expect(() => new Stripe('sk_test_x').webhooks.constructEvent(`${body} `, signature, SECRET)).toThrow()
})

test('the signature uses real time even if the virtual clock differs', async () => {
  await rig.control('POST', '/reset', { accounts: 3, now: '2020-01-01T00:00:00Z' })
  await change(await rig.newAccount())
  await drain()
  const [{ body, signature } = { body: '', signature: '' }] = received
  const event = new Stripe('sk_test_x').webhooks.constructEvent(body, signature, SECRET)
  expect(event.created).toBe(Date.UTC(2020, 0, 1) / 1000)
})

test('an event is retried a limited number of times', async () => {
  const account = await rig.newAccount()
  await change(account)
  const [event] = (await rig.control('GET', `/events?account=${account}`)).data
  const refused = await rig.control('POST', `/events/${event?.id}/deliver`, { times: 1e9 })
  expect(refused.error.message).toBe('times must be 1000 or less')
})

test('a refused event is retried', async () => {
  answers = [500, 302, 200]
  await change(await rig.newAccount())
  await drain()
  expect((await deliveries()).map(({ attempt, status }) => [attempt, status])).toEqual([
    [1, 500],
    [2, 302],
    [3, 200],
  ])
  const ids = received.map(({ body }) => JSON.parse(body).id)
  expect(new Set(ids).size).toBe(1)
})

test('an event is dropped after the last retry, and the simulator keeps running', async () => {
  answers = [500, 500, 500, 500]
  const account = await rig.newAccount()
  await change(account)
  await drain()
  expect(received).toHaveLength(3)
  const { body } = await rig.get('/v1/events?delivery_success=false', { account })
  expect(body.data).toMatchObject([{ pending_webhooks: 1 }])
})

test('an unreachable endpoint is logged and doesn’t stop the simulator', async () => {
  await rig.control('POST', '/webhooks', { url: 'http://127.0.0.1:9/nobody', secret: SECRET, retry_delays_ms: [] })
  await change(await rig.newAccount())
  await drain()
  expect(await deliveries()).toMatchObject([{ status: null, error: expect.stringContaining('fetch failed') }])
  expect((await rig.control('GET', '/health')).status).toBe('ok')
})

test('nothing is sent while the endpoint is disabled, and nothing for the platform’s own events', async () => {
  await rig.post('/v1/balance_settings', 'payments[payouts][statement_descriptor]=PLATFORM')
  await rig.control('POST', '/webhooks', { enabled: false })
  await change(await rig.newAccount())
  await drain()
  expect(received).toEqual([])
})

test('an event can be delivered again any number of times', async () => {
  const account = await rig.newAccount()
  await change(account)
  await drain()
  const { id } = JSON.parse(received[0]?.body ?? '{}')
  await rig.control('POST', `/events/${id}/deliver`, { times: 3 })
  await drain()
  expect(received.map(({ body }) => JSON.parse(body).id)).toEqual([id, id, id, id])
})

test('a deleted account sends an event whose object isn’t the account', async () => {
  const account = await rig.newAccount()
  await rig.control('DELETE', `/accounts/${account}`)
  await drain()
  const event = JSON.parse(received[0]?.body ?? '{}')
  expect(event).toMatchObject({
    type: 'account.application.deauthorized',
    account,
    data: { object: { object: 'application' } },
  })
  expect((await rig.get('/v1/balance_settings', { account })).status).toBe(403)
})

test('an account that is connected again sends its event, answers as before and is where it was in the list', async () => {
  const ids = async () => (await rig.get('/v1/accounts?limit=3')).body.data.map(({ id }: { id: string }) => id)
  const account = await rig.newAccount({ settings: { payments: { payouts: { statement_descriptor: 'BEFORE' } } } })
  await rig.newAccount()
  const before = await ids()
  expect(await rig.control('POST', `/accounts/${account}/authorize`)).toMatchObject({
    error: { message: expect.stringContaining('is connected') },
  })
  await rig.control('DELETE', `/accounts/${account}`)
  expect(await ids()).not.toContain(account)
  await rig.control('POST', `/accounts/${account}/authorize`)
  await drain()
  const events = received.map(({ body }) => JSON.parse(body))
  expect(events.map(({ type }) => type)).toEqual(['account.application.deauthorized', 'account.application.authorized'])
  expect(events[1]).toMatchObject({ account, data: { object: { object: 'application' } } })
  const { body } = await rig.get('/v1/balance_settings', { account })
  expect([await ids(), body.payments.payouts.statement_descriptor]).toEqual([before, 'BEFORE'])
})

test('drain ends after its timeout', async () => {
  await rig.control('POST', '/webhooks', { retry_delays_ms: [60_000] })
  answers = [500]
  await change(await rig.newAccount())
  expect(await rig.control('POST', '/webhooks/drain', { timeout_ms: 100 })).toEqual({ drained: false, pending: 1 })
})

describe('The plan', () => {
  const plan = (trouble: Record<string, unknown>) => rig.control('POST', '/webhooks/plan', trouble)
  const descriptors = () =>
    received.map(({ body }) => JSON.parse(body).data.object.payments.payouts.statement_descriptor)
  const changes = async (count: number) => {
    const account = await rig.newAccount()
    for (let index = 0; index < count; index += 1) await change(account, `NUMBER ${index}`)
    await drain()
    return account
  }

  test('loses the next deliveries: the log marks them as lost, and GET /v1/events as pending', async () => {
    await plan({ lose_next: 2 })
    const account = await changes(3)
    expect(descriptors()).toEqual(['NUMBER 2'])
    expect((await deliveries()).map(({ lost, status }) => [lost, status])).toEqual([
      [true, null],
      [true, null],
      [false, 200],
    ])
    const undelivered = (await rig.get('/v1/events?delivery_success=false', { account })).body.data
    expect(undelivered).toHaveLength(2)
    expect((await rig.control('GET', '/webhooks/plan')).plan).toEqual({ lose_next: 2, seed: 1 })
  })

  test('loses the same deliveries for the same seed', async () => {
    const lost = async (seed: number) => {
      await rig.control('POST', '/reset', { accounts: 1 })
      await plan({ lose: 0.5, seed })
      await changes(12)
      return (await deliveries()).map(({ lost }) => lost)
    }
    const [one, again, other] = [await lost(3), await lost(3), await lost(4)]
    expect(again).toEqual(one)
    expect(other).not.toEqual(one)
    expect(new Set(one)).toEqual(new Set([true, false]))
  })

  test('sends extra copies of each event, or of a share of events', async () => {
    await plan({ duplicate: 2 })
    await changes(1)
    expect((await deliveries()).map(({ copy }) => copy)).toEqual([1, 2, 3])
    received = []
    await plan({ duplicate: 0.5, seed: 2 })
    await changes(10)
    expect(received.length).toBeGreaterThan(10)
    expect(received.length).toBeLessThan(20)
  })

  test('delays deliveries, so a later event can arrive first', async () => {
    await plan({ delay_ms: 60 })
    const started = performance.now()
    await changes(1)
    expect(performance.now() - started).toBeGreaterThan(55)
    received = []
    await plan({ delay_ms: [0, 120], seed: 4 })
    await changes(8)
    expect(descriptors().toSorted()).toEqual(Array.from({ length: 8 }, (_, index) => `NUMBER ${index}`))
  })

  test('shuffles groups of events, and sends a last group that isn’t full', async () => {
    await plan({ shuffle: 5, seed: 9 })
    await changes(7)
    const first = descriptors().slice(0, 5)
    expect(first.toSorted()).toEqual(['NUMBER 0', 'NUMBER 1', 'NUMBER 2', 'NUMBER 3', 'NUMBER 4'])
    expect(first).not.toEqual(first.toSorted())
    expect(descriptors().slice(5).toSorted()).toEqual(['NUMBER 5', 'NUMBER 6'])
  })

  test('doesn’t affect events that a tester sends again', async () => {
    const account = await rig.newAccount()
    await change(account)
    await drain()
    const { id } = JSON.parse(received[0]?.body ?? '{}')
    await plan({ lose: 1 })
    await rig.control('POST', `/events/${id}/deliver`)
    await drain()
    expect(received).toHaveLength(2)
  })

  test('ends when it is removed and at a reset', async () => {
    await plan({ lose: 1 })
    await rig.control('DELETE', '/webhooks/plan')
    await changes(1)
    expect(received).toHaveLength(1)
    await plan({ lose: 1 })
    await rig.control('POST', '/reset', { accounts: 1 })
    expect((await rig.control('GET', '/webhooks/plan')).plan).toBeNull()
  })

  test.each([
    [{ lose: 2 }],
    [{ delay_ms: [5, 1] }],
    [{ shuffle: 1 }],
    [{ duplicate: -1 }],
    [{ duplicate: 1e9 }],
    [{ forget: 1 }],
  ])('of %j is refused', async (trouble) => {
    expect((await plan(trouble)).error).toBeDefined()
  })
})

describe('Other endpoints', () => {
  const open = (endpoint: string) =>
    rig.control('POST', '/webhooks', { endpoint, url: `${url}/${endpoint}`, secret: SECRET })
  const close = (endpoint: string) => rig.control('POST', '/webhooks', { endpoint, enabled: false })

  test('events of the platform have a separate endpoint', async () => {
    await open('platform')
    await rig.post('/v1/balance_settings', 'payments[payouts][statement_descriptor]=PLATFORM')
    await change(await rig.newAccount())
    await drain()
    await close('platform')
    expect((await deliveries()).map(({ endpoint, account }) => [endpoint, account === null])).toEqual([
      ['platform', true],
      ['connect', false],
    ])
  })

  test('there are only two kinds', async () => {
    expect((await rig.control('POST', '/webhooks', { endpoint: 'thin' })).error.message).toContain('endpoint must be')
  })
})
