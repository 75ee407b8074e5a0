import 'server-only'
import { appendHash, completeSubtrees, type Frontier } from '@/lib/domain/audit/merkle'
import { environment } from '@/lib/env'
import type { Writer } from '../audit-log'
import { database, providerOf, type Transaction, transaction } from '../client'
import { contentOf, hashOfContent, type LeafKind, type RecordRow, sha256 } from './content'
import { readSubtrees, sizeOfLog } from './leaves'

/** Leaves that one transaction appends. */
const AT_ONCE = 500

type Leaf = { kind: LeafKind; row: RecordRow }

/**
 * Appends a leaf for entries and outcomes that have none, at most a few hundred in one transaction. The first leaf of all
 * is the entry that `start` records; after it comes what earlier versions had recorded, in the order of ids, and then
 * everything else in the order in which it was written. Several processes may call it at once.
 *
 * @param start records the first entry of a log, and returns its id
 * @returns whether more may be waiting
 */
export async function appendLeaves(start: (tx: Writer, earlier: number) => Promise<string>): Promise<boolean> {
  const waiting = await findWaiting()
  if (!waiting) return false
  return transaction(async (tx) => {
    await lockLog(tx)
    const state = await tx.logState.findUnique({ where: { id: 1 } })
    if (!state) {
      const id = await start(tx, waiting.earlier)
      const entry = await tx.auditEntry.findUniqueOrThrow({ where: { id } })
      await tx.pendingLeaf.delete({ where: { entryId: id } })
      await append(tx, [{ kind: 'entry', row: entry }])
      await tx.logState.create({ data: { id: 1, importing: 'entries', cursor: '' } })
      return true
    }
    if (state.importing) return importEarlier(tx, state.importing, state.cursor)
    return appendPending(tx)
  })
}

/**
 * Read outside a transaction, because on SQLite a transaction is one in which nobody else can write. Null where nothing
 * is waiting; `earlier` are the entries that earlier versions recorded, where there is no log yet.
 */
async function findWaiting(): Promise<{ earlier: number } | null> {
  const { auditEntry, logState, pendingLeaf } = await database()
  const state = await logState.findUnique({ where: { id: 1 }, select: { importing: true } })
  if (!state) return { earlier: await auditEntry.count({ where: { pendingLeaf: null } }) }
  return state.importing || (await pendingLeaf.findFirst({ select: { id: true } })) ? { earlier: 0 } : null
}

/** One process at a time appends; on SQLite a transaction is alone anyway. */
async function lockLog(tx: Transaction): Promise<void> {
  if (providerOf(environment().DATABASE_URL) === 'postgresql')
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('spillway record log'))`
}

async function importEarlier(tx: Transaction, importing: string, cursor: string): Promise<boolean> {
  const isEntries = importing === 'entries'
  const query = {
    where: { id: { gt: cursor }, pendingLeaf: null, leaf: null },
    orderBy: { id: 'asc' },
    take: AT_ONCE,
  } as const
  const rows: RecordRow[] = isEntries ? await tx.auditEntry.findMany(query) : await tx.auditOutcome.findMany(query)
  await append(
    tx,
    rows.map((row) => ({ kind: isEntries ? 'entry' : 'outcome', row })),
  )
  const last = rows.at(-1)
  await tx.logState.update({
    where: { id: 1 },
    data: last ? { cursor: last.id } : { importing: isEntries ? 'outcomes' : null, cursor: '' },
  })
  return true
}

async function appendPending(tx: Transaction): Promise<boolean> {
  const pending = await tx.pendingLeaf.findMany({
    include: { entry: true, outcome: true },
    orderBy: { id: 'asc' },
    take: AT_ONCE,
  })
  await append(
    tx,
    pending.flatMap(({ entry, outcome }): Leaf[] => {
      if (entry) return [{ kind: 'entry', row: entry }]
      return outcome ? [{ kind: 'outcome', row: outcome }] : []
    }),
  )
  await tx.pendingLeaf.deleteMany({ where: { id: { in: pending.map(({ id }) => id) } } })
  return pending.length === AT_ONCE
}

async function append(tx: Transaction, leaves: readonly Leaf[]): Promise<void> {
  if (leaves.length === 0) return
  const size = await sizeOfLog(tx)
  const frontier: Frontier = { size, hashes: await readSubtrees(completeSubtrees({ from: 0, to: size }), tx) }
  await tx.logLeaf.createMany({
    data: leaves.map(({ kind, row }, index) => ({
      seq: size + index,
      entryId: kind === 'entry' ? row.id : null,
      outcomeId: kind === 'outcome' ? row.id : null,
      hashes: Buffer.concat(appendHash(sha256, frontier, hashOfContent(contentOf(kind, row)))),
    })),
  })
}
