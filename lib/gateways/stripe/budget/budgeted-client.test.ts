// The SDK's own HTTP client within a budget, against a server with scripted answers.
import { Agent, createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import Stripe from 'stripe'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openAccount, type Person } from '@/lib/domain/access/permissions'
import { BucketsInProcess } from './buckets-in-process'
import { budgetedClient } from './budgeted-client'
import { onBehalfOf } from './caller'
import { Pacer } from './pacer'
import { isNotSent, StripeBudget } from './stripe-budget'

type Answer = (request: IncomingMessage, response: ServerResponse) => void
let answerWith: Answer
const server = createServer((request, response) => answerWith(request, response))
let port = ''
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = String((server.address() as AddressInfo).port)
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const clock = { now: Date.now, sleep: (ms: number) => pause(Math.max(0, ms)) }

function start({ concurrent = 40 } = {}) {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrent })
  const pacer = new Pacer({ all: 1000, endpoint: 500 }, new BucketsInProcess(clock.now), clock)
  const client = budgetedClient(Stripe.createNodeHttpClient(agent), new StripeBudget({ clock, concurrent, pacer }))
  return {
    agent,
    ask: (account: string, { timeout = 5000, path = '/v1/balance' } = {}) =>
      onBehalfOf(accessTo(account), () =>
        client.makeRequest('127.0.0.1', port, path, 'GET', { 'Stripe-Account': account }, '', 'http', timeout),
      ),
  }
}

const ada: Person = { id: 'p1', name: 'Ada', email: 'ada@x', staffRole: 'admin', memberships: [] }
const controller = { lossesLiability: 'application', requirementCollection: 'application' } as const
function accessTo(id: string) {
  const account = {
    id,
    name: id,
    country: 'US',
    controller: { ...controller, dashboard: 'none', isController: true },
  } as const
  const access = openAccount(ada, account, 'account:read')
  if (!access) throw new Error('no access')
  return access
}

const ok: Answer = (_, response) =>
  void response.setHeader('content-type', 'application/json').end('{"object":"balance"}')
const hangFor =
  (account: string): Answer =>
  (request, response) =>
    request.headers['stripe-account'] === account ? undefined : ok(request, response)

async function timed<T>(work: Promise<T>) {
  const startedAt = performance.now()
  const [result] = await Promise.allSettled([work])
  return { ...result, ms: performance.now() - startedAt }
}

test('while 120 calls of one account hang, another account of the same person is answered at once', async () => {
  answerWith = hangFor('acct_slow')
  const { ask } = start()
  const hanging = Array.from({ length: 120 }, () => timed(ask('acct_slow', { timeout: 1500 })))
  await pause(50)
  const others = await Promise.all(Array.from({ length: 8 }, (_, index) => timed(ask(`acct_${index}`))))
  expect(others.map(({ status }) => status)).toEqual(Array(8).fill('fulfilled'))
  expect(Math.max(...others.map(({ ms }) => ms)), 'before the first of the others gives up').toBeLessThan(1450)
  const ended = await Promise.all(hanging)
  expect(ended.every(({ status }) => status === 'rejected')).toBe(true)
  expect(
    Math.max(...ended.map(({ ms }) => ms)),
    'waiting for a turn is a part of the time that a call may take',
  ).toBeLessThan(5000)
})

test('a call that gets no place in its time is not sent', async () => {
  let received = 0
  answerWith = () => void received++
  const { ask } = start({ concurrent: 1 })
  const [first, second] = [timed(ask('acct_1', { timeout: 2000 })), timed(ask('acct_2', { timeout: 300 }))]
  const late = await second
  expect(late.status === 'rejected' && isNotSent(late.reason)).toBe(true)
  expect(late.ms, 'before the place is free').toBeLessThan(2000)
  await first
  expect(received).toBe(1)
})

test.each<[string, Answer]>([
  ['never begins', () => undefined],
  ['never ends', (_, response) => void response.writeHead(200, { 'content-type': 'application/json' }).write('{')],
  [
    'comes a byte at a time',
    (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      const timer = setInterval(() => response.write(' '), 40)
      response.on('close', () => clearInterval(timer))
    },
  ],
])('an answer that %s is given up in time, and its place is free again', async (_, answer) => {
  const { ask, agent } = start({ concurrent: 1 })
  answerWith = answer
  const { ms } = await timed(ask('acct_1', { timeout: 400 }).then((given) => given.toJSON()))
  expect(ms).toBeLessThan(5000)
  answerWith = ok
  expect(await (await ask('acct_1')).toJSON()).toEqual({ object: 'balance' })
  expect(Object.values(agent.sockets).flat().length).toBeLessThanOrEqual(1)
})

test('Retry-After is obeyed: by the endpoint whose limit it was, and by no other', async () => {
  const { ask } = start()
  const limited = { 'retry-after': '1', 'stripe-rate-limited-reason': 'endpoint-rate' }
  answerWith = (_, response) => void response.writeHead(429, limited).end('{"error":{"code":"rate_limit"}}')
  expect((await ask('acct_1')).getStatusCode()).toBe(429)
  answerWith = ok
  const [same, other] = await Promise.all([timed(ask('acct_2')), timed(ask('acct_2', { path: '/v1/payouts' }))])
  expect(same.ms).toBeGreaterThan(900)
  expect(other.ms).toBeLessThan(same.ms)
})

test.each([
  ['that meets a lock', 429, { 'stripe-should-retry': 'true' }],
  ['that Stripe cannot take now', 503, {}],
])('a write %s is tried again no earlier than Stripe asks, and holds up no other', async (_, status, more) => {
  const times: number[] = []
  answerWith = (request, response) => {
    if (request.method === 'GET') return ok(request, response)
    times.push(Date.now())
    const headers = { 'retry-after': '2', 'content-type': 'application/json', ...more }
    if (times.length === 1) response.writeHead(status, headers).end('{"error":{"message":"later"}}')
    else ok(request, response)
  }
  const agent = new Agent({ keepAlive: true, maxSockets: 4 })
  const pacer = new Pacer({ all: 1000, endpoint: 500 }, new BucketsInProcess(clock.now), clock)
  const stripe = new Stripe('sk_test_1', {
    host: '127.0.0.1',
    port,
    protocol: 'http',
    telemetry: false,
    httpClient: budgetedClient(Stripe.createNodeHttpClient(agent), new StripeBudget({ clock, concurrent: 4, pacer })),
  })
  const writing = onBehalfOf(accessTo('acct_1'), () =>
    stripe.payouts.cancel('po_1', {}, { stripeAccount: 'acct_1', maxNetworkRetries: 1 }),
  )
  await pause(300)
  const reading = await timed(onBehalfOf(accessTo('acct_1'), () => stripe.balance.retrieve()))
  expect(reading.ms, 'before the write is tried again').toBeLessThan(1700)
  await writing
  expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(2000)
})
