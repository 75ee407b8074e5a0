// Archives of the record, as `npm run audit -- archive` writes them, compared with the log and with each other.
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { KnownRoot } from '@/lib/domain/audit/tampering'
import { rootOfLog, sizeOfLog } from '@/lib/gateways/db/log/leaves'
import { readPruned } from '@/lib/gateways/db/log/prune'
import { parseCheckpoint } from '@/lib/record/checkpoints'
import { verifyExport } from './verify-record.mjs'

/** An archive that verifies: it has every leaf of `from` to before `size`. `roots` are those that it shows. */
export type Archive = { file: string; from: number; size: number; root: Buffer; roots: Map<number, Buffer> }

/**
 * @param keys with which its checkpoint may be signed
 * @param sizes of which the roots are wanted
 * @returns the archives, the latest first, and a sentence for each file that is none, or not as it was written
 */
export async function readArchives(
  files: readonly string[],
  keys: readonly string[],
  sizes: readonly number[],
): Promise<{ archives: Archive[]; damaged: string[] }> {
  const wanted = [...sizes, ...(await Promise.all(files.map(readSize))).flatMap((size) => size ?? [])]
  const archives: Archive[] = []
  const damaged: string[] = []
  for (const file of files) {
    try {
      const { checkpoint, from, roots } = await verifyExport(linesOf(file), [...keys], wanted)
      archives.push({ file, from, size: checkpoint.size, root: checkpoint.root, roots })
    } catch (error) {
      damaged.push(`${file}: ${error instanceof Error ? error.message : error}`)
    }
  }
  return { archives: archives.sort((a, b) => b.size - a.size), damaged }
}

const linesOf = (file: string) => createInterface({ input: createReadStream(file) })

/** The size that the first line names; null where the file is no archive, which reading it whole says again. */
async function readSize(file: string): Promise<number | null> {
  try {
    for await (const line of linesOf(file)) return parseCheckpoint(JSON.parse(line).checkpoint ?? '')?.size ?? null
  } catch {}
  return null
}

/**
 * Compares archives with this log, those of removed leaves by way of later ones, and earlier checkpoints with the archives.
 *
 * @param archives the latest first
 * @returns a sentence for each that differs, or that nothing here connects with the log
 */
export async function compareArchives(
  archives: readonly Archive[],
  earlier: readonly (KnownRoot & { file: string })[],
): Promise<string[]> {
  const [pruned, size] = [(await readPruned())?.size ?? 0, await sizeOfLog()]
  const shown = new Map<number, Buffer>()
  const rootAt = async (of: number) => (of >= pruned && of <= size ? Buffer.from(await rootOfLog(of)) : shown.get(of))
  const wrong: string[] = []
  for (const { file, size, root, roots } of archives) {
    const expected = await rootAt(size)
    if (!expected) wrong.push(`${file} can’t be compared: name the archive that continues it as well`)
    else if (!expected.equals(root)) wrong.push(`${file} is not an archive of this log`)
    else for (const [of, root] of roots) shown.set(of, root)
  }
  for (const { file, size, root } of earlier) {
    const expected = shown.get(size)
    if (!expected) wrong.push(`${file} is of leaves that were removed: name the archive that has them with --archive`)
    else if (!expected.equals(root)) wrong.push(`${file} is not a checkpoint of the archive`)
  }
  return wrong
}

/** Up to which leaf archives have everything from a leaf on. */
export const archivedFrom = (archives: readonly Archive[], start: number): number =>
  archives
    .toSorted((a, b) => a.from - b.from)
    .reduce((end, { from, size }) => (from <= end ? Math.max(end, size) : end), start)
