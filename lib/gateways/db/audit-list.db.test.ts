// Lists are compared with a reading of all entries that knows nothing of the index.
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { openAccount, openPlatform, type Person } from '@/lib/domain/access/permissions'
import { foldText, searchedWords } from '@/lib/domain/accounts/search-words'
import type { Actor, AuditEntry, NewEvent } from '@/lib/domain/audit/audit-entry'
import { classOf, VISIBLE_TO_OWNERS } from '@/lib/domain/audit/audit-facets'
import { type AuditFilters, type AuditQuery, NO_FILTERS, ORIGINS, OUTCOMES } from '@/lib/domain/audit/audit-query'
import { requireCalendarDate } from '@/lib/domain/calendar/calendar-date'
import { ADMIN, editorOf, profileOf } from '@/lib/domain/testing/connected-account'
import { indexEarlierEntries, indexLatestEntries, notIndexedBefore } from './audit-index'
import { listAccountEntries, listAuditEntries, listSettingsChanges, type RecordReader } from './audit-list'
import { addOutcome, NO_ORIGIN, recordEntry, recordIntent, toEntry, WITH_OUTCOMES } from './audit-log'
import { database, transaction } from './client'
import { openTestDatabase } from './testing/test-database'

const ACCOUNTS = [
  profileOf('acct_1Baker', { name: 'Bäckerei Müller' }),
  profileOf('acct_1Berlin', { name: 'Berlin Bikes' }),
  profileOf('acct_1Berry', { name: 'Berry & Müller' }),
]
const ACTORS: Actor[] = [
  { kind: 'person', id: 'p1', name: 'Ada Berg', role: 'admin' },
  { kind: 'person', id: 'p2', name: 'Bernd Müller', role: 'owner' },
  { kind: 'system', name: 'Sync' },
  { kind: 'outside', name: '' },
]
const EVENTS: NewEvent[] = [
  { type: 'sign_in' },
  { type: 'account_session.created', components: ['balances'], features: {} },
  { type: 'denied', attempted: 'read', because: 'no' },
  { type: 'balance.turned', amount: -5, currency: 'usd' },
  {
    type: 'balance_settings.changed_outside',
    changes: [{ field: 'statementDescriptor', before: null, after: 'X' }],
    stripeEventId: null,
  },
]
const SAVED: NewEvent = {
  type: 'balance_settings.update',
  changes: [{ field: 'schedule', before: { interval: 'daily' }, after: { interval: 'manual' } }],
}

const staff = () => {
  const access = openPlatform(ADMIN, 'audit:read')
  if (!access) throw new Error('the admin may read')
  return access
}

const OWNER: Person = {
  id: 'p2',
  name: 'Bernd',
  email: 'b@x',
  staffRole: null,
  memberships: [{ accountId: 'acct_1Berlin', role: 'owner' }],
}
const owner = () => {
  const access = openAccount(OWNER, profileOf('acct_1Berlin'), 'account:read')
  if (!access) throw new Error('the owner may read')
  return access
}

let all: AuditEntry[]

/** Writes with every outcome, one of them with two in a row, among entries of every other kind. */
async function recordAll() {
  let index = 0
  for (const account of [null, ...ACCOUNTS])
    for (const actor of ACTORS)
      for (const event of EVENTS) {
        index++
        if (index % 3 > 0) await recordEntry({ event, actor, account, origin: NO_ORIGIN })
      }
  for (const { id, name } of ACCOUNTS)
    for (const outcomes of [[], ['applied'], ['refused'], ['unknown'], ['unknown', 'applied'], ['conflict']] as const) {
      const access = { ...editorOf(profileOf(id, { name })), person: { ...ADMIN, name: 'Ada Berg' } }
      const entryId = await transaction((tx) =>
        recordIntent(access, { event: SAVED, reason: null, origin: NO_ORIGIN }, tx),
      )
      for (const outcome of outcomes)
        await transaction((tx) => addOutcome(entryId, { outcome, stripeRequestId: null }, tx))
    }
}

const readAll = async () => {
  const rows = await (await database()).auditEntry.findMany({ include: WITH_OUTCOMES })
  return rows.map(toEntry).sort((a, b) => (a.id < b.id ? 1 : -1))
}

beforeAll(async () => {
  await openTestDatabase()
  await recordAll()
  all = await readAll()
})

const words = (text: string) => foldText(text).split(/[^\p{L}\p{N}]+/u)
const begins = (typed: string, texts: string[]) =>
  searchedWords(typed).every((word) => texts.flatMap(words).some((other) => other.startsWith(word)))

function matches(entry: AuditEntry, filters: AuditFilters): boolean {
  const { event, actor, account } = entry
  const fields: string[] = 'changes' in event ? event.changes.map(({ field }) => field) : []
  const day = entry.at.toISOString().slice(0, 10)
  const isRead = classOf(event.type) === 'read'
  return (
    (filters.type ? event.type === filters.type : filters.reads || !isRead) &&
    (!filters.field || fields.includes(filters.field)) &&
    (!filters.outcome || entry.outcome === filters.outcome) &&
    (!filters.origin || actor.kind === filters.origin) &&
    (!filters.from || day >= filters.from) &&
    (!filters.to || day <= filters.to) &&
    (!filters.account ||
      account?.id === filters.account ||
      (!filters.account.startsWith('acct_') &&
        account !== null &&
        begins(filters.account, [account.name, account.id]))) &&
    (!filters.actor ||
      (actor.kind === 'person' && actor.id === filters.actor) ||
      (!/^p\d$/.test(filters.actor) && begins(filters.actor, [actor.name]))) &&
    (!filters.names || begins(filters.names, [actor.name, account?.name ?? '', account?.id ?? '']))
  )
}

const today = requireCalendarDate(new Date().toISOString().slice(0, 10))
const TYPED = ['ber', 'müller', 'MULLER', 'ada berg', 'berlin', 'nobody', 'bernd b']
const filters = fc.record<AuditFilters>({
  account: fc.option(fc.constantFrom('acct_1Berlin', 'acct_1Nobody', ...TYPED)),
  actor: fc.option(fc.constantFrom('p1', 'p2', ...TYPED)),
  type: fc.option(fc.constantFrom(...EVENTS.map(({ type }) => type), SAVED.type, 'sign_out' as const)),
  field: fc.option(fc.constantFrom('schedule', 'statementDescriptor', 'startOfDay')),
  outcome: fc.option(fc.constantFrom(...OUTCOMES)),
  origin: fc.option(fc.constantFrom(...ORIGINS)),
  names: fc.option(fc.constantFrom(...TYPED)),
  from: fc.option(fc.constantFrom(today, requireCalendarDate('2020-01-01'), requireCalendarDate('2999-01-01'))),
  to: fc.option(fc.constantFrom(today, requireCalendarDate('2020-01-01'))),
  reads: fc.boolean(),
})
/** Few filters at once, so that lists are not all empty. */
const few = fc
  .tuple(filters, fc.subarray(Object.keys(NO_FILTERS) as (keyof AuditFilters)[], { maxLength: 3 }), fc.boolean())
  .map(
    ([some, names, reads]): AuditFilters => ({
      ...NO_FILTERS,
      reads,
      ...Object.fromEntries(names.map((name) => [name, some[name]])),
    }),
  )

/** All pages one after the other, and back again from the last. */
async function turnPages(reader: RecordReader, query: AuditFilters, pageSize: number, lookedThrough: number) {
  const list = (cursor: AuditQuery['cursor']) => listAuditEntries(reader, { ...query, cursor }, pageSize, lookedThrough)
  const onwards: string[] = []
  let page = await list(null)
  expect(page.newer).toBeNull()
  for (;;) {
    onwards.push(...page.entries.map(({ id }) => id))
    if (!page.older) break
    page = await list({ direction: 'before', id: page.older })
  }
  const back = page.entries.map(({ id }) => id)
  while (page.newer) {
    page = await list({ direction: 'after', id: page.newer })
    back.unshift(...page.entries.map(({ id }) => id))
  }
  return { onwards, back }
}

test('whatever is filtered by, the pages have exactly the entries that match, in both directions', async () => {
  await fc.assert(
    fc.asyncProperty(few, fc.constantFrom(3, 20), fc.constantFrom(4, 1000), async (query, pageSize, lookedThrough) => {
      const expected = all.filter((entry) => matches(entry, query)).map(({ id }) => id)
      const { onwards, back } = await turnPages(staff(), query, pageSize, lookedThrough)
      expect(onwards).toEqual(expected)
      expect(back).toEqual(expected)
    }),
    // Found once at random: the last page is empty, and the way back began behind the oldest entry.
    { numRuns: 40, examples: [[{ ...NO_FILTERS, account: 'MULLER', origin: 'person', reads: false }, 20, 4]] },
  )
})

test('people of an account find what they may read about it, and the platform’s staff only by their role', async () => {
  const { onwards } = await turnPages(owner(), { ...NO_FILTERS, reads: true }, 7, 1000)
  const visible = all.filter(
    ({ account, event }) => account?.id === 'acct_1Berlin' && VISIBLE_TO_OWNERS.includes(event.type),
  )
  expect(onwards).toEqual(visible.map(({ id }) => id))
  const entries = await listAccountEntries(owner(), 100)
  expect(entries).toHaveLength(visible.length)
  expect(JSON.stringify(entries)).not.toContain('Ada')
  expect(entries.some(({ actor }) => actor.kind === 'person' && actor.role === 'admin')).toBe(true)
  expect(JSON.stringify(entries)).toContain('Bernd Müller')
})

test('the names of staff are no filter for people of an account', async () => {
  const list = (filters: Partial<AuditFilters>) =>
    listAuditEntries(owner(), { ...NO_FILTERS, ...filters, cursor: null }, 100)
  expect((await list({ names: 'nobody', actor: 'nobody' })).entries).toEqual((await list({})).entries)
})

test('changes of settings that took effect are those from outside and those that Stripe confirmed', async () => {
  const took = all.filter(
    ({ account, event, outcome }) =>
      account?.id === 'acct_1Berry' &&
      (event.type === 'balance_settings.changed_outside' || (event.type === SAVED.type && outcome === 'applied')),
  )
  const access = editorOf(profileOf('acct_1Berry'))
  expect((await listSettingsChanges(access, 100)).map(({ id }) => id)).toEqual(took.map(({ id }) => id))
  for (const [index, { id }] of took.entries()) {
    const beside = async (direction: 'before' | 'after') =>
      (await listSettingsChanges(access, 100, { direction, id })).map((each) => each.id)
    expect(await beside('before')).toEqual(took.slice(index + 1).map((each) => each.id))
    expect(await beside('after'), 'the oldest first').toEqual(
      took
        .slice(0, index)
        .map((each) => each.id)
        .reverse(),
    )
  }
})

test('a record of an earlier version is indexed in the end, however often that is interrupted', async () => {
  const db = await database()
  const facets = await db.auditFacet.findMany()
  await db.auditFacet.deleteMany()
  let steps = 0
  const signal = {
    get aborted() {
      return steps++ % 2 > 0
    },
  } as AbortSignal
  // Beside it, entries are still being recorded.
  for (let run = 0; run === 0 || (await notIndexedBefore()); run++) await indexEarlierEntries(signal)
  expect(new Set((await db.auditFacet.findMany()).map((row) => JSON.stringify(row)))).toEqual(
    new Set(facets.map((row) => JSON.stringify(row))),
  )
})

test('what an earlier version records beside this one is indexed as well', async () => {
  const db = await database()
  const { id } = await db.auditEntry.create({
    data: { at: new Date(), type: 'denied', actorKind: 'person', actorId: 'p9', actorName: 'Zoe' },
  })
  const zoe = () => listAuditEntries(staff(), { ...NO_FILTERS, actor: 'zoe', cursor: null }, 5)
  expect((await zoe()).entries).toEqual([])
  await indexLatestEntries(new Date(), new AbortController().signal)
  expect((await zoe()).entries.map((entry) => entry.id)).toEqual([id])
})

test('where too many names begin as typed, the page says so', async () => {
  for (let index = 0; index < 10; index++)
    await recordEntry({
      event: EVENTS[2] as NewEvent,
      actor: { kind: 'outside', name: `xaver${index}` },
      origin: NO_ORIGIN,
    })
  const list = (actor: string) => listAuditEntries(staff(), { ...NO_FILTERS, actor, cursor: null }, 50)
  expect((await list('xaver')).incomplete).toBe('names')
  expect((await list('xaver3')).entries).toHaveLength(1)
})
