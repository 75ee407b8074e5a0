// npm run bench:list: how long the accounts list and the pages of the fleet take with 1,000 and with 1,000,000 accounts, on
// both databases. Exits with 1 where a page takes more than its budget. `--sqlite` and `--postgresql` measure one alone.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPlatform, type Person } from '@/lib/domain/access/permissions'
import { requireCalendarDate } from '@/lib/domain/calendar/calendar-date'
import type { AccountListQuery, AccountSort } from '@/lib/gateways/db/account-list-query'
import { createDatabase, startPostgres } from '@/scripts/postgres.mjs'
import { loadAccounts, OF_ALL } from './accounts-load'

/** Milliseconds of the slowest of a hundred pages. */
const BUDGET = 10
/** How many times as long a page of a million accounts may take as one of a thousand. */
const GROWTH = 1.3
/** A number as an argument takes the place of the million. */
const SIZES = [1_000, Number(process.argv.slice(2).find((argument) => /^\d+$/.test(argument)) ?? 1_000_000)]
const ROUNDS = 60

const ADMIN: Person = { id: 'bench', name: 'Bench', email: 'bench@example', staffRole: 'admin', memberships: [] }

const FILTERS: AccountListQuery['filters'][] = [
  {},
  { payouts: 'enabled' },
  { payouts: 'disabled' },
  { reason: 'requirements_due' },
  { schedule: 'daily' },
  { schedule: 'monthly' },
  { delay: '2' },
  { delay: '14' },
  { currency: 'usd' },
  { currency: 'sgd' },
  { country: 'US' },
  { country: 'LU' },
  { type: 'express' },
  { balance: 'negative' },
  { requirement: 'currently_due' },
  { next_payout: '2026-12-12' },
]
const STATES: AccountListQuery['state'][] = [null, 'blocked', 'paid_as_scheduled', 'disconnected']
const SORTS: AccountSort[] = ['name', 'state', 'available', 'next_payout', 'created']
const SEVERAL: AccountListQuery['filters'][] = [
  { country: 'US', schedule: 'daily' },
  { country: 'DE', schedule: 'manual' },
  { delay: '14', currency: 'eur' },
  { country: 'US', currency: 'eur' },
  { country: 'JP', type: 'standard', schedule: 'weekly' },
  { balance: 'negative', schedule: 'monthly', type: 'custom' },
]
const SEARCHES = [
  'b',
  'ba',
  'bade',
  'bakery',
  'example',
  'acct_1',
  'acct_11',
  'bade sto',
  'ba st bakery',
  'b s m e',
  'bade.stosto',
  'nothing',
]

const EVERYTHING: AccountListQuery = {
  search: '',
  state: null,
  filters: {},
  range: null,
  sort: 'name',
  direction: 'asc',
  cursor: null,
}

/** The kinds of pages that are measured, each with its queries. */
function kinds(): Record<string, AccountListQuery[]> {
  const listed = FILTERS.flatMap((filters) =>
    STATES.flatMap((state) =>
      SORTS.filter((sort) => sort !== 'available' || filters.currency).flatMap((sort) =>
        (['asc', 'desc'] as const).map((direction) => ({ ...EVERYTHING, filters, state, sort, direction })),
      ),
    ),
  )
  const ofState = (state: AccountListQuery['state']) => listed.filter((query) => query.state === state)
  const usd = { ...EVERYTHING, filters: { currency: 'usd' } }
  return {
    'every account, each order': ofState(null).filter(({ filters }) => Object.keys(filters).length === 0),
    'one filter, each order': ofState(null).filter(({ filters }) => Object.keys(filters).length === 1),
    'a state and one filter, each order': listed.filter(({ state }) => state !== null),
    'a range of amounts': [
      { min: -100_00, max: 0 },
      { min: 500_00, max: null },
      { min: 0, max: 1 },
    ].map((range) => ({ ...usd, range })),
    'several filters': SEVERAL.flatMap((filters) =>
      SORTS.map((sort) => ({ ...EVERYTHING, filters, sort: sort === 'available' ? 'name' : sort })),
    ),
    'a search': SEARCHES.flatMap((search) => [
      { ...EVERYTHING, search },
      { ...EVERYTHING, search, state: 'blocked' as const, filters: { country: 'US' } },
    ]),
  }
}

type Figures = Record<string, { median: number; p99: number }>

async function measure(url: string, count: number): Promise<Figures> {
  Object.assign(process.env, {
    DATABASE_URL: url,
    STRIPE_SECRET_KEY: 'sk_test_1',
    STRIPE_PUBLISHABLE_KEY: 'pk_test_1',
    STRIPE_WEBHOOK_SECRET: 'whsec_1',
    APP_URL: 'http://localhost:3000',
    AUTH_SECRET: 'a'.repeat(32),
  })
  const { applyMigrations } = await import('@/lib/gateways/db/migrate')
  const { openDatabase, providerOf } = await import('@/lib/gateways/db/client')
  const { countAccounts, listAccounts } = await import('@/lib/gateways/db/account-list')
  await applyMigrations(url)
  const db = await openDatabase(url)
  // What the gateway takes for the database of the process.
  Object.assign(globalThis, { spillwayDatabase: Promise.resolve(db) })
  const started = performance.now()
  await loadAccounts(db, count, providerOf(url) === 'postgresql')
  console.log(`${count.toLocaleString('en')} accounts in ${Math.round((performance.now() - started) / 1000)} s`)
  const access = openPlatform(ADMIN, 'accounts:list')
  if (!access) throw new Error('an admin may list')

  const figures: Figures = {}
  for (const [kind, queries] of Object.entries(kinds())) {
    const times: number[] = []
    for (const query of queries) {
      const first = await listAccounts(access, query, 50)
      // A page in the middle as well, by way of the account at the end of the first.
      const cursor = first.next === null ? null : ({ direction: 'after', id: first.next } as const)
      const rounds = Math.max(4, Math.ceil(ROUNDS / queries.length) * 4)
      for (let round = 0; round < rounds; round++) {
        const before = performance.now()
        await listAccounts(access, round % 2 ? { ...query, cursor } : query, 50)
        times.push(performance.now() - before)
      }
    }
    figures[kind] = summary(times)
  }
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const before = performance.now()
    await countAccounts(access, round % 2 ? 'blocked' : null)
    times.push(performance.now() - before)
  }
  figures['the counts of every filter'] = summary(times)
  for (const [screen, reads] of Object.entries(await fleetScreens())) {
    const times: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const before = performance.now()
      await reads[round % reads.length]?.()
      times.push(performance.now() - before)
    }
    figures[screen] = summary(times)
  }
  await db.$disconnect()
  return figures
}

/** What the pages of the fleet read, beside the list. */
async function fleetScreens(): Promise<Record<string, (() => Promise<unknown>)[]>> {
  const { listDrift } = await import('@/lib/gateways/db/drift')
  const { listExpected } = await import('@/lib/gateways/db/expected-payouts')
  const { listNegativeBalances } = await import('@/lib/gateways/db/negative-balances')
  const { countItems, listItems, needsOf } = await import('@/lib/gateways/db/rollout-items')
  const [access, lists] = [openPlatform(ADMIN, 'fleet:read'), openPlatform(ADMIN, 'accounts:list')]
  if (!access || !lists) throw new Error('an admin may')
  const board = { policyId: null, cause: null, isAccepted: false, after: null }
  const [last] = (await listDrift(access, board, 50)).drift.slice(-1)
  const days = { from: requireCalendarDate('2026-12-01'), until: requireCalendarDate('2026-12-30') }
  return {
    'the drift board': [
      () => listDrift(access, board, 50),
      () => listDrift(access, { ...board, after: last?.id ?? null }, 50),
      () => listDrift(access, { ...board, policyId: OF_ALL, cause: 'outside' }, 50),
      () => listDrift(access, { ...board, isAccepted: true }, 50),
    ],
    'the radar: what is owed in each currency': [() => listNegativeBalances(lists)],
    'what is expected in 30 days': [() => listExpected(lists, days)],
    'a rollout of every account': [
      () => countItems(access, OF_ALL),
      () => needsOf(access, OF_ALL),
      () => listItems(access, OF_ALL, { states: null, after: 500, limit: 50 }),
      () => listItems(access, OF_ALL, { states: ['refused'], after: 0, limit: 50 }),
    ],
  }
}

function summary(times: number[]): { median: number; p99: number } {
  const sorted = times.sort((a, b) => a - b)
  return { median: sorted[Math.floor(sorted.length / 2)] ?? 0, p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0 }
}

async function measureAll(name: string, open: (count: number) => Promise<string>): Promise<boolean> {
  const [small, large] = [
    await measure(await open(SIZES[0] ?? 0), SIZES[0] ?? 0),
    await measure(await open(SIZES[1] ?? 0), SIZES[1] ?? 0),
  ]
  console.log(
    `\n${name}, milliseconds of a page: median and 99th percentile of ${SIZES.map((size) => size.toLocaleString('en')).join(' and of ')} accounts`,
  )
  let isGood = true
  for (const [kind, { median, p99 }] of Object.entries(large)) {
    const before = small[kind] ?? { median: 0, p99: 0 }
    const growth = median / before.median
    const isIn = p99 <= BUDGET
    isGood &&= isIn
    console.log(
      `${isIn ? ' ' : '!'} ${kind.padEnd(36)} ${before.median.toFixed(2)} ${before.p99.toFixed(2)}   ${median.toFixed(2)} ${p99.toFixed(2)}   ×${growth.toFixed(2)}${growth > GROWTH ? ' !' : ''}`,
    )
  }
  return isGood
}

const only = process.argv.slice(2).filter((argument) => argument.startsWith('--'))
let isGood = true
if (only.length === 0 || only.includes('--sqlite')) {
  const folder = mkdtempSync(join(tmpdir(), 'spillway-list-'))
  isGood = (await measureAll('SQLite', async (count) => `file:${join(folder, `${count}.db`)}`)) && isGood
  rmSync(folder, { recursive: true })
}
if (only.length === 0 || only.includes('--postgresql')) {
  const postgres = await startPostgres()
  if ('missing' in postgres) throw new Error(postgres.missing)
  isGood = (await measureAll('PostgreSQL', (count) => createDatabase(postgres.url, `list_${count}`))) && isGood
  postgres.stop()
}
process.exit(isGood ? 0 : 1)
