import 'server-only'
import { NO_ORIGIN, recordEntry } from '@/lib/gateways/db/audit-log'
import { readLogKeys } from '@/lib/gateways/db/log/keys'
import { prunableLeaves, readPruned, removeLeaves, timeOfLastLeaf } from '@/lib/gateways/db/log/prune'
import { readFrontier } from '@/lib/gateways/db/log/verified'
import { closeLog } from './checkpoints'

/**
 * Removes leaves from the first one on, at most `archived`, with the entries and outcomes that they are of. An entry of the
 * log says so before anything is removed, with the hashes that the rest is verified with, and a checkpoint has it. After an
 * interruption the next call continues. Verifies nothing: its caller has verified the log and an archive of these leaves.
 *
 * @returns from which leaf on the log is there
 */
export async function pruneRecord(archived: number): Promise<number> {
  const before = (await readPruned())?.size ?? 0
  const size = archived > before ? await prunableLeaves(archived) : before
  if (size > before) {
    const { hashes } = await readFrontier(size)
    const { origin, keys } = await readLogKeys()
    const until = (await timeOfLastLeaf(size)).toISOString()
    const nodes = hashes.map((hash) => Buffer.from(hash).toString('base64'))
    await recordEntry({
      event: { type: 'record.pruned', leaves: size, hashes: nodes, until, origin, keys },
      actor: { kind: 'system', name: 'Command line' },
      origin: NO_ORIGIN,
    })
    await closeLog()
  }
  while (await removeLeaves(Math.max(size, before)));
  return Math.max(size, before)
}
