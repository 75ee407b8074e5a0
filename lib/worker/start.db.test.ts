// Servers are processes of their own here, because what keeps a second one away ends with the process.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, expect, test } from 'vitest'
import { database } from '@/lib/gateways/db/client'
import { isSoleServer } from '@/lib/gateways/db/sqlite/sole-server'
import { openTestDatabase } from '@/lib/gateways/db/testing/test-database'

const others: ChildProcess[] = []
afterEach(() => {
  for (const other of others.splice(0)) other.kill('SIGKILL')
})

function run(program: string, environment: Record<string, string> = {}) {
  const args = ['--conditions=react-server', '--import', 'tsx', '--input-type=module', '-e', program]
  const other = spawn(process.execPath, args, {
    env: { ...process.env, LOG_LEVEL: 'fatal', ...environment },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  others.push(other)
  return other
}

const isPostgres = Boolean(process.env.TEST_DATABASE_URL)

test(isPostgres
  ? 'on PostgreSQL any number of servers start'
  : 'on an SQLite file there is one server until its process is killed, and commands write beside it', async () => {
  const url = await openTestDatabase()
  const first = run(`
      const { isSoleServer } = await import('./lib/gateways/db/sqlite/sole-server.ts')
      process.send(await isSoleServer(process.env.DATABASE_URL))
      setInterval(() => {}, 1000)`)
  expect(await once(first, 'message')).toEqual([true, undefined])
  expect(await isSoleServer(url)).toBe(isPostgres)
  await (await database()).person.create({ data: { id: 'p1', name: 'By a command', email: 'p1@example.com' } })
  first.kill('SIGKILL')
  await once(first, 'close')
  expect(await isSoleServer(url)).toBe(true)
  if (isPostgres) return

  const second = run(`await (await import('./lib/worker/start.ts')).startWorker()`)
  let logged = ''
  second.stdout?.on('data', (part) => {
    logged += part
  })
  expect(await once(second, 'close')).toEqual([1, null])
  expect(logged).toContain('another Spillway server runs on this SQLite file')
}, 60_000)
