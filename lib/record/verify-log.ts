import 'server-only'
import type { Frontier } from '@/lib/domain/audit/merkle'
import { type Fault, type KnownRoot, TamperCheck } from '@/lib/domain/audit/tampering'
import { hashOfContent, sha256 } from '@/lib/gateways/db/log/content'
import { openLogScan } from '@/lib/gateways/db/log/scan'

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
  /** From where a later verification can continue. */
  frontier: Frontier
}

/**
 * Reads the log and everything that it is of, and compares them with each other and with roots from outside.
 *
 * @param start where to begin: what is before it was verified earlier
 * @param atOnce leaves that are read at once; fewer keep a server more responsive
 */
export async function verifyLog(
  url: string,
  { roots = [], start = { size: 0, hashes: [] }, atOnce = 5000, signal }: VerifyOptions = {},
): Promise<Verification> {
  const scan = await openLogScan(url)
  try {
    const size = await scan.size()
    const check = new TamperCheck({ sha256, hashOfContent }, start, roots)
    const keys: string[] = []
    for (let from = start.size; from < size && !signal?.aborted; ) {
      const leaves = (await scan.leaves(from, atOnce)).filter(({ seq }) => seq < size)
      for (const leaf of leaves) {
        check.add(leaf)
        if (leaf.content?.includes('"type":"record.')) keys.push(...keyIn(leaf.content))
      }
      const last = leaves.at(-1)
      if (!last) break
      from = last.seq + 1
    }
    const withoutLeaf = start.size > 0 ? [] : await scan.withoutLeaf(NAMED)
    const faults = check.faults(withoutLeaf?.map(({ id }) => id))
    return { size, faults, keys, isComplete: withoutLeaf !== null, frontier: check.frontier }
  } finally {
    await scan.close()
  }
}

type VerifyOptions = { roots?: readonly KnownRoot[]; start?: Frontier; atOnce?: number; signal?: AbortSignal }

function keyIn(content: string): string[] {
  const { type, details } = JSON.parse(content)
  const isKey = type === 'record.started' || type === 'record.key_added'
  return isKey && typeof details?.key === 'string' ? [details.key] : []
}
