// Audit entries by the million: what the product would have stored and indexed for them, without their leaves.

import type { AuditOutcome } from '@/lib/domain/audit/audit-entry'
import { facetsOfEntry } from '@/lib/domain/audit/audit-facets'
import type { Database } from '@/lib/gateways/db/client'

/** Types with how many of a thousand entries have them; the rest are reads. */
const TYPES: [type: string, origin: 'person' | 'system' | 'outside', share: number][] = [
  ['balance_settings.update', 'person', 200],
  ['balance_settings.changed_outside', 'outside', 80],
  ['payout.step', 'outside', 250],
  ['payout.create', 'person', 40],
  ['external_account.changed', 'outside', 30],
  ['denied', 'person', 49],
  ['person.added', 'person', 1],
  ['requirements.due', 'system', 50],
  ['sign_in', 'person', 200],
  ['account_session.created', 'person', 100],
]
const OUTCOMES: [outcome: AuditOutcome, share: number][] = [
  ['applied', 920],
  ['refused', 50],
  ['conflict', 20],
  ['unknown', 9],
  ['pending', 1],
]
const FIELDS: [field: string, share: number][] = [
  ['schedule', 500],
  ['delayDaysOverride', 300],
  ['minimumBalances', 150],
  ['statementDescriptor', 49],
  ['debitNegativeBalances', 1],
]
const ACCOUNTS = 10_000
const PEOPLE = 200
const FIRST = 'Ada Bo Cleo Dan Eva Finn Gia Hugo Ida Jon Kim Lea Max Nia Otto Pia Quin Ron Sia Tom'.split(' ')
const LAST = 'Abel Brandt Costa Diaz Evers Fox Grant Hale Ito Jones'.split(' ')
const KINDS = 'bakery market studio garage books coffee florist tours repair design'.split(' ')

const BASE = Date.parse('2026-01-01T00:00:00Z')
/** Milliseconds from one entry to the next: ten million fill ten months. */
const STEP = 2_600

/** The id of the entry of this number, a UUIDv7. */
export function entryIdOf(number: number): string {
  const time = (BASE + number * STEP).toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${number.toString(16).padStart(12, '0')}`
}
export const accountIdOf = (account: number): string => `acct_1Bench${String(account).padStart(6, '0')}`
export const personIdOf = (person: number): string => `person-${person}`
const personName = (person: number) => `${FIRST[person % FIRST.length]} ${LAST[Math.floor(person / FIRST.length)]}`
const accountName = (account: number) => `${LAST[account % 10]} ${KINDS[Math.floor(account / 10) % 10]} ${account}`

/** Mulberry32, so that both databases get the same entries. */
function seeded(state: number): () => number {
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function pick<Row extends readonly [...unknown[], number]>(rows: readonly Row[], random: number): Row {
  let left = random * 1000
  const found = rows.find((row) => {
    left -= row[row.length - 1] as number
    return left < 0
  })
  return found ?? (rows[0] as Row)
}

/** Numbers in the order in which they came, in little memory. */
class Numbers {
  #values = new Uint32Array(4)
  #size = 0
  add(value: number): void {
    if (this.#size === this.#values.length) {
      const larger = new Uint32Array(this.#size * 2)
      larger.set(this.#values)
      this.#values = larger
    }
    this.#values[this.#size++] = value
  }
  values = () => this.#values.subarray(0, this.#size)
}

type Entry = {
  id: string
  at: number
  type: string
  actorKind: 'person' | 'system' | 'outside'
  person: number | null
  account: number | null
  field: string | null
  outcome: AuditOutcome | null
}

function* entries(count: number): Generator<Entry> {
  const random = seeded(11)
  for (let number = 0; number < count; number++) {
    const [type, actorKind] = pick(TYPES, random())
    const isIntent = type === 'balance_settings.update' || type === 'payout.create'
    yield {
      id: entryIdOf(number),
      at: BASE + number * STEP,
      type,
      actorKind,
      person: actorKind === 'person' ? Math.floor(PEOPLE * random() ** 2) : null,
      account: type === 'sign_in' ? null : Math.floor(ACCOUNTS * random() ** 3),
      field: type.startsWith('balance_settings.') ? pick(FIELDS, random())[0] : null,
      outcome: isIntent ? pick(OUTCOMES, random())[0] : null,
    }
  }
}

const actorNameOf = ({ actorKind, person }: Entry) =>
  person !== null ? personName(person) : actorKind === 'system' ? 'Spillway' : 'Outside Spillway'

/** Which facets these entries have: what an entry's actor and its account give it is worked out once for all. */
function facetsOf(count: number): Map<string, Numbers> {
  const numbers = new Map<string, Numbers>()
  const known = new Map<string, Numbers[]>()
  const remembered = (key: string, facets: () => string[]) => {
    let lists = known.get(key)
    if (!lists) {
      lists = facets().map((facet) => {
        const list = numbers.get(facet) ?? new Numbers()
        numbers.set(facet, list)
        return list
      })
      known.set(key, lists)
    }
    return lists
  }
  let number = 0
  for (const entry of entries(count)) {
    const { type, actorKind, person, account, field, outcome } = entry
    const nobody = { actorId: null, actorName: '', fields: [], accountId: null, accountName: null }
    const ofActor = remembered(`${type} ${person} ${field} ${outcome}`, () =>
      facetsOfEntry({
        ...nobody,
        type,
        actorKind,
        actorId: person === null ? null : personIdOf(person),
        actorName: actorNameOf(entry),
        fields: field === null ? [] : [field],
        outcome,
      }),
    )
    for (const list of ofActor) list.add(number)
    if (account !== null) {
      const of = { accountId: accountIdOf(account), accountName: accountName(account) }
      const ofAccount = remembered(`${type} ${account} ${outcome} account`, () => {
        const without = new Set(facetsOfEntry({ ...nobody, type, actorKind, outcome }))
        const all = facetsOfEntry({ ...nobody, ...of, type, actorKind, outcome })
        return all.filter((facet) => !without.has(facet))
      })
      for (const list of ofAccount) list.add(number)
    }
    number++
  }
  return numbers
}

const ROWS_AT_ONCE = 20_000
const INDEXED = ['accountId', 'actorId', 'type']

/** Fills an empty database with so many entries. */
export async function loadAuditEntries(db: Database, count: number, isPostgres: boolean): Promise<void> {
  const run = (text: string, ...values: unknown[]) => db.$executeRawUnsafe(text, ...values)
  if (!isPostgres) await db.$queryRawUnsafe('PRAGMA synchronous = OFF')
  await run(isPostgres ? 'ALTER TABLE "AuditEntry" DISABLE TRIGGER ALL' : 'SELECT 1')
  for (const column of INDEXED) await run(`DROP INDEX "AuditEntry_${column}_id_idx"`)
  const time = (at: number) => new Date(at).toISOString().replace('Z', isPostgres ? '' : '+00:00')
  const insert = insertRows(run, isPostgres)

  const columns =
    '"id", "at", "type", "actorKind", "actorId", "actorName", "actorRole", "accountId", "accountName", "changes", "details", "isIntent"'
  const casts: Record<string, string> = isPostgres
    ? { at: '::timestamp', actorKind: '::"ActorKind"', changes: '::jsonb', isIntent: '::bool' }
    : {}
  const outcomeCasts: Record<string, string> = isPostgres ? { at: '::timestamp', outcome: '::"Outcome"' } : {}
  let [rows, outcomes]: [unknown[][], unknown[][]] = [[], []]
  const flush = async () => {
    await insert('AuditEntry', columns, rows, { ...casts, ...(isPostgres && { details: '::jsonb' }) })
    await insert('AuditOutcome', '"id", "entryId", "at", "outcome", "stripeRequestId"', outcomes, outcomeCasts)
    ;[rows, outcomes] = [[], []]
  }
  for (const entry of entries(count)) {
    const { id, type, actorKind, person, account, field, outcome } = entry
    const change = field && JSON.stringify([{ field, before: null, after: 7 }])
    const isIntent = outcome !== null
    rows.push([
      id,
      time(entry.at),
      type,
      actorKind,
      person === null ? null : personIdOf(person),
      actorNameOf(entry),
      person === null ? null : 'operator',
      account === null ? null : accountIdOf(account),
      account === null ? null : accountName(account),
      change,
      '{}',
      isPostgres ? isIntent : Number(isIntent),
    ])
    if (outcome && outcome !== 'pending')
      outcomes.push([`${id.slice(0, 15)}001${id.slice(18)}`, id, time(entry.at + 500), outcome, `req_${id}`])
    if (rows.length === ROWS_AT_ONCE) await flush()
  }
  await flush()
  for (const column of INDEXED)
    await run(`CREATE INDEX "AuditEntry_${column}_id_idx" ON "AuditEntry"("${column}", "id")`)

  const facets = facetsOf(count)
  let batch: unknown[][] = []
  // In the order of the key, so that the index grows at its end.
  const bytes = (text: string) => Buffer.from(text)
  for (const facet of [...facets.keys()].sort((a, b) => Buffer.compare(bytes(a), bytes(b))))
    for (const number of facets.get(facet)?.values() ?? []) {
      batch.push([facet, entryIdOf(number)])
      if (batch.length === ROWS_AT_ONCE) {
        await insert('AuditFacet', '"facet", "entryId"', batch, {})
        batch = []
      }
    }
  await insert('AuditFacet', '"facet", "entryId"', batch, {})
  await run('ANALYZE')
}

/** One statement for many rows: JSON on SQLite, an array for each column on PostgreSQL. */
function insertRows(run: (text: string, ...values: unknown[]) => Promise<unknown>, isPostgres: boolean) {
  return async (table: string, columns: string, rows: unknown[][], casts: Record<string, string>): Promise<void> => {
    if (rows.length === 0) return
    const names = columns.split(', ').map((column) => column.slice(1, -1))
    if (!isPostgres) {
      const values = names.map((_, index) => `json_extract("value", '$[${index}]')`)
      await run(`INSERT INTO "${table}" (${columns}) SELECT ${values} FROM json_each(?)`, JSON.stringify(rows))
      return
    }
    const arrays = names.map((_, index) => rows.map((row) => (row[index] === null ? null : String(row[index]))))
    const unnested = names.map((_, index) => `$${index + 1}::text[]`)
    const values = names.map((name) => `"${name}"${casts[name] ?? ''}`)
    await run(
      `INSERT INTO "${table}" (${columns}) SELECT ${values} FROM unnest(${unnested}) AS "row"(${columns})`,
      ...arrays,
    )
  }
}
