// TAMPERS=500 in the environment tries so many.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { KnownRoot } from '@/lib/domain/audit/tampering'
import { profileOf } from '@/lib/domain/testing/connected-account'
import { addOutcome, NO_ORIGIN, recordEntry } from '@/lib/gateways/db/audit-log'
import { database } from '@/lib/gateways/db/client'
import { openLogScan } from '@/lib/gateways/db/log/scan'
import { readVerified } from '@/lib/gateways/db/log/verified'
import { openTestDatabase } from '@/lib/gateways/db/testing/test-database'
import { checkpointFiles, closeLog, parseCheckpoint, signCheckpoint } from './checkpoints'
import { readInThreads } from './read-in-threads'
import { readPart, type SoundPart } from './sound-log'
import { breakOpen, type Record, restore, TAMPERS } from './testing/tampers'
import { verifyInBackground, verifyLog } from './verify-log'

const folder = mkdtempSync(join(tmpdir(), 'spillway-log-'))
process.env.CHECKPOINT_KEY_FILE = join(folder, 'checkpoint.key')
process.env.CHECKPOINTS_DIR = join(folder, 'checkpoints')

const RUNS = Number(process.env.TAMPERS ?? 60)

let url: string
let record: Record
const roots: KnownRoot[] = []

beforeAll(async () => {
  url = await openTestDatabase()
  const db = await database()
  for (let count = 0; count < 30; count++) {
    const id = await recordEntry({
      event: {
        type: 'sign_in.refused',
        email: `${count} \ud800 half, \0 NUL, “quotes” 🎉, \t tab, \\N "none", \r\n line \x7f\x85`,
      },
      actor: { kind: 'person', id: `person ${count}`, name: `Person ${count} \\t\t"\\N"\n`, role: null },
      account: profileOf(`acct_${count % 5}`),
      reason: count % 2 ? `Reason ${count}` : null,
      origin: NO_ORIGIN,
    })
    if (count % 3 === 0)
      await addOutcome(id, { outcome: 'applied', stripeRequestId: `req_${count}`, message: 'as it was' }, db)
    if (count === 17) roots.push(await signCheckpoint())
  }
  roots.push(await signCheckpoint())
  record = await breakOpen(url)
}, 60_000)

test('a record that nobody has tampered with verifies, as a whole and from where a former verification ended', async () => {
  expect(record.leaves.length).toBe(41)
  const whole = await verifyLog(url, { roots, atOnce: 7 })
  expect(whole).toMatchObject({ size: 41, faults: [], isComplete: true, keys: [expect.stringContaining('/spillway+')] })
  const inThreads = await verifyLog(url, { roots, readParts: readInThreads(url, 3) })
  expect(inThreads).toEqual(whole)
  const part = await verifyLog(url, { start: whole.frontier })
  expect(part).toMatchObject({ size: 41, faults: [], frontier: whole.frontier })
})

/** As several threads read it, in parts of so many leaves. */
const inParts = (width: number) => async (size: number, sizes: readonly number[]) => {
  const scan = await openLogScan(url)
  const parts: SoundPart[] = []
  for (let from = 0; from < size; from += width) {
    const part = await readPart(scan, { from, to: Math.min(from + width, size) }, { sizes, atOnce: 3 })
    if (!part) break
    parts.push(part)
  }
  await scan.close()
  return parts.length < Math.ceil(size / width) ? null : parts
}

test('in parts of any width, which are joined, nothing else is found', async () => {
  const whole = await verifyLog(url, { roots })
  for (let width = 1; width <= 64; width *= 2)
    expect(await verifyLog(url, { roots, readParts: inParts(width) }), String(width)).toEqual(whole)
})

const names = Object.keys(TAMPERS)

test.each(names)(
  'it is noticed and named when %s',
  async (name) => {
    let seed = 0
    const property = fc.asyncProperty(fc.array(fc.nat(), { minLength: 4, maxLength: 4 }), async (numbers) => {
      let index = 0
      const random = (below: number) => (numbers[index++ % 4] as number) % below
      await restore(record)
      const { expected, seq } = (await TAMPERS[name]?.(record, random)) ?? { expected: [] }
      const { faults } = await verifyLog(url, { roots })
      expect((await verifyLog(url, { roots, readParts: inParts(2 ** random(4)) })).faults).toEqual(faults)
      expect(expected, JSON.stringify(faults.slice(0, 4))).toContain(faults[0]?.tampering)
      if (seq !== undefined) expect(faults[0]?.seq, JSON.stringify(faults.slice(0, 4))).toBe(seq)
      seed++
    })
    // The last two leaves: found once at random, and named as an added one.
    const examples: [number[]][] = [[[39, 0, 0, 0]]]
    await fc.assert(property, { numRuns: examples.length + Math.ceil(RUNS / names.length), examples })
    await restore(record)
    expect(seed).toBeGreaterThan(0)
  },
  120_000,
)

test('a rewritten log gets no further checkpoint', async () => {
  await restore(record)
  await closeLog()
  const dir = process.env.CHECKPOINTS_DIR as string
  expect(checkpointFiles(dir)).toEqual(['000000000041.checkpoint'])
  expect(parseCheckpoint('no checkpoint')).toBeNull()
  await TAMPERS['a record is edited, and the whole log rewritten']?.(record, () => 5)
  await recordEntry({ event: { type: 'sign_out' }, actor: { kind: 'system', name: 'later' }, origin: NO_ORIGIN })
  await expect(closeLog()).rejects.toThrow('not the one of the checkpoint 000000000041.checkpoint')
  expect(checkpointFiles(dir)).toHaveLength(1)
})

test('in the background, what is new is verified and later everything, and a fault stays while it is there', async () => {
  await restore(record)
  const { signal } = new AbortController()
  const verify = async (isWhole: boolean) => {
    await verifyInBackground(signal, { isWhole })
    return readVerified()
  }
  const at = expect.any(Date)
  expect(await verify(false)).toEqual({ leaves: 41, at, fault: null })
  const actor = { kind: 'system', name: 'later' } as const
  const later = await recordEntry({ event: { type: 'sign_out' }, actor, origin: NO_ORIGIN })
  await signCheckpoint()
  const change = async (id: string, actorName: string) =>
    (await database()).auditEntry.update({ where: { id }, data: { actorName } })
  await change(later, 'another')
  const fault = expect.stringContaining(`Leaf 41 (${later}): edited`)
  for (const isWhole of [false, false, true]) expect(await verify(isWhole)).toEqual({ leaves: 41, at, fault })
  await change(later, 'later')
  expect(await verify(false)).toEqual({ leaves: 42, at, fault: null })

  // An entry that was verified before: it is found when everything is read again, and isn't forgotten by the next part.
  const old = record.leaves.find(({ seq, entryId }) => seq > 5 && entryId)?.entryId as string
  const { actorName } = await (await database()).auditEntry.findUniqueOrThrow({ where: { id: old } })
  await change(old, 'somebody')
  expect(await verify(false)).toEqual({ leaves: 42, at, fault: null })
  expect(await verify(true)).toMatchObject({ leaves: 42, fault: expect.stringContaining(`(${old}): edited`) })
  expect(await verify(false)).toMatchObject({ leaves: 42, fault: expect.stringContaining(`(${old}): edited`) })
  await change(old, actorName)
  expect(await verify(false)).toMatchObject({ leaves: 42, fault: null })

  await (await database()).logLeaf.delete({ where: { seq: 41 } })
  expect(await verify(false)).toMatchObject({ fault: expect.stringContaining('truncated') })
  await restore(record)
})
