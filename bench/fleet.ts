// npm run bench:fleet: a plan of 100,000 accounts, how much of Stripe's rate a rollout uses, and a rollout whose process is
// killed 20 times, on both databases. Exits with 1 outside bench/budgets.json. `--sqlite` and `--postgresql` measure one
// alone, and a number takes the place of the 100,000.
import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { openFleetForJob, openPlatform, type Person } from '@/lib/domain/access/permissions'
import type { PolicyDraft } from '@/lib/domain/fleet/policy'
import { EVERY_ACCOUNT } from '@/lib/domain/fleet/segment'
import { rateBelow } from '@/lib/domain/stripe/pace'
import type { Database } from '@/lib/gateways/db/client'
import { BACKGROUND_SHARE } from '@/lib/gateways/stripe/budget/pacer'
import { createDatabase, startPostgres } from '@/scripts/postgres.mjs'
import { Rig } from '@/simulator/testing/rig'

const ADMIN: Person = { id: 'bench', name: 'Bench', email: 'bench@example', staffRole: 'admin', memberships: [] }
const PLANNED = Number(process.argv.slice(2).find((argument) => /^\d+$/.test(argument)) ?? 100_000)
/** Accounts that are written. */
const WRITTEN = 400
/** Stripe's requests in a second, of all endpoints and of one; background work has its share of them. */
const LIMIT = { all: 100, endpoint: 25 }
const RATE = rateBelow(LIMIT.endpoint * BACKGROUND_SHARE)
const KILLS = 20
const KILLED = 200

type Budget = { planSeconds: number; efficiency: number; refused: number; lost: number; doubled: number }
const budget: Budget = JSON.parse(readFileSync('bench/budgets.json', 'utf8')).fleet

const SETTINGS = {
  schedule: { interval: 'daily' },
  minimumBalances: null,
  delayDaysOverride: null,
  startOfDay: null,
  debitNegativeBalances: false,
  statementDescriptor: null,
  delayDays: 2,
  payoutsStatus: 'enabled',
}

/** As they are stored once they have been read: the first, and copies of it. */
async function storeAccounts(db: Database, count: number, isPostgres: boolean): Promise<void> {
  const first = accountOf('acct_0', new Date())
  await db.connectedAccount.create({ data: first })
  const numbers = isPostgres
    ? `(SELECT generate_series(1, ${count - 1}) AS "i")`
    : `(WITH RECURSIVE "n"("i") AS (SELECT 1 UNION ALL SELECT "i" + 1 FROM "n" WHERE "i" < ${count - 1}) SELECT "i" FROM "n")`
  const columns = Object.keys(first).filter((column) => column !== 'id')
  const copied = columns.map((column) => `"${column}"`).join(', ')
  await db.$executeRawUnsafe(
    `INSERT INTO "ConnectedAccount" ("id", ${copied}) SELECT 'acct_' || "i", ${copied} FROM ${numbers} AS "numbers", "ConnectedAccount" WHERE "id" = 'acct_0'`,
  )
}

const accountOf = (id: string, at: Date) => ({
  ...{ id, name: `Account ${id}`, nameSearch: id, country: 'US', defaultCurrency: 'usd', dashboard: 'none' },
  ...{ chargesEnabled: true, payoutsEnabled: true, detailsSubmitted: true, isController: true },
  ...{ lossesLiability: 'application', requirementCollection: 'application', createdAtStripe: at, syncedAt: at },
  ...{ settings: SETTINGS, settingsReadAt: at, payoutInterval: 'daily', delayDays: 2, payoutsStatus: 'enabled' },
})

/** A plan of a policy for every account, in the background job's own way. @returns its rollout */
async function plan(values: PolicyDraft['values']): Promise<string> {
  const { transaction } = await import('@/lib/gateways/db/client')
  const { addPolicy } = await import('@/lib/gateways/db/policies')
  const { addRollout, findRollout } = await import('@/lib/gateways/db/rollouts')
  const { planRollout } = await import('@/lib/features/balance-settings/fleet/plan-rollout')
  const access = openPlatform(ADMIN, 'fleet:manage')
  if (!access) throw new Error('an admin may')
  const [policyId, id, now] = [crypto.randomUUID(), crypto.randomUUID(), new Date()]
  const draft = { name: 'Bench', segment: EVERY_ACCOUNT, values, variants: [], priority: 0, isDefault: false }
  const pace = { canary: 0, share: 100, haltAbove: 100, waits: false, hours: null }
  await transaction(async (tx) => {
    await addPolicy(access, { id: policyId, draft, now }, tx)
    await addRollout(access, { id, name: 'Bench', of: { policyId, version: 1 }, chosen: null, pace, now }, tx)
  })
  const job = openFleetForJob()
  const rollout = await findRollout(job, id)
  if (rollout) await planRollout(job, rollout, new AbortController().signal)
  return id
}

async function start(db: Database, id: string): Promise<void> {
  await db.rollout.update({
    where: { id },
    data: { status: 'in_progress', openUpTo: 1_000_000, startedById: ADMIN.id, carriedById: ADMIN.id },
  })
}

async function measurePlan(db: Database, isPostgres: boolean): Promise<boolean> {
  await storeAccounts(db, PLANNED, isPostgres)
  const [before, cpu] = [performance.now(), process.cpuUsage()]
  const id = await plan({ delayDaysOverride: 10 })
  const seconds = (performance.now() - before) / 1000
  const { user, system } = process.cpuUsage(cpu)
  const planned = await db.rolloutItem.count({ where: { rolloutId: id, state: 'pending' } })
  const isGood = planned === PLANNED && seconds <= budget.planSeconds
  console.log(
    `${mark(isGood)} a plan of ${planned.toLocaleString('en')} accounts: ${seconds.toFixed(2)} s, ${((user + system) / 1e6).toFixed(2)} s of them at work in this process`,
  )
  for (const table of ['RolloutItem', 'Rollout', 'Policy', 'ConnectedAccount'])
    await db.$executeRawUnsafe(`DELETE FROM "${table}"`)
  return isGood
}

async function connect(db: Database, rig: Rig, count: number): Promise<string[]> {
  const { id, name, email } = ADMIN
  await db.person.upsert({ where: { id }, create: { id, name, email, staffRole: 'admin' }, update: {} })
  const ids = []
  for (let index = 0; index < count; index++) ids.push(await rig.newAccount())
  await db.connectedAccount.createMany({ data: ids.map((each) => accountOf(each, new Date())) })
  return ids
}

const worker = (): ChildProcess =>
  fork('lib/features/balance-settings/fleet/testing/work.ts', [], {
    execArgv: ['--conditions=react-server', '--import', 'tsx'],
  })

/** How often each account was written for us, from the simulator's own record. */
async function writesOf(rig: Rig, ids: readonly string[]): Promise<number[]> {
  const counts = []
  for (const id of ids) {
    const { data } = await rig.control('GET', `/ledger?account=${id}`)
    counts.push(data.filter(({ type, actor }) => type === 'balance_settings.updated' && actor !== 'dashboard').length)
  }
  return counts
}

async function done(db: Database, id: string): Promise<void> {
  while ((await db.rollout.findUnique({ where: { id } }))?.status !== 'complete') await pause(100)
}

async function measureRate(db: Database, rig: Rig): Promise<boolean> {
  await connect(db, rig, WRITTEN)
  await rig.control('POST', '/limits', { mode: 'live' })
  const id = await plan({ delayDaysOverride: 10 })
  const child = worker()
  await start(db, id)
  while ((await db.rolloutItem.count({ where: { rolloutId: id, state: 'applied' } })) === 0) await pause(10)
  const before = performance.now()
  await done(db, id)
  const seconds = (performance.now() - before) / 1000
  child.kill('SIGKILL')
  // A full bucket lets its burst through at once.
  const efficiency = WRITTEN / (RATE.burst + RATE.perSecond * seconds)
  const { refused } = (await rig.control('GET', '/limits')) as unknown as { refused: Record<string, number> }
  const sum = Object.values(refused).reduce((all, count) => all + count, 0)
  const isGood = efficiency >= budget.efficiency && sum <= budget.refused
  console.log(
    `${mark(isGood)} a rollout of ${WRITTEN} accounts: ${efficiency.toFixed(3)} of ${RATE.perSecond} a second, ${sum} refused by Stripe’s limits`,
  )
  await rig.control('POST', '/limits', { mode: 'off' })
  return isGood
}

async function measureKills(db: Database, rig: Rig): Promise<boolean> {
  for (const table of ['RolloutItem', 'Rollout', 'Policy', 'ConnectedAccount'])
    await db.$executeRawUnsafe(`DELETE FROM "${table}"`)
  const ids = await connect(db, rig, KILLED)
  const id = await plan({ delayDaysOverride: 11 })
  await start(db, id)
  for (let kill = 0; kill < KILLS; kill++) {
    const child = worker()
    // Longer than a start takes, and never at the same point.
    await pause(1500 + ((kill * 137) % 400))
    child.kill('SIGKILL')
    // A dead process's claims end by themselves; here at once, so that the bench is short.
    await db.rollout.updateMany({ data: { leaseUntil: new Date(0) } })
    await db.openIntent.updateMany({ data: { leaseUntil: new Date(0) } })
  }
  const last = worker()
  await done(db, id)
  last.kill('SIGKILL')
  const writes = await writesOf(rig, ids)
  const [lost, doubled] = [writes.filter((count) => count === 0).length, writes.filter((count) => count > 1).length]
  const isGood = lost <= budget.lost && doubled <= budget.doubled
  console.log(`${mark(isGood)} ${KILLS} kills during a rollout of ${KILLED}: ${lost} lost, ${doubled} doubled`)
  return isGood
}

const mark = (isGood: boolean) => (isGood ? ' ' : '!')

async function measure(name: string, url: string): Promise<boolean> {
  console.log(name)
  const secretKey = 'sk_test_1'
  const rig = await Rig.start({ secretKey, accounts: 1 })
  Object.assign(process.env, {
    DATABASE_URL: url,
    STRIPE_SIMULATOR_URL: rig.address,
    STRIPE_SECRET_KEY: secretKey,
    STRIPE_REQUESTS_PER_SECOND: String(LIMIT.all),
    STRIPE_PUBLISHABLE_KEY: 'pk_test_1',
    STRIPE_WEBHOOK_SECRET: 'whsec_1',
    APP_URL: 'http://localhost:3000',
    AUTH_SECRET: 'a'.repeat(32),
    LOG_LEVEL: 'silent',
  })
  const { applyMigrations } = await import('@/lib/gateways/db/migrate')
  const { database } = await import('@/lib/gateways/db/client')
  await applyMigrations(url)
  const db = await database()
  const results = [
    await measurePlan(db, name === 'PostgreSQL'),
    await measureRate(db, rig),
    await measureKills(db, rig),
  ]
  await db.$disconnect()
  await rig.stop()
  return results.every(Boolean)
}

const only = process.argv.slice(2).find((argument) => argument.startsWith('--'))
if (only === '--sqlite') {
  const folder = mkdtempSync(join(tmpdir(), 'spillway-fleet-'))
  const isGood = await measure('SQLite', `file:${join(folder, 'fleet.db')}`)
  rmSync(folder, { recursive: true })
  process.exit(isGood ? 0 : 1)
}
if (only === '--postgresql') {
  const postgres = await startPostgres()
  if ('missing' in postgres) throw new Error(postgres.missing)
  const isGood = await measure('PostgreSQL', await createDatabase(postgres.url, 'fleet'))
  postgres.stop()
  process.exit(isGood ? 0 : 1)
}
// The database and the addresses of a process are its own.
const codes = []
for (const which of ['--sqlite', '--postgresql']) {
  const child = fork(import.meta.filename, [String(PLANNED), which], {
    execArgv: ['--conditions=react-server', '--import', 'tsx'],
  })
  codes.push(await new Promise((resolve) => child.once('exit', resolve)))
}
process.exit(codes.every((code) => code === 0) ? 0 : 1)
