import { appendHash, type Frontier } from '@/lib/domain/audit/merkle'
import type { Tampering } from '@/lib/domain/audit/tampering'
import { type Database, database, providerOf } from '@/lib/gateways/db/client'
import { contentOf, hashOfContent, type RecordRow, sha256 } from '@/lib/gateways/db/log/content'

type Leaf = { seq: number; entryId: string | null; outcomeId: string | null; hashes: Uint8Array<ArrayBuffer> }

/** From 0 up to a number, without it. */
export type Random = (below: number) => number

/** What somebody does to the database, and how it has to be named; `seq` where the first wrong leaf can be known. */
type Tamper = { expected: Tampering[]; seq?: number }

export type Record = Awaited<ReturnType<typeof readRecord>>

const TABLES = ['LogLeaf', 'PendingLeaf', 'AuditOutcome', 'AuditEntry']

async function readRecord(db: Database) {
  const [entries, outcomes, leaves] = await Promise.all([
    db.auditEntry.findMany(),
    db.auditOutcome.findMany(),
    db.logLeaf.findMany({ orderBy: { seq: 'asc' } }),
  ])
  return { entries, outcomes, leaves }
}

/** Removes what keeps a database from being tampered with, as its owner can, and returns the record as it is. */
export async function breakOpen(url: string): Promise<Record> {
  const db = await database()
  if (providerOf(url) === 'sqlite') {
    const triggers = await db.$queryRawUnsafe<{ name: string }[]>(
      `SELECT name FROM sqlite_master WHERE type = 'trigger'`,
    )
    for (const { name } of triggers) await db.$executeRawUnsafe(`DROP TRIGGER "${name}"`)
    await db.$queryRawUnsafe('PRAGMA foreign_keys = OFF')
  } else for (const table of TABLES) await db.$executeRawUnsafe(`ALTER TABLE "${table}" DISABLE TRIGGER ALL`)
  return readRecord(db)
}

export async function restore({ entries, outcomes, leaves }: Record): Promise<void> {
  const db = await database()
  for (const table of TABLES) await db.$executeRawUnsafe(`DELETE FROM "${table}"`)
  await db.$executeRawUnsafe('CREATE UNIQUE INDEX IF NOT EXISTS "LogLeaf_entryId_key" ON "LogLeaf" ("entryId")')
  await db.auditEntry.createMany({ data: entries as never })
  await db.auditOutcome.createMany({ data: outcomes as never })
  await db.logLeaf.createMany({ data: leaves as never })
}

async function replaceLeaves(leaves: readonly Leaf[]): Promise<void> {
  const db = await database()
  await db.$executeRawUnsafe('DELETE FROM "LogLeaf"')
  await db.logLeaf.createMany({ data: [...leaves] })
}

/** A log of these records that is right in itself. */
async function hashAgain(leaves: readonly Leaf[]): Promise<Leaf[]> {
  const { entries, outcomes } = await readRecord(await database())
  const rows = new Map<string, RecordRow>([...entries, ...outcomes].map((row) => [row.id, row]))
  const frontier: Frontier = { size: 0, hashes: [] }
  return leaves.map(({ entryId, outcomeId }, seq) => {
    const row = rows.get(entryId ?? outcomeId ?? '') as RecordRow
    const content = contentOf(entryId ? 'entry' : 'outcome', row)
    return { seq, entryId, outcomeId, hashes: Buffer.concat(appendHash(sha256, frontier, hashOfContent(content))) }
  })
}

const numbered = (leaves: readonly Leaf[]) => leaves.map((leaf, seq) => ({ ...leaf, seq }))

async function removeRecords(leaves: readonly Leaf[]): Promise<void> {
  const db = await database()
  await db.auditOutcome.deleteMany({ where: { id: { in: leaves.flatMap(({ outcomeId }) => outcomeId ?? []) } } })
  await db.auditEntry.deleteMany({ where: { id: { in: leaves.flatMap(({ entryId }) => entryId ?? []) } } })
}

const ENTRY_EDITS: object[] = [
  { actorName: 'somebody else' },
  { actorId: 'somebody' },
  { type: 'sign_out' },
  { reason: 'another reason' },
  { details: { email: 'another@example.com' } },
  { at: new Date('2020-01-01T00:00:00Z') },
  { isIntent: true },
  { accountId: 'acct_another' },
]
const OUTCOME_EDITS: object[] = [
  { outcome: 'refused' },
  { message: 'another message' },
  { stripeRequestId: null },
  { at: new Date('2020-01-01T00:00:00Z') },
]

async function edit({ leaves }: Record, random: Random): Promise<Leaf> {
  const db = await database()
  const leaf = leaves[random(leaves.length)] as Leaf
  if (leaf.entryId) {
    await db.auditEntry.update({ where: { id: leaf.entryId }, data: ENTRY_EDITS[random(ENTRY_EDITS.length)] ?? {} })
  } else {
    const data = OUTCOME_EDITS[random(OUTCOME_EDITS.length)] ?? {}
    await db.auditOutcome.update({ where: { id: leaf.outcomeId ?? '' }, data })
  }
  return leaf
}

async function newEntry(): Promise<string> {
  const db = await database()
  const data = { at: new Date(), type: 'sign_in', actorKind: 'system', actorName: 'inserted' } as const
  return (await db.auditEntry.create({ data })).id
}

/** Two different places, the lower one first. */
function twoOf(length: number, random: Random): [number, number] {
  const a = random(length)
  const b = (a + 1 + random(length - 1)) % length
  return a < b ? [a, b] : [b, a]
}

/**
 * Every way in which the record is tampered with here. The checkpoints stay as they were, as outside the database.
 */
export const TAMPERS: { [name: string]: (record: Record, random: Random) => Promise<Tamper> } = {
  'a record is edited': async (record, random) => ({ expected: ['edited'], seq: (await edit(record, random)).seq }),

  'a record is edited, and the hash of its leaf with it': async (record, random) => {
    const { seq } = await edit(record, random)
    const right = await hashAgain(record.leaves)
    await replaceLeaves(
      record.leaves.map((leaf) => {
        if (leaf.seq !== seq) return leaf
        return {
          ...leaf,
          hashes: Buffer.concat([(right[seq] as Leaf).hashes.subarray(0, 32), leaf.hashes.subarray(32)]),
        }
      }),
    )
    // The last one of an odd number has nothing above it yet, so only the checkpoint knows it.
    return { expected: ['edited', 'rewritten'] }
  },

  'a record is edited, and the whole log rewritten': async (record, random) => {
    await edit(record, random)
    await replaceLeaves(await hashAgain(record.leaves))
    return { expected: ['rewritten'] }
  },

  'a record is removed': async ({ leaves }, random) => {
    const leaf = leaves[random(leaves.length - 1)] as Leaf
    await removeRecords([leaf])
    return { expected: ['deleted'], seq: leaf.seq }
  },

  'a record is removed with its leaf': async ({ leaves }, random) => {
    const leaf = leaves[random(leaves.length - 1)] as Leaf
    await removeRecords([leaf])
    await replaceLeaves(leaves.filter((other) => other !== leaf))
    return { expected: ['deleted'], seq: leaf.seq }
  },

  'a record is removed with its leaf, and the later ones are numbered again': async ({ leaves }, random) => {
    const leaf = leaves[random(leaves.length - 4)] as Leaf
    await removeRecords([leaf])
    await replaceLeaves(numbered(leaves.filter((other) => other !== leaf)))
    return { expected: ['deleted'], seq: leaf.seq }
  },

  'a record is removed, and the whole log rewritten': async ({ leaves }, random) => {
    const leaf = leaves[random(leaves.length)] as Leaf
    await removeRecords([leaf])
    await replaceLeaves(await hashAgain(leaves.filter((other) => other !== leaf)))
    return { expected: ['rewritten', 'truncated'] }
  },

  'a record is added without a leaf': async () => {
    await newEntry()
    return { expected: ['inserted'] }
  },

  'a record is added without a leaf, where another one has two': async ({ leaves }, random) => {
    await (await database()).$executeRawUnsafe('DROP INDEX "LogLeaf_entryId_key"')
    await newEntry()
    const entries = leaves.filter(({ entryId }) => entryId)
    const second = { ...(entries[random(entries.length)] as Leaf), seq: leaves.length }
    await replaceLeaves(await hashAgain([...leaves, second]))
    return { expected: ['inserted'] }
  },

  'a record is added with a leaf, and the later ones are numbered again': async ({ leaves }, random) => {
    const at = random(leaves.length - 3)
    const added = { seq: at, entryId: await newEntry(), outcomeId: null, hashes: Buffer.alloc(32) }
    const row = await (await database()).auditEntry.findUniqueOrThrow({ where: { id: added.entryId } })
    added.hashes = Buffer.from(hashOfContent(contentOf('entry', row)))
    await replaceLeaves(numbered(leaves.toSpliced(at, 0, added)))
    return { expected: ['inserted'], seq: at }
  },

  'a record is added, and the whole log rewritten': async ({ leaves }, random) => {
    const added = { seq: 0, entryId: await newEntry(), outcomeId: null, hashes: Buffer.alloc(0) }
    await replaceLeaves(await hashAgain(leaves.toSpliced(random(leaves.length), 0, added)))
    return { expected: ['rewritten'] }
  },

  'two records change their contents': async ({ entries, leaves }, random) => {
    const seqs = leaves.filter(({ entryId }) => entryId).map(({ seq }) => seq)
    const [a, b] = twoOf(seqs.length, random).map((index) => seqs[index] as number) as [number, number]
    const [first, second] = [a, b].map((seq) => entries.find(({ id }) => id === leaves[seq]?.entryId))
    if (!first || !second) throw new Error('no such entries')
    const db = await database()
    await db.auditEntry.deleteMany({ where: { id: { in: [first.id, second.id] } } })
    await db.auditEntry.createMany({
      data: [
        { ...first, id: second.id },
        { ...second, id: first.id },
      ] as never,
    })
    return { expected: ['swapped'], seq: a }
  },

  'two leaves change their records': async ({ leaves }, random) => {
    const [a, b] = twoOf(leaves.length, random)
    const of = (seq: number) => {
      const { entryId, outcomeId } = leaves[seq] as Leaf
      return { entryId, outcomeId }
    }
    await replaceLeaves(
      leaves.map((leaf) => (leaf.seq === a ? { ...leaf, ...of(b) } : leaf.seq === b ? { ...leaf, ...of(a) } : leaf)),
    )
    return { expected: ['swapped'], seq: a }
  },

  'two leaves change their numbers': async ({ leaves }, random) => {
    const [a, b] = twoOf(leaves.length, random)
    await replaceLeaves(
      leaves.map((leaf) => (leaf.seq === a ? { ...leaf, seq: b } : leaf.seq === b ? { ...leaf, seq: a } : leaf)),
    )
    return { expected: ['swapped'], seq: a }
  },

  'the end is cut off': async ({ leaves }, random) => {
    const at = 1 + random(leaves.length - 1)
    await removeRecords(leaves.slice(at))
    await replaceLeaves(leaves.slice(0, at))
    return { expected: ['truncated'], seq: at }
  },

  'the end of the log is cut off, and the records stay': async ({ leaves }, random) => {
    const at = 1 + random(leaves.length - 1)
    await replaceLeaves(leaves.slice(0, at))
    return { expected: ['truncated'], seq: at }
  },

  'the last records are removed, and their leaves stay': async ({ leaves }, random) => {
    const at = random(leaves.length - 1)
    await removeRecords(leaves.slice(at))
    return { expected: ['truncated'], seq: at }
  },
}
