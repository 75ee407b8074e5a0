// Every combination of filters of the record is served by an index: the plans of all its statements are read here.
import { beforeAll, expect, test } from 'vitest'
import { openAccount, openPlatform, type Person } from '@/lib/domain/access/permissions'
import { type AuditFilters, type AuditQuery, NO_FILTERS } from '@/lib/domain/audit/audit-query'
import { requireCalendarDate } from '@/lib/domain/calendar/calendar-date'
import { ADMIN, editorOf, profileOf } from '@/lib/domain/testing/connected-account'
import { listAccountEntries, listAuditEntries, listSettingsChanges } from './audit-list'
import { addOutcome, NO_ORIGIN, recordEntry, recordIntent } from './audit-log'
import { providerOf, transaction } from './client'
import { type Statements, watchStatements } from './testing/statements'
import { openTestDatabase } from './testing/test-database'

const ACCOUNT = profileOf('acct_1Plans')
const access = editorOf(ACCOUNT)
let statements: Statements

/** SQLite merges the facets of a group by sorting the few hundred entries of each. */
const OF_RUNS = /^USE TEMP B-TREE FOR ORDER BY in\s+WITH "each" .* LIMIT \?\) AS "run"\) AS "any" ORDER BY/s

/** The outcomes of one page's entries are few, too, and may be sorted. */
async function faults() {
  const [found, sorts] = [await statements.faults(), new Map<string, number>()]
  for (const fault of found.filter((fault) => OF_RUNS.test(fault))) sorts.set(fault, (sorts.get(fault) ?? 0) + 1)
  // None for reading a facet's entries.
  for (const [fault, count] of sorts) expect(count, fault).toBeLessThanOrEqual(fault.split('AS "run"').length - 1)
  return found.filter(
    (fault) => !OF_RUNS.test(fault) && !/ in SELECT .*AuditOutcome.*WHERE .*entryId.* IN \(/.test(fault),
  )
}

beforeAll(async () => {
  const url = await openTestDatabase()
  for (let index = 0; index < 60; index++) {
    await recordEntry({
      event: index % 2 ? { type: 'sign_in' } : { type: 'denied', attempted: 'read', because: 'no' },
      actor: { kind: 'person', id: `p${index % 5}`, name: `Ada ${index}`, role: 'viewer' },
      account: ACCOUNT,
      origin: NO_ORIGIN,
    })
    const change = { field: 'schedule', before: { interval: 'daily' }, after: { interval: 'manual' } } as const
    await transaction(async (tx) => {
      const event = { type: 'balance_settings.update', changes: [change] } as const
      const entryId = await recordIntent(
        access,
        { event: { ...event, changes: [change] }, reason: null, origin: NO_ORIGIN },
        tx,
      )
      if (index % 2) await addOutcome(entryId, { outcome: 'applied', stripeRequestId: null }, tx)
    })
  }
  statements = watchStatements(url)
  if (providerOf(url) === 'postgresql') await statements.db.$executeRawUnsafe('ANALYZE')
}, 60_000)

const first = requireCalendarDate('2020-01-01')
const last = requireCalendarDate('2999-01-01')

/** Alternatives, of which each combination takes one from every list. */
const VALUES: Partial<AuditFilters>[][] = [
  [{}, { account: ACCOUNT.id }, { account: 'shop' }],
  [{}, { actor: 'p1' }, { actor: 'ada' }],
  [{}, { type: 'balance_settings.update' }],
  [{}, { outcome: 'applied' }],
  [{}, { field: 'schedule', origin: 'person' }],
  [{}, { names: 'ada shop' }],
  [{}, { from: first, to: last }],
  [{}, { reads: true }],
]

const COMBINATIONS = VALUES.reduce<AuditFilters[]>(
  (some, values) => some.flatMap((filters) => values.map((value) => ({ ...filters, ...value }))),
  [NO_FILTERS],
)
const ID = '01900000-0000-7000-8000-000000000000'
const CURSORS: AuditQuery['cursor'][] = [null, { direction: 'before', id: ID }, { direction: 'after', id: ID }]

test('no combination of filters, on no page, reads a table as a whole or sorts', async () => {
  const staff = openPlatform(ADMIN, 'audit:read')
  if (!staff) throw new Error('the admin may read')
  statements.seen.clear()
  for (const [index, filters] of COMBINATIONS.entries())
    await listAuditEntries(staff, { ...filters, cursor: CURSORS[index % CURSORS.length] ?? null }, 50)
  expect(COMBINATIONS.length).toBe(576)
  expect(statements.seen.size).toBeGreaterThan(100)
  expect(await faults()).toEqual([])
}, 120_000)

test('nor does an owner’s list, the timeline or the history of settings', async () => {
  statements.seen.clear()
  const person: Person = { ...ADMIN, staffRole: null, memberships: [{ accountId: ACCOUNT.id, role: 'owner' }] }
  const owner = openAccount(person, ACCOUNT, 'account:read')
  if (!owner) throw new Error('the owner may read')
  for (const type of [null, 'balance_settings.update'] as const)
    for (const outcome of [null, 'applied'] as const)
      for (const cursor of CURSORS) await listAuditEntries(owner, { ...NO_FILTERS, type, outcome, cursor }, 50)
  for (const reader of [owner, access]) await listAccountEntries(reader, 20)
  await listSettingsChanges(access, 200)
  expect(statements.seen.size).toBeGreaterThan(5)
  expect(await faults()).toEqual([])
})
