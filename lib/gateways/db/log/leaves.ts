import 'server-only'
import { completeSubtrees, hashOfSubtrees, type Range } from '@/lib/domain/audit/merkle'
import { database, type Transaction } from '../client'
import type { Prisma } from '../generated/sqlite/client'
import { contentOf, type LeafKind, type RecordRow, sha256 } from './content'
import { readPruned } from './prune'

type Reader = Pick<Transaction, 'logLeaf' | 'auditEntry'>

/** How many leaves the log has. */
export async function sizeOfLog(db?: Reader): Promise<number> {
  const last = await (db ?? (await database())).logLeaf.findFirst({ orderBy: { seq: 'desc' }, select: { seq: true } })
  return last ? last.seq + 1 : 0
}

/** The stored hashes of complete subtrees; each is in the row of its last leaf. */
export async function readSubtrees(subtrees: readonly Range[], db?: Reader): Promise<Uint8Array[]> {
  const reader = db ?? (await database())
  const rows = await reader.logLeaf.findMany({
    where: { seq: { in: subtrees.map(({ to }) => to - 1) } },
    select: { seq: true, hashes: true },
  })
  const hashesOf = new Map(rows.map(({ seq, hashes }) => [seq, hashes]))
  const isGone = subtrees.some(({ to }) => !hashesOf.has(to - 1))
  const kept = isGone ? await readKept(reader) : null
  return subtrees.map(({ from, to }) => {
    const ofPruned = hashesOf.has(to - 1) ? undefined : kept?.get(`${from}-${to}`)
    if (ofPruned) return ofPruned
    const at = 32 * Math.log2(to - from)
    const hash = hashesOf.get(to - 1)?.subarray(at, at + 32)
    if (hash?.length !== 32)
      throw new Error(`leaf ${to - 1} of the log has no hash of the ${to - from} leaves up to it`)
    return hash
  })
}

/** Of leaves that were removed: the subtrees that later leaves are proven with. */
async function readKept(db: Reader): Promise<Map<string, Uint8Array>> {
  const pruned = await readPruned(db)
  const subtrees = completeSubtrees({ from: 0, to: pruned?.size ?? 0 })
  return new Map(subtrees.map(({ from, to }, index) => [`${from}-${to}`, pruned?.hashes[index] as Uint8Array]))
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

/** The leaves of a log of this size, in their order, read in constant memory; `from` is the first one. */
export async function* streamLeaves(size: number, from = 0): AsyncGenerator<Leaf> {
  const { logLeaf } = await database()
  const start = Math.max(from, (await readPruned())?.size ?? 0)
  for (let first = start; first < size; first += AT_ONCE) {
    const seq = { gte: first, lt: Math.min(size, first + AT_ONCE) }
    yield* (await logLeaf.findMany({ where: { seq }, include: WITH_RECORD, orderBy: { seq: 'asc' } })).map(toLeaf)
  }
}

/** The leaves with these numbers, which are in their order. */
export async function* streamChosen(seqs: Uint32Array): AsyncGenerator<Leaf> {
  const { logLeaf } = await database()
  for (let from = 0; from < seqs.length; from += AT_ONCE) {
    const seq = { in: [...seqs.subarray(from, from + AT_ONCE)] }
    yield* (await logLeaf.findMany({ where: { seq }, include: WITH_RECORD, orderBy: { seq: 'asc' } })).map(toLeaf)
  }
}

/** The numbers of the leaves of entries, and of their outcomes, in no order; those that have none yet are missing. */
export async function seqsOf(
  entryIds: readonly string[],
): Promise<{ entries: Map<string, number>; outcomes: number[] }> {
  const { logLeaf, auditOutcome } = await database()
  const entryId = { in: [...entryIds] }
  const [entries, outcomes] = await Promise.all([
    logLeaf.findMany({ where: { entryId }, select: { seq: true, entryId: true } }),
    auditOutcome.findMany({ where: { entryId }, select: { leaf: { select: { seq: true } } } }),
  ])
  return {
    entries: new Map(entries.map(({ seq, entryId }) => [String(entryId), seq])),
    outcomes: outcomes.flatMap(({ leaf }) => leaf?.seq ?? []),
  }
}
