import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { NO_ORIGIN, recordEntry } from '@/lib/gateways/db/audit-log'
import { openTestDatabase } from '@/lib/gateways/db/testing/test-database'
import { closeLog, keepLog } from '@/lib/record/checkpoints'
import { newSignerKey, readSignerKey } from '@/lib/record/signed-note'
import { breakOpen, type Record, restore, TAMPERS } from '@/lib/record/testing/tampers'

const folder = mkdtempSync(join(tmpdir(), 'spillway-audit-'))
const checkpoints = join(folder, 'checkpoints')
const keyFile = join(folder, 'checkpoint.key')
const received: string[] = []

const record = (name: string) =>
  recordEntry({ event: { type: 'sign_in' }, actor: { kind: 'system', name }, origin: NO_ORIGIN })
const run = (...args: string[]) =>
  new Promise<{ status: number; output: string }>((resolve) => {
    execFile(process.execPath, args, (error, stdout, stderr) =>
      resolve({ status: error ? Number(error.code) : 0, output: stdout + stderr }),
    )
  })
const audit = (...args: string[]) => run('--conditions=react-server', '--import', 'tsx', 'scripts/audit.ts', ...args)

let entryId: string
let whole: Record

beforeAll(async () => {
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (part) => (body += part))
    request.on('end', () => {
      received.push(body)
      response.end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  process.env.CHECKPOINTS_DIR = checkpoints
  process.env.CHECKPOINT_KEY_FILE = keyFile
  process.env.CHECKPOINTS_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const url = await openTestDatabase()
  expect(await audit('verify')).toMatchObject({ status: 2, output: expect.stringContaining('There is no log yet') })
  for (let count = 0; count < 5; count++) entryId = await record(`person ${count}`)
  await keepLog(new AbortController().signal)
  await record('the last one before the stop')
  await closeLog()
  whole = await breakOpen(url)
  return () => server.close()
}, 60_000)

test('the first new leaves get a checkpoint, and a stop does: as private files, and at the address', () => {
  const names = readdirSync(checkpoints).sort()
  expect(names).toEqual(['000000000006.checkpoint', '000000000007.checkpoint'])
  expect(received).toEqual(names.map((name) => readFileSync(join(checkpoints, name), 'utf8')))
  expect(statSync(join(checkpoints, names[0] as string)).mode & 0o777).toBe(0o600)
})

test('verify says with its exit status whether the record is as it was, and names what is not', async () => {
  expect(await audit('verify')).toMatchObject({
    status: 0,
    output: expect.stringMatching(/^Verified: 7 leaves and 2 checkpoints/),
  })
  await TAMPERS['a record is edited']?.(whole, () => 3)
  const tampered = await audit('verify', '--checkpoints', checkpoints)
  expect(tampered).toMatchObject({ status: 1, output: expect.stringMatching(/Leaf 3 \([0-9a-f-]{36}\): edited;/) })
  await restore(whole)
  expect((await audit('verify', '--checkpoints', join(folder, 'none'))).status).toBe(2)
  expect((await audit('prove')).status).toBe(2)
})

test('a checkpoint that nobody or somebody else has signed is named', async () => {
  const [name] = readdirSync(checkpoints).sort() as [string]
  const forged = mkdtempSync(join(folder, 'forged-'))
  const note = readFileSync(join(checkpoints, name), 'utf8')
  writeFileSync(
    join(forged, name),
    readSignerKey(newSignerKey('localhost:3000/spillway')).sign(`${note.split('\n\n')[0]}\n`),
  )
  const result = await audit('verify', '--checkpoints', forged)
  expect(result).toMatchObject({
    status: 1,
    output: expect.stringContaining(`${name}: the checkpoint is not signed with an accepted key`),
  })
  const own = readSignerKey(readFileSync(keyFile, 'utf8')).verifierKey
  expect((await audit('verify', '--key', own)).status).toBe(0)
  expect((await audit('verify', '--key', readSignerKey(newSignerKey('another')).verifierKey)).status).toBe(1)
})

test('the proof of an entry is a file that the verifier checks without the project', async () => {
  const file = join(folder, 'entry.proof.json')
  expect((await audit('prove', entryId, file)).status).toBe(0)
  expect(await run('scripts/verify-record.mjs', file)).toMatchObject({
    status: 0,
    output: expect.stringContaining('Proven: 1 of the 7 leaves'),
  })
  writeFileSync(file, readFileSync(file, 'utf8').replace('person 4', 'person 5'))
  expect((await run('scripts/verify-record.mjs', file)).status).toBe(1)
  writeFileSync(file, 'no proof')
  expect((await run('scripts/verify-record.mjs', file)).status).toBe(2)
  expect((await audit('prove', '01a22363-0000-7000-8000-000000000000', join(folder, 'none.json'))).status).toBe(2)
})

test('a new key is recorded before it signs, and the checkpoints of the former one stay valid', async () => {
  writeFileSync(keyFile, newSignerKey('localhost:3000/spillway'))
  await record('after the rotation')
  await closeLog()
  const verified = await audit('verify')
  expect(verified).toMatchObject({ status: 0, output: expect.stringMatching(/^Verified: 9 leaves and 3 checkpoints/) })
  expect(verified.output.match(/Key, according to the log/g)).toHaveLength(2)
})

test('an archive and the one that continues it prove themselves, are recorded, and take nothing away', async () => {
  const [first, second] = [join(folder, 'first.jsonl'), join(folder, 'second.jsonl')]
  const said = await audit('archive', first)
  expect(said).toMatchObject({ status: 0, output: expect.stringContaining('has 10 leaves, from 0 to 9') })
  await record('after the archive')
  expect(await audit('archive', second, '--from', '10')).toMatchObject({
    status: 0,
    output: expect.stringContaining('has 2 leaves, from 10 to 11'),
  })
  for (const file of [first, second]) {
    expect(await run('scripts/verify-record.mjs', file)).toMatchObject({ status: 0 })
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readFileSync(file, 'utf8')).toContain('record.exported')
  }
  expect(readFileSync(second, 'utf8')).not.toContain('the last one before the stop')
  writeFileSync(second, readFileSync(second, 'utf8').replace('after the archive', 'before the archive'))
  expect((await run('scripts/verify-record.mjs', second)).status).toBe(1)
  for (const args of [[first], [join(folder, 'third'), '--from', '99'], [join(folder, 'third'), '--from', 'x']])
    expect((await audit('archive', ...args)).status).toBe(2)
  expect(await audit('verify')).toMatchObject({ status: 0, output: expect.stringContaining('Verified: 12 leaves') })
}, 60_000)

test('what an archive has is removed where it verifies, and the rest is verified with the archive', async () => {
  const [first, second] = [join(folder, 'first.jsonl'), join(folder, 'second.jsonl')]
  expect(await audit('prune', first, second)).toMatchObject({
    status: 1,
    output: expect.stringMatching(/second\.jsonl: .*Nothing was removed/),
  })
  expect(await audit('prune', first)).toMatchObject({
    status: 0,
    output: expect.stringMatching(/Verified: 12 leaves[\s\S]*The record is here from leaf 10 on/),
  })
  expect(await audit('verify', '--archive', first)).toMatchObject({
    status: 0,
    output: expect.stringContaining('leaves 0 to 9'),
  })
}, 120_000)
