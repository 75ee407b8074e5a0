import 'server-only'
import type { Frontier } from '@/lib/domain/audit/merkle'
import { unindexEntries } from '../audit-index'
import { database, type Transaction, transaction } from '../client'
import { readStoredEvent } from '../stored/audit-event'

/** What the log says of the leaves that an archive has and the database hasn't any more. */
export type Pruned = Frontier & {
  /** When the last of them was recorded. */
  until: Date
  origin: string | null
  keys: string[]
}

/** Null where nothing was removed. The entry that says so is a leaf behind what it names. */
export async function readPruned(db?: Pick<Transaction, 'auditEntry'>): Promise<Pruned | null> {
  const row = await (db ?? (await database())).auditEntry.findFirst({
    where: { type: 'record.pruned', leaf: { isNot: null } },
    orderBy: { id: 'desc' },
    select: { type: true, details: true },
  })
  const event = row && readStoredEvent(row.type, row.details, null)
  if (event?.type !== 'record.pruned') return null
  const { leaves: size, hashes, until, origin, keys } = event
  return { size, hashes: hashes.map((hash) => Buffer.from(hash, 'base64')), until: new Date(until), origin, keys }
}

/**
 * How many leaves from the first one on can be removed, at most `limit`: no entry among them may be open, or have an
 * outcome that stays.
 */
export async function prunableLeaves(limit: number): Promise<number> {
  const { logLeaf } = await database()
  for (let size = limit; ; ) {
    const staying = await logLeaf.findFirst({
      where: {
        seq: { lt: size },
        entry: {
          OR: [
            { open: { isNot: null } },
            { outcomes: { some: { OR: [{ leaf: null }, { leaf: { seq: { gte: size } } }] } } },
          ],
        },
      },
      orderBy: { seq: 'asc' },
      select: { seq: true },
    })
    if (!staying) return size
    size = staying.seq
  }
}

/** When the last of so many leaves was recorded. */
export async function timeOfLastLeaf(size: number): Promise<Date> {
  const { entry, outcome } = await (await database()).logLeaf.findUniqueOrThrow({
    where: { seq: size - 1 },
    select: { entry: { select: { at: true } }, outcome: { select: { at: true } } },
  })
  return (entry ?? outcome)?.at ?? new Date(0)
}

/** Leaves that one transaction removes: few, so that other writers wait for a moment only. */
const AT_ONCE = 200

/**
 * Removes leaves below `size` with what they are of, which the database refuses where no entry of the log says so.
 *
 * @returns whether there may be more
 */
export async function removeLeaves(size: number): Promise<boolean> {
  return transaction(async (tx) => {
    const leaves = await tx.logLeaf.findMany({
      where: { seq: { lt: size } },
      orderBy: { seq: 'asc' },
      take: AT_ONCE,
      select: { seq: true, entryId: true, outcomeId: true },
    })
    const entryIds = leaves.flatMap(({ entryId }) => entryId ?? [])
    // An entry goes with all its outcomes, so that no record is ever there without a leaf.
    const outcomes = await tx.auditOutcome.findMany({
      where: {
        OR: [{ entryId: { in: entryIds } }, { id: { in: leaves.flatMap(({ outcomeId }) => outcomeId ?? []) } }],
      },
      select: { id: true },
    })
    const outcomeIds = outcomes.map(({ id }) => id)
    const seqs = leaves.map(({ seq }) => seq)
    await tx.logLeaf.deleteMany({
      where: { OR: [{ seq: { in: seqs } }, { entryId: { in: entryIds } }, { outcomeId: { in: outcomeIds } }] },
    })
    await tx.auditOutcome.deleteMany({ where: { id: { in: outcomeIds } } })
    await unindexEntries(entryIds, tx)
    await tx.auditEntry.deleteMany({ where: { id: { in: entryIds } } })
    return leaves.length === AT_ONCE
  })
}
