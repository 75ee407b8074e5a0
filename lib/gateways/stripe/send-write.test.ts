// The SDK itself against a server that answers as the test says: what the failure of a reading or a write proves.
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openAccount, type Person } from '@/lib/domain/access/permissions'
import { NotSentError } from './budget/stripe-budget'

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

const SETTINGS = {
  debit_negative_balances: false,
  payouts: { schedule: { interval: 'manual' }, statement_descriptor: null, status: 'enabled' },
  settlement_timing: { delay_days: 2 },
}

type Try = 'no answer' | 'silence' | 'garbage' | 'half an answer' | number
let answers: Try[] = []
const keys: (string | undefined)[] = []

function answer(response: ServerResponse, status: number) {
  const error = { type: 'invalid_request_error', message: 'no', ...(status === 429 && { code: 'rate_limit' }) }
  response.writeHead(status, {
    'content-type': 'application/json',
    // As Stripe does while an object is locked: the same again is worth trying.
    ...(status === 429 && { 'stripe-should-retry': 'true' }),
  })
  response.end(JSON.stringify(status === 200 ? { id: 'po_1', object: 'payout', payments: SETTINGS } : { error }))
}

const server = createServer((request, response) => {
  keys.push(request.headers['idempotency-key']?.toString())
  request.resume().on('end', () => {
    const next = answers.shift() ?? 200
    if (next === 'no answer') request.socket.destroy()
    else if (next === 'garbage') response.end('<html>not JSON')
    else if (next === 'half an answer') {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
      response.write('{"id": "po', () => request.socket.destroy())
    } else if (next !== 'silence') answer(response, next)
  })
})

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  process.env.STRIPE_TIMEOUT_MS = '1000'
  process.env.STRIPE_SIMULATOR_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

let accounts = 0

/** To an account of this test alone: several failures in a row open the circuit of an account. */
function accessTo<P extends 'account:read' | 'payouts:create'>(permission: P) {
  const access = openAccount(ada, { ...account, id: `acct_${++accounts}` }, permission)
  if (!access) throw new Error('no access')
  return access
}

test.each<[Try[], string]>([
  [[200], 'done'],
  // The SDK itself asks once more on a line that was cut.
  [['no answer', 200], 'done'],
  [['no answer', 'no answer'], 'no_answer'],
  [['silence'], 'no_answer'],
  [['garbage'], 'no_answer'],
  [['half an answer'], 'no_answer'],
  [[500], 'no_answer'],
  [[503], 'no_answer'],
  [[429], 'rate_limited'],
  [[403], 'not_permitted'],
  [[401], 'not_authenticated'],
  [[400], 'invalid'],
])('a reading that is answered with %j is %s', async (tries, outcome) => {
  const { readBalanceSettings } = await import('./balance-settings')
  answers = [...tries]
  const result = await readBalanceSettings(accessTo('account:read'))
  expect(result.ok ? 'done' : result.failure.kind).toBe(outcome)
  expect(answers, 'tries that were not asked for').toEqual([])
})

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
  [['silence', 200], 'done'],
  [['silence', 'silence'], 'no_answer'],
  [[500, 500], 'no_answer'],
  // Answered, though nobody can read it: not tried again, and it may have taken effect.
  [['garbage'], 'no_answer'],
  [['half an answer'], 'no_answer'],
])('a write that is answered with %j is %s', async (tries, outcome) => {
  const { cancelPayout } = await import('./payouts')
  answers = [...tries]
  keys.length = 0
  const result = await cancelPayout(accessTo('payouts:create'), 'po_1', 'entry_1')
  expect(result.ok ? 'done' : result.failure.kind).toBe(outcome)
  expect(keys, 'each try is the same write').toEqual(tries.map(() => 'entry_1'))
})

test.each<[Try[], string]>([
  [[], 'not_sent'],
  [[429], 'not_sent'],
  [['no answer'], 'no_answer'],
  [[500], 'no_answer'],
])('a write whose tries were answered with %j and then not sent again is %s', async (tries, outcome) => {
  const [{ default: Stripe }, { notingTries, sendWrite }] = await Promise.all([
    import('stripe'),
    import('./send-write'),
  ])
  const access = accessTo('payouts:create')
  const client = notingTries(Stripe.createNodeHttpClient())
  const { port } = server.address() as AddressInfo
  answers = [...tries]
  const result = await sendWrite(access, async () => {
    for (const _ of tries)
      await client.makeRequest('127.0.0.1', String(port), '/', 'POST', {}, '', 'http', 5000).catch(() => null)
    throw new Stripe.errors.StripeConnectionError({ message: 'not sent', detail: new NotSentError('rate') } as never)
  })
  expect(result.ok ? 'done' : result.failure.kind).toBe(outcome)
})

test('a payout, its cancellation and a change of settings each carry the id of their entry as the key', async () => {
  const { cancelPayout, createPayout } = await import('./payouts')
  const { writeBalanceSettings } = await import('./balance-settings')
  const editor = openAccount(ada, { ...account, id: `acct_${++accounts}` }, 'balance_settings:update')
  if (!editor) throw new Error('no access')
  const payer = accessTo('payouts:create')
  keys.length = 0
  const order = { amount: 100, currency: 'usd', method: 'standard', destinationId: 'ba_1' } as const
  await createPayout(payer, order, { source: 'card', entryId: 'entry_1' })
  await cancelPayout(payer, 'po_1', 'entry_2')
  await writeBalanceSettings(editor, { statementDescriptor: 'OURS' }, 'entry_3')
  expect(keys).toEqual(['entry_1', 'entry_2', 'entry_3'])
})
