// One file that several processes use: instances, commands, and one that just holds the lock.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { DriverAdapterError } from '@prisma/driver-adapter-utils'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type Database, isUnavailable, openDatabase } from '../client'
import { PrismaClient } from '../generated/sqlite/client'
import { applyMigrations } from '../migrate'
import { isBusy, SqliteAdapterFactory } from './adapter'

const folder = join(mkdtempSync(join(tmpdir(), 'spillway-sqlite-')), 'data')
const path = join(folder, 'test.db')
let db: Database

beforeAll(async () => {
  await applyMigrations(`file:${path}`)
  db = await openDatabase(`file:${path}`)
})
afterAll(async () => {
  await db.$disconnect()
  rmSync(folder, { recursive: true })
})

const others: ChildProcess[] = []
afterEach(() => {
  for (const other of others.splice(0)) other.kill('SIGKILL')
})

/** Another process, which says when it is ready. */
async function startOther(program: string, ...flags: string[]): Promise<ChildProcess> {
  const args = ['--conditions=react-server', ...flags, '-e', program]
  const other = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  others.push(other)
  await new Promise<void>((resolve, reject) => {
    other.once('message', () => resolve())
    other.once('exit', (code) => reject(new Error(`the other process ended with ${code}`)))
  })
  return other
}

/** Resolves when another process has the file's write lock, which it keeps for so many milliseconds. */
const holdLock = (ms: number) =>
  startOther(`
    const db = new (require('better-sqlite3'))(${JSON.stringify(path)})
    db.exec('BEGIN IMMEDIATE')
    process.send('locked')
    setTimeout(() => { db.exec('COMMIT'); process.exit(0) }, ${ms})`)

/** For how long nothing else could run while `work` did, in milliseconds: every time, shortest first. */
async function stallsDuring(work: () => Promise<unknown>): Promise<number[]> {
  const stalls: number[] = []
  let last = performance.now()
  const timer = setInterval(() => {
    const now = performance.now()
    stalls.push(now - last)
    last = now
  }, 5)
  await work()
  clearInterval(timer)
  return stalls.sort((a, b) => a - b)
}

let counter = 0
const row = () => ({ id: `row ${++counter}`, key: `key ${counter}`, count: 0, lastRequest: 0n })
/** Starts at once, which a promise of Prisma's alone does not. */
const insert = async () => db.rateLimit.create({ data: row() })
const countOf = async (id: string) => (await db.rateLimit.findUniqueOrThrow({ where: { id } })).count

test('while another process holds the lock for three seconds, writes wait and everything else is served', async () => {
  await holdLock(3000)
  const startedAt = performance.now()
  const stalls = await stallsDuring(() =>
    Promise.all([insert(), db.$transaction((tx) => tx.rateLimit.create({ data: row() })), insert()]),
  )
  expect(performance.now() - startedAt).toBeGreaterThan(2500)
  expect(stalls[Math.floor(stalls.length / 2)]).toBeLessThan(50)
  // On a machine with other work; waiting as SQLite does would take all of the three seconds.
  expect(stalls.at(-1)).toBeLessThan(2000)
})

test('while another process holds the lock, reads are answered at once', async () => {
  const { id } = await insert()
  await holdLock(2000)
  let hasWritten = false
  const writing = insert().then(() => {
    hasWritten = true
  })
  for (let count = 0; count < 20; count++) expect(await db.rateLimit.findUnique({ where: { id } })).not.toBeNull()
  expect(hasWritten).toBe(false)
  await writing
})

test('writes that have waited for too long fail as unavailable, and the next ones work', async () => {
  const hasty = new PrismaClient({ adapter: new SqliteAdapterFactory(path, 500) })
  await hasty.rateLimit.count()
  const locked = await holdLock(60_000)
  const writes = [1, 2, 3].flatMap(() => [
    hasty.rateLimit.create({ data: row() }).catch(isUnavailable),
    hasty.$transaction((tx) => tx.rateLimit.create({ data: row() })).catch(isUnavailable),
  ])
  expect(await Promise.all(writes)).toEqual(Array(6).fill(true))
  locked.kill('SIGKILL')
  await hasty.rateLimit.create({ data: row() })
  await hasty.$disconnect()
})

test('another process’s lock is recognized in a bundle, which has its own copy of Prisma’s classes', () => {
  const copy: typeof import('@prisma/driver-adapter-utils') = createRequire(import.meta.url)(
    '@prisma/driver-adapter-utils',
  )
  expect(copy.DriverAdapterError).not.toBe(DriverAdapterError)
  expect(isBusy(new copy.DriverAdapterError({ kind: 'SocketTimeout' }))).toBe(true)
  expect(isBusy(new copy.DriverAdapterError({ kind: 'ForeignKeyConstraintViolation' }))).toBe(false)
})

test('of three processes that write all the time, one of them busy, none starves and no write is lost', async () => {
  const total = await insert()
  const shares = [await insert(), await insert(), await insert()]
  const ids = JSON.stringify(shares.map(({ id }) => id))
  // Each continues until all have had their part; a write that waits for too long fails, and with it its process.
  const program = (share: string, isBusy: boolean) => `
    const { openDatabase } = await import('./lib/gateways/db/client.ts')
    const db = await openDatabase(${JSON.stringify(`file:${path}`)})
    await db.$queryRawUnsafe('PRAGMA synchronous = OFF')
    let isDone = false
    const write = () => db.$transaction(async (tx) => {
      const { count } = await tx.rateLimit.findUniqueOrThrow({ where: { id: '${total.id}' } })
      const written = await tx.rateLimit.findMany({ where: { id: { in: ${ids} } } })
      isDone ||= written.every(({ count }) => count >= 15)
      if (isDone) return
      await tx.rateLimit.update({ where: { id: '${total.id}' }, data: { count: count + 1 } })
      await tx.rateLimit.update({ where: { id: '${share}' }, data: { count: { increment: 1 } } })
    })
    const writeOn = async () => { while (!isDone) await write() }
    function work() {
      if (isDone) return
      for (const end = performance.now() + 20; performance.now() < end; );
      setTimeout(work, 1)
    }
    await db.rateLimit.update({ where: { id: '${share}' }, data: { count: 0 } })
    process.send('ready')
    await new Promise((resolve) => process.once('message', resolve))
    if (${isBusy}) work()
    await Promise.all([writeOn(), writeOn()])
    await db.$disconnect()
    process.exit(0)`
  const processes = await Promise.all(
    shares.map(({ id }, index) => startOther(program(id, index === 2), '--import', 'tsx', '--input-type=module')),
  )
  const ended = processes.map((other) => new Promise((resolve) => other.once('exit', resolve)))
  for (const other of processes) other.send('go')
  expect(await Promise.all(ended)).toEqual([0, 0, 0])
  const counts = await Promise.all(shares.map(({ id }) => countOf(id)))
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(await countOf(total.id))
})

test('a transaction that has only read cannot lose its turn to write to another process', async () => {
  const { id } = await insert()
  const elsewhere = await openDatabase(`file:${path}`)
  const increment = async () => elsewhere.rateLimit.update({ where: { id }, data: { count: { increment: 1 } } })
  const { writing } = await db.$transaction(async (tx) => {
    const before = await tx.rateLimit.findUniqueOrThrow({ where: { id } })
    const writing = increment()
    await pause(50)
    await tx.rateLimit.update({ where: { id }, data: { count: before.count + 1 } })
    return { writing }
  })
  await writing
  expect(await countOf(id)).toBe(2)
  await elsewhere.$disconnect()
})

test('what is written beside a transaction is kept when the transaction is rolled back', async () => {
  let beside: Promise<{ id: string }> | undefined
  const rolledBack = db.$transaction(async (tx) => {
    await tx.rateLimit.create({ data: row() })
    beside = insert()
    await pause(50)
    throw new Error('rolled back')
  })
  await expect(rolledBack).rejects.toThrow('rolled back')
  expect(await countOf((await beside)?.id ?? '')).toBe(0)
})

test('what a transaction has not committed is seen by nobody else', async () => {
  const inside = row()
  await db.$transaction(async (tx) => {
    await tx.rateLimit.create({ data: inside })
    expect(await db.rateLimit.findUnique({ where: { id: inside.id } })).toBeNull()
    expect(await tx.rateLimit.findUnique({ where: { id: inside.id } })).not.toBeNull()
  })
  expect(await countOf(inside.id)).toBe(0)
})

test('a transaction that takes too long ends, and the writes that waited for it follow', async () => {
  const inside = row()
  const slow = db.$transaction(
    async (tx) => {
      await tx.rateLimit.create({ data: inside })
      await pause(500)
      await tx.rateLimit.count()
    },
    { timeout: 200 },
  )
  const beside = insert()
  await expect(slow).rejects.toMatchObject({ code: 'P2028' })
  expect(await countOf((await beside).id)).toBe(0)
  expect(await db.rateLimit.findUnique({ where: { id: inside.id } })).toBeNull()
})

test('a transaction that cannot be committed leaves nothing behind, and the next one works', async () => {
  const refused = db.$transaction(async (tx) => {
    await tx.$executeRawUnsafe('PRAGMA defer_foreign_keys = ON')
    await tx.membership.create({ data: { personId: 'nobody', accountId: 'acct_none', role: 'owner' } })
  })
  await expect(refused).rejects.toThrow()
  await db.$transaction((tx) => tx.rateLimit.create({ data: row() }))
  expect(await db.membership.count()).toBe(0)
})

type Step = { kind: 'write' | 'transaction' | 'rolled back' | 'batch'; pauses: number }
const steps = fc.array(
  fc.record<Step>({
    kind: fc.constantFrom('write', 'transaction', 'rolled back', 'batch'),
    pauses: fc.integer({ min: 0, max: 3 }),
  }),
  { maxLength: 25 },
)

test('of any writes and transactions that come at once, exactly those that succeed take effect', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (steps) => {
      const { id } = await insert()
      const increment = { where: { id }, data: { count: { increment: 1 } } }
      const take = async ({ kind, pauses }: Step) => {
        if (kind === 'write') return db.rateLimit.update(increment)
        if (kind === 'batch') return db.$transaction([db.rateLimit.update(increment)])
        return db.$transaction(async (tx) => {
          const count = (await tx.rateLimit.findUniqueOrThrow({ where: { id } })).count + 1
          for (let index = 0; index < pauses; index++) await pause(0)
          await tx.rateLimit.update({ where: { id }, data: { count } })
          if (kind === 'rolled back') throw new Error('rolled back')
        })
      }
      const results = await Promise.allSettled(steps.map(take))
      expect(results.map(({ status }) => status)).toEqual(
        steps.map(({ kind }) => (kind === 'rolled back' ? 'rejected' : 'fulfilled')),
      )
      expect(await countOf(id)).toBe(steps.filter(({ kind }) => kind !== 'rolled back').length)
    }),
    { numRuns: 20 },
  )
})

test('a commit is on disk before it is answered, in every connection', async () => {
  const modeOf = (tx: Pick<Database, '$queryRawUnsafe'>) => tx.$queryRawUnsafe('PRAGMA synchronous')
  const [full] = (await modeOf(db)) as { synchronous: bigint }[]
  const [inTransaction] = (await db.$transaction((tx) => modeOf(tx as Database))) as { synchronous: bigint }[]
  // 2 is FULL.
  expect([Number(full?.synchronous), Number(inTransaction?.synchronous)]).toEqual([2, 2])
})

test('the file, what SQLite puts beside it, and a folder made for it are private to their owner', async () => {
  await insert()
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  for (const name of [path, `${path}-wal`, `${path}-shm`]) expect(statSync(name).mode & 0o777, name).toBe(0o600)
})
