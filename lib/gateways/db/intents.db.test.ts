import { beforeAll, describe, expect, test, vi } from 'vitest'
import { openAccount, openForJob } from '@/lib/domain/access/permissions'
import { ADMIN, DAILY, editorOf, profileOf } from '@/lib/domain/testing/connected-account'
import { saveAccountProfiles } from './accounts'
import { NO_ORIGIN } from './audit-log'
import { database, providerOf, type Transaction } from './client'
import {
  beginIntent,
  claimIntent,
  closeIntent,
  confirmIntent,
  findOpenIntent,
  isHeld,
  listOpenIntents,
  listUnattendedIntents,
  releaseIntent,
  renewLease,
} from './intents'
import { replaceRecordedSettings } from './recorded-settings'
import { openTestDatabase } from './testing/test-database'

/** Called when a transaction is about to record what a stranger did. */
const beforeOutside = vi.hoisted(() => vi.fn(async (_: Transaction) => {}))
vi.mock('./audit-log', async (importOriginal) => {
  const real = await importOriginal<typeof import('./audit-log')>()
  return {
    ...real,
    recordOutside: async (...entry: Parameters<typeof real.recordOutside>) => {
      await beforeOutside(entry[2] as Transaction)
      return real.recordOutside(...entry)
    },
  }
})

let url: string
beforeAll(async () => {
  url = await openTestDatabase()
})

const event = {
  type: 'payout.create' as const,
  order: { method: 'standard' as const, amount: 100, currency: 'usd', destinationId: 'ba_1' },
  destination: 'STRIPE TEST BANK •••• 6789',
}
const APPLIED = { outcome: 'applied', stripeRequestId: 'req_1' } as const
const REFUSED = { outcome: 'refused', stripeRequestId: null } as const
const atOnce = <T>(times: number, work: () => Promise<T>) => Promise.all(Array.from({ length: times }, work))
const inAMinute = () => new Date(Date.now() + 60_000)

function begin(accountId: string, { confirmationId = crypto.randomUUID() as string, leaseUntil = inAMinute() } = {}) {
  const access = openAccount(ADMIN, profileOf(accountId), 'payouts:create')
  if (!access) throw new Error('no access')
  const intent = { event, reason: null, origin: NO_ORIGIN, lock: `payout:${accountId}`, confirmationId }
  return beginIntent(access, intent, leaseUntil)
}

async function begun(accountId: string, options = {}): Promise<string> {
  const intent = await begin(accountId, options)
  if (intent.kind !== 'begun') throw new Error(intent.kind)
  return intent.entryId
}

const entriesOf = async (accountId: string) => (await database()).auditEntry.count({ where: { accountId } })
const outcomesOf = async (entryId: string) =>
  (await database()).auditOutcome
    .findMany({ where: { entryId }, orderBy: [{ at: 'asc' }, { id: 'asc' }] })
    .then((rows) => rows.map(({ outcome }) => outcome))

describe('beginning', () => {
  test('of twenty people who begin at once one has the lock, and the others leave no trace', async () => {
    const intents = await atOnce(20, () => begin('acct_Lock'))
    expect(intents.map(({ kind }) => kind).sort()).toEqual(['begun', ...Array(19).fill('locked')].sort())
    expect(await entriesOf('acct_Lock')).toBe(1)
  })

  test('one confirmation that arrives twenty times is one intent, also after its outcome is known', async () => {
    const confirmationId = crypto.randomUUID()
    const intents = await atOnce(20, () => begin('acct_Click', { confirmationId }))
    const entryIds = new Set(intents.flatMap((one) => ('entryId' in one ? [one.entryId] : [])))
    expect(entryIds.size).toBe(1)
    expect(intents.filter(({ kind }) => kind === 'begun')).toHaveLength(1)
    const [entryId = ''] = entryIds
    await closeIntent(entryId, APPLIED)
    expect(await begin('acct_Click', { confirmationId })).toEqual({ kind: 'repeated', entryId })
    expect(await entriesOf('acct_Click')).toBe(1)
  })

  test('another account’s confirmation says nothing about it', async () => {
    const confirmationId = crypto.randomUUID()
    await begin('acct_Mine', { confirmationId })
    expect(await begin('acct_Theirs', { confirmationId })).toEqual({ kind: 'locked' })
    expect(await entriesOf('acct_Theirs')).toBe(0)
  })
})

test('a save that begins while a stranger’s change is recorded comes after it in the record', async () => {
  const profile = profileOf('acct_Both')
  await saveAccountProfiles([profile], new Date(0))
  const system = openForJob('stripe_event', profile)
  const record = (statementDescriptor: string, readAt: Date) => {
    const settings = { ...DAILY, statementDescriptor }
    const change = { field: 'statementDescriptor' as const, before: null, after: statementDescriptor }
    return replaceRecordedSettings(system, { readAt, stripeEventId: null }, (recorded) => ({
      ...{ settings, changed: ['statementDescriptor'] as const, outside: recorded ? [change] : [] },
    }))
  }
  await record('FIRST', new Date(1))

  let save: Promise<unknown> = Promise.reject(new Error('not begun'))
  save.catch(() => {})
  const changes = [{ field: 'statementDescriptor' as const, before: 'THEIRS', after: 'OURS' }]
  const intent = { event: { type: 'balance_settings.update' as const, changes }, reason: null, origin: NO_ORIGIN }
  beforeOutside.mockImplementationOnce(async (tx) => {
    save = beginIntent(
      editorOf(profile),
      { ...intent, lock: 'balance_settings:acct_Both', confirmationId: null },
      inAMinute(),
    )
    await Promise.race([save, waitsFor(tx)])
  })
  expect(await record('THEIRS', new Date(2))).toBe(true)
  expect(await save).toMatchObject({ kind: 'begun' })

  const entries = await (await database()).auditEntry.findMany({
    where: { accountId: 'acct_Both' },
    orderBy: { id: 'asc' },
    select: { type: true },
  })
  expect(entries.map(({ type }) => type)).toEqual(['balance_settings.changed_outside', 'balance_settings.update'])
})

/** Returns once another connection waits for this transaction; SQLite lets none begin. */
async function waitsFor(tx: Transaction): Promise<void> {
  if (providerOf(url) === 'sqlite') return
  for (;;) {
    const [row] = await tx.$queryRawUnsafe<{ waiting: bigint }[]>(
      'SELECT count(*) AS waiting FROM pg_stat_activity WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid))',
    )
    if (row && row.waiting > 0n) return
  }
}

describe('the lease', () => {
  test('keeps others away while it lasts, and one of ten takes the intent over when it has ended', async () => {
    const entryId = await begun('acct_Lease')
    const claim = () => claimIntent(entryId, new Date(), inAMinute())
    expect([await claim(), await isHeld(entryId)]).toEqual([false, true])
    await releaseIntent(entryId, new Date(), { outcome: 'unknown', stripeRequestId: null })
    expect(await isHeld(entryId)).toBe(false)
    expect((await atOnce(10, claim)).filter(Boolean)).toHaveLength(1)
    expect(await outcomesOf(entryId)).toEqual(['unknown'])
  })

  test('cannot be renewed, nor left with an outcome, once the outcome is known', async () => {
    const entryId = await begun('acct_Renewed')
    expect(await renewLease(entryId, inAMinute())).toBe(true)
    await closeIntent(entryId, APPLIED)
    expect(await renewLease(entryId, inAMinute())).toBe(false)
    await releaseIntent(entryId, new Date(), { outcome: 'unknown', stripeRequestId: null })
    expect(await outcomesOf(entryId)).toEqual(['applied'])
  })

  test('of intents without one, those left alone longest come first', async () => {
    const db = await database()
    await db.openIntent.deleteMany()
    const old = await begun('acct_Old', { leaseUntil: new Date(Date.now() - 2000) })
    const older = await begun('acct_Older', { leaseUntil: new Date(Date.now() - 3000) })
    await begun('acct_Held')
    const ids = async (limit: number) => (await listUnattendedIntents(new Date(), limit)).map(({ entry }) => entry.id)
    expect([await ids(10), await ids(1)]).toEqual([[older, old], [older]])
  })
})

describe('the outcome', () => {
  test('is recorded once, gives the lock back, and the second to come changes nothing', async () => {
    const entryId = await begun('acct_Close')
    expect((await atOnce(5, () => closeIntent(entryId, APPLIED))).filter(Boolean)).toHaveLength(1)
    expect(await closeIntent(entryId, REFUSED)).toBe(false)
    expect(await outcomesOf(entryId)).toEqual(['applied'])
    expect(await findOpenIntent(entryId)).toBeNull()
    expect((await begin('acct_Close')).kind).toBe('begun')
  })

  test('is not recorded when what belongs to it could not be written, and the intent stays open', async () => {
    const entryId = await begun('acct_Torn')
    const full = () => Promise.reject(new Error('the disk is full'))
    await expect(closeIntent(entryId, APPLIED, full)).rejects.toThrow('the disk is full')
    expect(await outcomesOf(entryId)).toEqual([])
    expect(await listOpenIntents('acct_Torn', 'payout.create')).toMatchObject([
      { entry: { id: entryId, outcome: 'pending' } },
    ])
  })

  test('gives way to proof that the write took effect, once, however many bring it', async () => {
    const accountId = 'acct_Proof'
    const entryId = await begun(accountId)
    await closeIntent(entryId, REFUSED)
    let kept = 0
    const prove = () =>
      confirmIntent({ entryId, accountId }, APPLIED, async () => {
        kept++
      })
    await atOnce(5, prove)
    expect(await outcomesOf(entryId)).toEqual(['refused', 'applied'])
    expect([kept, await prove()]).toEqual([1, false])
    expect(await findOpenIntent(entryId)).toBeNull()
  })
})
