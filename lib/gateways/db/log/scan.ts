import 'server-only'
import Sqlite from 'better-sqlite3'
import pg from 'pg'
import { providerOf, sqlitePath } from '../client'
import { canonicalJson, type LeafKind } from './content'
import { copyRows, unescaped, valuesOf } from './copy-rows'

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
  /**
   * Whether there are as many entries and outcomes as leaves and waiting ones: where each leaf has its record, and none has
   * two, none is without a leaf. In a fraction of the time of the next.
   */
  areAsMany: () => Promise<boolean>
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
  if (text.length === 23 && text[10] === ' ') return `"${text.slice(0, 10)}T${text.slice(11)}Z"`
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
const TABLES = { entry: 'AuditEntry', outcome: 'AuditOutcome' } as const

const LEAF_COLUMNS = 4
const SELECT_SQLITE = `SELECT l."seq", l."entryId", l."outcomeId", lower(hex(l."hashes")), e.*, o.* FROM "LogLeaf" l LEFT JOIN "AuditEntry" e ON e."id" = l."entryId" LEFT JOIN "AuditOutcome" o ON o."id" = l."outcomeId"`

/** PostgreSQL finds a range of records in half the time of a join, so leaves and each kind of record are read on their own. */
const leavesFrom = (from: number, limit: number) =>
  `SELECT "seq", "entryId", "outcomeId", encode("hashes", 'hex') FROM "LogLeaf" WHERE "seq" >= ${Number(from)} ORDER BY "seq" LIMIT ${Number(limit)}`
const SIZE = 'SELECT max("seq") AS "last" FROM "LogLeaf"'
const FIRST = 'SELECT min("seq") AS "first" FROM "LogLeaf"'
const IMPORTING = 'SELECT "importing" FROM "LogState" WHERE "importing" IS NOT NULL'
const count = (table: string) => `(SELECT count(*) FROM "${table}")`
const SURPLUS = `SELECT ${count('AuditEntry')} + ${count('AuditOutcome')} - ${count('LogLeaf')} - ${count('PendingLeaf')} AS "surplus"`
/** The indexes that keep a record from having two leaves. */
const UNIQUE_SQLITE = `SELECT count(*) AS "unique" FROM pragma_index_list('LogLeaf') i JOIN pragma_index_info(i."name") c WHERE i."unique" = 1 AND i."partial" = 0 AND c."name" IN ('entryId', 'outcomeId')`
const UNIQUE_POSTGRES = `SELECT count(*) FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey) WHERE i.indrelid = '"LogLeaf"'::regclass AND i.indisunique AND i.indisvalid AND i.indnkeyatts = 1 AND i.indpred IS NULL AND a.attname IN ('entryId', 'outcomeId')`
const WITHOUT_LEAF = KINDS.map((kind) => {
  const none = (other: string) => `NOT EXISTS (SELECT 1 FROM "${other}" l WHERE l."${kind}Id" = r."id")`
  return `SELECT '${kind}', r."id" FROM "${TABLES[kind]}" r WHERE ${none('LogLeaf')} AND ${none('PendingLeaf')}`
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
    areAsMany: async () =>
      db.prepare<[], { unique: number }>(UNIQUE_SQLITE).get()?.unique === 2 &&
      db.prepare<[], { surplus: number }>(SURPLUS).get()?.surplus === 0,
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
    recordReader(kind, (await query(`SELECT * FROM "${TABLES[kind]}" LIMIT 0`)).fields.map(toColumn))
  let readers: Readers | undefined
  return {
    size: async () => Number((await query(SIZE)).rows[0]?.[0] ?? -1) + 1,
    async first() {
      const first = (await query(FIRST)).rows[0]?.[0] ?? null
      return first === null ? null : Number(first)
    },
    areAsMany: async () =>
      Number((await query(UNIQUE_POSTGRES)).rows[0]?.[0]) === 2 && Number((await query(SURPLUS)).rows[0]?.[0]) === 0,
    async leaves(from, limit) {
      readers ??= { entry: await readerOf('entry'), outcome: await readerOf('outcome') }
      const [lines = []] = await copyRows(client, [leavesFrom(from, limit)])
      const leaves = lines.map(leafOf)
      const records = await findRecords(client, readers, leaves)
      return withContent(leaves, records, readers)
    },
    async withoutLeaf(limit) {
      if ((await query(IMPORTING)).rows.length > 0) return null
      const { rows } = await query(`${WITHOUT_LEAF} LIMIT $1`, [limit])
      return rows.map((row) => toRecord(row as unknown as [LeafKind, string]))
    },
    close: () => client.end(),
  }
}

function leafOf(line: string): ScannedLeaf {
  const [seq, entryId, outcomeId, hashes] = valuesOf(line)
  const kind = entryId == null ? 'outcome' : 'entry'
  return { seq: Number(seq), kind, recordId: String(entryId ?? outcomeId), hashes: String(hashes), content: null }
}

/** How records of a kind are read: what to ask for, and the content of a line of the answer, behind the record’s id. */
type RecordReader = { where: (condition: string) => string; contentOf: (line: string) => string }
type Readers = { [Kind in LeafKind]: RecordReader }

/** COPY’s backslash and N are a value that is none. */
const isNone = (line: string, from: number, to: number) =>
  to === from + 2 && line.charCodeAt(from) === 92 && line.charCodeAt(from + 1) === 78

/** In one pass over a line, whose columns come in the order of the canonical form. */
function recordReader(kind: LeafKind, columns: readonly Column[]): RecordReader {
  const sorted = columns.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const members = sorted.map(({ name, type }) => ({
    head: `,${JSON.stringify(name)}:`,
    write: WRITERS[type] ?? writeText,
  }))
  const kindAt = sorted.filter(({ name }) => name < 'kind').length
  const names = sorted.map(({ name }) => pg.escapeIdentifier(name)).join(', ')
  return {
    where: (condition) => `SELECT "id", ${names} FROM "${TABLES[kind]}" WHERE "id" ${condition}`,
    contentOf(line) {
      let text = ''
      let from = line.indexOf('\t') + 1
      for (let index = 0; index < members.length; index++) {
        if (index === kindAt) text += `,"kind":"${kind}"`
        const tab = line.indexOf('\t', from)
        const to = tab < 0 ? line.length : tab
        if (!isNone(line, from, to)) {
          const { head, write } = members[index] as (typeof members)[number]
          const value = unescaped(line.slice(from, to))
          if (!(write === writeJson && value === 'null')) text += head + write(value)
        }
        from = to + 1
      }
      return `{${text.slice(1)}}`
    },
  }
}

const idOf = (line: string) => unescaped(line.slice(0, line.indexOf('\t')))

/** Finds the line of a record; fast for ids that are asked for in the order of the lines. */
function finderIn(lines: readonly string[]): (id: string) => string | undefined {
  let [next, places] = [0, undefined as Map<string, number> | undefined]
  return (id) => {
    const line = lines[next]
    const isNext = line?.startsWith(id) === true && line[id.length] === '\t'
    if (!isNext) places ??= new Map(lines.map((each, place) => [idOf(each), place]))
    const place = isNext ? next : places?.get(id)
    if (place === undefined) return undefined
    next = place + 1
    return lines[place]
  }
}

/**
 * The records of these leaves, in their order, as COPY writes them. Ids follow each other as records do, so one range has
 * nearly all of a kind; the others are looked up.
 */
async function findRecords(
  client: pg.Client,
  readers: Readers,
  leaves: readonly ScannedLeaf[],
): Promise<(string | undefined)[]> {
  const ranges = new Map<LeafKind, { first: string; last: string; count: number }>()
  for (const { kind, recordId } of leaves) {
    const range = ranges.get(kind)
    if (!range) ranges.set(kind, { first: recordId, last: recordId, count: 1 })
    else {
      if (recordId < range.first) range.first = recordId
      if (recordId > range.last) range.last = recordId
      range.count++
    }
  }
  const inRanges = [...ranges].map(([kind, { first, last, count }]) => {
    const condition = `BETWEEN ${pg.escapeLiteral(first)} AND ${pg.escapeLiteral(last)} ORDER BY "id" LIMIT ${2 * count}`
    return [kind, condition] as const
  })
  const found = await copyRecords(client, readers, inRanges)
  const records = leaves.map(({ kind, recordId }) => found[kind](recordId))
  const missing = leaves.filter((_, index) => records[index] === undefined)
  const byId = KINDS.flatMap((kind) => {
    const ids = missing.flatMap((leaf) => (leaf.kind === kind ? [pg.escapeLiteral(leaf.recordId)] : []))
    return ids.length > 0 ? [[kind, `IN (${ids.join(', ')})`] as const] : []
  })
  const others = await copyRecords(client, readers, byId)
  return leaves.map(({ kind, recordId }, index) => records[index] ?? others[kind](recordId))
}

async function copyRecords(client: pg.Client, readers: Readers, wanted: readonly (readonly [LeafKind, string])[]) {
  const selects = wanted.map(([kind, condition]) => readers[kind].where(condition))
  const copied = selects.length > 0 ? await copyRows(client, selects) : []
  const finderOf = (kind: LeafKind) => finderIn(copied[wanted.findIndex(([each]) => each === kind)] ?? [])
  return { entry: finderOf('entry'), outcome: finderOf('outcome') }
}

function* withContent(
  leaves: readonly ScannedLeaf[],
  records: readonly (string | undefined)[],
  { entry, outcome }: Readers,
): Generator<ScannedLeaf> {
  for (const [index, leaf] of leaves.entries()) {
    const line = records[index]
    if (line !== undefined) leaf.content = (leaf.kind === 'entry' ? entry : outcome).contentOf(line)
    yield leaf
  }
}

const toColumn = ({ name, dataTypeID }: pg.FieldDef): Column => ({ name, type: String(dataTypeID) })

const toRecord = ([kind, id]: [LeafKind, string]) => ({ kind, id })
