// Times in which no instance ran, against the simulator's own list of events.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { profileOf } from '@/lib/domain/testing/connected-account'
import { saveAccountProfiles } from '@/lib/gateways/db/accounts'
import { database } from '@/lib/gateways/db/client'
import { listGaps, recordGap } from '@/lib/gateways/db/event-gaps'
import { openTestDatabase } from '@/lib/gateways/db/testing/test-database'
import { Rig } from '@/simulator/testing/rig'
import { catchUp, watchForDowntime } from './catch-up'
import { processWaitingEvents } from './process-events'

let rig: Rig
beforeAll(async () => {
  rig = await Rig.start({ secretKey: process.env.STRIPE_SECRET_KEY ?? '', accounts: 1 })
  process.env.STRIPE_SIMULATOR_URL = rig.address
  await openTestDatabase()
})
afterAll(() => rig.stop())

beforeEach(async () => {
  const db = await database()
  await db.stripeEvent.deleteMany()
  await db.eventGap.deleteMany()
  await db.workerRun.deleteMany()
  await db.connectedAccount.deleteMany()
})

const MINUTE = 60_000
const ago = (ms: number) => new Date(Date.now() - ms)

async function newAccount(): Promise<string> {
  const id = await rig.newAccount()
  await saveAccountProfiles([profileOf(id)], new Date())
  return id
}
const changeOutside = (id: string, descriptor: string) =>
  rig.control('POST', `/accounts/${id}/balance_settings`, {
    payments: { payouts: { statement_descriptor: descriptor } },
  })

const missed = (startedAt: Date, lostUntil: Date | null = null) =>
  recordGap({ startedAt, endedAt: new Date(), lostUntil })
const stored = async () => (await database()).stripeEvent.findMany({ orderBy: { receivedAt: 'asc' } })

describe('Downtime', () => {
  const seen = async (at: Date) =>
    (await database()).workerRun.create({ data: { job: 'watch', startedAt: at, finishedAt: at, failures: 0 } })

  test('is none before the first start, nor between two notes of a running instance', async () => {
    await watchForDowntime('watch')
    await seen(ago(MINUTE / 2))
    await watchForDowntime('watch')
    expect(await listGaps(5)).toEqual([])
  })

  test('is recorded once from when an instance was last seen, however many start at the same moment', async () => {
    const last = ago(10 * MINUTE)
    await seen(last)
    await Promise.all(Array.from({ length: 6 }, () => watchForDowntime('watch')))
    expect(await listGaps(5)).toMatchObject([{ startedAt: last, lostUntil: null, finishedAt: null }])
  })

  test('of more than 30 days says up to when events are out of reach', async () => {
    await seen(ago(40 * 24 * 60 * MINUTE))
    await watchForDowntime('watch')
    const [gap] = await listGaps(1)
    expect(Date.now() - (gap?.lostUntil?.getTime() ?? 0)).toBeCloseTo(30 * 24 * 60 * MINUTE, -5)
  })
})

describe('Catching up', () => {
  test('finds what was not delivered, of every account, and records a change made outside meanwhile', async () => {
    const [one, two] = [await newAccount(), await newAccount()]
    await missed(ago(10 * MINUTE))
    await changeOutside(one, 'ONE')
    await changeOutside(two, 'TWO')
    await catchUp()
    expect((await stored()).map(({ accountId, type }) => [accountId, type]).sort()).toEqual(
      [
        [one, 'balance_settings.updated'],
        [two, 'balance_settings.updated'],
      ].sort(),
    )
    expect(await listGaps(1)).toMatchObject([{ found: 2, unread: 0, finishedAt: expect.any(Date) }])
    await processWaitingEvents()
    const { payoutInterval, settings } = await (await database()).connectedAccount.findUniqueOrThrow({
      where: { id: two },
    })
    expect([payoutInterval, settings]).toMatchObject(['daily', { statementDescriptor: 'TWO' }])
  })

  test('does not keep again what had been delivered', async () => {
    const id = await newAccount()
    await changeOutside(id, 'ONCE')
    await missed(ago(MINUTE))
    await catchUp()
    await missed(ago(MINUTE))
    await catchUp()
    expect(await stored()).toHaveLength(1)
    expect((await listGaps(5)).map(({ found }) => found).sort()).toEqual([0, 1])
  })

  test('does not ask for what came later than the gap', async () => {
    await changeOutside(await newAccount(), 'LATER')
    await recordGap({ startedAt: ago(120 * MINUTE), endedAt: ago(60 * MINUTE), lostUntil: null })
    await catchUp()
    expect(await stored()).toEqual([])
    expect(await listGaps(1)).toMatchObject([{ found: 0, finishedAt: expect.any(Date) }])
  })

  test('stops where Stripe does not answer, and continues from there', async () => {
    const ids = [await newAccount(), await newAccount(), await newAccount()].sort()
    await missed(ago(MINUTE))
    for (const id of ids) await changeOutside(id, 'NEW')
    const fault = { match: { account: ids[1], path: '/v1/events' }, times: 2, fault: { kind: 'reset_before' } }
    await rig.control('POST', '/faults', fault)
    await catchUp()
    expect(await listGaps(1)).toMatchObject([{ cursor: ids[0], found: 1, finishedAt: null }])
    await rig.control('DELETE', '/faults')
    await catchUp()
    expect(await listGaps(1)).toMatchObject([{ cursor: ids[2], found: 3, finishedAt: expect.any(Date) }])
  })

  test('leaves out an account whose list cannot be read, and counts it', async () => {
    await newAccount()
    await saveAccountProfiles([profileOf('acct_1Gone')], new Date())
    await missed(ago(MINUTE))
    await catchUp()
    expect(await listGaps(1)).toMatchObject([{ unread: 1, finishedAt: expect.any(Date) }])
  })

  test('is done by one of several that begin at once', async () => {
    const id = await newAccount()
    await changeOutside(id, 'NEW')
    await missed(ago(MINUTE))
    await Promise.all(Array.from({ length: 4 }, () => catchUp()))
    const lists = (await rig.control('GET', `/requests?account=${id}`)).data
    expect(lists.filter(({ path }) => path === '/v1/events')).toHaveLength(1)
    expect(await listGaps(1)).toMatchObject([{ found: 1, finishedAt: expect.any(Date) }])
  })
})
