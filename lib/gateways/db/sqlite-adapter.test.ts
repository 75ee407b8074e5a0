// One file, and another process that holds its lock as a backup or a command would.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from './client'
import { applyMigrations } from './migrate'

const folder = mkdtempSync(join(tmpdir(), 'spillway-sqlite-'))
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

/** Resolves when another process has the file's write lock, which it keeps for so many milliseconds. */
function holdLock(ms: number): Promise<void> {
  const program = `
    const db = new (require('better-sqlite3'))(${JSON.stringify(path)})
    db.exec('BEGIN IMMEDIATE')
    console.log('locked')
    setTimeout(() => { db.exec('COMMIT'); process.exit(0) }, ${ms})`
  const other = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
  others.push(other)
  return new Promise((resolve, reject) => {
    other.stdout?.once('data', () => resolve())
    other.once('exit', (code) => reject(new Error(`the other process ended with ${code}`)))
  })
}

/** The longest time, in milliseconds, for which nothing else could run while `work` did. */
async function longestStall(work: () => Promise<unknown>): Promise<number> {
  let longest = 0
  let last = performance.now()
  const timer = setInterval(() => {
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
  }, 5)
  await work()
  clearInterval(timer)
  return longest
}

let counter = 0
const row = () => ({ id: `row ${++counter}`, key: `key ${counter}`, count: 0, lastRequest: 0n })
/** Starts at once, which a promise of Prisma's alone does not. */
const insert = async () => db.rateLimit.create({ data: row() })

test('while another process holds the lock a write waits and the process keeps running', async () => {
  await holdLock(1000)
  const startedAt = performance.now()
  const stall = await longestStall(() =>
    Promise.all([insert(), db.$transaction((tx) => tx.rateLimit.create({ data: row() })), insert()]),
  )
  expect(performance.now() - startedAt).toBeGreaterThan(800)
  expect(stall).toBeLessThan(200)
})

test('while another process holds the lock reads are answered at once', async () => {
  const { id } = await insert()
  await holdLock(2000)
  const writing = insert()
  const startedAt = performance.now()
  for (let count = 0; count < 20; count++) expect(await db.rateLimit.findUnique({ where: { id } })).not.toBeNull()
  expect(performance.now() - startedAt).toBeLessThan(1000)
  await writing
})

test('a write that has waited for ten seconds fails, and the next one after the lock works', async () => {
  await holdLock(12_000)
  await expect(insert()).rejects.toMatchObject({ code: 'P1008' })
  await insert()
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
  expect((await db.rateLimit.findUniqueOrThrow({ where: { id } })).count).toBe(2)
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
  const { id } = (await beside) ?? { id: '' }
  expect(await db.rateLimit.findUnique({ where: { id } })).not.toBeNull()
})

test('what a transaction has not committed is seen by nobody else', async () => {
  const inside = row()
  await db.$transaction(async (tx) => {
    await tx.rateLimit.create({ data: inside })
    expect(await db.rateLimit.findUnique({ where: { id: inside.id } })).toBeNull()
    expect(await tx.rateLimit.findUnique({ where: { id: inside.id } })).not.toBeNull()
  })
  expect(await db.rateLimit.findUnique({ where: { id: inside.id } })).not.toBeNull()
})

test('transactions and writes that come all at once each take effect', async () => {
  const { id } = await insert()
  const count = { count: { increment: 1 } }
  await Promise.all(
    Array.from({ length: 100 }, (_, index) =>
      index % 2
        ? db.rateLimit.update({ where: { id }, data: count })
        : db.$transaction(async (tx) => {
            const { count } = await tx.rateLimit.findUniqueOrThrow({ where: { id } })
            await tx.rateLimit.update({ where: { id }, data: { count: count + 1 } })
          }),
    ),
  )
  expect((await db.rateLimit.findUniqueOrThrow({ where: { id } })).count).toBe(100)
})

test('the file and what SQLite puts beside it are for their owner alone', async () => {
  await insert()
  for (const name of [path, `${path}-wal`, `${path}-shm`]) expect(statSync(name).mode & 0o777, name).toBe(0o600)
})
