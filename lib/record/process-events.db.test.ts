// Events against a real database and the simulator. HISTORIES sets how many random ones are tried.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { database } from '@/lib/gateways/db/client'
import { receiveStripeEvent } from '@/lib/gateways/db/stripe-events'
import { openTestDatabase } from '@/lib/gateways/db/testing/test-database'
import { beginPage } from '@/lib/people-first'
import { tally } from '@/scripts/campaigns/tally'
import { Rig } from '@/simulator/testing/rig'
import { processEventsInBackground, processWaitingEvents } from './process-events'

/** How long the processing of events has rested, in milliseconds; here nothing waits. */
const rests = vi.hoisted((): number[] => [])
vi.mock('node:timers/promises', () => ({ setTimeout: async (ms: number) => void rests.push(ms) }))

const key = process.env.STRIPE_SECRET_KEY ?? ''
let rig: Rig
beforeAll(async () => {
  rig = await Rig.start({ secretKey: key, accounts: 1 })
  process.env.STRIPE_SIMULATOR_URL = rig.address
  await openTestDatabase()
})
afterAll(() => rig.stop())

const MANUAL = { payments: { payouts: { schedule: { interval: 'manual' } } } }

type Sent = {
  id: string
  type: string
  account: string
  data: { object: { id?: string } }
  request: { idempotency_key: string | null } | null
}

/** What Stripe has to say of the account by now, oldest first. */
async function eventsOf(account: string): Promise<Sent[]> {
  const { data } = await rig.control('GET', `/events?account=${account}`)
  return data as unknown as Sent[]
}

async function deliver(events: readonly Sent[]): Promise<void> {
  for (const { id, type, account, data, request } of events)
    await receiveStripeEvent(
      {
        id,
        type,
        accountId: account,
        objectId: data.object.id ?? null,
        idempotencyKey: request?.idempotency_key ?? null,
        createdAt: new Date(),
        livemode: false,
      },
      new Date(),
    )
}

/** An account with money that the list knows by its first event. */
async function newAccount(): Promise<string> {
  const id = await rig.newAccount({ settings: MANUAL, balance: { usd: { available: 100_000 } } })
  await rig.control('POST', `/accounts/${id}`, { business_profile: { name: 'A shop' } })
  await deliver(await eventsOf(id))
  await processWaitingEvents()
  return id
}

async function entriesOf(accountId: string) {
  const rows = await (await database()).auditEntry.findMany({ where: { accountId }, orderBy: { id: 'asc' } })
  return rows.map(({ type, changes, details }) => ({ type, changes, details: details as Record<string, unknown> }))
}
const waitingOf = async (accountId: string) =>
  (await database()).stripeEvent.findMany({ where: { accountId, processedAt: null } })
const requestsOf = async (account: string) => {
  const { data } = await rig.control('GET', `/requests?account=${account}`)
  return (data as unknown as { method: string; path: string; api_version: string | null }[]).filter(
    ({ path, api_version: version }) => path.startsWith('/v1/') && version !== null,
  )
}
/** What one of the platform's other programs asks of Stripe. */
async function ask(path: string, form: string, account?: string) {
  const { status, body } = await rig.post(path, form, { key, ...(account && { account }) })
  if (status !== 200) throw new Error(body.error.message)
  return body
}
const payOut = (id: string, amount: number) => ask('/v1/payouts', `amount=${amount}&currency=usd`, id)
const outside = (id: string, payouts: object) =>
  rig.control('POST', `/accounts/${id}/balance_settings`, { payments: { payouts } })

test('the first event of an account brings it to the list, with its settings, balance and bank accounts', async () => {
  const id = await newAccount()
  const db = await database()
  expect(await db.connectedAccount.findUniqueOrThrow({ where: { id } })).toMatchObject({
    name: 'A shop',
    payoutInterval: 'manual',
    settingsRecorded: { schedule: { interval: 'manual' } },
    externalAccounts: [{ last4: '6789' }],
  })
  expect(await entriesOf(id), 'what was found is nothing that happened').toEqual([])
})

test('each thing is read from Stripe once for all events of an account that wait', async () => {
  const id = await newAccount()
  for (let amount = 1; amount <= 3; amount++) await payOut(id, amount * 1_000)
  for (const name of ['ONE', 'TWO']) await outside(id, { statement_descriptor: name })
  await deliver(await eventsOf(id))
  const before = (await requestsOf(id)).length
  await processWaitingEvents()
  const reads = (await requestsOf(id)).slice(before).map(({ path }) => path.replace(/po_\w+/, 'po'))
  expect(reads.sort()).toEqual([
    '/v1/balance',
    '/v1/balance_settings',
    '/v1/payouts/po',
    '/v1/payouts/po',
    '/v1/payouts/po',
  ])
  expect(await waitingOf(id)).toEqual([])
})

test('after many events the next run waits, so that a burst is processed in few runs, and after a few it comes at once', async () => {
  const id = await newAccount()
  const signal = new AbortController().signal
  const send = async (count: number, name: string) => {
    const event = { type: 'balance.available', account: id, data: { object: {} }, request: null }
    await deliver(Array.from({ length: count }, (_, number) => ({ ...event, id: `evt_${name}${number}_${id}` })))
    rests.length = 0
    await processEventsInBackground(signal)
    return rests.length
  }
  expect(await send(3, 'few')).toBe(0)
  expect(await send(30, 'many')).toBe(1)
  expect(await waitingOf(id)).toEqual([])
})

test('while somebody waits for a page, events let it go first, and not for longer than a tenth of a second at each claim', async () => {
  const id = await newAccount()
  const event = { id: `evt_beside_${id}`, type: 'balance.available', account: id, data: { object: {} }, request: null }
  await deliver([event])
  const endPage = beginPage()
  rests.length = 0
  await processWaitingEvents()
  expect(rests.length).toBeGreaterThan(0)
  expect(Math.max(...rests)).toBe(5)
  // Four lanes; one of them claims twice.
  expect(rests.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(5 * 100)
  expect(await waitingOf(id)).toEqual([])
  endPage()
  endPage()
  await deliver([{ ...event, id: `evt_after_${id}` }])
  rests.length = 0
  await processWaitingEvents()
  expect(rests).toEqual([])
})

test('an account that its owner disconnects is recorded as disconnected once', async () => {
  const id = await newAccount()
  await rig.control('DELETE', `/accounts/${id}`)
  const events = await eventsOf(id)
  await deliver(events)
  await processWaitingEvents()
  await deliver([{ id: `evt_late_${id}`, type: 'account.updated', account: id, data: { object: {} }, request: null }])
  await processWaitingEvents()
  expect((await entriesOf(id)).map(({ type }) => type)).toEqual(['account.disconnected'])
  expect(await waitingOf(id)).toEqual([])
})

test('a pause of payouts and its end are each recorded once', async () => {
  const id = await newAccount()
  for (const payouts_paused of [true, false, true]) {
    await rig.control('POST', `/accounts/${id}`, { payouts_paused })
    await deliver(await eventsOf(id))
    await processWaitingEvents()
    await rig.control('POST', `/accounts/${id}`, { business_profile: { name: `Shop ${payouts_paused}` } })
    await deliver(await eventsOf(id))
    await processWaitingEvents()
  }
  expect((await entriesOf(id)).map(({ type, details }) => [type, details.isPaused])).toEqual([
    ['payouts.paused', true],
    ['payouts.paused', false],
    ['payouts.paused', true],
  ])
})

describe('while Stripe', () => {
  test.each([
    ['limits requests', { kind: 'rate_limit' }, 1],
    ['fails', { kind: 'status', status: 500 }, 1],
    ['does not permit the key', { kind: 'status', status: 403, body: { error: { type: 'invalid_request_error' } } }, 0],
  ])('%s, an event that can still be read later waits, and no other', async (_, fault, waiting) => {
    const id = await newAccount()
    await outside(id, { statement_descriptor: 'LATER' })
    await rig.control('POST', '/faults', { match: { account: id, path: '/v1/balance_settings' }, times: 1, fault })
    await deliver(await eventsOf(id))
    await processWaitingEvents()
    expect(await waitingOf(id)).toHaveLength(waiting)
    // Its time has come.
    await (await database()).stripeEvent.updateMany({ where: { accountId: id }, data: { dueAt: new Date(0) } })
    await processWaitingEvents()
    expect(await waitingOf(id)).toEqual([])
    expect(await entriesOf(id)).toHaveLength(waiting)
  })
})

test('the record is the same in whatever order, number and groups the events of a history are delivered', async () => {
  const happenings = ['settings', 'payout', 'cancel', 'fail', 'bank', 'debt', 'money']
  const draws = { minLength: 99, maxLength: 99 }
  const recorded = new Set<string>()
  let delivered = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...happenings), { minLength: 1, maxLength: 5 }),
      fc.array(fc.nat(), draws),
      async (history, numbers) => {
        const draw = (below: number) => (numbers.pop() ?? 0) % below
        const [inOrder, shuffled] = [await newAccount(), await newAccount()]
        for (const id of [inOrder, shuffled]) for (const [index, one] of history.entries()) await happen(id, one, index)
        await deliver(await eventsOf(inOrder))
        await processWaitingEvents()

        const queue = (await eventsOf(shuffled)).flatMap((event) => (draw(2) ? [event, event] : [event]))
        while (queue.length > 0) {
          const group = Array.from({ length: 1 + draw(3) }, () => queue.splice(draw(queue.length), 1)).flat()
          await deliver(group)
          delivered += group.length
          await processWaitingEvents()
        }
        expect(await waitingOf(shuffled)).toEqual([])
        const story = await storyOf(inOrder)
        expect(await storyOf(shuffled)).toEqual(story)
        for (const entry of story) recorded.add(JSON.parse(entry).type)
      },
    ),
    {
      numRuns: Number(process.env.HISTORIES ?? 20),
      examples: [[happenings, Array.from({ length: draws.maxLength }, (_, index) => index)]],
      endOnFailure: true,
    },
  )
  tally(delivered, 'events delivered in any order, number and groups')
  expect([...recorded].sort()).toEqual([
    'balance.turned',
    'balance_settings.changed_outside',
    'external_account.changed',
    'payout.step',
  ])
}, 3_600_000)

async function happen(id: string, what: string, index: number): Promise<void> {
  const payout = () => payOut(id, 1_000 + index)
  switch (what) {
    case 'settings':
      await outside(id, { statement_descriptor: `CHANGE ${index}` })
      return
    case 'payout':
      await payout()
      return
    case 'cancel':
      await ask(`/v1/payouts/${(await payout()).id}/cancel`, '', id)
      return
    case 'fail':
      await rig.control('POST', `/payouts/${(await payout()).id}/fail`, { code: 'could_not_process' })
      return
    case 'bank':
      await ask(
        `/v1/accounts/${id}/external_accounts`,
        `external_account[object]=bank_account&external_account[country]=US&external_account[currency]=usd&external_account[routing_number]=110000000&external_account[account_number]=00033344455${index}`,
      )
      return
    default:
      await rig.control('POST', `/accounts/${id}`, {
        balance: { eur: { available: what === 'debt' ? -5_000 : 5_000 } },
      })
  }
}

/** What is recorded, without the ids that differ from account to account. */
async function storyOf(id: string): Promise<string[]> {
  const entries = await entriesOf(id)
  return (
    entries
      // Both accounts get the same bank accounts, and only the second one's are then on another account too.
      .filter(({ type }) => type !== 'external_account.shared')
      .map((entry) =>
        JSON.stringify(entry)
          .replaceAll(/"(stripeEventId|payoutId|id|destinationId)":"[^"]*"/g, '"$1":"…"')
          .replaceAll(/(po|ba|evt)_\w+/g, '$1'),
      )
      .sort()
  )
}
