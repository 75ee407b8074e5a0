// npm run audit -- verify [--checkpoints DIR]... [--key KEY]... [--archive FILE]...  |  npm run audit -- prove ENTRY [FILE]
// npm run audit -- archive FILE [--from NUMBER]  |  npm run audit -- prune ARCHIVE...
// Exit status: 0 everything is as it was recorded, 1 it is not, 2 it could not be verified.
import { createReadStream, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { describeFault, type KnownRoot } from '@/lib/domain/audit/tampering'
import { EnvironmentError, environment } from '@/lib/env'
import { NO_ORIGIN, recordEntry } from '@/lib/gateways/db/audit-log'
import { readLogKeys } from '@/lib/gateways/db/log/keys'
import { sizeOfLog, streamLeaves } from '@/lib/gateways/db/log/leaves'
import { readPruned } from '@/lib/gateways/db/log/prune'
import { checkpointsFolder } from '@/lib/record/checkpoint-key'
import { checkpointFiles, parseCheckpoint } from '@/lib/record/checkpoints'
import { pruneRecord } from '@/lib/record/prune-record'
import { readInThreads } from '@/lib/record/read-in-threads'
import { exportRecord, proofOfEntry } from '@/lib/record/record-proof'
import { verifyLog } from '@/lib/record/verify-log'
import { archivedFrom, compareArchives, readArchives } from './archives'
import { readCheckpoint, verifyExport } from './verify-record.mjs'

const USAGE = `Usage: npm run audit -- verify [--checkpoints DIR]... [--key KEY]... [--archive FILE]...
       npm run audit -- prove ENTRY [FILE]
       npm run audit -- archive FILE [--from NUMBER]
       npm run audit -- prune ARCHIVE...`

/** What keeps the command from being carried out, as a sentence with its remedy. */
class CannotVerify extends Error {}

type Checkpoint = KnownRoot & { file: string; note: string }

function readCheckpoints(folders: readonly string[]): { checkpoints: Checkpoint[]; damaged: string[] } {
  const checkpoints: Checkpoint[] = []
  const damaged: string[] = []
  for (const file of folders.flatMap((folder) => checkpointFiles(folder).map((name) => join(folder, name)))) {
    const note = readFileSync(file, 'utf8')
    const read = parseCheckpoint(note)
    if (read) checkpoints.push({ ...read, file, note })
    else damaged.push(`${file}: is not a checkpoint`)
  }
  return { checkpoints, damaged }
}

/** The files whose signature is none of an accepted key. */
function wronglySigned(checkpoints: readonly Checkpoint[], keys: readonly string[]): string[] {
  return checkpoints.flatMap(({ file, note }) => {
    try {
      readCheckpoint(note, [...keys])
      return []
    } catch (error) {
      return [`${file}: ${error instanceof Error ? error.message : error}`]
    }
  })
}

async function verify(
  folders: readonly string[],
  pinned: readonly string[],
  files: readonly string[] = [],
): Promise<number> {
  const missing = folders.find((folder) => !existsSync(folder))
  if (missing) throw new CannotVerify(`There is no folder ${missing}. Name the one that has the checkpoints.`)
  const own = checkpointsFolder()
  const { checkpoints, damaged } = readCheckpoints(folders.length > 0 ? folders : existsSync(own) ? [own] : [])
  const startedAt = performance.now()
  const url = environment().DATABASE_URL
  const verified = await verifyLog(url, { roots: checkpoints, readParts: readInThreads(url) })
  const { size, from, faults, keys, isComplete, isPruning } = verified
  if (size === 0) throw new CannotVerify('There is no log yet. Start Spillway once; it makes one of what is recorded.')
  const accepted = pinned.length > 0 ? pinned : keys
  const earlier = checkpoints.filter((checkpoint) => checkpoint.size < from)
  const { archives, damaged: unread } = await readArchives(
    files,
    accepted,
    earlier.map(({ size }) => size),
  )
  const signatures = [
    ...[...damaged, ...wronglySigned(checkpoints, accepted)].map((line) => `Checkpoint ${line}.`),
    ...[...unread, ...(await compareArchives(archives, files.length > 0 ? earlier : []))].map((line) => `${line}.`),
  ]
  const seconds = (performance.now() - startedAt) / 1000
  const [first] = faults
  if (first) {
    console.error(`The record is not as it was recorded. ${describeFault(first)}`)
    for (const fault of faults.slice(1, 20)) console.error(`  ${describeFault(fault)}`)
    if (faults.length > 20) console.error(`  and ${faults.length - 20} more`)
  }
  for (const line of signatures) console.error(line)
  if (isPruning)
    console.error(`Leaves before ${from} were to be removed and are still there. Run the same prune again.`)
  if (!isComplete)
    console.log('Entries of an earlier version are still getting their leaves; those without one were not looked for.')
  if (first || signatures.length > 0 || isPruning) return 1
  console.log(
    `Verified: ${size - from} leaves and ${checkpoints.length - earlier.length} checkpoints, in ${seconds.toFixed(1)} s (${Math.round((size - from) / seconds)} leaves/s).`,
  )
  for (const archive of archives)
    console.log(`Verified: the archive ${archive.file}, leaves ${archive.from} to ${archive.size - 1}.`)
  if (from > 0 && files.length === 0)
    console.log(
      `Leaves 0 to ${from - 1} were removed; ${earlier.length} checkpoints are of them. Verify their archives with --archive.`,
    )
  if (checkpoints.length === 0)
    console.log('Without checkpoints, a log that was rewritten or cut off as a whole is not noticed.')
  if (pinned.length === 0) for (const key of keys) console.log(`Key, according to the log itself: ${key}`)
  return 0
}

async function prove(entryId: string, file: string): Promise<number> {
  if (existsSync(file)) throw new CannotVerify(`${file} exists already. Choose another name.`)
  const proof = await proofOfEntry(entryId)
  if (proof === null) throw new CannotVerify(`There is no entry ${entryId}. Copy its id from the audit log.`)
  writeFileSync(file, proof, { mode: 0o600 })
  console.log(`${file} proves entry ${entryId}. Anyone can check it: node scripts/verify-record.mjs ${file}`)
  return 0
}

/** Removes what archives have, once the record and the archives verify and belong together. */
async function prune(files: readonly string[], pinned: readonly string[]): Promise<number> {
  const status = await verify([], pinned)
  if (status !== 0) return status
  const { keys } = await readLogKeys()
  const { archives, damaged } = await readArchives(files, pinned.length > 0 ? pinned : keys, [])
  const wrong = [...damaged, ...(await compareArchives(archives, []))]
  for (const line of wrong) console.error(`${line}. Nothing was removed.`)
  if (wrong.length > 0) return 1
  const before = (await readPruned())?.size ?? 0
  const archived = archivedFrom(archives, before)
  if (archived === before)
    throw new CannotVerify(
      `No archive continues at leaf ${before}, from which on the record is here. Nothing was removed.`,
    )
  const from = await pruneRecord(archived)
  console.log(`The record is here from leaf ${from} on. Keep the archives: only they have what was before it.`)
  if (from < archived)
    console.log(
      `Leaves ${from} to ${archived - 1} stay: a write among them was open, or has an outcome that came later.`,
    )
  return 0
}

/** Nothing is removed from the database: the file is what a copy elsewhere is kept as, and it proves itself. */
async function archive(file: string, first: string): Promise<number> {
  const from = /^\d{1,9}$/.test(first) ? Number(first) : null
  if (from === null) throw new CannotVerify(USAGE)
  if (existsSync(file)) throw new CannotVerify(`${file} exists already. Choose another name.`)
  const status = await verify([], [])
  if (status !== 0) return status
  const size = await sizeOfLog()
  const removed = (await readPruned())?.size ?? 0
  if (from < removed)
    throw new CannotVerify(
      `Leaves before ${removed} were removed. Continue with --from ${removed}. Nothing was written.`,
    )
  if (from > size)
    throw new CannotVerify(`The log has ${size} leaves, so nothing continues at ${from}. Nothing was written.`)
  const actor = { kind: 'system', name: 'Command line' } as const
  const filters = from === 0 ? [] : [`from number: ${from}`]
  await recordEntry({ event: { type: 'record.exported', format: 'jsonl', filters }, actor, origin: NO_ORIGIN })
  const parts = exportRecord((size) => streamLeaves(size, from))
  await writeFile(file, parts, { mode: 0o600, flag: 'wx', flush: true })
  const { checkpoint, leaves } = await verifyExport(createInterface({ input: createReadStream(file) }))
  console.log(`${file} has ${leaves} leaves, from ${from} to ${checkpoint.size - 1}, and was read again and verified.`)
  console.log(
    `Continue later with --from ${checkpoint.size}. Anyone can check it: node scripts/verify-record.mjs ${file}`,
  )
  return 0
}

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      checkpoints: { type: 'string', multiple: true },
      key: { type: 'string', multiple: true },
      from: { type: 'string' },
      archive: { type: 'string', multiple: true },
    },
  })
  const [command, entryId, file] = positionals
  if (existsSync('.env')) process.loadEnvFile('.env')
  if (command === 'verify' && positionals.length === 1)
    return verify(values.checkpoints ?? [], values.key ?? [], values.archive ?? [])
  if (command === 'prune' && entryId) return prune(positionals.slice(1), values.key ?? [])
  if (command === 'prove' && entryId && positionals.length <= 3)
    return prove(entryId, file ?? `entry-${entryId}.proof.json`)
  if (command === 'archive' && entryId && positionals.length === 2) return archive(entryId, values.from ?? '0')
  throw new CannotVerify(USAGE)
}

try {
  process.exit(await main())
} catch (error) {
  console.error(error instanceof CannotVerify || error instanceof EnvironmentError ? error.message : error)
  process.exit(2)
}
