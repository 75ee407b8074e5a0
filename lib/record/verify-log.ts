import 'server-only'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Frontier } from '@/lib/domain/audit/merkle'
import { describeFault, type Fault, type KnownRoot, TamperCheck } from '@/lib/domain/audit/tampering'
import { environment } from '@/lib/env'
import { hashOfContent, sha256 } from '@/lib/gateways/db/log/content'
import { readPruned } from '@/lib/gateways/db/log/prune'
import { type LogScan, openLogScan } from '@/lib/gateways/db/log/scan'
import { readFrontier, readVerified, saveVerified } from '@/lib/gateways/db/log/verified'
import { log } from '@/lib/log'
import { knownRoots } from './checkpoints'
import { beginAfter, joinParts, readPart, type SoundPart } from './sound-log'

/** Records without a leaf that are named. */
const NAMED = 100

export type Verification = {
  /** Leaves of the log when the verification began. */
  size: number
  /** What is wrong, the first leaf first. */
  faults: Fault[]
  /** Keys that the log says its checkpoints are signed with. */
  keys: string[]
  /** False while what earlier versions recorded gets its leaves, so that what has none can't be judged. */
  isComplete: boolean
  /** The first leaf that is verified: those before it are in an archive. */
  from: number
  /** Leaves are there that were announced as removed, so that the removal has to be continued. */
  isPruning: boolean
  /** From where a later verification can continue. */
  frontier: Frontier
}

/**
 * Reads the log from the first leaf that wasn't removed and everything that it is of, and compares them with each other and with roots from outside. Where they
 * differ, all is read once more, by what finds out how.
 *
 * @param start where to begin: what is before it was verified earlier
 * @param atOnce leaves that are read at once; fewer keep a server more responsive
 * @param readParts reads a whole log in its own way, such as in several threads
 */
export async function verifyLog(
  url: string,
  { roots = [], start: from = NOTHING, atOnce = 5000, readParts, signal }: VerifyOptions = {},
): Promise<Verification> {
  const scan = await openLogScan(url)
  try {
    const size = await scan.size()
    const pruned = await readPruned()
    const start = pruned && from.size < pruned.size ? pruned : from
    const isPruning = pruned !== null && ((await scan.first()) ?? size) < pruned.size
    const isWhole = start !== from || from.size === 0
    const begun = { from: pruned?.size ?? 0, isPruning }
    const known = roots.filter((root) => root.size >= start.size)
    const sizes = known.map((root) => root.size)
    const pause = () => (signal?.aborted ? Promise.reject(signal.reason) : nextTurn())
    const read = async () => {
      if (size < start.size) return null
      if (readParts && isWhole) return readParts(size, sizes, start)
      const part = await readPart(scan, { ...beginAfter(start), to: size }, { sizes, atOnce, pause })
      return part && [part]
    }
    // While leaves are being removed, some may have lost their records.
    const [parts, areAsMany] = await Promise.all([read(), !isWhole || (!isPruning && scan.areAsMany())])
    const frontier = parts && joinParts(parts, size, known)
    const withoutLeaf = !isWhole || (frontier && areAsMany) ? [] : await scan.withoutLeaf(NAMED)
    const isComplete = withoutLeaf !== null
    if (frontier && !withoutLeaf?.length)
      return {
        size,
        ...{ faults: [], keys: [...new Set(parts.flatMap(({ keyed }) => keyed.flatMap(keyIn)))], isComplete, frontier },
        ...begun,
      }
    const check = await findFaults(scan, { size, start, roots: known, atOnce, pause })
    return { ...check, ...begun, size, isComplete, faults: check.faults(withoutLeaf?.map(({ id }) => id)) }
  } finally {
    await scan.close()
  }
}

type VerifyOptions = {
  roots?: readonly KnownRoot[]
  start?: Frontier
  atOnce?: number
  readParts?: (size: number, sizes: readonly number[], start: Frontier) => Promise<SoundPart[] | null>
  signal?: AbortSignal
}

type Search = {
  size: number
  start: Frontier
  roots: readonly KnownRoot[]
  atOnce: number
  pause: () => Promise<unknown>
}

async function findFaults(scan: LogScan, { size, start, roots, atOnce, pause }: Search) {
  const check = new TamperCheck({ sha256, hashOfContent }, start, roots)
  const keys: string[] = []
  for (let from = start.size; from < size; ) {
    const leaves = [...(await scan.leaves(from, atOnce))].filter(({ seq }) => seq < size)
    for (const leaf of leaves) {
      check.add({ ...leaf, hashes: Buffer.from(leaf.hashes, 'hex') })
      if (leaf.content?.includes('"type":"record.')) keys.push(...keyIn(leaf.content))
    }
    const last = leaves.at(-1)
    if (!last) break
    from = last.seq + 1
    await pause()
  }
  return { keys, frontier: check.frontier, faults: (withoutLeaf?: string[]) => check.faults(withoutLeaf) }
}

/** Leaves that the background reads at once, which takes some milliseconds. */
const IN_BACKGROUND = 500

/**
 * Verifies what was appended since the last time, or everything, and keeps how far the log is verified. After a fault
 * everything is read again each time: only a record that is as it was recorded counts as verified.
 */
export async function verifyInBackground(signal: AbortSignal, { isWhole }: { isWhole: boolean }): Promise<void> {
  const before = await readVerified()
  if (!before) return
  const start = isWhole || before.fault !== null ? NOTHING : await continueFrom(before.leaves)
  const roots = knownRoots()
  const { size, faults, frontier } = await verifyLog(environment().DATABASE_URL, {
    start,
    roots,
    atOnce: IN_BACKGROUND,
    signal,
  })
  const first = size < before.leaves ? shortened(size, before.leaves) : faults[0]
  if (first) log().error({ fault: first }, 'the record is not as it was recorded: run npm run audit -- verify')
  await saveVerified({
    leaves: first ? before.leaves : frontier.size,
    at: first ? before.at : new Date(),
    fault: first ? describeFault(first) : null,
  })
}

const NOTHING: Frontier = { size: 0, hashes: [] }

/** From the start where the leaves up to there have not all their hashes any more. */
const continueFrom = (size: number): Promise<Frontier> => readFrontier(size).catch(() => NOTHING)

const shortened = (size: number, verified: number): Fault => ({
  tampering: 'truncated',
  seq: size,
  recordId: null,
  because: `${verified} leaves were there at the last verification`,
})

function keyIn(content: string): string[] {
  const { type, details } = JSON.parse(content)
  if (type === 'record.pruned' && Array.isArray(details?.keys)) return details.keys
  const isKey = type === 'record.started' || type === 'record.key_added'
  return isKey && typeof details?.key === 'string' ? [details.key] : []
}
