import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import {
  DriverAdapterError,
  isDriverAdapterError,
  type SqlDriverAdapter,
  type SqlDriverAdapterFactory,
  type SqlQuery,
  type Transaction,
} from '@prisma/driver-adapter-utils'
import type Sqlite from 'better-sqlite3'
import { Admission } from '@/lib/admission'
import { WaitingSign } from './waiting-sign'

/** Milliseconds that a write waits for other processes, once it is its turn; then it fails, without having had an effect. */
const PATIENCE = 10_000

/** Milliseconds after which a write or transaction that has not begun fails in any case. */
export const LONGEST_WAIT = 3 * PATIENCE

/**
 * Milliseconds that one try for the lock may block the process. SQLite only has waiting that blocks, so tries are short
 * and everything else is served for at least as long between two of them.
 */
const BLOCKING = 25

const PRAGMAS = [
  `PRAGMA busy_timeout = ${BLOCKING}`,
  'PRAGMA journal_mode = WAL',
  // FULL: an audit intent must survive a power cut before anything is sent to Stripe.
  'PRAGMA synchronous = FULL',
  'PRAGMA foreign_keys = ON',
]

/** Whether another process had the lock. Not by `instanceof`: a bundle has its own copy of the class. */
export const isBusy = (error: unknown): boolean => isDriverAdapterError(error) && error.cause.kind === 'SocketTimeout'

/** Prisma's adapter, which has this field without declaring it. */
type Connection = SqlDriverAdapter & { client: Sqlite.Database }

/** Repeats a try that another process's lock has stopped, which had no effect, unless `mayTry` forbids it for now. */
async function whenFree<T>(endsAt: number, work: () => Promise<T>, mayTry = () => true): Promise<T> {
  for (;;) {
    const isLate = performance.now() > endsAt
    try {
      if (isLate || mayTry()) return await work()
    } catch (error) {
      if (!isBusy(error) || isLate) throw error
    }
    // Random, so that two processes do not keep in step.
    await pause(BLOCKING * (1 + Math.random() / 5))
  }
}

/** A statement with what its columns are called and declared as, which was as slow to ask as a short statement itself. */
type Kept = { compiled: Sqlite.Statement; columns: Sqlite.ColumnDefinition[] | null }

/** Statements that a connection keeps compiled. */
const MOST_KEPT = 300

/** Prisma's adapter compiles a statement at every use. Kept ones are compiled again by SQLite itself when the schema changes. */
function keepStatements({ client }: Connection) {
  const kept = new Map<string, Kept>()
  const prepare = client.prepare.bind(client)
  const find = (text: string): Kept => {
    const statement = kept.get(text) ?? { compiled: prepare(text), columns: null }
    // The one that was used last comes last.
    kept.delete(text)
    kept.set(text, statement)
    const [oldest] = kept.keys()
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest)
    return statement
  }
  // Values are given at each use, because a statement that has been bound keeps its values for ever.
  const prepared = (text: string) => {
    const statement = find(text)
    const { compiled } = statement
    return {
      readonly: compiled.readonly,
      bind: (values: unknown[]) => ({
        reader: compiled.reader,
        columns: () => (statement.columns ??= compiled.columns()),
        run: () => compiled.run(...values),
        raw: () => ({ all: () => compiled.raw().all(...values) }),
      }),
    }
  }
  Object.assign(client, { prepare: prepared })
}

/** PRAGMA is not among them: one that sets something is meant for the connection that writes. */
const isRead = ({ sql }: SqlQuery, { client }: Connection) =>
  /^\s*SELECT\b/i.test(sql) || (/^\s*(WITH|EXPLAIN)\b/i.test(sql) && client.prepare(sql).readonly)

/**
 * Prisma's adapter with one connection for reads and one for writes. Prisma uses a single connection: a statement that
 * runs while a transaction is open becomes part of it, and is lost if that transaction is rolled back. Here writes and
 * transactions take turns, and a transaction takes the lock when it begins, so what it has read cannot change.
 */
export class SqliteAdapterFactory implements SqlDriverAdapterFactory {
  readonly provider = 'sqlite'
  readonly adapterName = '@prisma/adapter-better-sqlite3'
  private readonly factory: PrismaBetterSqlite3
  private readonly sign: WaitingSign
  private readonly patience: number

  /** @param patience milliseconds that a write waits for other processes at most */
  constructor(path: string, patience = PATIENCE) {
    this.factory = new PrismaBetterSqlite3({ url: `file:${path}` })
    this.sign = new WaitingSign(`${path}-waiting`)
    this.patience = patience
  }

  async connect(): Promise<SqlDriverAdapter> {
    const reader = await this.open()
    const writer = await this.open()
    const turns = new Admission({ active: 1, waiting: Number.POSITIVE_INFINITY })
    const write = async <T>(work: () => Promise<T>): Promise<T> => {
      const { result, end } = await this.inTurn(turns, work)
      end()
      return result
    }
    return {
      provider: this.provider,
      adapterName: this.adapterName,
      queryRaw: (query) =>
        isRead(query, reader)
          ? whenFree(this.endsAt(), () => reader.queryRaw(query))
          : write(() => writer.queryRaw(query)),
      executeRaw: (query) => write(() => writer.executeRaw(query)),
      executeScript: (script) => write(() => writer.executeScript(script)),
      startTransaction: async () => {
        const { end } = await this.inTurn(turns, () => writer.executeScript('BEGIN IMMEDIATE'))
        return transactionOn(writer, end)
      },
      async dispose() {
        await Promise.all([reader.dispose(), writer.dispose()])
      },
    }
  }

  /** Does what takes the lock, in a turn that the caller ends; where it fails, the turn has ended. */
  private async inTurn<T>(turns: Admission, work: () => Promise<T>): Promise<{ result: T; end: () => void }> {
    const end = await turns.enter(2 * this.patience)
    // As for another process's lock; Prisma turns both into P1008.
    if (!end)
      throw new DriverAdapterError({
        kind: 'SocketTimeout',
        originalMessage: 'other writes of this process are waiting',
      })
    const since = Date.now()
    try {
      return { result: await whenFree(this.endsAt(), work, () => this.sign.mayAsk(since)), end }
    } catch (error) {
      end()
      throw error
    } finally {
      this.sign.takeDown(since)
    }
  }

  private async open(): Promise<Connection> {
    const connection = (await this.factory.connect()) as Connection
    for (const pragma of PRAGMAS) await whenFree(this.endsAt(), () => connection.executeScript(pragma))
    keepStatements(connection)
    return connection
  }

  private readonly endsAt = () => performance.now() + this.patience
}

/** A transaction that has begun. With `usePhantomQuery` Prisma leaves COMMIT and ROLLBACK to it. */
function transactionOn(writer: Connection, endTurn: () => void): Transaction {
  const end = () => {
    // Also after a COMMIT that has failed, which leaves the transaction open.
    try {
      if (writer.client.inTransaction) writer.client.exec('ROLLBACK')
    } finally {
      endTurn()
    }
  }
  const execute = async (sql: string) => void (await writer.executeRaw({ sql, args: [], argTypes: [] }))
  return {
    provider: 'sqlite',
    adapterName: writer.adapterName,
    options: { usePhantomQuery: true },
    queryRaw: (query) => writer.queryRaw(query),
    executeRaw: (query) => writer.executeRaw(query),
    commit: () => execute('COMMIT').finally(end),
    rollback: async () => end(),
    createSavepoint: (name) => execute(`SAVEPOINT ${name}`),
    rollbackToSavepoint: (name) => execute(`ROLLBACK TO ${name}`),
    releaseSavepoint: (name) => execute(`RELEASE SAVEPOINT ${name}`),
  }
}
