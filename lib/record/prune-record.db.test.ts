import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { profileOf } from '@/lib/domain/testing/connected-account'
import { addOutcome, NO_ORIGIN, recordEntry } from '@/lib/gateways/db/audit-log'
import { type Database, database } from '@/lib/gateways/db/client'
import { readLogKeys } from '@/lib/gateways/db/log/keys'
import { readPruned } from '@/lib/gateways/db/log/prune'
import { readVerified } from '@/lib/gateways/db/log/verified'
import { openTestDatabase } from '@/lib/gateways/db/testing/test-database'
import { compareArchives, readArchives } from '@/scripts/archives'
import { verifyExport, verifyProof } from '@/scripts/verify-record.mjs'
import { keepLog, knownRoots, signCheckpoint } from './checkpoints'
import { pruneRecord } from './prune-record'
import { readInThreads } from './read-in-threads'
import { exportRecord, proofOfEntry } from './record-proof'
import { verifyInBackground, verifyLog } from './verify-log'

const folder = mkdtempSync(join(tmpdir(), 'spillway-prune-'))
process.env.CHECKPOINT_KEY_FILE = join(folder, 'checkpoint.key')
process.env.CHECKPOINTS_DIR = join(folder, 'checkpoints')

let url: string
let db: Database
const entries: string[] = []
const { signal } = new AbortController()

const record = (name: string) =>
  recordEntry({
    event: { type: 'payout.contents_exported', payoutId: 'po_1' },
    actor: { kind: 'system', name },
    account: profileOf('acct_1'),
    origin: NO_ORIGIN,
  })
const settle = (entryId: string) =>
  addOutcome(entryId, { outcome: 'applied', stripeRequestId: 'req_1', message: null }, db)

async function linesOf(parts: AsyncIterable<string>): Promise<string[]> {
  let text = ''
  for await (const part of parts) text += part
  return text.trimEnd().split('\n')
}

/** Leaves 0 to 40: the start, then entries, of which each third has its outcome as the leaf behind it. */
beforeAll(async () => {
  url = await openTestDatabase()
  db = await database()
  for (let count = 0; count < 30; count++) {
    const id = await record(`person ${count}`)
    if (count % 3 === 0) await settle(id)
    entries.push(id)
  }
  await keepLog(signal)
  await verifyInBackground(signal, { isWhole: true })
}, 60_000)

async function expectWhole(from: number): Promise<void> {
  const roots = knownRoots()
  const whole = await verifyLog(url, { roots })
  expect(whole).toMatchObject({ from, faults: [], isComplete: true, isPruning: false })
  expect(whole.keys).toHaveLength(1)
  expect(await verifyLog(url, { roots, readParts: readInThreads(url, 2) })).toEqual(whole)
  const { checkpoint, leaves, from: first } = await verifyExport(await linesOf(exportRecord()))
  expect({ first, leaves }).toEqual({ first: from, leaves: checkpoint.size - from })
  for (const { id } of await db.auditEntry.findMany({ select: { id: true } }))
    verifyProof(JSON.parse((await proofOfEntry(id)) ?? 'null'))
  const found = await db.auditFacet.findMany({ distinct: ['entryId'], select: { entryId: true } })
  expect(found).toHaveLength(await db.auditEntry.count())
}

test('the record stays verifiable, provable and exportable after each removal, and everything that was removed is gone', async () => {
  await expectWhole(0)
  const file = join(folder, 'archive.jsonl')
  writeFileSync(file, (await linesOf(exportRecord())).join('\n'))
  for (const size of [1, 4, 16]) {
    const from = await pruneRecord(size)
    expect(from).toBe(size)
    expect((await db.logLeaf.findFirst({ orderBy: { seq: 'asc' } }))?.seq).toBe(from)
    expect(await db.auditEntry.count({ where: { leaf: null, pendingLeaf: null } })).toBe(0)
    await expectWhole(from)
    await record(`after ${size}`)
    await keepLog(signal)
  }
  const { keys } = await readLogKeys()
  const earlier = knownRoots().map(({ size, root }) => ({ file: `checkpoint ${size}`, size, root }))
  const { archives, damaged } = await readArchives([file], keys, [41])
  expect([...damaged, ...(await compareArchives(archives, earlier.slice(0, 1)))]).toEqual([])
  const forged = [{ file: 'a forged one', size: 41, root: Buffer.alloc(32) }]
  expect(await compareArchives(archives, forged)).toEqual(['a forged one is not a checkpoint of the archive'])
  expect(await compareArchives(archives, [{ file: 'one', size: 7, root: Buffer.alloc(32) }])).toHaveLength(1)
  const another = archives.map((archive) => ({ ...archive, root: Buffer.alloc(32) }))
  expect(await compareArchives(another, [])).toEqual([`${file} is not an archive of this log`])
  expect(await readPruned()).toMatchObject({ size: 16, origin: 'localhost:3000/spillway' })
  await verifyInBackground(signal, { isWhole: true })
  await verifyInBackground(signal, { isWhole: false })
  expect(await readVerified()).toMatchObject({ fault: null })
}, 60_000)

test('an entry that is still open, or whose outcome stays, keeps everything from it on', async () => {
  const at = async (entryId: string) => (await db.logLeaf.findUniqueOrThrow({ where: { entryId } })).seq
  const open = entries[20] as string
  const lease = { accountId: 'acct_1', lock: 'a lock', leaseUntil: new Date() }
  await db.openIntent.create({ data: { entryId: open, ...lease } })
  expect(await pruneRecord(35)).toBe(await at(open))
  await db.openIntent.delete({ where: { entryId: open } })
  await settle(open)
  expect(await pruneRecord(35)).toBe(await at(open))
  await keepLog(signal)
  expect(await pruneRecord(35)).toBe(await at(open))
  await expectWhole(await at(open))
}, 60_000)

test('no more can be removed than what an entry of the log names, and an edit of the rest is found', async () => {
  const from = (await readPruned())?.size ?? 0
  const refused = [
    `DELETE FROM "LogLeaf"`,
    `DELETE FROM "LogLeaf" WHERE "seq" = ${from}`,
    `DELETE FROM "AuditOutcome"`,
    `DELETE FROM "AuditEntry" WHERE "type" = 'record.pruned'`,
    `UPDATE "LogLeaf" SET "seq" = 1 WHERE "seq" = ${from}`,
    `UPDATE "AuditEntry" SET "actorName" = 'somebody else'`,
  ]
  for (const sql of refused) await expect(db.$executeRawUnsafe(sql), sql).rejects.toThrow(/append-only/)
  await expectWhole(from)
})

test('a removal that was interrupted is said, and continued', async () => {
  await keepLog(signal)
  const { size } = await signCheckpoint()
  const leaf = await db.logLeaf.findFirstOrThrow({ orderBy: { seq: 'asc' } })
  expect(await pruneRecord(size)).toBe(size)
  await db.logLeaf.create({ data: { seq: leaf.seq, hashes: leaf.hashes } })
  expect(await verifyLog(url)).toMatchObject({ isPruning: true, faults: [] })
  expect(await pruneRecord(size)).toBe(size)
  await expectWhole(size)
})
