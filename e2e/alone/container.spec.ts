// What a container holds and what an operator restores. It needs a build and no browser. Copies of PostgreSQL are
// restored in backup.db.test.ts.
import { execFileSync, spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  copyFileSync,
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { answering, script } from '../../scripts/processes.mjs'
import { submittedBase } from '../support/actions'
import { leaveIntent, readRecord, storedEntries } from '../support/database'
import { unusedPort } from '../support/own-server'
import { simulator } from '../support/simulator'
import { type Client, expect, test } from '../support/test'
import { world } from '../support/world'

/** The user that the Dockerfile names. Only root can start a process as somebody else. */
const ANOTHER_USER = process.getuid?.() === 0 ? { uid: 10_001, gid: 10_001 } : {}

let folder: string
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spillway-container-'))
  chmodSync(folder, 0o755)
})
test.afterEach(() => {
  execFileSync('chmod', ['-R', 'u+w', folder])
  rmSync(folder, { recursive: true })
})

const toManual = [{ field: 'schedule', before: { interval: 'daily' }, after: { interval: 'manual' } }]

/** Saves one after the other until it is stopped, and counts them. */
function keepSaving(admin: Client, accountId: string) {
  let isStopped = false
  let count = 0
  const ended = (async () => {
    while (!isStopped) {
      const base = submittedBase(await simulator.settings(accountId))
      const submission = { patch: { statementDescriptor: `SAVE ${count}` }, base, reason: null }
      const answer = await admin.call('saveBalanceSettingsAction', [accountId, submission])
      expect(await answer.text()).toContain('"kind":"saved"')
      count++
    }
  })()
  return {
    count: () => count,
    stop: async () => {
      isStopped = true
      await ended
    },
  }
}

test('a copy taken while saves arrive starts in a container’s files, read-only and as another user, with its record intact', async ({
  createAccount,
  clientAs,
}) => {
  test.slow()
  const image = join(folder, 'image')
  execFileSync(process.execPath, ['scripts/image.mjs', image], { stdio: 'pipe' })
  execFileSync('chmod', ['-R', 'a-w', image])
  const linked = globSync('**/*', { cwd: image }).map((path) => realpathSync(join(image, path)))
  expect(linked.filter((path) => !path.startsWith(realpathSync(image)))).toEqual([])

  const [busy, applied, refused] = [await createAccount(), await createAccount(), await createAccount()]
  const admin = await clientAs('admin', [busy])
  const saving = keepSaving(admin, busy.id)
  await expect.poll(saving.count, { timeout: 20_000 }).toBeGreaterThan(2)

  // Two processes died: one after Stripe had taken its save, one before. Nobody resolves them until the copy is taken.
  const soon = new Date(Date.now() + 8_000)
  const appliedEntry = await leaveIntent(applied, toManual, soon)
  const refusedEntry = await leaveIntent(refused, toManual, soon)
  await simulator.saveAsProduct(applied.id, { 'payments[payouts][schedule][interval]': 'manual' }, appliedEntry)
  const { rows: before } = await readRecord(world.environment.DATABASE_URL)

  const data = join(folder, 'data')
  mkdirSync(data, { mode: 0o700 })
  const copy = join(data, 'spillway.db')
  execFileSync(process.execPath, script('scripts/backup.ts', copy), {
    env: { ...process.env, ...world.environment },
    stdio: 'pipe',
  })
  const savedMeanwhile = saving.count()
  await expect.poll(saving.count, { message: 'saves go through after the copy' }).toBeGreaterThan(savedMeanwhile)
  await saving.stop()
  const { uid = -1, gid = -1 } = ANOTHER_USER
  const tap = join(data, 'tap.mjs')
  copyFileSync('e2e/support/tap.mjs', tap)
  for (const path of [data, copy, tap]) chownSync(path, uid, gid)

  const [port, metricsPort] = [await unusedPort(), await unusedPort()]
  const traces: string[] = []
  const collector = createServer(async (request, response) => {
    for await (const chunk of request) traces.push(String(chunk))
    response.end('{}')
  })
  const collectorPort = await new Promise<number>((resolve) => {
    collector.listen(0, '127.0.0.1', () => resolve((collector.address() as { port: number }).port))
  })
  const log = openSync(`${world.folder}/container.log`, 'w')
  const url = `file:${copy}`
  const child = spawn(process.execPath, ['scripts/serve.mjs'], {
    ...ANOTHER_USER,
    cwd: image,
    env: {
      ...world.environment,
      // What keeps the answers is no file of the image, and nothing may be written there.
      NODE_OPTIONS: `--import ${pathToFileURL(tap)}`,
      E2E_ANSWERS: join(data, 'answers'),
      PATH: '/usr/bin:/bin',
      HOME: '/nonexistent',
      TMPDIR: data,
      NODE_ENV: 'production',
      DATABASE_URL: url,
      APP_URL: `http://localhost:${port}`,
      PORT: String(port),
      METRICS_PORT: String(metricsPort),
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${collectorPort}`,
    },
    stdio: ['ignore', log, log],
  })
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  await answering(`http://127.0.0.1:${port}/api/ready`)

  const restored = await readRecord(url)
  expect([...before].filter(([id, row]) => restored.rows.get(id) !== row)).toEqual([])
  await expect.poll(async () => (await readRecord(url)).open, { timeout: 45_000 }).toBe(0)
  const resolved = await readRecord(url)
  expect(resolved.outcomesOf(appliedEntry)).toEqual(['applied'])
  expect(resolved.outcomesOf(refusedEntry)).toEqual(['refused'])
  expect((await simulator.settingsChanges(applied.id)).length).toBe(1)
  expect(await simulator.settingsChanges(refused.id)).toEqual([])
  // The server that the copy was taken of comes to the same conclusion.
  for (const [{ id }, outcome] of [[applied, 'applied'] as const, [refused, 'refused'] as const])
    await expect.poll(async () => (await storedEntries(id))[0]?.outcomes, { timeout: 45_000 }).toEqual([outcome])

  const page = await fetch(`http://localhost:${port}/accounts`, { headers: admin.headers })
  expect(page.status).toBe(200)
  expect(await page.text()).toContain(busy.name)
  const metrics = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()
  expect(metrics).toContain('\nspillway_open_intents 0\n')
  expect(metrics).toMatch(/^spillway_requests_total\{method="GET",status="200"\} [1-9]/m)
  expect(metrics).toMatch(/^spillway_stripe_calls_total\{.*status="200"\} \d+$/m)

  child.kill('SIGTERM')
  expect(await exited).toBe(0)
  cpSync(join(data, 'answers'), `${world.folder}/answers`, { recursive: true })
  expect(traces.join()).toContain('/accounts')
  collector.close()
  const written = globSync('**/*', { cwd: image }).filter((path) => statSync(join(image, path)).uid === uid)
  expect(written).toEqual([])
})
