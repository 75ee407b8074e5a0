// npm run bench:audit: how long a page of the record takes with ten million entries, for every combination of filters that
// /audit offers, on both databases. Exits with 1 where a combination takes more than bench/budgets.json says.
// `--sqlite` and `--postgresql` measure one of them alone, a number as an argument takes the place of the ten million, and
// `--keep FOLDER` leaves the database of SQLite there, and measures the one that is there.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openAccount, openPlatform, type Person } from '@/lib/domain/access/permissions'
import { type AuditFilters, NO_FILTERS } from '@/lib/domain/audit/audit-query'
import { requireCalendarDate } from '@/lib/domain/calendar/calendar-date'
import { profileOf } from '@/lib/domain/testing/connected-account'
import { createDatabase, startPostgres } from '@/scripts/postgres.mjs'
import { accountIdOf, entryIdOf, loadAuditEntries, personIdOf } from './audit-load'

const { p99Ms: BUDGET } = JSON.parse(readFileSync('bench/budgets.json', 'utf8')).audit
const COUNT = Number(process.argv.slice(2).find((argument) => /^\d+$/.test(argument)) ?? 10_000_000)
/** Pages of each combination: the first, one in the middle forwards, and one backwards. */
const ROUNDS = 24

const ADMIN: Person = { id: 'bench', name: 'Bench', email: 'bench@example', staffRole: 'admin', memberships: [] }
const OWNED = profileOf(accountIdOf(3))
const OWNER: Person = { ...ADMIN, staffRole: null, memberships: [{ accountId: OWNED.id, role: 'owner' }] }

const day = requireCalendarDate
/**
 * Each filter unset, or set: then each page takes the next of its values, some that many entries have and some that few
 * have. An account has two ways.
 */
const FILTERS: Partial<AuditFilters>[][][] = [
  [
    [{}],
    [{ account: accountIdOf(0) }, { account: accountIdOf(9_999) }, { account: accountIdOf(500) }],
    [{ account: 'abel bakery' }, { account: 'gar' }, { account: '9999' }],
  ],
  [[{}], [{ actor: personIdOf(0) }, { actor: personIdOf(199) }], [{ actor: 'ada' }, { actor: 'tom jones' }]],
  [[{}], [{ type: 'balance_settings.update' }, { type: 'person.added' }, { type: 'payout.step' }, { type: 'sign_in' }]],
  [[{}], [{ outcome: 'applied' }, { outcome: 'unknown' }, { outcome: 'pending' }]],
  [[{}], [{ field: 'schedule' }, { field: 'debitNegativeBalances' }]],
  [[{}], [{ origin: 'person' }, { origin: 'outside' }, { origin: 'system' }]],
  [[{}], [{ names: 'ada bakery' }, { names: 'jones' }]],
  [[{}], [{ from: day('2026-03-01'), to: day('2026-03-02') }, { from: day('2026-02-01') }]],
  [[{}], [{ reads: true }]],
]
const COMBINATIONS = FILTERS.reduce<Partial<AuditFilters>[][][]>(
  (some, ways) => some.flatMap((chosen) => ways.map((way) => [...chosen, way])),
  [[]],
)
const filtersOf = (ways: Partial<AuditFilters>[][], round: number): AuditFilters =>
  Object.assign({ ...NO_FILTERS }, ...ways.map((values) => values[Math.floor(round / 3) % values.length]))

const isSet = (filters: AuditFilters) =>
  Object.entries(filters).flatMap(([name, value]) => (value === null || value === false ? [] : `${name}=${value}`))

type Figure = { name: string; p99: number; median: number }

async function measure(url: string): Promise<Figure[]> {
  Object.assign(process.env, {
    DATABASE_URL: url,
    STRIPE_SECRET_KEY: 'sk_test_1',
    STRIPE_PUBLISHABLE_KEY: 'pk_test_1',
    STRIPE_WEBHOOK_SECRET: 'whsec_1',
    APP_URL: 'http://localhost:3000',
    AUTH_SECRET: 'a'.repeat(32),
    LOG_LEVEL: 'silent',
  })
  const { applyMigrations } = await import('@/lib/gateways/db/migrate')
  const { openDatabase, providerOf } = await import('@/lib/gateways/db/client')
  const { listAuditEntries, listSettingsChanges } = await import('@/lib/gateways/db/audit-list')
  await applyMigrations(url)
  const db = await openDatabase(url)
  Object.assign(globalThis, { spillwayDatabase: Promise.resolve(db) })
  if ((await db.auditEntry.findFirst({ select: { id: true } })) === null) {
    const started = performance.now()
    await loadAuditEntries(db, COUNT, providerOf(url) === 'postgresql')
    console.log(`${COUNT.toLocaleString('en')} entries in ${Math.round((performance.now() - started) / 1000)} s`)
  }
  if (process.argv.includes('--load-only')) return []
  const staff = openPlatform(ADMIN, 'audit:read')
  const owner = openAccount(OWNER, OWNED, 'account:read')
  if (!staff || !owner) throw new Error('they may read')

  const middle = entryIdOf(Math.floor(COUNT / 2))
  const cursors = [null, { direction: 'before', id: middle }, { direction: 'after', id: middle }] as const
  const figures: Figure[] = []
  const add = async (name: string, list: (round: number) => Promise<unknown>) => {
    const times: number[] = []
    for (let round = 0; round < ROUNDS + 3; round++) {
      const before = performance.now()
      await list(round)
      // Each page once without counting, as nobody has asked for it before.
      if (round >= 3) times.push(performance.now() - before)
    }
    const sorted = times.sort((a, b) => a - b)
    const at = (part: number) => sorted[Math.ceil(sorted.length * part) - 1] ?? 0
    figures.push({ name, median: at(0.5), p99: at(0.99) })
  }
  for (const ways of COMBINATIONS)
    await add(isSet(filtersOf(ways, 0)).join(' ') || 'no filter', (round) =>
      listAuditEntries(staff, { ...filtersOf(ways, round), cursor: cursors[round % 3] ?? null }, 50),
    )
  await add('an owner’s list', (round) =>
    listAuditEntries(owner, { ...NO_FILTERS, cursor: cursors[round % 3] ?? null }, 50),
  )
  await add('the history of an account’s settings', () => listSettingsChanges(owner, 200))
  await db.$disconnect()
  return figures
}

async function report(name: string, url: string): Promise<boolean> {
  const figures = (await measure(url)).sort((a, b) => b.p99 - a.p99)
  if (figures.length === 0) return true
  const medians = figures.map(({ median }) => median).sort((a, b) => a - b)
  const above = figures.filter(({ p99 }) => p99 > BUDGET)
  console.log(
    `${name}, ${COUNT.toLocaleString('en')} entries, ${figures.length} lists: median ${medians[Math.floor(medians.length / 2)]?.toFixed(2)} ms, slowest 99th percentile ${figures[0]?.p99.toFixed(2)} ms; ${above.length} above ${BUDGET} ms`,
  )
  for (const { name: list, median, p99 } of figures.slice(0, Math.max(5, Math.min(above.length, 40))))
    console.log(`${p99 > BUDGET ? '!' : ' '} ${median.toFixed(2)} ${p99.toFixed(2)}  ${list}`)
  return above.length === 0
}

const kept = process.argv.includes('--keep') ? process.argv[process.argv.indexOf('--keep') + 1] : undefined
const only = (name: string) => process.argv.includes(name)
let isGood = true
if (!only('--postgresql')) {
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'spillway-audit-'))
  if (kept && !existsSync(kept)) mkdirSync(kept, { recursive: true })
  isGood = (await report('SQLite', `file:${join(folder, 'audit.db')}`)) && isGood
  if (!kept) rmSync(folder, { recursive: true })
}
if (!only('--sqlite')) {
  const postgres = await startPostgres()
  if ('missing' in postgres) throw new Error(postgres.missing)
  const url = process.env.TEST_POSTGRES_URL && kept ? postgres.url : await createDatabase(postgres.url, 'audit')
  isGood = (await report('PostgreSQL', url)) && isGood
  postgres.stop()
}
process.exit(isGood ? 0 : 1)
