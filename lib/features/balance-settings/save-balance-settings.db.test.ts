// Saves against a real database and the simulator, whose ledger says what really happened. SAVES sets how many random
// histories are tried, and INTERLEAVINGS how many of editors at once.
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { openForJob } from '@/lib/domain/access/permissions'
import type { AuditEvent } from '@/lib/domain/audit/audit-entry'
import { fail } from '@/lib/domain/result'
import {
  applyPatch,
  type BalanceSettings,
  type BalanceSettingsPatch,
  diffBalanceSettings,
  type FieldChange,
  patchOf as patchOfChanges,
  type WritableBalanceSettings,
} from '@/lib/domain/settings/balance-settings'
import { editorOf, profileOf } from '@/lib/domain/testing/connected-account'
import { saveAccountProfiles } from '@/lib/gateways/db/accounts'
import { database, providerOf } from '@/lib/gateways/db/client'
import { receiveStripeEvent } from '@/lib/gateways/db/stripe-events'
import { openTestDatabase } from '@/lib/gateways/db/testing/test-database'
import { readBalanceSettings } from '@/lib/gateways/stripe/balance-settings'
import { recordOutsideChange } from '@/lib/record/outside-changes'
import { processWaitingEvents } from '@/lib/record/process-events'
import { resolveIntents } from '@/lib/record/resolve-intents'
import { Rig } from '@/simulator/testing/rig'
import { loadBalanceSettings } from './load-balance-settings'
import { checkSave, saveBalanceSettings } from './save-balance-settings'

vi.mock('@/lib/auth/request', () => ({ requestOrigin: async () => ({ requestId: null, ipAddress: null }) }))

/** What happens to a write before and after Stripe carries it out. */
type Fate = 'answered' | 'never arrives' | 'arrives late' | 'answer lost' | 'dies before' | 'dies after'

/** What lies ahead of one account's writes. Several accounts have their histories at the same time. */
class Ahead {
  /** Of the next write. */
  fate: Fate = 'answered'
  /** The same for the writes of several editors, in the order in which they are sent. */
  fates: Fate[] = []
  /** Returns when it is this step's turn; at once, unless a test decides on the order. */
  turn: (step: string) => Promise<void> = async () => {}
  /** Writes that may still reach Stripe although their sender has given up. */
  late: (() => Promise<unknown>)[] = []
}
const ahead = new Map<string, Ahead>()
const aheadOf = (id: string) => ahead.get(id) ?? new Ahead()

/** Entries whose process died: it renews their leases no more. */
const dead = vi.hoisted(() => new Set<string>())
vi.mock('@/lib/gateways/db/intents', async (importOriginal) => {
  const real = await importOriginal<typeof import('@/lib/gateways/db/intents')>()
  return {
    ...real,
    renewLease: async (entryId: string, until: Date) => !dead.has(entryId) && real.renewLease(entryId, until),
  }
})

vi.mock('@/lib/gateways/stripe/balance-settings', async (importOriginal) => {
  const real = await importOriginal<typeof import('@/lib/gateways/stripe/balance-settings')>()
  const noAnswer = fail({ kind: 'no_answer' as const, requestId: null })
  return {
    ...real,
    readBalanceSettings: async (...reading: Parameters<typeof real.readBalanceSettings>) => {
      const { turn } = aheadOf(reading[0].account.id)
      await turn('read')
      const answer = await real.readBalanceSettings(...reading)
      await turn('has read')
      return answer
    },
    writeBalanceSettings: async (...write: Parameters<typeof real.writeBalanceSettings>) => {
      // A resolver's repeated request is always answered.
      if ('job' in write[0]) return real.writeBalanceSettings(...write)
      const { fates, late, turn, ...next } = aheadOf(write[0].account.id)
      const now = fates.shift() ?? next.fate
      aheadOf(write[0].account.id).fate = 'answered'
      await turn('write')
      if (now === 'never arrives') return noAnswer
      if (now === 'arrives late') {
        late.push(() => real.writeBalanceSettings(...write))
        return noAnswer
      }
      if (now === 'dies before' || now === 'dies after') {
        dead.add(write[2])
        if (now === 'dies after') await real.writeBalanceSettings(...write)
        died.get(write[0].account.id)?.()
        return new Promise(() => {})
      }
      const answer = await real.writeBalanceSettings(...write)
      await turn('has written')
      return now === 'answer lost' ? noAnswer : answer
    },
  }
})
/** Called when a write has died, by account. */
const died = new Map<string, () => void>()

/** Histories that are lived at the same time, each with an account of its own. */
const AT_ONCE = 16

let rig: Rig
let url: string
beforeAll(async () => {
  rig = await Rig.start({ secretKey: process.env.STRIPE_SECRET_KEY ?? '', accounts: 1 })
  process.env.STRIPE_SIMULATOR_URL = rig.address
  url = await openTestDatabase()
  await prepareFullDisks()
})
afterAll(() => rig.stop())
beforeEach(() => {
  // A save looks every 50 ms whether an earlier one has ended; here thousands of them wait.
  const real = setTimeout
  vi.spyOn(globalThis, 'setTimeout').mockImplementation(((
    work: (...args: unknown[]) => void,
    ms?: number,
    ...args: unknown[]
  ) => real(work, ms === 50 ? 1 : ms, ...args)) as typeof setTimeout)
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** A new account that the list knows, and whose settings have been read once. */
async function newAccount() {
  const id = await rig.newAccount()
  const profile = profileOf(id)
  await saveAccountProfiles([profile], new Date())
  const next = new Ahead()
  ahead.set(id, next)
  const account = { id, editor: editorOf(profile), system: openForJob('stripe_event', profile), ahead: next }
  await compare(account)
  return account
}
type Account = Awaited<ReturnType<typeof newAccount>>

async function readNow({ system }: Pick<Account, 'system'>): Promise<BalanceSettings> {
  const answer = await readBalanceSettings(system)
  if (!answer.ok) throw new Error(answer.failure.kind)
  return answer.value.value
}

/** Reads Stripe and records what differs, as an event or a sync does. */
async function compare(account: Pick<Account, 'system'>) {
  // A millisecond later than whatever was recorded before.
  await new Promise((resolve) => setTimeout(resolve, 2))
  const readAt = new Date()
  return recordOutsideChange(account.system, await readNow(account), { readAt, stripeEventId: null })
}

/** What a page shows before somebody edits it. */
async function load({ editor }: Account): Promise<BalanceSettings> {
  await new Promise((resolve) => setTimeout(resolve, 2))
  const loaded = await loadBalanceSettings(editor, null)
  if (loaded.kind !== 'current') throw new Error(loaded.kind)
  return loaded.value
}

async function save(account: Account, patch: BalanceSettingsPatch, base?: BalanceSettings) {
  return saveBalanceSettings(account.editor, { patch, base: base ?? (await load(account)), reason: null })
}

/** Saves, and the process dies on the way: nothing is heard of it again, and its lease ends. */
async function saveAndDie(account: Account, patch: BalanceSettingsPatch, how: Fate) {
  account.ahead.fate = how
  const { promise, resolve } = Promise.withResolvers<void>()
  died.set(account.id, resolve)
  // Where nothing is sent, because an earlier write is still open, nobody dies.
  await Promise.race([promise, save(account, patch)])
  account.ahead.fate = 'answered'
  await endLeases(account)
}

const endLeases = async ({ id }: Pick<Account, 'id'>) =>
  (await database()).openIntent.updateMany({ where: { accountId: id }, data: { leaseUntil: new Date() } })

const outside = (id: string, payouts: object) =>
  rig.control('POST', `/accounts/${id}/balance_settings`, { payments: { payouts } })

async function entriesOf(id: string) {
  const rows = await (await database()).auditEntry.findMany({
    where: { accountId: id },
    include: { outcomes: { orderBy: [{ at: 'asc' }, { id: 'asc' }] } },
    orderBy: { id: 'asc' },
  })
  return rows.map(({ id, type, changes, details, outcomes }) => ({
    id,
    type: type as AuditEvent['type'],
    changes: (changes ?? []) as unknown as FieldChange[],
    after: (changes as { after: unknown }[] | null)?.map(({ after }) => after),
    outcome: outcomes.at(-1)?.outcome ?? null,
    stripeRequestId: outcomes.at(-1)?.stripeRequestId ?? null,
    replacedBy: (details as { replacedBy?: string } | null)?.replacedBy,
  }))
}
const told = async (id: string) =>
  (await entriesOf(id)).map(({ type, after, outcome }) => [type.split('.')[1], after?.join(), outcome])

type Change = { key: string | null; requestId: string; actor: string }
/** The changes of settings that really happened, oldest first. */
async function ledgerOf(id: string): Promise<Change[]> {
  const { data } = await rig.control('GET', `/ledger?account=${id}`)
  const changes = data as unknown as {
    type: string
    actor: string
    request_id: string
    idempotency_key: string | null
  }[]
  return changes
    .filter(({ type }) => type === 'balance_settings.updated')
    .map(({ actor, idempotency_key: key, request_id: requestId }) => ({ actor, key, requestId }))
}

/** The writes that reached Stripe under this key. */
async function sentUnder(id: string, key: string): Promise<unknown[]> {
  const { data } = await rig.control('GET', `/requests?account=${id}`)
  return (data as unknown as { idempotency_key: string | null }[]).filter((sent) => sent.idempotency_key === key)
}

describe('A save whose answer was lost', () => {
  test('is not taken for a stranger’s change when the next save follows at once', async () => {
    const account = await newAccount()
    account.ahead.fate = 'answer lost'
    expect(await save(account, { statementDescriptor: 'FIRST' })).toMatchObject({ kind: 'unknown' })
    expect(await save(account, { statementDescriptor: 'SECOND' })).toMatchObject({ kind: 'saved' })
    await compare(account)
    expect(await told(account.id)).toEqual([
      ['update', 'FIRST', 'applied'],
      ['update', 'SECOND', 'applied'],
    ])
  })

  test('is applied although its value was replaced before anybody looked', async () => {
    const account = await newAccount()
    account.ahead.fate = 'answer lost'
    const lost = await save(account, { statementDescriptor: 'OURS' })
    await outside(account.id, { statement_descriptor: 'THEIRS' })
    if (lost.kind !== 'unknown') throw new Error(lost.kind)
    await checkSave(account.editor, lost.entryId)
    await compare(account)
    expect(await told(account.id)).toEqual([
      ['update', 'OURS', 'applied'],
      ['changed_outside', 'THEIRS', null],
    ])
    const [change] = await ledgerOf(account.id)
    expect((await entriesOf(account.id))[0]).toMatchObject({ id: change?.key, stripeRequestId: change?.requestId })
  })

  test('is found at Stripe by the same request, whatever order the database gives its fields back in', async () => {
    const account = await newAccount()
    account.ahead.fate = 'answer lost'
    const patch = {
      minimumBalances: { usd: 500, cad: 700, eur: 900 },
      schedule: { interval: 'weekly', weekdays: ['friday', 'monday'] },
    } as const
    await save(account, patch as unknown as BalanceSettingsPatch)
    await resolveIntents(10)
    expect(await entriesOf(account.id)).toMatchObject([{ outcome: 'applied' }])
    const { data } = await rig.control('GET', `/requests?account=${account.id}`)
    const writes = (data as unknown as { method: string; status: number; replayed: boolean }[]).filter(
      ({ method }) => method === 'POST',
    )
    expect(writes.map(({ status, replayed }) => [status, replayed])).toEqual([
      [200, false],
      [400, false],
      [200, true],
    ])
  })
})

test('somebody else’s change is recorded before our next save, however soon an earlier one is resolved', async () => {
  // Whether the record and the reading after it fall into one millisecond differs from run to run.
  const runs = Array.from({ length: 40 }, async () => {
    const account = await newAccount()
    account.ahead.fate = 'arrives late'
    await save(account, { statementDescriptor: 'FIRST' })
    for (const arrive of account.ahead.late) await arrive()
    await outside(account.id, { statement_descriptor: 'THEIRS' })
    await save(account, { statementDescriptor: 'SECOND' })
    expect(await told(account.id)).toEqual([
      ['update', 'FIRST', 'applied'],
      ['changed_outside', 'THEIRS', null],
      ['update', 'SECOND', 'applied'],
    ])
  })
  await Promise.all(runs)
})

describe('A save that never reached Stripe', () => {
  test('is refused, is not sent again, and is refused by Stripe should it still arrive', async () => {
    const account = await newAccount()
    account.ahead.fate = 'arrives late'
    const lost = await save(account, { statementDescriptor: 'LATE' })
    if (lost.kind !== 'unknown') throw new Error(lost.kind)
    expect(await checkSave(account.editor, lost.entryId)).toMatchObject({ kind: 'refused' })
    for (const arrive of account.ahead.late) await arrive()
    expect(await ledgerOf(account.id)).toEqual([])
    expect(await told(account.id)).toEqual([['update', 'LATE', 'refused']])
  })

  test('does not come true hours later, because nobody may want it any more', async () => {
    const account = await newAccount()
    await saveAndDie(account, { statementDescriptor: 'ONCE' }, 'dies before')
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 20 * 3_600_000 })
    await resolveIntents(10)
    expect(await ledgerOf(account.id)).toEqual([])
    expect(await told(account.id)).toEqual([['update', 'ONCE', 'refused']])
  })
})

describe('A save whose process died', () => {
  for (const [how, outcome] of [
    ['dies before', 'refused'],
    ['dies after', 'applied'],
  ] as const) {
    test(`${how.slice(5)} Stripe carried it out is ${outcome}, and the next save need not wait`, async () => {
      const account = await newAccount()
      await saveAndDie(account, { statementDescriptor: 'FIRST' }, how)
      expect(await save(account, { statementDescriptor: 'SECOND' })).toMatchObject({ kind: 'saved' })
      await compare(account)
      expect(await told(account.id)).toEqual([
        ['update', 'FIRST', outcome],
        ['update', 'SECOND', 'applied'],
      ])
    })
  }

  test('is confirmed by Stripe’s event when its key has been forgotten', async () => {
    const account = await newAccount()
    await saveAndDie(account, { statementDescriptor: 'OLD' }, 'dies after')
    await outside(account.id, { statement_descriptor: 'NEW' })
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 25 * 3_600_000 })
    await resolveIntents(10)
    expect(await told(account.id)).toEqual([['update', 'OLD', 'applied']])
  })

  test('stays unknown when its key has been forgotten and no event tells', async () => {
    const account = await newAccount()
    await saveAndDie(account, { statementDescriptor: 'NEVER' }, 'dies before')
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 25 * 3_600_000 })
    await resolveIntents(10)
    expect(await told(account.id)).toEqual([['update', 'NEVER', 'unknown']])
    expect(await save(account, { statementDescriptor: 'NEXT' })).toMatchObject({ kind: 'saved' })
  })
})

test('of two people who save at the same moment one is saved, and the other meets the conflict', async () => {
  const account = await newAccount()
  const base = await load(account)
  const outcomes = await Promise.all([
    save(account, { statementDescriptor: 'ONE' }, base),
    save(account, { statementDescriptor: 'TWO' }, base),
  ])
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['conflict', 'saved'])
  expect(await ledgerOf(account.id)).toHaveLength(1)
})

/**
 * From now on the database refuses to keep another outcome, or another entry, of this account. Triggers once for all,
 * because each new one has every statement compiled again.
 */
async function fillDisk(table: 'AuditOutcome' | 'AuditEntry', { id }: Pick<Account, 'id'>) {
  const db = await database()
  await db.$executeRawUnsafe(`INSERT INTO "Full" VALUES ('${table} ${id}')`)
  return () => db.$executeRawUnsafe(`DELETE FROM "Full" WHERE "what" = '${table} ${id}'`)
}

async function prepareFullDisks() {
  const db = await database()
  await db.$executeRawUnsafe('CREATE TABLE "Full" ("what" TEXT NOT NULL)')
  const isFull = {
    AuditEntry: `EXISTS (SELECT 1 FROM "Full" WHERE "what" = 'AuditEntry ' || NEW."accountId")`,
    AuditOutcome: `EXISTS (SELECT 1 FROM "Full" JOIN "AuditEntry" e ON "what" = 'AuditOutcome ' || e."accountId" WHERE e."id" = NEW."entryId")`,
  }
  for (const [table, condition] of Object.entries(isFull)) {
    if (providerOf(url) === 'sqlite') {
      await db.$executeRawUnsafe(
        `CREATE TRIGGER "full${table}" BEFORE INSERT ON "${table}" WHEN ${condition} BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`,
      )
      continue
    }
    await db.$executeRawUnsafe(
      `CREATE FUNCTION "full${table}"() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN IF ${condition} THEN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END IF; RETURN NEW; END$$`,
    )
    await db.$executeRawUnsafe(
      `CREATE TRIGGER "full${table}" BEFORE INSERT ON "${table}" FOR EACH ROW EXECUTE FUNCTION "full${table}"()`,
    )
  }
}

describe('A full disk', () => {
  test('between the write and its outcome leaves it not yet known, and it is known once there is room', async () => {
    const account = await newAccount()
    const makeRoom = await fillDisk('AuditOutcome', account)
    const lost = await save(account, { statementDescriptor: 'FULL' })
    expect(lost).toMatchObject({ kind: 'unknown' })
    if (lost.kind !== 'unknown') throw new Error(lost.kind)
    expect(await checkSave(account.editor, lost.entryId)).toMatchObject({ kind: 'unknown' })
    await makeRoom()
    await endLeases(account)
    expect(await checkSave(account.editor, lost.entryId)).toMatchObject({ kind: 'saved' })
    expect(await told(account.id)).toEqual([['update', 'FULL', 'applied']])
  })

  test('before the write lets nothing be sent, and says so', async () => {
    const account = await newAccount()
    const makeRoom = await fillDisk('AuditEntry', account)
    const outcome = await save(account, { statementDescriptor: 'FULL' })
    await makeRoom()
    expect(outcome).toMatchObject({ kind: 'refused', message: expect.stringContaining('Nothing was sent') })
    expect(await ledgerOf(account.id)).toEqual([])
  })
})

describe('In every history of saves, crashes, lost answers and strangers', () => {
  const step = fc.oneof(
    fc.record({
      kind: fc.constant('save' as const),
      fate: fc.constantFrom<Fate[]>('answered', 'answer lost', 'never arrives', 'arrives late'),
    }),
    fc.record({ kind: fc.constant('die' as const), fate: fc.constantFrom<Fate[]>('dies before', 'dies after') }),
    fc.constantFrom(
      { kind: 'stranger' as const },
      { kind: 'compare' as const },
      { kind: 'resolve' as const },
      { kind: 'arrive' as const },
      { kind: 'events' as const },
      { kind: 'full disk' as const },
    ),
  )

  /** Stripe delivers what it has to say of the account once more, and it is processed. */
  async function deliver(account: Account) {
    const { data } = await rig.control('GET', `/events?account=${account.id}`)
    const events = data as unknown as { id: string; type: string; request: { idempotency_key: string | null } | null }[]
    for (const { id, type, request } of events) {
      const of = { accountId: account.id, objectId: null, idempotencyKey: request?.idempotency_key ?? null }
      await receiveStripeEvent({ id, type, ...of, createdAt: new Date(), livemode: false }, new Date())
    }
    await processWaitingEvents()
  }

  /** A save of which the outcome cannot be stored. */
  async function saveOnFullDisk(account: Account, patch: BalanceSettingsPatch) {
    const makeRoom = await fillDisk('AuditOutcome', account)
    await save(account, patch).finally(makeRoom)
    await endLeases(account)
  }

  type Step = typeof step extends fc.Arbitrary<infer One> ? One : never

  async function live(account: Account, steps: readonly Step[]) {
    const { ahead: next } = account
    let count = 0
    for (const step of steps) {
      const value = `${step.kind === 'stranger' ? 'THEIRS' : 'OURS'} ${++count}`
      if (step.kind === 'save') {
        next.fate = step.fate
        await save(account, { statementDescriptor: value })
        next.fate = 'answered'
      }
      if (step.kind === 'die') await saveAndDie(account, { statementDescriptor: value }, step.fate)
      if (step.kind === 'stranger') await outside(account.id, { statement_descriptor: value })
      if (step.kind === 'compare') await compare(account)
      if (step.kind === 'resolve') await resolveIntents(10)
      if (step.kind === 'arrive') for (const arrive of next.late.splice(0)) await arrive()
      if (step.kind === 'events') await deliver(account)
      if (step.kind === 'full disk') await saveOnFullDisk(account, { statementDescriptor: value })
    }
  }

  const seen = { applied: 0, refused: 0, outside: 0 }

  async function examine(account: Account) {
    for (const arrive of account.ahead.late.splice(0)) await arrive()
    await compare(account)

    const ledger = await ledgerOf(account.id)
    const entries = await entriesOf(account.id)
    const ours = ledger.flatMap(({ actor, key }) => (actor === 'dashboard' ? [] : [key]))
    expect(new Set(ours).size, 'no intent took effect twice').toBe(ours.length)
    const announced = entries.map(({ id }) => id)
    expect(announced, 'nothing was sent without its intent').toEqual(expect.arrayContaining(ours))
    const carriedOut = new Map(ledger.map((change) => [change.key, change.requestId]))
    for (const { id, type, after, outcome, stripeRequestId } of entries) {
      if (type === 'balance_settings.changed_outside') {
        seen.outside++
        expect(after?.join()).toMatch(/^THEIRS/)
        continue
      }
      if (outcome === 'conflict') continue
      expect(outcome).toBe(carriedOut.has(id) ? 'applied' : 'refused')
      // Stripe's event confirms a write without the id of its request.
      if (outcome === 'applied' && stripeRequestId !== null) expect(stripeRequestId).toBe(carriedOut.get(id))
      seen[outcome === 'applied' ? 'applied' : 'refused']++
    }
    // What is in effect is accounted for: by the last entry that took effect.
    const { statementDescriptor } = await readNow(account)
    const last = entries.findLast(
      ({ type, outcome, replacedBy }) =>
        outcome === 'applied' || (type === 'balance_settings.changed_outside' && !replacedBy),
    )
    expect(last?.after?.join() ?? null).toBe(statementDescriptor)
    ahead.delete(account.id)
  }

  test('the record says of each of our saves what the ledger says, and gives no change that we made to a stranger', async () => {
    const histories = fc.array(fc.array(step, { minLength: 2, maxLength: 8 }), {
      minLength: AT_ONCE,
      maxLength: AT_ONCE,
    })
    // Whatever else is tried, there are some of each.
    const some: Step[] = [1, 2, 3].flatMap(() => [
      { kind: 'save' as const, fate: 'answered' as const },
      { kind: 'die' as const, fate: 'dies before' as const },
      { kind: 'resolve' as const },
      { kind: 'stranger' as const },
      { kind: 'compare' as const },
    ])
    await fc.assert(
      fc.asyncProperty(histories, async (histories) => {
        const accounts = await Promise.all(histories.map(newAccount))
        await Promise.all(accounts.map((account, index) => live(account, histories[index] ?? [])))
        await resolveIntents(1_000)
        expect(await (await database()).openIntent.count(), 'one pass resolves everything').toBe(0)
        await Promise.all(accounts.map(examine))
      }),
      {
        numRuns: 1 + Math.ceil(Number(process.env.SAVES ?? 25) / AT_ONCE),
        endOnFailure: true,
        examples: [[[some]]],
      },
    )
    expect(Math.min(seen.applied, seen.refused, seen.outside)).toBeGreaterThan(2)
  }, 3_600_000)
})

describe('In every interleaving of two to five editors, lost answers and strangers', () => {
  const editor = fc.record({
    field: fc.constantFrom('statementDescriptor' as const, 'delayDaysOverride' as const, 'minimumBalances' as const),
    fate: fc.constantFrom<Fate[]>('answered', 'answered', 'answer lost', 'never arrives', 'arrives late'),
    insists: fc.boolean(),
  })
  /** A value that nobody else sets. */
  const patchOf = (field: 'statementDescriptor' | 'delayDaysOverride' | 'minimumBalances', value: number) =>
    field === 'statementDescriptor'
      ? { statementDescriptor: `VALUE ${value}` }
      : field === 'delayDaysOverride'
        ? { delayDaysOverride: value }
        : { minimumBalances: { usd: value } }

  test('Stripe has what the last accepted change wanted, a conflict sent nothing, and every save gets its true outcome', async () => {
    const seen = { applied: 0, refused: 0, conflict: 0 }
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(editor, { minLength: 2, maxLength: 5 }),
        fc.nat({ max: 2 }),
        async (scheduler, editors, strangers) => {
          const account = await newAccount()
          let expected: WritableBalanceSettings = await readNow(account)
          account.ahead.fates = editors.map((one) => one.fate)
          account.ahead.turn = (step) => scheduler.schedule(Promise.resolve(), step)

          async function edit({ field, insists }: (typeof editors)[number], index: number) {
            await account.ahead.turn('open')
            const base = await load(account)
            await account.ahead.turn('edit')
            const patch = patchOf(field, 10 + index)
            const outcome = await save(account, patch, base)
            if (outcome.kind === 'conflict' && insists) return save(account, patch, outcome.theirs.settings)
            return outcome.kind === 'unknown' ? checkSave(account.editor, outcome.entryId) : outcome
          }
          const theirs: BalanceSettingsPatch[] = []
          async function interfere(index: number) {
            await account.ahead.turn('interfere')
            theirs.push({ statementDescriptor: `THEIRS ${index}` })
            await outside(account.id, { statement_descriptor: `THEIRS ${index}` })
          }
          const outcomes = await scheduler.waitFor(
            Promise.all([...editors.map(edit), ...Array.from({ length: strangers }, (_, index) => interfere(index))]),
          )
          account.ahead.turn = async () => {}
          account.ahead.fates = []
          await resolveIntents(10)
          for (const arrive of account.ahead.late.splice(0)) await arrive()
          await compare(account)

          const entries = await entriesOf(account.id)
          const saves = entries.filter(({ type }) => type === 'balance_settings.update')
          const ledger = await ledgerOf(account.id)
          const carriedOut = new Set(ledger.map(({ key }) => key))
          for (const { id, outcome } of saves) {
            if (outcome !== 'conflict') expect(outcome).toBe(carriedOut.has(id) ? 'applied' : 'refused')
            else expect(await sentUnder(account.id, id), 'a conflict sent nothing').toEqual([])
            seen[outcome as keyof typeof seen]++
          }
          for (const { key } of ledger) {
            const ours = saves.find(({ id }) => id === key)
            const before = expected
            expected = applyPatch(before, ours ? patchOfChanges(ours.changes) : (theirs.shift() ?? {}))
            // Between our last look and our write a stranger may come, and nobody else.
            if (strangers === 0) expect(diffBalanceSettings(before, expected)).toEqual(ours?.changes)
          }
          expect(diffBalanceSettings(expected, await readNow(account))).toEqual([])
          for (const outcome of outcomes)
            if (outcome) expect(['saved', 'conflict', 'refused', 'unknown']).toContain(outcome.kind)
          const told = outcomes.filter((outcome) => outcome?.kind === 'saved').length
          expect(saves.filter(({ outcome }) => outcome === 'applied').length).toBeGreaterThanOrEqual(told)
          const strange = entries.filter(({ type }) => type === 'balance_settings.changed_outside')
          for (const { after } of strange) expect(after?.join(), 'only strangers are strangers').toMatch(/^THEIRS \d$/)
        },
      ),
      { numRuns: Number(process.env.INTERLEAVINGS ?? 40), endOnFailure: true },
    )
    expect(Math.min(seen.applied, seen.refused, seen.conflict)).toBeGreaterThan(2)
  }, 3_600_000)
})
