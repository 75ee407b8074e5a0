// What the pages and jobs of the fleet ask is served by indexes and by what is kept, however many accounts there are: the
// plans of all their statements are read here. npm test runs it on SQLite and on PostgreSQL.
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { ApprovalRule } from '@/lib/domain/access/approval-rules'
import { openFleetForJob, openPlatform } from '@/lib/domain/access/permissions'
import { addDays, requireCalendarDate } from '@/lib/domain/calendar/calendar-date'
import { DRIFT_CAUSES } from '@/lib/domain/fleet/drift'
import { ITEM_STATES } from '@/lib/domain/fleet/rollout'
import { EVERY_ACCOUNT } from '@/lib/domain/fleet/segment'
import { ADMIN, profileOf } from '@/lib/domain/testing/connected-account'
import { saveAccountProfiles } from './accounts'
import { listChosen } from './chosen-accounts'
import { providerOf, transaction } from './client'
import { claimNewAccounts, listDrift, listDriftDue, listExceptions, listExpired } from './drift'
import { listExpected } from './expected-payouts'
import { listNegativeBalances } from './negative-balances'
import { findAccountsToPlan, listAccountsToPlan, listIdsToPlan } from './planned-accounts'
import { addPolicy } from './policies'
import { findExposures } from './radar'
import { claimForReversals } from './reversals'
import { addItems, countItems, countItemsOf, listFailures, listItems, needsOf, type RolloutItem } from './rollout-items'
import { addRollout, countAccountsToChange } from './rollouts'
import { type Statements, watchStatements } from './testing/statements'
import { openTestDatabase } from './testing/test-database'

const raise = (): never => {
  throw new Error('the admin may')
}
const job = openFleetForJob()
const manager = openPlatform(ADMIN, 'fleet:manage') ?? raise()
const lists = openPlatform(ADMIN, 'accounts:list') ?? raise()
const ids = Array.from({ length: 300 }, (_, index) => `acct_1${String(index).padStart(3, '0')}`)
const today = requireCalendarDate('2026-11-29')

const PENDING = { kind: 'change', changes: [], needs: [], variant: null } as const
const UNCHANGED = { kind: 'unchanged' } as const

let statements: Statements
let countRows: () => Promise<unknown>
beforeAll(async () => {
  const url = await openTestDatabase()
  statements = watchStatements(url)
  const now = new Date()
  for (let from = 0; from < ids.length; from += 50)
    await saveAccountProfiles(
      ids.slice(from, from + 50).map((id) => profileOf(id)),
      now,
    )
  const draft = {
    name: 'Weekly',
    segment: EVERY_ACCOUNT,
    values: { delayDaysOverride: 10 },
    variants: [],
    priority: 0,
    isDefault: false,
  }
  const pace = { canary: 0, share: 100, haltAbove: 0, waits: false, hours: null }
  await transaction(async (tx) => {
    await addPolicy(manager, { id: 'policy', draft, now }, tx)
    const of = { policyId: 'policy', version: 1 }
    await addRollout(manager, { id: 'rollout', name: 'Weekly', of, chosen: null, pace, now }, tx)
    const planned = ids.map((id, index) => ({ account: { id, name: id }, plan: index % 2 ? PENDING : UNCHANGED }))
    await addItems(job, 'rollout', { planned, first: 1 }, tx)
    await tx.rollout.update({ where: { id: 'rollout' }, data: { status: 'in_progress' } })
    for (const [index, accountId] of ids.entries())
      await tx.drift.create({
        data: {
          ...{ id: accountId, accountId, accountName: accountId, policyId: 'policy', changes: [], since: now },
          ...{
            cause: DRIFT_CAUSES[index % DRIFT_CAUSES.length] ?? '',
            isAccepted: index % 2 === 0,
            acceptedUntil: now,
          },
        },
      })
    await tx.expectedTotal.createMany({
      data: Array.from({ length: 200 }, (_, index) => ({
        ...{ day: addDays(today, index), currency: 'usd', basis: 'available', amount: 1, payouts: 1 },
      })),
    })
  })
  // PostgreSQL does so by itself, a while after many rows were written.
  countRows = async () => (providerOf(url) === 'postgresql' ? statements.db.$executeRawUnsafe('ANALYZE') : undefined)
  await countRows()
}, 60_000)

async function faultsOf(work: () => Promise<unknown>): Promise<string[]> {
  statements.seen.clear()
  await work()
  expect(statements.seen.size).toBeGreaterThan(0)
  return statements.faults()
}

test.each([
  ['every difference', null, null],
  ['those from one policy', 'policy', null],
  ['those of one cause', null, DRIFT_CAUSES[0] ?? null],
  ['those from one policy of one cause', 'policy', DRIFT_CAUSES[0] ?? null],
] as const)(
  'the drift board shows %s without a scan, on the first page and on a later one',
  async (_, policyId, cause) => {
    for (const isAccepted of [true, false])
      for (const after of [null, 'acct_1150'])
        expect(await faultsOf(() => listDrift(job, { policyId, cause, isAccepted, after }, 50))).toEqual([])
  },
)

test('what the jobs for drift look for is found without a scan', async () => {
  expect(
    await faultsOf(async () => {
      await listDriftDue(job, 200)
      await claimNewAccounts(job, new Date(), 100)
      await listExpired(job, new Date(), 100)
      await listExceptions(job, 'policy', ids.slice(0, 50))
    }),
  ).toEqual([])
})

test('the radar and the view of expected payouts read what is kept, and no account twice', async () => {
  expect(await faultsOf(() => listNegativeBalances(lists))).toEqual([])
  expect(await faultsOf(() => findExposures(lists, ids.slice(0, 50), new Date(0)))).toEqual([])
  expect(await faultsOf(() => claimForReversals({ before: new Date(), now: new Date() }, 20))).toEqual([])
  expect(await faultsOf(() => listExpected(lists, { from: today, until: addDays(today, 29) }))).toEqual([])
})

test('a plan walks through the accounts by their ids, also before the database knows how many there are', async () => {
  expect(
    await faultsOf(async () => {
      await listAccountsToPlan(job, 'acct_1100', 50)
      await listIdsToPlan(job, 'acct_1100', 50)
      await findAccountsToPlan(job, ids.slice(0, 50))
    }),
  ).toEqual([])
})

test('a rollout’s page, its progress and its next accounts are found without a scan', async () => {
  expect(
    await faultsOf(async () => {
      await countItems(job, 'rollout')
      await countItemsOf(job, ['rollout', 'another'])
      await needsOf(job, 'rollout')
      await listFailures(job, 'rollout', 20)
      const failed = { rolloutId: 'rollout', state: 'refused', message: null } as const
      await listChosen(job, { failed }, { after: '', limit: 50 })
      await countAccountsToChange()
      for (const states of [null, ['pending']] as const)
        await listItems(job, 'rollout', { states, after: 100, limit: 50 })
      for (const because of ['locked', 'approval'] as const)
        await listItems(job, 'rollout', { states: null, because, after: 100, limit: 50 })
    }),
  ).toEqual([])
})

test.each([
  ['those that need approval, by several sets of rules', { states: null, because: 'approval' }, [2, 3, 4, 6, 7, 8]],
  ['those of one state that need approval', { states: ['pending'], because: 'approval' }, [2, 3, 4, 6, 7, 8]],
  ['those of several states', { states: ['sending', 'pending'] }, [2, 3, 4, 6, 7, 8]],
  ['those of one state with one reason', { states: ['skipped'], because: 'locked' }, [1, 5, 9, 13, 17, 21]],
] as const)('of a plan, %s are listed in their order without a scan', async (_, filter, expected) => {
  const needs: ApprovalRule[][] = [['debits_off'], ['delay_down'], ['debits_off', 'delay_down']]
  const planned = ids.map((id, index) => {
    const rules = needs[(index % 4) - 1]
    const plan = rules
      ? { ...PENDING, needs: rules }
      : ({ kind: 'skipped', because: 'locked', message: 'Locked' } as const)
    return { account: { id, name: id }, plan }
  })
  await statements.db.rolloutItem.deleteMany({ where: { rolloutId: 'filtered' } })
  await transaction((tx) => addItems(job, 'filtered', { planned, first: 1 }, tx))
  await countRows()
  const listed: RolloutItem[] = []
  const faults = await faultsOf(async () => {
    for (let page = 0; page < 2; page++) {
      const after = listed.at(-1)?.position ?? 0
      listed.push(...(await listItems(job, 'filtered', { ...filter, after, limit: 3 })))
    }
  })
  expect(listed.map(({ position }) => position)).toEqual(expected)
  expect(faults).toEqual([])
  for (const [text, values] of statements.seen)
    expect((await statements.explain(text, values)).join(), 'every account of the rollout is read').not.toContain(
      'RolloutItem_rolloutId_position_idx',
    )
})

test('the kept counts of a rollout are what its accounts are, in whatever way they are written', async () => {
  const state = fc.constantFrom('pending', 'applied', 'refused')
  const needs = fc.constantFrom('', 'debits_off', 'debits_off to_automatic')
  const step = fc.oneof(
    fc.record({ kind: fc.constant('add' as const), state, needs }),
    fc.record({ kind: fc.constant('move' as const), state, to: state }),
    fc.record({ kind: fc.constant('remove' as const), state }),
  )
  const { db } = statements
  let position = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      await db.rolloutItem.deleteMany({ where: { rolloutId: 'counted' } })
      for (const each of steps) {
        const where = { rolloutId: 'counted', state: each.state }
        if (each.kind === 'move') await db.rolloutItem.updateMany({ where, data: { state: each.to } })
        else if (each.kind === 'remove') await db.rolloutItem.deleteMany({ where })
        else {
          const id = `counted-${++position}`
          const row = { id, key: id, position, accountId: id, accountName: id, needs: each.needs }
          await db.rolloutItem.createMany({ data: [{ ...where, ...row }] })
        }
      }
      const items = await db.rolloutItem.findMany({ where: { rolloutId: 'counted' } })
      const expected = ITEM_STATES.flatMap((known) => {
        const count = items.filter((item) => item.state === known).length
        return count === 0 ? [] : [[known, count]]
      })
      expect(await countItems(job, 'counted')).toEqual(Object.fromEntries(expected))
      const pending = items.filter((item) => item.state === 'pending').flatMap((item) => item.needs.split(' '))
      expect([...(await needsOf(job, 'counted'))].sort()).toEqual(
        [...new Set(pending)].filter((rule) => rule !== '').sort(),
      )
    }),
    { numRuns: 40 },
  )
}, 60_000)
