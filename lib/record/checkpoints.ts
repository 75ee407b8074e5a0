import 'server-only'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { KnownRoot } from '@/lib/domain/audit/tampering'
import { environment } from '@/lib/env'
import { NO_ORIGIN, recordEntry } from '@/lib/gateways/db/audit-log'
import { appendLeaves } from '@/lib/gateways/db/log/append'
import { readLogKeys } from '@/lib/gateways/db/log/keys'
import { rootOfLog, sizeOfLog } from '@/lib/gateways/db/log/leaves'
import { readPruned } from '@/lib/gateways/db/log/prune'
import { log } from '@/lib/log'
import { checkpointSigner, checkpointsFolder, writeOnce } from './checkpoint-key'
import { checkpointText, type Signer } from './signed-note'

/** A checkpoint follows after this many leaves, or after this many milliseconds if there is a new one. */
const LEAVES = 1000
const HOUR = 3_600_000

/** Milliseconds that the address which gets checkpoints may take to answer. */
const POST_WITHIN = 10_000

const SPILLWAY = { kind: 'system', name: 'Spillway' } as const

const startLog: Parameters<typeof appendLeaves>[0] = (tx, earlier) => {
  const { name, verifierKey } = checkpointSigner()
  const event = { type: 'record.started', origin: name, key: verifierKey, earlier } as const
  return recordEntry({ event, actor: SPILLWAY, origin: NO_ORIGIN }, tx)
}

/** Gives entries and outcomes that have none their leaves, and writes the checkpoints that are due meanwhile. */
export async function keepLog(signal: AbortSignal): Promise<void> {
  let isMore = true
  while (isMore && !signal.aborted) {
    isMore = await appendLeaves(startLog)
    await checkpointWhereDue(new Date())
  }
}

/** For a stop: the whole log gets its leaves and a checkpoint. */
export async function closeLog(): Promise<void> {
  const signed = await signCheckpoint()
  if (signed.size > lastCheckpoint().size) await writeCheckpoint(signed)
}

export type SignedCheckpoint = { size: number; root: Uint8Array; note: string; signer: Signer }

/** Appends what waits, and signs the log as it is then. A key that the log does not know yet is recorded first. */
export async function signCheckpoint(): Promise<SignedCheckpoint> {
  while (await appendLeaves(startLog));
  const signer = checkpointSigner()
  const { origin, keys } = await readLogKeys()
  if (!keys.includes(signer.verifierKey)) {
    const event = { type: 'record.key_added', key: signer.verifierKey } as const
    await recordEntry({ event, actor: SPILLWAY, origin: NO_ORIGIN })
    while (await appendLeaves(startLog));
  }
  const size = await sizeOfLog()
  const root = await rootOfLog(size)
  return { size, root, note: signer.sign(checkpointText(origin ?? signer.name, size, root)), signer }
}

let written: { folder: string; size: number; at: number } | undefined

/** The last checkpoint in this instance's folder. */
function lastCheckpoint(): { size: number; at: number } {
  const folder = checkpointsFolder()
  if (written?.folder === folder) return written
  const names = checkpointFiles(folder)
  written = { folder, size: Number.parseInt(names.at(-1) ?? '0', 10), at: 0 }
  return written
}

async function checkpointWhereDue(now: Date): Promise<void> {
  const size = await sizeOfLog()
  const last = lastCheckpoint()
  if (size - last.size >= LEAVES || (size > last.size && now.getTime() - last.at >= HOUR))
    await writeCheckpoint(await signCheckpoint())
}

async function writeCheckpoint({ size, root, note }: SignedCheckpoint): Promise<void> {
  const folder = checkpointsFolder()
  await requireContinuation(folder, size)
  writeOnce(join(folder, `${String(size).padStart(12, '0')}.checkpoint`), note)
  written = { folder, size, at: Date.now() }
  log().info({ size, root: Buffer.from(root).toString('base64'), checkpoint: note }, 'checkpoint')
  await post(note)
}

/**
 * What the last checkpoint says of leaves that were removed meanwhile, only their archive shows.
 *
 * @throws Error where the last checkpoint is not one of this log, so that a rewritten log gets no further ones
 */
async function requireContinuation(folder: string, size: number): Promise<void> {
  const name = checkpointFiles(folder).at(-1)
  if (!name) return
  const known = parseCheckpoint(readFileSync(join(folder, name), 'utf8'))
  if (known && known.size < ((await readPruned())?.size ?? 0)) return
  const isSame = known && known.size <= size && Buffer.from(await rootOfLog(known.size)).equals(known.root)
  if (!isSame) throw new Error(`The log is not the one of the checkpoint ${name}. Run npm run audit -- verify.`)
}

/** The names of checkpoints in a folder, by size; none where there is no such folder. */
export function checkpointFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^\d{12}\.checkpoint$/.test(name))
      .sort()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

/** Size and root of a checkpoint, without looking at its signatures. */
export function parseCheckpoint(note: string): { size: number; root: Buffer } | null {
  const [, size, root] = note.split('\n')
  const bytes = Buffer.from(root ?? '', 'base64')
  return /^\d+$/.test(size ?? '') && bytes.length === 32 ? { size: Number(size), root: bytes } : null
}

/** The roots of the checkpoints in this instance's folder, without looking at their signatures. */
export function knownRoots(): KnownRoot[] {
  const folder = checkpointsFolder()
  return checkpointFiles(folder).flatMap((name) => parseCheckpoint(readFileSync(join(folder, name), 'utf8')) ?? [])
}

/** What was not delivered is contained in the next checkpoint. */
async function post(note: string): Promise<void> {
  const { CHECKPOINTS_URL } = environment()
  if (!CHECKPOINTS_URL) return
  try {
    const answer = await fetch(CHECKPOINTS_URL, {
      method: 'POST',
      body: note,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      redirect: 'error',
      signal: AbortSignal.timeout(POST_WITHIN),
    })
    if (!answer.ok) throw new Error(`it answered ${answer.status}`)
  } catch (error) {
    log().warn({ err: error }, 'checkpoint not delivered to CHECKPOINTS_URL')
  }
}
