import { spawn } from 'node:child_process'
import { pause, timed } from './client.mjs'
import { eventsTo } from './events.mjs'

const LOCKED = 4_000
const WRITES = 40

/** Pages while another process holds the write lock of the SQLite file, and what arrives meanwhile and must be written. */
export async function measureLockedFile({ open, send, secret, accounts, databaseFile, budgets }) {
  const post = eventsTo(send, { secret, accounts, name: 'locked' })
  const other = await lock(databaseFile)
  const [health, list] = [[], []]
  const writes = Array.from({ length: WRITES }, async (_, number) => {
    await pause((number * LOCKED) / WRITES)
    return post(number)
  })
  for (const endsAt = performance.now() + LOCKED; performance.now() < endsAt; await pause(10)) {
    health.push((await timed(() => send('/api/health'))).ms)
    list.push((await timed(() => open('/accounts'))).ms)
  }
  other.kill('SIGKILL')
  const statuses = await Promise.all(writes)
  return [
    { what: 'slowest of /api/health, in ms', value: Math.max(...health), atMost: budgets.lockedHealthMs },
    { what: 'slowest of the list, in ms', value: Math.max(...list), atMost: budgets.lockedListMs },
    { what: 'events that were not accepted', value: statuses.filter((status) => status !== 200).length, atMost: 0 },
  ]
}

/** Another process, which holds the lock until it is killed. */
function lock(file) {
  const program = `
    const db = new (require('better-sqlite3'))(${JSON.stringify(file)}, { timeout: 5000 })
    db.exec('BEGIN IMMEDIATE')
    process.send('locked')
    setInterval(() => {}, 1000)`
  const other = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  return new Promise((resolve, reject) => {
    other.once('message', () => resolve(other))
    other.once('exit', () => reject(new Error('The file could not be locked.')))
  })
}
