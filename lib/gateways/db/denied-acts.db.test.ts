import fc from 'fast-check'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { profileOf } from '@/lib/domain/testing/connected-account'
import { toEntry, WITH_OUTCOMES } from './audit-log'
import { database } from './client'
import { type Denial, recordClosedDenials, recordDenial } from './denied-acts'
import { openTestDatabase } from './testing/test-database'

beforeAll(async () => void (await openTestDatabase()), 60_000)
let run = 0
beforeEach(() => void run++)

const NOW = new Date('2026-11-28T12:00:00Z')
const minutesLater = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)
const ACCOUNT = profileOf('acct_1Bakery')
const denial = (attempted: string, rest: Partial<Denial> = {}): Denial => ({
  ...{ person: { id: `p${run}`, name: 'Ada' }, role: 'owner', account: ACCOUNT },
  ...{ attempted, because: 'not for the role owner', origin: { requestId: 'r1', ipAddress: '192.0.2.1' } },
  ...rest,
})

async function entries(actorId = `p${run}`) {
  const rows = await (await database()).auditEntry.findMany({
    where: { actorId },
    include: WITH_OUTCOMES,
    orderBy: { id: 'asc' },
  })
  return rows.map((row) => toEntry(row))
}

/** How many denials the entries speak of. */
const told = (found: Awaited<ReturnType<typeof entries>>) =>
  found.reduce((sum, { event }) => sum + (event.type === 'denied.again' ? event.times : 1), 0)

test('the first denial is recorded at once, and the same act of the next quarter of an hour in one entry', async () => {
  for (let time = 0; time < 50; time++) await recordDenial(denial('audit:read'), minutesLater(time / 10))
  expect((await entries()).map(({ event, account }) => [event.type, account?.id])).toEqual([['denied', ACCOUNT.id]])
  await recordClosedDenials(minutesLater(14), 100)
  expect(await entries()).toHaveLength(1)
  await recordClosedDenials(minutesLater(15), 100)
  const [, again] = await entries()
  expect(again).toMatchObject({
    event: {
      ...{ type: 'denied.again', times: 49, since: NOW.toISOString() },
      act: { attempted: 'audit:read', because: 'not for the role owner' },
    },
    actor: { kind: 'person', id: `p${run}`, name: 'Ada', role: 'owner' },
    account: { id: ACCOUNT.id, name: ACCOUNT.name },
  })
})

test('a single denial gets no second entry, and the next one after the window is recorded at once again', async () => {
  await recordDenial(denial('audit:read'), NOW)
  await recordClosedDenials(minutesLater(15), 100)
  await recordDenial(denial('audit:read'), minutesLater(16))
  expect((await entries()).map(({ event }) => event.type)).toEqual(['denied', 'denied'])
})

test('a person who tries thousands of different doors fills no record: twenty are named, the others counted', async () => {
  for (let id = 0; id < 200; id++)
    await recordDenial(denial(`account:read on acct_${id}`, { account: null, because: 'no such account' }), NOW)
  expect(await entries()).toHaveLength(20)
  await recordClosedDenials(minutesLater(15), 1000)
  const found = await entries()
  expect(found.slice(20).map(({ event }) => event)).toEqual([
    { type: 'denied.again', act: null, times: 180, since: NOW.toISOString() },
  ])
  expect(found[20]?.account).toBeNull()
})

test('one person’s attempts never hide another’s', async () => {
  for (let id = 0; id < 30; id++) await recordDenial(denial(`account:read on acct_${id}`), NOW)
  const other = { id: `other${run}`, name: 'Grace' }
  await recordDenial(denial('account:read on acct_99', { person: other }), NOW)
  expect(await entries(other.id)).toHaveLength(1)
})

test('whatever is tried in whatever order, no denial is lost and the number of entries is bounded', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ act: fc.nat(35), minute: fc.nat(100), close: fc.boolean() }), { maxLength: 80 }),
      async (steps) => {
        run++
        const inOrder = [...steps].sort((a, b) => a.minute - b.minute)
        for (const { act, minute, close } of inOrder) {
          await recordDenial(denial(`act ${act}`), minutesLater(minute))
          if (close) await recordClosedDenials(minutesLater(minute), 1000)
        }
        await recordClosedDenials(minutesLater(200), 1000)
        const found = await entries()
        expect(told(found)).toBe(steps.length)
        const windows = 1 + Math.ceil(100 / 15)
        expect(found.length).toBeLessThanOrEqual(windows * (20 + 21))
      },
    ),
    { numRuns: 15 },
  )
})

test('of denials and closing windows at the same time, in several instances, none is lost or counted twice', async () => {
  const rounds = Array.from({ length: 20 }, (_, index) => index)
  await recordDenial(denial('audit:read'), NOW)
  await Promise.all(
    rounds.flatMap((round) => [
      recordDenial(denial('audit:read'), minutesLater(20)),
      recordDenial(denial(`act ${round}`), minutesLater(20)),
      recordClosedDenials(minutesLater(20), 100),
    ]),
  )
  await recordClosedDenials(minutesLater(60), 1000)
  expect(told(await entries())).toBe(1 + 2 * rounds.length)
})
