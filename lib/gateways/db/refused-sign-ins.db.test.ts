import { beforeAll, beforeEach, expect, test } from 'vitest'
import { decideElsewhere } from '@/lib/domain/access/sign-in-limits'
import { toEntry, WITH_OUTCOMES } from './audit-log'
import { database, providerOf } from './client'
import { type Refusal, recordClosedWindows, recordRefusals } from './refused-sign-ins'
import { findWait, pruneTries, takeTry } from './sign-in-tries'
import { watchStatements } from './testing/statements'
import { openTestDatabase } from './testing/test-database'

let url: string
beforeAll(async () => {
  url = await openTestDatabase()
}, 60_000)
let run = 0
beforeEach(async () => {
  run++
  await (await database()).refusedSignIns.deleteMany()
})

const NOW = new Date('2026-11-28T12:00:00Z')
const minutesLater = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)
const email = () => `ada${run}@x`
const refusal = (kind: Refusal['kind'], ipAddress = '192.0.2.1'): Refusal => ({
  ...{ email: email(), isPerson: true, kind },
  origin: { requestId: 'r1', ipAddress },
})

async function entries() {
  const rows = await (await database()).auditEntry.findMany({
    where: { actorName: email() },
    include: WITH_OUTCOMES,
    orderBy: { id: 'asc' },
  })
  return rows.map((row) => ({ ...toEntry(row).event, address: row.ipAddress }))
}

test('the first refusal is recorded at once, and the others of a quarter of an hour in one entry with their counts', async () => {
  await recordRefusals([refusal('wrong')], NOW)
  expect(await entries()).toEqual([{ type: 'sign_in.refused', email: email(), address: '192.0.2.1' }])
  for (let batch = 0; batch < 5; batch++)
    await recordRefusals(
      [refusal('wrong'), ...Array.from({ length: 20 }, () => refusal('limited'))],
      minutesLater(batch),
    )
  expect(await recordClosedWindows(minutesLater(14), 100)).toBe(0)
  expect(await entries()).toHaveLength(1)
  expect(await recordClosedWindows(minutesLater(15), 100)).toBe(1)
  expect((await entries()).slice(1)).toEqual([
    {
      ...{ type: 'sign_in.refusals', email: email(), wrong: 5, limited: 100, since: NOW.toISOString() },
      address: '192.0.2.1',
    },
  ])
})

test('a single refusal gets no second entry, and the next one after the window is recorded at once again', async () => {
  await recordRefusals([refusal('limited')], NOW)
  await recordClosedWindows(minutesLater(15), 100)
  await recordRefusals([refusal('limited')], minutesLater(16))
  expect((await entries()).map(({ type }) => type)).toEqual(['sign_in.limited', 'sign_in.limited'])
})

test('each address has its own count, and the addresses of one IPv6 network have one together', async () => {
  const addresses = ['192.0.2.1', '192.0.2.2', '2001:db8::1', '2001:db8::2']
  await recordRefusals(
    addresses.map((address) => refusal('wrong', address)),
    NOW,
  )
  expect(await entries()).toHaveLength(3)
})

test('guesses at emails that nobody has share one count for each address', async () => {
  const strangers = Array.from({ length: 30 }, (_, index) => ({
    ...refusal('wrong'),
    isPerson: false,
    email: `${index}.${email()}`,
  }))
  await recordRefusals(strangers, NOW)
  const { auditEntry } = await database()
  expect(await auditEntry.count({ where: { actorName: { endsWith: `.${email()}` } } })).toBe(1)
  await recordClosedWindows(minutesLater(15), 100)
  const last = await auditEntry.findFirst({ where: { type: 'sign_in.refusals' }, orderBy: { id: 'desc' } })
  expect(last?.details).toMatchObject({ wrong: 29, limited: 0 })
})

test('of refusals and closing windows at the same time, in several instances, none is lost or counted twice', async () => {
  const rounds = Array.from({ length: 20 }, (_, index) => index)
  await recordRefusals([refusal('wrong')], NOW)
  await Promise.all(
    rounds.flatMap(() => [
      recordRefusals([refusal('wrong'), refusal('limited')], minutesLater(20)),
      recordClosedWindows(minutesLater(20), 100),
    ]),
  )
  await recordClosedWindows(minutesLater(60), 100)
  const counted = (await entries()).map((entry) =>
    entry.type === 'sign_in.refusals' ? entry.wrong + entry.limited : 1,
  )
  expect(counted.reduce((sum, count) => sum + count, 0)).toBe(1 + 2 * rounds.length)
})

test('among 200,000 counts of refusals and of tries, each statement of an attempt finds its own by an index', async () => {
  const db = await database()
  const isPostgres = providerOf(url) === 'postgresql'
  const numbers = isPostgres
    ? 'generate_series(1, 200000) AS many(n)'
    : '(WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < 200000) SELECT n FROM many)'
  const stored = isPostgres ? `'${NOW.toISOString()}'::timestamp` : `'${NOW.toISOString().replace('Z', '+00:00')}'`
  const isFalse = isPostgres ? 'false' : '0'
  await db.$executeRawUnsafe(
    `INSERT INTO "RefusedSignIns" ("email", "ipAddress", "beganWith", "since", "wrong", "limited") SELECT n || '@x', '203.0.113.1', '', ${stored}, 1, 1 FROM ${numbers}`,
  )
  await db.$executeRawUnsafe(
    `INSERT INTO "SignInTries" ("key", "count", "nextAt", "isReserved", "expiresAt") SELECT 'key' || n, 1, ${stored}, ${isFalse}, ${stored} FROM ${numbers}`,
  )
  const statements = watchStatements(url, { hasManyRows: true })
  if (isPostgres) await statements.db.$executeRawUnsafe('ANALYZE')

  const early = minutesLater(-1)
  const limits = { address: ['address', '192.0.2.1'], email: ['email', 'a'], place: ['place', 'a'] } as const
  expect(await findWait(limits, decideElsewhere, early)).toBeNull()
  expect((await takeTry(limits, decideElsewhere, early)).kind).toBe('try')
  await recordRefusals([refusal('wrong')], early)
  await recordRefusals([refusal('wrong')], early)
  await pruneTries(early)
  expect(await recordClosedWindows(minutesLater(14), 100)).toBe(1)
  const counting = [...statements.seen.keys()].filter((text) => /"?(RefusedSignIns|SignInTries)"?/.test(text))
  expect(counting.length).toBeGreaterThan(6)
  expect((await statements.faults()).filter((fault) => /RefusedSignIns|SignInTries/.test(fault))).toEqual([])
  for (const text of ['"RefusedSignIns" WHERE "wrong" = 2', '"SignInTries" WHERE "count" = 2'])
    expect(await statements.isFaulty(`SELECT count(*) FROM ${text}`)).toBe(true)
}, 60_000)
