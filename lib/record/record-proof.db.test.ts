import { mkdtempSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { addOutcome, NO_ORIGIN, recordEntry } from '@/lib/gateways/db/audit-log'
import { type Database, database } from '@/lib/gateways/db/client'
import { streamChosen } from '@/lib/gateways/db/log/leaves'
import { openTestDatabase } from '@/lib/gateways/db/testing/test-database'
import { verifyExport, verifyProof, Wrong } from '@/scripts/verify-record.mjs'
import { exportRecord, proofOfEntry } from './record-proof'

const folder = mkdtempSync(join(tmpdir(), 'spillway-key-'))
process.env.CHECKPOINT_KEY_FILE = join(folder, 'checkpoint.key')

let db: Database
const earlier: string[] = []

const record = (name: string) =>
  recordEntry({
    event: { type: 'person.added', email: name, role: 'admin' },
    actor: { kind: 'system', name },
    origin: NO_ORIGIN,
  })

/** As an earlier version recorded it. */
const recordEarlier = async (actorName: string) =>
  (
    await db.auditEntry.create({
      data: {
        at: new Date(),
        type: 'sign_in',
        actorKind: 'system',
        actorName,
        outcomes: { create: { at: new Date(), outcome: 'applied' } },
      },
    })
  ).id

beforeAll(async () => {
  await openTestDatabase()
  db = await database()
  for (let count = 0; count < 7; count++) earlier.push(await recordEarlier(`earlier ${count}`))
})

async function linesOf(parts: AsyncIterable<string>): Promise<string[]> {
  let text = ''
  for await (const part of parts) text += part
  return text.split(/(?<=\n)/)
}

test('what an earlier version recorded follows the first leaf, in order, and then everything that is recorded', async () => {
  const first = await record('new')
  await addOutcome(first, { outcome: 'applied', stripeRequestId: 'req_1', message: 'Ünïcödé “quotes”' }, db)
  const [head, ...lines] = await linesOf(exportRecord())
  const leaves = lines.map((line) => JSON.parse(line))
  expect(leaves.map(({ kind }) => kind)).toEqual([
    ...Array(8).fill('entry'),
    ...Array(7).fill('outcome'),
    'entry',
    'outcome',
  ])
  expect(leaves[0].content).toMatchObject({ type: 'record.started', details: { earlier: 7 } })
  expect(leaves.slice(1, 8).map(({ content }) => content.id)).toEqual(earlier)
  expect(leaves[15].content).toMatchObject({ id: first, actorName: 'new' })
  expect(await verifyExport([head, ...lines])).toMatchObject({
    leaves: 17,
    checkpoint: { size: 17, origin: 'localhost:3000/spillway' },
  })
  expect(await db.pendingLeaf.count()).toBe(0)
})

test('the key is made once, for its owner only', () => {
  const file = process.env.CHECKPOINT_KEY_FILE as string
  expect(readFileSync(file, 'utf8')).toMatch(/^PRIVATE\+KEY\+localhost:3000\/spillway\+[0-9a-f]{8}\+\S+\n$/)
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('the proof of one entry holds for it and for its outcomes, without the rest of the record', async () => {
  const id = await record('proven')
  await addOutcome(id, { outcome: 'unknown', stripeRequestId: null }, db)
  await record('another')
  await addOutcome(id, { outcome: 'applied', stripeRequestId: null }, db)
  const proof = JSON.parse((await proofOfEntry(id)) ?? '')
  expect(proof.leaves).toMatchObject([
    { kind: 'entry', content: { id } },
    { kind: 'outcome', content: { entryId: id, outcome: 'unknown' } },
    { kind: 'outcome', content: { entryId: id, outcome: 'applied' } },
  ])
  expect(JSON.stringify(proof)).not.toContain('another')
  expect(verifyProof(proof).leaves).toBe(3)
  expect(await proofOfEntry('none')).toBeNull()
})

test('a proof in which anything is changed does not hold', async () => {
  const text = (await proofOfEntry(earlier[2] as string)) ?? ''
  const other = JSON.parse((await proofOfEntry(earlier[3] as string)) ?? '')
  const changes: ((proof: typeof other) => void)[] = [
    (proof) => (proof.leaves[0].content.actorName = 'somebody'),
    (proof) => (proof.leaves[0].content.more = 1),
    (proof) => delete proof.leaves[0].content.type,
    (proof) => (proof.leaves[0].seq += 1),
    (proof) => (proof.leaves[0].kind = 'outcome'),
    (proof) => proof.leaves[0].proof.pop(),
    (proof) => (proof.leaves[0].content = other.leaves[0].content),
    (proof) => (proof.leaves = []),
    (proof) => (proof.checkpoint = proof.checkpoint.replace(/\n\d+\n/, '\n9\n')),
    (proof) => (proof.checkpoint = proof.checkpoint.replace('localhost', 'elsewhere')),
    (proof) => (proof.key = proof.key.replace(/.$/, (last: string) => (last === 'A' ? 'B' : 'A'))),
  ]
  expect(verifyProof(JSON.parse(text)).leaves).toBe(2)
  for (const change of changes) {
    const proof = JSON.parse(text)
    change(proof)
    expect(() => verifyProof(proof), String(change)).toThrow(Wrong)
  }
})

async function* leavesOf(name: string) {
  const rows = await db.logLeaf.findMany({
    where: { entry: { actorName: { startsWith: name } } },
    select: { seq: true },
  })
  yield* streamChosen(Uint32Array.from(rows, ({ seq }) => seq).sort())
}

test('an export of some entries only proves them, and shows nothing of the others', async () => {
  for (let count = 0; count < 20; count++) await record(`many ${count % 3}`)
  const lines = await linesOf(exportRecord(() => leavesOf('many 1')))
  const { leaves, checkpoint } = await verifyExport(lines)
  expect(leaves).toBe(7)
  expect(checkpoint.size).toBeGreaterThan(40)
  expect(lines.join('')).not.toContain('many 2')
})

test('of an export, no line can be changed, removed, added or moved', async () => {
  const lines = await linesOf(exportRecord(() => leavesOf('many')))
  const index = fc.nat(lines.length - 1)
  await fc.assert(
    fc.asyncProperty(index, index, fc.constantFrom('change', 'remove', 'double', 'swap'), async (a, b, kind) => {
      const changed = [...lines]
      if (kind === 'change')
        changed[a] = (lines[a] as string).replace(/[b-y0-8](?=[^b-y0-8]*$)/, (sign) =>
          String.fromCharCode(sign.charCodeAt(0) + 1),
        )
      if (kind === 'remove') changed.splice(a, 1)
      if (kind === 'double') changed.splice(a, 0, lines[a] as string)
      if (kind === 'swap') [changed[a], changed[b]] = [lines[b] as string, lines[a] as string]
      fc.pre(changed.join('') !== lines.join(''))
      await expect(verifyExport(changed)).rejects.toThrow()
    }),
  )
})
