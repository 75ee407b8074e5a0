import 'server-only'
import { completeSubtrees, inclusionRanges, type Range } from '@/lib/domain/audit/merkle'
import { type Leaf, listLeavesOf, readRanges, readSubtrees, streamLeaves } from '@/lib/gateways/db/log/leaves'
import { signCheckpoint } from './checkpoints'

// The two formats that scripts/verify-record.mjs checks without this project; the verifier is their description.

const encode = (hash: Uint8Array) => Buffer.from(hash).toString('base64')

const leafJson = ({ seq, kind, content }: Leaf, more = '') =>
  `{"seq":${seq},"kind":"${kind}","content":${content}${more}}`

async function signNow(): Promise<{ size: number; head: string }> {
  const { size, note, signer } = await signCheckpoint()
  return { size, head: `"checkpoint":${JSON.stringify(note)},"key":${JSON.stringify(signer.verifierKey)}` }
}

/**
 * The JSON that proves one entry with its outcomes to somebody who has nothing else of the record. Null where there is no
 * such entry. Asks for no permission: its callers do.
 */
export async function proofOfEntry(entryId: string): Promise<string | null> {
  const { size, head } = await signNow()
  const leaves = (await listLeavesOf(entryId)).filter(({ seq }) => seq < size)
  if (leaves.length === 0) return null
  const proven = leaves.map(async (leaf) => {
    const hashes = await readRanges(inclusionRanges(leaf.seq, size))
    return leafJson(leaf, `,"proof":${JSON.stringify(hashes.map(encode))}`)
  })
  return `{"format":"spillway-proof/1",${head},"leaves":[\n${(await Promise.all(proven)).join(',\n')}\n]}\n`
}

/**
 * An export in JSONL that proves itself, in parts of a few hundred lines: a header with a signed checkpoint, then the leaves in the order of
 * the log. Where leaves are left out, lines with the hashes of the subtrees that they make up take their place. Reads in
 * constant memory. Asks for no permission: its callers do.
 *
 * @param leaves the leaves to export of a log of this size, in the order of the log; all of them where it is not given
 */
export async function* exportRecord(
  leaves: (size: number) => AsyncIterable<Leaf> = streamLeaves,
): AsyncGenerator<string> {
  const { size, head } = await signNow()
  yield `{"format":"spillway-record/1",${head}}\n`
  let next = 0
  for await (const group of groupsOf(leaves(size))) {
    const gaps = group.map(({ seq }, index) => ({ from: (group[index - 1]?.seq ?? next - 1) + 1, to: seq }))
    const leftOut = await linesLeftOut(gaps)
    yield group.map((leaf, index) => `${leftOut[index]}${leafJson(leaf)}\n`).join('')
    next = (group.at(-1) as Leaf).seq + 1
  }
  yield* await linesLeftOut([{ from: next, to: size }])
}

/** Leaves whose gaps are read at once. */
const AT_ONCE = 200

async function* groupsOf(leaves: AsyncIterable<Leaf>): AsyncGenerator<Leaf[]> {
  let group: Leaf[] = []
  for await (const leaf of leaves) {
    group.push(leaf)
    if (group.length < AT_ONCE) continue
    yield group
    group = []
  }
  if (group.length > 0) yield group
}

/** For each of these gaps the lines that take the place of its leaves. */
async function linesLeftOut(gaps: readonly Range[]): Promise<string[]> {
  const subtrees = gaps.map(completeSubtrees)
  const hashes = await readSubtrees(subtrees.flat())
  return subtrees.map((parts) =>
    parts
      .map(({ from, to }) => `{"seq":${from},"leaves":${to - from},"hash":"${encode(hashes.shift() as Uint8Array)}"}\n`)
      .join(''),
  )
}
