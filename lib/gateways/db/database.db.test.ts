// Like every *.db.test.ts, npm test runs this on SQLite and on PostgreSQL.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { openForJob, openPlatform } from '@/lib/domain/access/permissions'
import type { AuditEvent } from '@/lib/domain/audit/audit-entry'
import { type AuditQuery, NO_FILTERS } from '@/lib/domain/audit/audit-query'
import { ADMIN, DAILY, editorOf, profileOf } from '@/lib/domain/testing/connected-account'
import { readAccountOverview, saveSettingsSnapshot } from './account-overview'
import * as accounts from './accounts'
import { listAuditEntries } from './audit-list'
import * as audit from './audit-log'
import { database, providerOf, transaction } from './client'
import { applyMigrations } from './migrate'
import { findDatabaseProblem } from './readiness'
import { withSchemaEngine } from './schema-engine'
import * as events from './stripe-events'
import { openTestDatabase } from './testing/test-database'

let url: string

const update: AuditEvent = {
  type: 'balance_settings.update',
  changes: [{ field: 'schedule', before: { interval: 'daily' }, after: { interval: 'manual' } }],
}

beforeAll(async () => {
  url = await openTestDatabase()
})

describe('migrations', () => {
  test('a second start applies nothing', async () => {
    expect(await applyMigrations(url)).toEqual([])
  })

  test('the migrations make exactly the database that the models describe', async () => {
    const folder = 'prisma/schema'
    const files = readdirSync(folder).map((path) => ({
      path,
      content: readFileSync(join(folder, path), 'utf8').replace(
        'provider = "sqlite"',
        `provider = "${providerOf(url)}"`,
      ),
    }))
    const push = await withSchemaEngine(url, (engine) =>
      engine.schemaPush({
        schema: { files },
        force: false,
        filters: { externalTables: [], externalEnums: [] },
      }),
    )
    expect(push).toMatchObject({ executedSteps: 0, warnings: [], unexecutable: [] })
  })

  test('the product is ready once they are applied', async () => {
    expect(await findDatabaseProblem()).toBeNull()
  })
})

describe('the audit log', () => {
  test('an intent without an outcome is pending, and each outcome is kept beside the former', async () => {
    const account = profileOf('acct_Intent')
    const db = await database()
    const intent = { event: update, reason: 'asked for', origin: audit.NO_ORIGIN }
    const id = await audit.recordIntent(editorOf(account), intent, db)
    const read = async () => (await audit.findAccountEntry(editorOf(account), id))?.outcome
    expect(await read()).toBe('pending')
    await audit.addOutcome(id, { outcome: 'unknown', stripeRequestId: null }, db)
    expect(await read()).toBe('unknown')
    await audit.addOutcome(id, { outcome: 'applied', stripeRequestId: 'req_1' }, db)
    expect(await audit.findAccountEntry(editorOf(account), id)).toMatchObject({
      outcome: 'applied',
      stripeRequestId: 'req_1',
      reason: 'asked for',
      event: update,
    })
    expect(await db.auditOutcome.count({ where: { entryId: id } })).toBe(2)
  })

  test('an account’s entry is not found through another account’s ticket', async () => {
    const intent = { event: update, reason: null, origin: audit.NO_ORIGIN }
    const id = await audit.recordIntent(editorOf(profileOf('acct_Mine')), intent, await database())
    expect(await audit.findAccountEntry(editorOf(profileOf('acct_Other')), id)).toBeNull()
  })

  test('pages of the log neither skip nor repeat an entry', async () => {
    const accountId = 'acct_1Paged'
    const ids: string[] = []
    for (let count = 0; count < 7; count++) {
      const intent = { event: update, reason: String(count), origin: audit.NO_ORIGIN }
      ids.push(await audit.recordIntent(editorOf(profileOf(accountId)), intent, await database()))
    }
    const access = openPlatform(ADMIN, 'audit:read')
    if (!access) throw new Error('the admin may read')
    const list = (cursor: AuditQuery['cursor']) =>
      listAuditEntries(access, { ...NO_FILTERS, account: accountId, cursor }, 3)
    const first = await list(null)
    const second = await list({ direction: 'before', id: first.older ?? '' })
    const third = await list({ direction: 'before', id: second.older ?? '' })
    const back = await list({ direction: 'after', id: third.newer ?? '' })
    expect([...first.entries, ...second.entries, ...third.entries].map((entry) => entry.id)).toEqual(
      ids.toSorted().reverse(),
    )
    expect(back.entries.map((entry) => entry.id)).toEqual(second.entries.map((entry) => entry.id))
    expect([first.newer, third.older, back.newer]).toEqual([null, null, ids.toSorted().at(-4)])
  })
})

describe('a transaction', () => {
  afterEach(() => void vi.useRealTimers())

  test('that a busy machine holds up for ten seconds is carried out all the same', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const intent = { event: update, reason: null, origin: audit.NO_ORIGIN }
    const id = await transaction(async (tx) => {
      await vi.advanceTimersByTimeAsync(10_000)
      return audit.recordIntent(editorOf(profileOf('acct_HeldUp')), intent, tx)
    })
    vi.useRealTimers()
    expect(await audit.findAccountEntry(editorOf(profileOf('acct_HeldUp')), id)).toMatchObject({ outcome: 'pending' })
  })
})

describe('what is kept of an account', () => {
  test('a slower, older answer of Stripe never replaces a newer one', async () => {
    const account = profileOf('acct_Snapshot')
    await accounts.saveAccountProfiles([account], new Date())
    const access = openForJob('sync', account)
    await saveSettingsSnapshot(access, { ...DAILY, delayDays: 9 }, new Date(2000))
    await saveSettingsSnapshot(access, { ...DAILY, delayDays: 1 }, new Date(1000))
    expect((await readAccountOverview(editorOf(account))).settings?.value.delayDays).toBe(9)
  })
})

describe('a page of accounts that a sync keeps', () => {
  test('lets other writes pass between its parts, so nobody waits for all of it', async () => {
    const done: string[] = []
    const page = Array.from({ length: 100 }, (_, index) => profileOf(`acct_page_${index}`))
    const keeping = accounts.saveAccountProfiles(page, new Date()).then(() => done.push('page'))
    const other = accounts.saveAccountProfiles([profileOf('acct_other')], new Date()).then(() => done.push('other'))
    await Promise.all([keeping, other])
    expect(done).toEqual(['other', 'page'])
    expect(await accounts.findAccount('acct_page_99')).toMatchObject({ id: 'acct_page_99' })
  })
})

describe('webhook events', () => {
  const event = (id: string) => ({
    id,
    type: 'payout.paid',
    accountId: 'acct_1',
    objectId: null,
    idempotencyKey: null,
    createdAt: new Date(),
    livemode: false,
  })

  test('twenty deliveries of one event at once are one event', async () => {
    await Promise.all(Array.from({ length: 20 }, () => events.receiveStripeEvent(event('evt_same'), new Date())))
    expect(await (await database()).stripeEvent.count({ where: { id: 'evt_same' } })).toBe(1)
    expect(await events.receiveStripeEvent(event('evt_same'), new Date())).toBe(false)
  })

  const claim = async (now: number) =>
    (await events.claimStripeEvents(new Date(now), new Date(now + 10_000))).map(({ id }) => id)

  test('an event is one process’s while it holds it, and anyone’s when that process has died', async () => {
    await (await database()).stripeEvent.deleteMany()
    await events.receiveStripeEvent(event('evt_claim'), new Date())
    const now = Date.now()
    const claims = await Promise.all(Array.from({ length: 10 }, () => claim(now)))
    expect(claims.flat()).toHaveLength(1)
    expect(await claim(now + 9_000)).toEqual([])
    await events.holdStripeEvents(['evt_claim'], new Date(now + 19_000))
    expect(await claim(now + 18_000)).toEqual([])
    expect(await claim(now + 19_000)).toEqual(['evt_claim'])
    await events.finishStripeEvents(['evt_claim'], new Date(now))
    expect([await claim(now + 100_000), await events.nextDueEvent()]).toEqual([[], null])
  })

  test('what waits for one account is taken up together, oldest first, and for the longest waiting account first', async () => {
    await (await database()).stripeEvent.deleteMany()
    const now = Date.now()
    for (const [age, id, accountId] of [
      [3, 'evt_b', 'acct_other'],
      [2, 'evt_c', 'acct_one'],
      [4, 'evt_a', 'acct_one'],
      [1, 'evt_d', null],
    ] as const)
      await events.receiveStripeEvent({ ...event(id), accountId }, new Date(now - age))
    const takenUp = []
    for (let turn = 0; turn < 4; turn++) takenUp.push(await claim(now))
    expect(takenUp).toEqual([['evt_a', 'evt_c'], ['evt_b'], ['evt_d'], []])
  })

  test('what was postponed leaves the others their turn, and is due in its time', async () => {
    await (await database()).stripeEvent.deleteMany()
    const now = Date.now()
    await events.receiveStripeEvent(event('evt_first'), new Date(now - 2))
    await events.receiveStripeEvent({ ...event('evt_second'), accountId: 'acct_2' }, new Date(now - 1))
    expect(await claim(now)).toEqual(['evt_first'])
    await events.postponeStripeEvent('evt_first', new Date(now + 60_000))
    expect([await claim(now), await claim(now)]).toEqual([['evt_second'], []])
    await events.finishStripeEvents(['evt_second'], new Date(now))
    expect(await events.nextDueEvent()).toEqual(new Date(now + 60_000))
    expect(await events.claimStripeEvents(new Date(now + 60_000), new Date(now + 70_000))).toMatchObject([
      { id: 'evt_first', attempts: 1 },
    ])
  })

  test('processed events are removed once they are old, and those that wait never are', async () => {
    const { stripeEvent } = await database()
    await stripeEvent.deleteMany()
    for (const id of ['evt_1', 'evt_2', 'evt_3', 'evt_waits']) await events.receiveStripeEvent(event(id), new Date(0))
    await events.finishStripeEvents(['evt_1', 'evt_2'], new Date(1000))
    await events.finishStripeEvents(['evt_3'], new Date(3000))
    expect([
      await events.pruneStripeEvents(new Date(2000), 1),
      await events.pruneStripeEvents(new Date(2000), 5),
      await events.pruneStripeEvents(new Date(2000), 5),
    ]).toEqual([1, 1, 0])
    expect((await stripeEvent.findMany({ orderBy: { id: 'asc' } })).map(({ id }) => id)).toEqual(['evt_3', 'evt_waits'])
  })

  test('of many waiting events each is taken up exactly once, however many processes ask', async () => {
    await (await database()).stripeEvent.deleteMany()
    const ids = Array.from({ length: 90 }, (_, index) => `evt_many_${index}`)
    await Promise.all(
      ids.map((id, index) => events.receiveStripeEvent({ ...event(id), accountId: `acct_${index % 3}` }, new Date())),
    )
    const takenUp: string[] = []
    const worker = async () => {
      for (let claimed = await claim(Date.now()); claimed.length > 0; claimed = await claim(Date.now()))
        takenUp.push(...claimed)
    }
    await Promise.all([worker(), worker(), worker(), worker()])
    expect(takenUp.toSorted()).toEqual(ids.toSorted())
  })
})
