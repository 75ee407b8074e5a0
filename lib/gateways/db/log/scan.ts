import 'server-only'
import Sqlite from 'better-sqlite3'
import pg from 'pg'
import { providerOf, sqlitePath } from '../client'
import { canonicalJson, type LeafKind } from './content'
import { copyRows, valuesOf } from './copy-rows'

/** A row of the log with what its record says now, as canonical JSON; null where the record is not there. */
export type ScannedLeaf = {
  seq: number
  kind: LeafKind
  recordId: string
  /** In hexadecimal, which takes a database’s driver less time than bytes. */
  hashes: string
  content: string | null
}

/** What verification reads. Not through Prisma, which would take most of the time. */
export type LogScan = {
  size: () => Promise<number>
  /** The number of the first row; null where there is none. */
  first: () => Promise<number | null>
  /** Rows from `from` on, without gaps filled, at most `limit`; each is made when it is asked for. */
  leaves: (from: number, limit: number) => Promise<Iterable<ScannedLeaf>>
  /** Ids of entries and outcomes that have no leaf and are not waiting for one; null while earlier ones get theirs. */
  withoutLeaf: (limit: number) => Promise<{ kind: LeafKind; id: string }[] | null>
  close: () => Promise<void>
}

type Value = string | number | bigint | Uint8Array | null

/** How a database writes a value of this type, as canonical JSON. */
type Writer = (value: Value) => string

/** What JSON has to escape, and halves of surrogate pairs. */
const SPECIAL = /["\\\p{Cc}\p{Cs}]/u

const writeText: Writer = (value) => {
  const text = String(value)
  return SPECIAL.test(text) ? JSON.stringify(text.toWellFormed()) : `"${text}"`
}
const writeNumber: Writer = (value) => String(Number(value))
const writeFlag: Writer = (value) => (value === 't' || value === 1 ? 'true' : 'false')
/** JSON that was brought into its form lately: most of a log says the same again and again. */
const canonical = new Map<string, string>()
const KEPT = 5000
const LONGEST_KEPT = 500

const writeJson: Writer = (value) => {
  const text = String(value)
  const known = canonical.get(text)
  if (known !== undefined) return known
  const written = canonicalJson(JSON.parse(text))
  if (canonical.size >= KEPT) canonical.clear()
  if (text.length <= LONGEST_KEPT) canonical.set(text, written)
  return written
}
/** The two forms in which times are stored, without a date in between, which takes longer than all the rest. */
const STORED_TIME = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.(\d{1,3}))?(?:\+00:00)?$/

const writeTime: Writer = (value) => {
  const text = String(value)
  if (text.length === 29 && text.endsWith('+00:00')) return `"${text.slice(0, 23)}Z"`
  const stored = STORED_TIME.exec(text)
  if (stored) return `"${stored[1]}T${stored[2]}.${(stored[3] ?? '').padEnd(3, '0')}Z"`
  const hasZone = typeof value === 'number' || /Z$|[+-]\d\d:?\d\d$/.test(text)
  return `"${new Date(hasZone ? (value as string) : `${text.replace(' ', 'T')}Z`).toISOString()}"`
}

/** By the types that SQLite's tables declare, and by the ids of PostgreSQL's types. */
const WRITERS: Readonly<Record<string, Writer>> = {
  TEXT: writeText,
  DATETIME: writeTime,
  JSONB: writeJson,
  BOOLEAN: writeFlag,
  INTEGER: writeNumber,
  '1114': writeTime,
  '3802': writeJson,
  '16': writeFlag,
  '23': writeNumber,
}

type Column = { name: string; type: string }

/** Members in the order of their names, as RFC 8785 wants them; `first` is the position of the first column. */
function contentWriter(kind: LeafKind, columns: readonly Column[], first: number): (row: readonly Value[]) => string {
  const members = [
    { head: `,"kind":"${kind}"`, name: 'kind', position: -1, write: writeText },
    ...columns.map(({ name, type }, index) => ({
      head: `,${JSON.stringify(name)}:`,
      name,
      position: first + index,
      write: WRITERS[type] ?? writeText,
    })),
  ].sort((a, b) => (a.name < b.name ? -1 : 1))
  return (row) => {
    let text = ''
    for (const { head, position, write } of members) {
      if (position < 0) {
        text += head
        continue
      }
      const value = row[position] as Value
      // JSON’s null is the same as none, as for Prisma.
      if (value !== null && !(write === writeJson && value === 'null')) text += head + write(value)
    }
    return `{${text.slice(1)}}`
  }
}

const KINDS = ['entry', 'outcome'] as const
const TABLES = { entry: ['AuditEntry', 'entryId'], outcome: ['AuditOutcome', 'outcomeId'] } as const

const LEAF_COLUMNS = 4
const SELECT_SQLITE = `SELECT l."seq", l."entryId", l."outcomeId", lower(hex(l."hashes")), e.*, o.* FROM "LogLeaf" l LEFT JOIN "AuditEntry" e ON e."id" = l."entryId" LEFT JOIN "AuditOutcome" o ON o."id" = l."outcomeId"`

/** PostgreSQL writes out every column of every row as text, so entries and outcomes come by themselves. */
const KIND_COLUMNS = 3
const selectPostgres = (kind: LeafKind, from: number, limit: number) => {
  const [table, column] = TABLES[kind]
  return `SELECT l."seq", l."${column}", encode(l."hashes", 'hex'), r.* FROM (SELECT * FROM "LogLeaf" WHERE "seq" >= ${Number(from)} ORDER BY "seq" LIMIT ${Number(limit)}) l LEFT JOIN "${table}" r ON r."id" = l."${column}" WHERE l."${column}" IS NOT NULL ORDER BY l."seq"`
}
const SIZE = 'SELECT max("seq") AS "last" FROM "LogLeaf"'
const FIRST = 'SELECT min("seq") AS "first" FROM "LogLeaf"'
const IMPORTING = 'SELECT "importing" FROM "LogState" WHERE "importing" IS NOT NULL'
const WITHOUT_LEAF = KINDS.map((kind) => {
  const [table, column] = TABLES[kind]
  const none = (other: string) => `NOT EXISTS (SELECT 1 FROM "${other}" l WHERE l."${column}" = r."id")`
  return `SELECT '${kind}', r."id" FROM "${table}" r WHERE ${none('LogLeaf')} AND ${none('PendingLeaf')}`
}).join(' UNION ALL ')

function rowReader(columns: readonly Column[]): (row: readonly Value[]) => ScannedLeaf {
  const second = columns.findIndex(({ name }, index) => index > LEAF_COLUMNS && name === 'id')
  const entry = contentWriter('entry', columns.slice(LEAF_COLUMNS, second), LEAF_COLUMNS)
  const outcome = contentWriter('outcome', columns.slice(second), second)
  return (row) => {
    const [seq, entryId, outcomeId, hashes] = row
    const isEntry = entryId !== null
    const isThere = row[isEntry ? LEAF_COLUMNS : second] !== null
    return {
      seq: Number(seq),
      kind: isEntry ? 'entry' : 'outcome',
      recordId: String(entryId ?? outcomeId),
      hashes: String(hashes),
      content: isThere ? (isEntry ? entry : outcome)(row) : null,
    }
  }
}

/** The same for rows of one kind. */
function kindReader(kind: LeafKind, columns: readonly Column[]): (row: readonly Value[]) => ScannedLeaf {
  const write = contentWriter(kind, columns.slice(KIND_COLUMNS), KIND_COLUMNS)
  const id = columns.findIndex(({ name }, index) => index >= KIND_COLUMNS && name === 'id')
  return (row) => ({
    seq: Number(row[0]),
    kind,
    recordId: String(row[1]),
    hashes: String(row[2]),
    content: row[id] === null ? null : write(row),
  })
}

/** Both kinds in the order of their numbers. */
function* merge(first: Iterable<ScannedLeaf>, second: Iterable<ScannedLeaf>): Generator<ScannedLeaf> {
  const others = second[Symbol.iterator]()
  let other = others.next()
  for (const leaf of first) {
    for (; !other.done && other.value.seq < leaf.seq; other = others.next()) yield other.value
    yield leaf
  }
  for (; !other.done; other = others.next()) yield other.value
}

function* each<Row>(rows: readonly Row[], read: (row: Row) => ScannedLeaf): Generator<ScannedLeaf> {
  for (const row of rows) yield read(row)
}

/** Opens the log for reading. What is appended meanwhile is seen by later calls only. */
export async function openLogScan(url: string): Promise<LogScan> {
  return providerOf(url) === 'sqlite' ? scanSqlite(sqlitePath(url)) : scanPostgres(url)
}

async function scanSqlite(path: string): Promise<LogScan> {
  const db = new Sqlite(path, { readonly: true, fileMustExist: true })
  const leaves = db.prepare<[number, number]>(`${SELECT_SQLITE} WHERE l."seq" >= ? ORDER BY l."seq" LIMIT ?`).raw()
  const read = rowReader(leaves.columns().map(({ name, type }) => ({ name, type: type ?? '' })))
  return {
    size: async () => (db.prepare<[], { last: number | null }>(SIZE).get()?.last ?? -1) + 1,
    first: async () => db.prepare<[], { first: number | null }>(FIRST).get()?.first ?? null,
    leaves: async (from, limit) => each(leaves.all(from, limit), (row) => read(row as Value[])),
    withoutLeaf: async (limit) =>
      db.prepare(IMPORTING).get()
        ? null
        : db
            .prepare<[number], [LeafKind, string]>(`${WITHOUT_LEAF} LIMIT ?`)
            .raw()
            .all(limit)
            .map((row) => toRecord(row as unknown as [LeafKind, string])),
    close: async () => void db.close(),
  }
}

async function scanPostgres(url: string): Promise<LogScan> {
  const address = new URL(url)
  const schema = address.searchParams.get('schema')
  address.searchParams.delete('schema')
  const client = new pg.Client({ connectionString: address.href })
  await client.connect()
  // A part is too small for helpers and for compiling, which PostgreSQL would start for each of them, and for reading a
  // whole table: each record is looked up by its id.
  await client.query(
    'SET jit = off; SET max_parallel_workers_per_gather = 0; SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_memoize = off',
  )
  if (schema) await client.query(`SET search_path TO ${pg.escapeIdentifier(schema)}`)
  const types = { getTypeParser: () => (text: string | Buffer) => text }
  const query = (text: string, values: unknown[] = []) =>
    client.query<Value[]>({ text, values, rowMode: 'array', types })
  const readerOf = async (kind: LeafKind) =>
    kindReader(kind, (await query(selectPostgres(kind, 0, 0))).fields.map(toColumn))
  let readers: [ReturnType<typeof kindReader>, ReturnType<typeof kindReader>] | undefined
  return {
    size: async () => Number((await query(SIZE)).rows[0]?.[0] ?? -1) + 1,
    async first() {
      const first = (await query(FIRST)).rows[0]?.[0] ?? null
      return first === null ? null : Number(first)
    },
    async leaves(from, limit) {
      readers ??= [await readerOf('entry'), await readerOf('outcome')]
      const [entries, outcomes] = readers
      const selects = KINDS.map((kind) => selectPostgres(kind, from, limit))
      const [entryRows = [], outcomeRows = []] = await copyRows(client, selects)
      return merge(
        each(entryRows, (line) => entries(valuesOf(line))),
        each(outcomeRows, (line) => outcomes(valuesOf(line))),
      )
    },
    async withoutLeaf(limit) {
      if ((await query(IMPORTING)).rows.length > 0) return null
      const { rows } = await query(`${WITHOUT_LEAF} LIMIT $1`, [limit])
      return rows.map((row) => toRecord(row as unknown as [LeafKind, string]))
    },
    close: () => client.end(),
  }
}

const toColumn = ({ name, dataTypeID }: pg.FieldDef): Column => ({ name, type: String(dataTypeID) })

const toRecord = ([kind, id]: [LeafKind, string]) => ({ kind, id })
