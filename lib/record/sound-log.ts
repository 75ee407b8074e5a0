import 'server-only'
import { hash } from 'node:crypto'
import type { Frontier } from '@/lib/domain/audit/merkle'
import type { KnownRoot } from '@/lib/domain/audit/tampering'
import type { LogScan, ScannedLeaf } from '@/lib/gateways/db/log/scan'

// Says only whether a log is as it was recorded, and is several times as fast as what names the fault: a hash is text in
// hexadecimal here, because databases and Node give and compare that without a buffer for each.

/** Characters of a hash. */
const WIDTH = 64
const pair = Buffer.alloc(1 + WIDTH, 1)

function nodeHash(left: string, right: string): string {
  pair.write(left, 1, 'hex')
  pair.write(right, 1 + WIDTH / 2, 'hex')
  return hash('sha256', pair)
}

const rootOf = (frontier: readonly string[]): string =>
  frontier.length === 0 ? hash('sha256', '') : frontier.reduceRight((right, left) => nodeHash(left, right))

const toText = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

/** What is known of consecutive leaves once each of them is right. */
export type SoundPart = {
  from: number
  /** Their complete subtrees, from the left. */
  frontier: string[]
  /** What the last leaf says of subtrees that begin before the part, from the smallest. */
  above: string
  /** The complete subtrees of the part at sizes that the log had once. */
  at: { size: number; frontier: string[] }[]
  /** Leaves that may say with which keys checkpoints are signed. */
  keyed: string[]
}

/** Leaves that one query reads: with half as many, PostgreSQL takes an eighth more of a processor, because it plans each query. */
const AT_ONCE = 8192

/**
 * Reads the leaves from `from` to before `to`, which begin where a subtree of all of them would, or behind `before`.
 *
 * @param sizes of known roots, in their order
 * @returns null where anything is not as it was recorded
 */
export async function readPart(
  scan: LogScan,
  { from, to, before = [] }: { from: number; to: number; before?: readonly string[] },
  { sizes, atOnce = AT_ONCE, pause }: { sizes: readonly number[]; atOnce?: number; pause?: () => Promise<unknown> },
): Promise<SoundPart | null> {
  const part: SoundPart = { from, frontier: [...before], above: '', at: [], keyed: [] }
  const known = new Set(sizes)
  if (before.length > 0 && known.has(from)) part.at.push({ size: from, frontier: [...before] })
  const read = (first: number) => (first < to ? scan.leaves(first, Math.min(atOnce, to - first)) : null)
  let coming = read(from)
  for (let next = from; next < to; ) {
    const leaves: Iterable<ScannedLeaf> = (await coming) ?? []
    // The database reads on meanwhile. Behind a gap nothing is read any more.
    coming = read(next + atOnce)
    coming?.catch(() => {})
    const first = next
    for (const leaf of leaves) {
      if (leaf.seq !== next || !addLeaf(part, leaf)) return null
      next += 1
      if (known.has(next)) part.at.push({ size: next, frontier: [...part.frontier] })
    }
    if (next === first) return null
    await pause?.()
  }
  return part
}

function addLeaf(part: SoundPart, { seq, hashes: stored, content }: ScannedLeaf): boolean {
  if (content === null) return false
  const subtrees = 32 - Math.clz32((seq ^ (seq + 1)) >>> 0)
  if (stored.length !== WIDTH * subtrees) return false
  let own = hash('sha256', `\0${content}`)
  if (own !== stored.slice(0, WIDTH)) return false
  for (let at = WIDTH; at < stored.length; at += WIDTH) {
    const left = part.frontier.pop()
    if (left === undefined) {
      part.above = stored.slice(at)
      break
    }
    own = nodeHash(left, own)
    if (own !== stored.slice(at, at + WIDTH)) return false
  }
  part.frontier.push(own)
  if (content.includes('"type":"record.')) part.keyed.push(content)
  return true
}

/** What a former verification knows, as the beginning of a part. */
export const beginAfter = ({ size, hashes }: Frontier) => ({ from: size, before: hashes.map(toText) })

/**
 * Puts parts together that follow each other, and compares them with roots from outside.
 *
 * @returns the frontier of the whole; null where anything is not as it was recorded
 */
export function joinParts(parts: readonly SoundPart[], size: number, roots: readonly KnownRoot[]): Frontier | null {
  const rootAt = new Map<number, string[]>()
  let frontier: string[] = []
  for (const part of parts) {
    for (const at of part.at) rootAt.set(at.size, [...frontier, ...at.frontier])
    let [own] = part.frontier
    for (let at = 0; at < part.above.length; at += WIDTH) {
      const left = frontier.pop()
      if (left === undefined || own === undefined || part.frontier.length > 1) return null
      own = nodeHash(left, own)
      if (own !== part.above.slice(at, at + WIDTH)) return null
    }
    frontier = [...frontier, ...(part.above === '' ? part.frontier : [own as string])]
  }
  for (const { size: known, root } of roots) {
    const then = known === size ? frontier : rootAt.get(known)
    if (!then || rootOf(then) !== toText(root)) return null
  }
  return { size, hashes: frontier.map((text) => Buffer.from(text, 'hex')) }
}
