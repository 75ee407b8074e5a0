import 'server-only'
import { completeSubtrees, hashOfSubtrees, type Range } from '@/lib/domain/audit/merkle'
import { database, type Transaction } from '../client'
import type { Prisma } from '../generated/sqlite/client'
import { contentOf, type LeafKind, type RecordRow, sha256 } from './content'

type Reader = Pick<Transaction, 'logLeaf'>

/** How many leaves the log has. */
export async function sizeOfLog(db?: Reader): Promise<number> {
  const last = await (db ?? (await database())).logLeaf.findFirst({ orderBy: { seq: 'desc' }, select: { seq: true } })
  return last ? last.seq + 1 : 0
}

/** The stored hashes of complete subtrees; each is in the row of its last leaf. */
export async function readSubtrees(subtrees: readonly Range[], db?: Reader): Promise<Uint8Array[]> {
  const rows = await (db ?? (await database())).logLeaf.findMany({
    where: { seq: { in: subtrees.map(({ to }) => to - 1) } },
    select: { seq: true, hashes: true },
  })
  const hashesOf = new Map(rows.map(({ seq, hashes }) => [seq, hashes]))
  return subtrees.map(({ from, to }) => {
    const at = 32 * Math.log2(to - from)
    const hash = hashesOf.get(to - 1)?.subarray(at, at + 32)
    if (hash?.length !== 32)
      throw new Error(`leaf ${to - 1} of the log has no hash of the ${to - from} leaves up to it`)
    return hash
  })
}

/** The hashes of ranges that begin where a subtree does, read at once. */
export async function readRanges(ranges: readonly Range[]): Promise<Uint8Array[]> {
  const parts = ranges.map(completeSubtrees)
  const hashes = await readSubtrees(parts.flat())
  return parts.map((subtrees) => hashOfSubtrees(sha256, hashes.splice(0, subtrees.length)))
}

/** The root of the first `size` leaves. */
export async function rootOfLog(size: number): Promise<Uint8Array> {
  return hashOfSubtrees(sha256, await readSubtrees(completeSubtrees({ from: 0, to: size })))
}

/** A leaf as it was recorded. `content` is canonical JSON, so it can be hashed as it is. */
export type Leaf = { seq: number; kind: LeafKind; content: string }

const WITH_RECORD = { entry: true, outcome: true } as const satisfies Prisma.LogLeafInclude

function toLeaf({ seq, entry, outcome }: Prisma.LogLeafGetPayload<{ include: typeof WITH_RECORD }>): Leaf {
  const kind = entry ? 'entry' : 'outcome'
  return { seq, kind, content: contentOf(kind, (entry ?? outcome) as RecordRow) }
}

/** The leaves of an entry and of its outcomes, in the order of the log; those that were appended last may be missing. */
export async function listLeavesOf(entryId: string): Promise<Leaf[]> {
  const rows = await (await database()).logLeaf.findMany({
    where: { OR: [{ entryId }, { outcome: { entryId } }] },
    include: WITH_RECORD,
    orderBy: { seq: 'asc' },
  })
  return rows.map(toLeaf)
}

/** Leaves that one query of a stream reads. */
const AT_ONCE = 500

/**
 * The leaves of entries and of their outcomes, in the order of the log, read in constant memory.
 *
 * @param where which entries; all of them where it is not given
 */
export async function* streamLeaves(size: number, where?: Prisma.AuditEntryWhereInput): AsyncGenerator<Leaf> {
  const { logLeaf } = await database()
  for (let from = 0; from < size; ) {
    const rows = await logLeaf.findMany({
      where: { seq: { gte: from, lt: size }, ...(where && { OR: [{ entry: where }, { outcome: { entry: where } }] }) },
      include: WITH_RECORD,
      orderBy: { seq: 'asc' },
      take: AT_ONCE,
    })
    yield* rows.map(toLeaf)
    const last = rows.at(-1)
    if (!last || rows.length < AT_ONCE) return
    from = last.seq + 1
  }
}
