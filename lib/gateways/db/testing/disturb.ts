import Sqlite from 'better-sqlite3'
import { database, providerOf, sqlitePath } from '@/lib/gateways/db/client'

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** SQLite: another process holds the lock for so many milliseconds. PostgreSQL: every connection is cut. */
export async function disturb(url: string, ms: number): Promise<void> {
  if (providerOf(url) === 'postgresql') {
    await administer(
      url,
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    )
    return
  }
  const other = new Sqlite(sqlitePath(url))
  try {
    other.exec('BEGIN IMMEDIATE')
    await pause(ms)
    other.exec('COMMIT')
  } catch {
    // The lock was taken by a save at this moment.
  } finally {
    other.close()
  }
}

export async function makeReadOnly(url: string, isOn: boolean): Promise<void> {
  const db = await database()
  if (providerOf(url) === 'sqlite') await db.$queryRawUnsafe(`PRAGMA query_only = ${isOn ? 'ON' : 'OFF'}`)
  else {
    const name = new URL(url).pathname.slice(1)
    await administer(url, `ALTER DATABASE ${name} SET default_transaction_read_only = ${isOn ? 'on' : 'off'}`)
    // Connections that are open keep what they began with.
    await disturb(url, 0)
  }
  await findCutConnections()
}

/** Each connection of the pool that was cut is found by its next query. */
export async function findCutConnections(): Promise<void> {
  const { connectedAccount } = await database()
  await Promise.all(Array.from({ length: 20 }, () => connectedAccount.count().catch(() => null)))
}

async function administer(url: string, sql: string): Promise<void> {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url, options: '-c default_transaction_read_only=off' })
  await client.connect()
  await client.query(sql)
  await client.end()
}
