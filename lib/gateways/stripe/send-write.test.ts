// The SDK itself against a server that answers as it is told: what the failure of a write proves.
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openAccount, type Person } from '@/lib/domain/access/permissions'

const ada: Person = { id: 'p1', name: 'Ada', email: 'ada@x', staffRole: 'admin', memberships: [] }
const account = {
  id: 'acct_1',
  name: 'Shop',
  country: 'US',
  controller: {
    lossesLiability: 'application',
    requirementCollection: 'application',
    dashboard: 'none',
    isController: true,
  },
} as const

type Try = 'no answer' | number
let answers: Try[] = []
const keys: (string | undefined)[] = []

function answer(response: ServerResponse, status: number) {
  const error = { type: 'invalid_request_error', message: 'no', ...(status === 429 && { code: 'rate_limit' }) }
  response.writeHead(status, {
    'content-type': 'application/json',
    // As Stripe does while an object is locked: the same again is worth trying.
    ...(status === 429 && { 'stripe-should-retry': 'true' }),
  })
  response.end(JSON.stringify(status === 200 ? { id: 'po_1', object: 'payout' } : { error }))
}

const server = createServer((request, response) => {
  keys.push(request.headers['idempotency-key']?.toString())
  request.resume().on('end', () => {
    const next = answers.shift() ?? 200
    if (next === 'no answer') request.socket.destroy()
    else answer(response, next)
  })
})

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  process.env.STRIPE_SIMULATOR_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

test.each<[Try[], string]>([
  [[200], 'done'],
  [[400], 'invalid'],
  [[403], 'not_permitted'],
  [[401], 'not_authenticated'],
  [['no answer', 200], 'done'],
  [[500, 200], 'done'],
  [['no answer', 400], 'invalid'],
  // Asked before the idempotency key: the first try may have taken effect.
  [['no answer', 403], 'no_answer'],
  [['no answer', 429], 'no_answer'],
  [[500, 429], 'no_answer'],
  [[409, 403], 'no_answer'],
  // Refused both times: nothing has happened.
  [[429, 429], 'rate_limited'],
  [[429, 403], 'not_permitted'],
  [['no answer', 'no answer'], 'no_answer'],
  [[500, 500], 'no_answer'],
])('a write that is answered with %j is %s', async (tries, outcome) => {
  const { cancelPayout } = await import('./payouts')
  const access = openAccount(ada, account, 'payouts:create')
  if (!access) throw new Error('no access')
  answers = [...tries]
  keys.length = 0
  const result = await cancelPayout(access, 'po_1', 'entry_1')
  expect(result.ok ? 'done' : result.failure.kind).toBe(outcome)
  expect(keys, 'each try is the same write').toEqual(tries.map(() => 'entry_1'))
})
