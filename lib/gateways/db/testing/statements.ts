import 'server-only'
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import { PrismaPg } from '@prisma/adapter-pg'
import { providerOf, sqlitePath } from '../client'
import { PrismaClient as PostgresClient } from '../generated/postgresql/client'
import { PrismaClient as SqliteClient } from '../generated/sqlite/client'

/** The statements that `database()` gets, and how the database carries them out. */
export type Statements = {
  db: SqliteClient
  /** With values of their parameters, once for each text. */
  seen: Map<string, unknown[]>
  /** The texts of the statements that a work makes, in their order. */
  during: (work: () => Promise<unknown>) => Promise<string[]>
  /** The lines of the plans of the statements that were seen which read a whole table or sort, with the statement. */
  faults: () => Promise<string[]>
  /** The lines of the plan of a statement. */
  explain: (text: string, values: unknown[]) => Promise<string[]>
  isFaulty: (text: string) => Promise<boolean>
}

/**
 * Makes `database()` a client that tells its statements. Of few rows PostgreSQL may read and sort them all, so it does
 * that here only where it must.
 *
 * @param hasManyRows leaves PostgreSQL its own choice
 */
export function watchStatements(url: string, { hasManyRows = false } = {}): Statements {
  const isPostgres = providerOf(url) === 'postgresql'
  const log = [{ emit: 'event', level: 'query' }] as const
  const client = isPostgres
    ? new PostgresClient({
        adapter: new PrismaPg({
          connectionString: url,
          ...(!hasManyRows && { options: '-c enable_seqscan=off -c enable_bitmapscan=off' }),
        }),
        log: [...log],
      })
    : new SqliteClient({ adapter: new PrismaBetterSqlite3({ url: `file:${sqlitePath(url)}` }), log: [...log] })
  const db = client as unknown as SqliteClient<'query'>
  const seen = new Map<string, unknown[]>()
  let texts: string[] = []
  db.$on('query', ({ query, params }) => {
    texts.push(query)
    if (hasPlan(query)) seen.set(query, JSON.parse(params))
  })
  Object.assign(globalThis, { spillwayDatabase: Promise.resolve(db) })

  async function explain(text: string, values: unknown[]): Promise<string[]> {
    const prefix = isPostgres ? 'EXPLAIN' : 'EXPLAIN QUERY PLAN'
    const rows = await db.$queryRawUnsafe<Record<string, unknown>[]>(`${prefix} ${text}`, ...values)
    return rows.map((row) => String(row.detail ?? row['QUERY PLAN']))
  }

  /** A table that is read as a whole, or rows that are sorted and not only merged. What a subquery has limited may be scanned. */
  const isFault = (line: string): boolean =>
    isPostgres
      ? /Seq Scan|Sort {2}\(/.test(line)
      : /TEMP B-TREE/.test(line) ||
        /^SCAN (?!(each|run|found|\(subquery|CONSTANT ROW|\d+ CONSTANT|\d+-ROW VALUES))/.test(line)

  return {
    db,
    seen,
    async during(work) {
      texts = []
      await work()
      return [...texts]
    },
    async faults() {
      const faults: string[] = []
      for (const [text, values] of [...seen]) {
        const plan = await explain(text, values)
        faults.push(...plan.filter(isFault).map((line) => `${line} in ${text}`))
      }
      return faults
    },
    explain,
    isFaulty: async (text) => (await explain(text, [])).some(isFault),
  }
}

/** BEGIN, COMMIT and ANALYZE have none. */
const hasPlan = (text: string): boolean => /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b/i.test(text)
