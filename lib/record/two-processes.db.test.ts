import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { database } from '@/lib/gateways/db/client'
import { openTestDatabase } from '@/lib/gateways/db/testing/test-database'
import { keepLog } from './checkpoints'
import { verifyLog } from './verify-log'

const folder = mkdtempSync(join(tmpdir(), 'spillway-two-'))
process.env.CHECKPOINT_KEY_FILE = join(folder, 'checkpoint.key')
process.env.CHECKPOINTS_DIR = join(folder, 'checkpoints')

const PROCESS = fileURLToPath(new URL('testing/append-process.ts', import.meta.url))
const ENTRIES = 100
const NAMES = ['first', 'second']

let url: string
beforeAll(async () => {
  url = await openTestDatabase()
}, 60_000)

test('two processes that record and append at once make one log without a fork or a gap', async () => {
  const processes = NAMES.map((name) =>
    spawn(process.execPath, ['--conditions=react-server', '--import', 'tsx', PROCESS, name, String(ENTRIES)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    }),
  )
  const ends = processes.map((child) => once(child, 'exit'))
  await Promise.all(processes.map((child) => once(child.stdout, 'data')))
  for (const child of processes) child.stdin.end()
  expect(await Promise.all(ends)).toEqual(NAMES.map(() => [0, null]))
  await keepLog(new AbortController().signal)
  const db = await database()
  const leaves = await db.logLeaf.findMany({ orderBy: { seq: 'asc' }, include: { entry: true } })
  expect(leaves.map(({ seq }) => seq)).toEqual(leaves.map((_, index) => index))
  const names = leaves.map(({ entry }) => entry?.actorName)
  expect(names.filter((name) => name === 'Spillway')).toHaveLength(1)
  expect(new Set(names).size).toBe(1 + NAMES.length * ENTRIES)
  const writers = names.slice(1).map((name) => name?.split(' ')[0])
  expect(writers.indexOf('second'), 'they took turns').toBeLessThan(writers.lastIndexOf('first'))
  expect(writers.indexOf('first'), 'they took turns').toBeLessThan(writers.lastIndexOf('second'))
  expect(await db.pendingLeaf.count()).toBe(0)
  expect(await verifyLog(url)).toMatchObject({ size: leaves.length, faults: [], isComplete: true })
}, 120_000)
