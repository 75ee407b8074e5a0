import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Stripe from 'stripe'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { Rig } from './testing/rig.ts'

const SECRET = 'whsec_rehearsal'

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

test('an event arrives signed so that the real stripe package accepts it', async () => {
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

test('the signature is of real time even when the virtual clock is far away', async () => {
  await rig.control('POST', '/clock', { now: '2020-01-01T00:00:00Z', frozen: true })
  await change(await rig.newAccount())
  await drain()
  const [{ body, signature } = { body: '', signature: '' }] = received
  const event = new Stripe('sk_test_x').webhooks.constructEvent(body, signature, SECRET)
  expect(event.created).toBe(Date.UTC(2020, 0, 1) / 1000)
})

test('an event that is refused is sent again, a few times', async () => {
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

test('and then given up; the simulator lives on', async () => {
  answers = [500, 500, 500, 500]
  const account = await rig.newAccount()
  await change(account)
  await drain()
  expect(received).toHaveLength(3)
  const { body } = await rig.get('/v1/events?delivery_success=false', { account })
  expect(body.data).toMatchObject([{ pending_webhooks: 1 }])
})

test('an endpoint that does not listen ends in the log, not in a crash', async () => {
  await rig.control('POST', '/webhooks', { url: 'http://127.0.0.1:9/nobody', secret: SECRET, retry_delays_ms: [] })
  await change(await rig.newAccount())
  await drain()
  expect(await deliveries()).toMatchObject([{ status: null, error: expect.stringContaining('fetch failed') }])
  expect((await rig.control('GET', '/health')).status).toBe('ok')
})

test('nothing is sent while the endpoint is switched off, nor for the platform itself', async () => {
  await rig.post('/v1/balance_settings', 'payments[payouts][statement_descriptor]=PLATFORM')
  await rig.control('POST', '/webhooks', { enabled: false })
  await change(await rig.newAccount())
  await drain()
  expect(received).toEqual([])
})

test('an event can be delivered again, as often as a test likes', async () => {
  const account = await rig.newAccount()
  await change(account)
  await drain()
  const { id } = JSON.parse(received[0]?.body ?? '{}')
  await rig.control('POST', `/events/${id}/deliver`, { times: 3 })
  await drain()
  expect(received.map(({ body }) => JSON.parse(body).id)).toEqual([id, id, id, id])
})

test('an account that goes away says so, without being in the object', async () => {
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

test('drain gives up after its time', async () => {
  await rig.control('POST', '/webhooks', { retry_delays_ms: [60_000] })
  answers = [500]
  await change(await rig.newAccount())
  expect(await rig.control('POST', '/webhooks/drain', { timeout_ms: 100 })).toEqual({ drained: false, pending: 1 })
})
