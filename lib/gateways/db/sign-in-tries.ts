import 'server-only'
import { createHash } from 'node:crypto'
import { type Decision, NO_TRIES, type Tries, type Verdict } from '@/lib/domain/access/sign-in-limits'
import { database, type Transaction, transaction } from './client'
import type { Prisma } from './generated/sqlite/client'

/** What the tries of a limit share, such as an email and an address. */
type Shared = readonly string[]

type Limits<K extends string> = Readonly<Record<K, Shared>>

type Decide<K extends string> = (tries: Record<K, Tries>, now: number) => Decision<K>

/** Null when a try may be asked for; otherwise why not. Only reads, so that an attack costs little. */
export async function findWait<K extends string>(limits: Limits<K>, decide: Decide<K>, now: Date) {
  const { names, keys } = sortedKeys(limits)
  const { signInTries } = await database()
  const rows = await signInTries.findMany({ where: { key: { in: names.map((name) => keys[name]) } } })
  const { verdict, changes } = decide(pickTries(keys, rows, now), now.getTime())
  return verdict.kind === 'wait' && Object.keys(changes).length === 0 ? verdict : null
}

/** Asks for a try and counts it. Of those that come at once, each is decided after the one before it was counted. */
export async function takeTry<K extends string>(limits: Limits<K>, decide: Decide<K>, now: Date): Promise<Verdict> {
  const { names, keys } = sortedKeys(limits)
  return transaction(async (tx) => {
    const rows: Row[] = []
    for (const name of names) rows.push(await lockRow(tx, keys[name], now))
    const { verdict, changes } = decide(pickTries(keys, rows, now), now.getTime())
    for (const name of names) {
      const tries = changes[name]
      if (tries) await tx.signInTries.update({ where: { key: keys[name] }, data: toColumns(tries) })
    }
    return verdict
  })
}

/** Begins a count again, after a sign-in. */
export async function forgetTries(shared: Shared): Promise<void> {
  await (await database()).signInTries.deleteMany({ where: { key: keyOf(shared) } })
}

/** Removes what has expired. */
export async function pruneTries(now: Date): Promise<void> {
  await (await database()).signInTries.deleteMany({ where: { expiresAt: { lte: now } } })
}

/** Short whatever was typed, and no list of the emails that were tried. */
const keyOf = (shared: Shared): string => createHash('sha256').update(JSON.stringify(shared)).digest('base64url')

type Row = Prisma.SignInTriesGetPayload<object>

/** On PostgreSQL, the transaction that writes the row first keeps the others waiting until its end. */
const lockRow = (tx: Transaction, key: string, now: Date): Promise<Row> =>
  tx.signInTries.upsert({
    where: { key },
    create: { key, ...toColumns({ ...NO_TRIES, expiresAt: now.getTime() }) },
    update: { key },
  })

/** In the same order everywhere, so that no two transactions wait for each other. */
function sortedKeys<K extends string>(limits: Limits<K>): { names: K[]; keys: Record<K, string> } {
  const names = (Object.keys(limits) as K[]).sort()
  return { names, keys: Object.fromEntries(names.map((name) => [name, keyOf(limits[name])])) as Record<K, string> }
}

function pickTries<K extends string>(keys: Record<K, string>, rows: readonly Row[], now: Date): Record<K, Tries> {
  const entries = Object.entries<string>(keys).map(([name, key]) => {
    const row = rows.find((row) => row.key === key && row.expiresAt > now)
    return [name, row ? toTries(row) : NO_TRIES]
  })
  return Object.fromEntries(entries)
}

const toTries = ({ count, nextAt, isReserved, expiresAt }: Row): Tries => ({
  ...{ count, isReserved },
  nextAt: nextAt.getTime(),
  expiresAt: expiresAt.getTime(),
})

const toColumns = ({ count, nextAt, isReserved, expiresAt }: Tries) => ({
  ...{ count, isReserved },
  nextAt: new Date(nextAt),
  expiresAt: new Date(expiresAt),
})
