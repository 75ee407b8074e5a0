import 'server-only'
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import {
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlDriverAdapterFactory,
  type SqlQuery,
  type Transaction,
} from '@prisma/driver-adapter-utils'

/** Milliseconds that a write waits while another process holds the lock, and the longest pause between two tries. */
const PATIENCE = 10_000
const LONGEST_PAUSE = 25

const PRAGMAS = [
  // SQLite's own waiting blocks the process; `whenFree` waits instead.
  'PRAGMA busy_timeout = 0',
  'PRAGMA journal_mode = WAL',
  // FULL: an audit intent must survive a power cut before anything is sent to Stripe.
  'PRAGMA synchronous = FULL',
  'PRAGMA foreign_keys = ON',
]

const isBusy = (error: unknown) => error instanceof DriverAdapterError && error.cause.kind === 'SocketTimeout'

/** Retries without blocking while another process holds the lock; a statement that fails this way has no effect. */
async function whenFree<T>(work: () => Promise<T>): Promise<T> {
  const endsAt = Date.now() + PATIENCE
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!isBusy(error) || Date.now() > endsAt) throw error
    }
    // Random, so that two processes do not keep missing each other's gaps.
    await new Promise((resolve) => setTimeout(resolve, Math.random() * LONGEST_PAUSE))
  }
}

/** Grants one turn at a time, in order. */
class Turns {
  private last = Promise.resolve()

  /** Resolves when the turn begins, to a function that ends it. */
  take(): Promise<() => void> {
    const before = this.last
    let end = () => {}
    this.last = new Promise<void>((resolve) => {
      end = resolve
    })
    return before.then(() => end)
  }
}

const isRead = ({ sql }: SqlQuery) => /^\s*SELECT\b/i.test(sql)

/**
 * Prisma's adapter with one connection for reads and one for writes. Prisma uses a single connection: a statement that
 * runs while a transaction is open becomes part of it, and is lost if that transaction is rolled back. Here writes and
 * transactions take turns, and a transaction takes the lock when it begins, so what it has read cannot change.
 */
export class SqliteAdapterFactory implements SqlDriverAdapterFactory {
  readonly provider = 'sqlite'
  readonly adapterName = '@prisma/adapter-better-sqlite3'
  private readonly factory: PrismaBetterSqlite3

  constructor(path: string) {
    this.factory = new PrismaBetterSqlite3({ url: `file:${path}` })
  }

  async connect(): Promise<SqlDriverAdapter> {
    const reader = await this.open()
    const writer = await this.open()
    const turns = new Turns()
    const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
      const end = await turns.take()
      try {
        return await whenFree(work)
      } finally {
        end()
      }
    }
    return {
      provider: this.provider,
      adapterName: this.adapterName,
      queryRaw: (query) =>
        isRead(query) ? whenFree(() => reader.queryRaw(query)) : inTurn(() => writer.queryRaw(query)),
      executeRaw: (query) => inTurn(() => writer.executeRaw(query)),
      executeScript: (script) => inTurn(() => writer.executeScript(script)),
      async startTransaction(isolationLevel) {
        const end = await turns.take()
        try {
          return endingTurn(await whenFree(() => beginImmediate(writer, isolationLevel)), end)
        } catch (error) {
          end()
          throw error
        }
      },
      async dispose() {
        await Promise.all([reader.dispose(), writer.dispose()])
      },
    }
  }

  private async open(): Promise<SqlDriverAdapter> {
    const connection = await this.factory.connect()
    for (const pragma of PRAGMAS) await whenFree(() => connection.executeScript(pragma))
    return connection
  }
}

/** Prisma's adapter sends BEGIN, which takes the lock at the first write; by then it can be too late to wait for it. */
async function beginImmediate(
  writer: SqlDriverAdapter,
  isolationLevel: Parameters<SqlDriverAdapter['startTransaction']>[0],
): Promise<Transaction> {
  const transaction = await writer.startTransaction(isolationLevel)
  try {
    await writer.executeScript('COMMIT; BEGIN IMMEDIATE')
    return transaction
  } catch (error) {
    await transaction.rollback()
    throw error
  }
}

function endingTurn(transaction: Transaction, end: () => void): Transaction {
  const { provider, adapterName, options } = transaction
  return {
    provider,
    adapterName,
    options,
    queryRaw: (query) => transaction.queryRaw(query),
    executeRaw: (query) => transaction.executeRaw(query),
    commit: () => transaction.commit().finally(end),
    rollback: () => transaction.rollback().finally(end),
    createSavepoint: (name) => transaction.createSavepoint?.(name) ?? Promise.resolve(),
    rollbackToSavepoint: (name) => transaction.rollbackToSavepoint?.(name) ?? Promise.resolve(),
    releaseSavepoint: (name) => transaction.releaseSavepoint?.(name) ?? Promise.resolve(),
  }
}
