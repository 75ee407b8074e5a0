// Deliveries of every kind against a real database and the simulator. DELIVERIES sets how many random series are tried.
import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { profileOf } from '@/lib/domain/testing/connected-account'
import { saveAccountProfiles } from '@/lib/gateways/db/accounts'
import { database, providerOf } from '@/lib/gateways/db/client'
import { recordGap } from '@/lib/gateways/db/event-gaps'
import { openTestDatabase } from '@/lib/gateways/db/testing/test-database'
import { catchUp } from '@/lib/record/catch-up'
import { processWaitingEvents } from '@/lib/record/process-events'
import { tally } from '@/scripts/campaigns/tally'
import { Rig } from '@/simulator/testing/rig'
import { receiveEvent } from './receive-event'

let rig: Rig
let url: string
beforeAll(async () => {
  rig = await Rig.start({ secretKey: process.env.STRIPE_SECRET_KEY ?? '', accounts: 1 })
  process.env.STRIPE_SIMULATOR_URL = rig.address
  url = await openTestDatabase()
})
afterAll(() => rig.stop())

const now = () => Math.floor(Date.now() / 1000)
function signed(body: string, { secret = process.env.STRIPE_WEBHOOK_SECRET ?? '', at = now() } = {}): string {
  return `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`
}
const receive = (event: object) => receiveEvent(JSON.stringify(event), signed(JSON.stringify(event)))
const stored = async (accountId: string) => (await database()).stripeEvent.findMany({ where: { accountId } })

type Sent = { id: string; type: string; livemode: boolean }

async function newAccount(): Promise<string> {
  const id = await rig.newAccount()
  await saveAccountProfiles([profileOf(id)], new Date())
  return id
}
const change = (id: string, descriptor: string) =>
  rig.control('POST', `/accounts/${id}/balance_settings`, {
    payments: { payouts: { statement_descriptor: descriptor } },
  })
const eventsOf = async (id: string) => (await rig.control('GET', `/events?account=${id}`)).data as unknown as Sent[]

test('an event that can’t be kept isn’t acknowledged, so Stripe sends it again', async () => {
  const id = await newAccount()
  await change(id, 'KEPT')
  const [event] = await eventsOf(id)
  const db = await database()
  const isSqlite = providerOf(url) === 'sqlite'
  await db.$executeRawUnsafe(
    isSqlite
      ? `CREATE TRIGGER "full" BEFORE INSERT ON "StripeEvent" BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`
      : `ALTER TABLE "StripeEvent" ADD CONSTRAINT "full" CHECK (false) NOT VALID`,
  )
  await expect(receive(event ?? {})).rejects.toThrow()
  await db.$executeRawUnsafe(isSqlite ? 'DROP TRIGGER "full"' : `ALTER TABLE "StripeEvent" DROP CONSTRAINT "full"`)
  expect(await receive(event ?? {})).toBe('accepted')
  expect(await stored(id)).toHaveLength(1)
})

/** What somebody may try who doesn't know the secret, or has seen one delivery. */
const FORGERIES: Record<string, (event: Sent) => [body: string, signature: string]> = {
  'another secret': (event) => [JSON.stringify(event), signed(JSON.stringify(event), { secret: 'whsec_other' })],
  'no signature': (event) => [JSON.stringify(event), ''],
  'a changed body': (event) => [JSON.stringify({ ...event, type: 'payout.paid' }), signed(JSON.stringify(event))],
  'a delivery of three days ago': (event) => [
    JSON.stringify(event),
    signed(JSON.stringify(event), { at: now() - 3 * 86_400 }),
  ],
  'a signature with the time changed': (event) => [
    JSON.stringify(event),
    signed(JSON.stringify(event), { at: now() - 3 * 86_400 }).replace(/t=\d+/, `t=${now()}`),
  ],
}

test.each(Object.entries(FORGERIES))('%s is refused and leaves nothing behind', async (_, forge) => {
  const id = await newAccount()
  await change(id, 'FORGED')
  const [event] = await eventsOf(id)
  if (!event) throw new Error('no event')
  expect(await receiveEvent(...forge(event))).toBe('refused')
  expect(await stored(id)).toEqual([])
})

test('an event of the other mode is acknowledged and not kept', async () => {
  const id = await newAccount()
  await change(id, 'LIVE')
  const [event] = await eventsOf(id)
  expect(await receive({ ...event, livemode: true })).toBe('accepted')
  expect(await stored(id)).toEqual([])
})

test('whatever is delivered twice, late, in another order, forged or never, in the end the record says what Stripe says', async () => {
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('change' as const) }) },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('deliver' as const),
        which: fc.nat(),
        times: fc.integer({ min: 1, max: 4 }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('forge' as const),
        which: fc.nat(),
        how: fc.constantFrom(...Object.keys(FORGERIES)),
      }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('process' as const) }) },
  )
  let arrived = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
      const begunAt = new Date()
      const id = await newAccount()
      const delivered = new Set<string>()
      let count = 0
      for (const step of [...steps, { kind: 'change' as const }]) {
        const events = await eventsOf(id)
        const event = 'which' in step ? events[step.which % Math.max(1, events.length)] : undefined
        if (step.kind === 'change') await change(id, `CHANGE ${++count}`)
        if (step.kind === 'process') await processWaitingEvents()
        if (step.kind === 'forge' && event) {
          expect(await receiveEvent(...(FORGERIES[step.how]?.(event) ?? ['', '']))).toBe('refused')
          arrived++
        }
        if (step.kind === 'deliver' && event) {
          const answers = await Promise.all(Array.from({ length: step.times }, () => receive(event)))
          expect(new Set(answers)).toEqual(new Set(['accepted']))
          delivered.add(event.id)
          arrived += answers.length
        }
      }
      expect(new Set((await stored(id)).map((event) => event.id)), 'what was delivered, each once').toEqual(delivered)

      await recordGap({ startedAt: begunAt, endedAt: new Date(), lostUntil: null })
      await (await database()).connectedAccount.updateMany({ where: { id: { not: id } }, data: { goneAt: new Date() } })
      await catchUp()
      await processWaitingEvents()
      const events = await stored(id)
      expect(events).toHaveLength((await eventsOf(id)).length)
      arrived += events.length - delivered.size
      expect(events.filter(({ processedAt }) => processedAt === null)).toEqual([])
      const row = await (await database()).connectedAccount.findUniqueOrThrow({ where: { id } })
      expect(row.settings).toMatchObject({ statementDescriptor: `CHANGE ${count}` })
      const entries = await (await database()).auditEntry.findMany({ where: { accountId: id }, orderBy: { id: 'asc' } })
      const after = entries.map(({ changes }) => (changes as { after: string }[])[0]?.after)
      expect(new Set(after).size, 'no change is recorded twice').toBe(after.length)
    }),
    { numRuns: Number(process.env.DELIVERIES ?? 12), endOnFailure: true },
  )
  tally(arrived, 'events delivered, repeated, forged or found by catching up')
}, 3_600_000)

test('of events that arrive together, one that came before and one that can’t be kept decide nothing about the others', async () => {
  const id = await newAccount()
  const event = (name: string) => ({
    id: `evt_${id}_${name}`,
    object: 'event',
    type: 'balance.available',
    account: id,
    created: now(),
    livemode: false,
    data: { object: { object: 'balance' } },
    request: null,
  })
  await receive(event('before'))
  const db = await database()
  const isSqlite = providerOf(url) === 'sqlite'
  await db.$executeRawUnsafe(
    isSqlite
      ? `CREATE TRIGGER "some" BEFORE INSERT ON "StripeEvent" WHEN NEW."id" LIKE '%\\_refused' ESCAPE '\\' BEGIN SELECT RAISE(ABORT, 'refused'); END`
      : `ALTER TABLE "StripeEvent" ADD CONSTRAINT "some" CHECK ("id" NOT LIKE '%refused') NOT VALID`,
  )
  const names = ['a', 'before', 'refused', 'b', 'b', 'c']
  const answers = await Promise.allSettled(names.map((name) => receive(event(name))))
  await db.$executeRawUnsafe(isSqlite ? 'DROP TRIGGER "some"' : `ALTER TABLE "StripeEvent" DROP CONSTRAINT "some"`)
  expect(answers.map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
    'fulfilled',
  ])
  const kept = (await stored(id)).map((row) => row.id.split('_').at(-1)).sort()
  expect(kept).toEqual(['a', 'b', 'before', 'c'])
})
