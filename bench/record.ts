// npm run bench:record: how many entries a second are recorded with their leaves, and how many leaves a second are
// verified, on both databases. Exits with 1 below bench/budgets.json. `--sqlite` and `--postgresql` measure one alone.
import { fork } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDatabase, startPostgres } from '@/scripts/postgres.mjs'

const SECONDS = 5
/** Requests that record at once, in each instance. */
const AT_ONCE = 20
/** Leaves that are verified: a third of them are outcomes. A number as an argument takes its place. */
const LEAVES = Number(process.argv.slice(2).find((argument) => /^\d+$/.test(argument)) ?? 300_000)
const BULK = 5_000

type Budget = { appendsPerSecond: number; verifiedPerSecond: number }

/** What an instance does: requests that record, and its worker's job. Sends how many entries it recorded. */
async function runInstance(): Promise<void> {
  const { recordEntry } = await import('@/lib/gateways/db/audit-log')
  const { keepLog } = await import('@/lib/record/checkpoints')
  const { signal } = new AbortController()
  await keepLog(signal)
  await new Promise((resolve) => process.once('message', resolve).send?.('ready'))
  const endsAt = performance.now() + SECONDS * 1000
  let [entries, isDone] = [0, false]
  const keep = async () => {
    while (!isDone) {
      await keepLog(signal)
      await new Promise((resolve) => setTimeout(resolve, 1000))
    }
  }
  const keeping = keep()
  const request = async () => {
    for (; performance.now() < endsAt; entries++)
      await recordEntry({
        event: { type: 'denied', attempted: 'account:read on acct_1', because: 'not their account' },
        actor: { kind: 'person', id: 'person', name: 'A person of the bench', role: 'operator' },
        origin: { requestId: 'request', ipAddress: '203.0.113.9' },
      })
  }
  await Promise.all(Array.from({ length: AT_ONCE }, request))
  isDone = true
  await keeping
  await keepLog(signal)
  process.send?.(entries)
  process.disconnect?.()
}

/** Entries a second of so many instances on one database, until the last one has its leaf. */
async function measureAppending(instances: number): Promise<number> {
  const children = Array.from({ length: instances }, () =>
    fork(import.meta.filename, ['instance'], { execArgv: ['--conditions=react-server', '--import', 'tsx'] }),
  )
  const message = (child: (typeof children)[number]) =>
    new Promise<unknown>((resolve) => child.once('message', resolve))
  await Promise.all(children.map(message))
  const startedAt = performance.now()
  const counts = children.map(message)
  for (const child of children) child.send('go')
  const entries = (await Promise.all(counts)).reduce<number>((sum, count) => sum + Number(count), 0)
  return entries / ((performance.now() - startedAt) / 1000)
}

async function measureVerifying(url: string): Promise<number> {
  const { database } = await import('@/lib/gateways/db/client')
  const { keepLog } = await import('@/lib/record/checkpoints')
  const { readInThreads } = await import('@/lib/record/read-in-threads')
  const { verifyLog } = await import('@/lib/record/verify-log')
  const db = await database()
  const id = (kind: string, number: number) => `${kind}-${String(number).padStart(12, '0')}`
  for (let from = 0; from < (LEAVES * 2) / 3; from += BULK) {
    const numbers = Array.from({ length: BULK }, (_, index) => from + index)
    await db.auditEntry.createMany({
      data: numbers.map((number) => ({
        id: id('entry', number),
        at: new Date(1_790_000_000_000 + number * 1000),
        type: 'balance_settings.update',
        actorKind: 'person' as const,
        actorId: id('person', number % 100),
        actorName: `Person ${number % 100}`,
        actorRole: 'operator',
        accountId: `acct_${number % 1000}`,
        accountName: `Account ${number % 1000}`,
        changes: [{ field: 'delayDays', before: number % 7, after: (number % 7) + 1 }],
        details: {},
        isIntent: true,
        requestId: id('request', number),
      })),
    })
    const ours = numbers.filter((number) => number % 2 === 0)
    await db.auditOutcome.createMany({
      data: ours.map((number) => ({
        id: id('outcome', number),
        entryId: id('entry', number),
        at: new Date(1_790_000_000_500 + number * 1000),
        outcome: 'applied' as const,
        stripeRequestId: id('req', number),
      })),
    })
    await db.pendingLeaf.createMany({ data: numbers.map((number) => ({ entryId: id('entry', number) })) })
    await db.pendingLeaf.createMany({ data: ours.map((number) => ({ outcomeId: id('outcome', number) })) })
  }
  await keepLog(new AbortController().signal)
  const rounds = []
  for (let round = 0; round < 3; round++) {
    const startedAt = performance.now()
    const { size, faults } = await verifyLog(url, { readParts: readInThreads(url) })
    if (faults[0]) throw new Error(faults[0].because)
    rounds.push(size / ((performance.now() - startedAt) / 1000))
  }
  return Math.max(...rounds)
}

async function measure(name: string, url: string, instances: number, budget: Budget): Promise<boolean> {
  const { applyMigrations } = await import('@/lib/gateways/db/migrate')
  await applyMigrations(url)
  const appends = Math.round(await measureAppending(instances))
  const verified = Math.round(await measureVerifying(url))
  console.log(
    `${name}, ${instances} writing: ${appends} entries/s recorded with their leaves (budget ${budget.appendsPerSecond}), ${verified} leaves/s verified (budget ${budget.verifiedPerSecond})`,
  )
  return appends >= budget.appendsPerSecond && verified >= budget.verifiedPerSecond
}

async function main(): Promise<void> {
  const which = process.argv.slice(2).find((argument) => argument.startsWith('--'))
  const budgets: { [database: string]: Budget } = JSON.parse(readFileSync('bench/budgets.json', 'utf8')).record
  const folder = mkdtempSync(join(tmpdir(), 'spillway-bench-'))
  Object.assign(process.env, {
    CHECKPOINTS_DIR: join(folder, 'checkpoints'),
    CHECKPOINT_KEY_FILE: join(folder, 'checkpoint.key'),
    STRIPE_SECRET_KEY: 'sk_test_1',
    STRIPE_PUBLISHABLE_KEY: 'pk_test_1',
    STRIPE_WEBHOOK_SECRET: 'whsec_1',
    APP_URL: 'http://localhost:3000',
    AUTH_SECRET: 'a'.repeat(32),
    LOG_LEVEL: 'silent',
  })
  const results: boolean[] = []
  if (which !== '--postgresql') {
    process.env.DATABASE_URL = `file:${join(folder, 'bench.db')}`
    results.push(await measure('SQLite', process.env.DATABASE_URL, 1, budgets.sqlite as Budget))
  }
  if (which !== '--sqlite') {
    // A process has one database, so the other one is measured in a process of its own.
    if (which === '--postgresql') results.push(await measurePostgres(budgets.postgresql as Budget))
    else results.push(await runOther())
  }
  rmSync(folder, { recursive: true })
  process.exit(results.every(Boolean) ? 0 : 1)
}

const runOther = () =>
  new Promise<boolean>((resolve) => {
    const other = fork(import.meta.filename, ['--postgresql', String(LEAVES)], {
      execArgv: ['--conditions=react-server', '--import', 'tsx'],
    })
    other.once('exit', (status) => resolve(status === 0))
  })

async function measurePostgres(budget: Budget): Promise<boolean> {
  const server = await startPostgres({ fsync: true })
  if ('missing' in server) {
    console.error(server.missing)
    return false
  }
  const url = await createDatabase(server.url, 'record')
  process.env.DATABASE_URL = url
  const { database } = await import('@/lib/gateways/db/client')
  const isEnough = await measure('PostgreSQL', url, 2, budget)
  await (await database()).$disconnect()
  server.stop()
  return isEnough
}

await (process.argv[2] === 'instance' ? runInstance() : main())
