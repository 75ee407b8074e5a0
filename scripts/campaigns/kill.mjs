// Kills the real server (-9) in the middle of saves, starts it again, and compares the record with the simulator's
// ledger. Needs no person: what the start doesn't settle by itself is a violation.
import { spawn } from 'node:child_process'
import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { mkdirSync, openSync, readFileSync, rmSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { buildApp } from '../build-app.mjs'
import { demoEnvironment } from '../demo-world.mjs'
import { root } from '../newer-node.mjs'
import { freePort } from '../ports.mjs'
import { createDatabase } from '../postgres.mjs'
import { answering, run, script, server, start, stopAll } from '../processes.mjs'
import { openStore } from './store.mjs'

const folder = '.data/campaigns/kill'

/** Milliseconds that a start and what it has to settle may take. */
const READY_WITHIN = 3_000
const SETTLED_WITHIN = 5_000
const GIVEN_UP_AFTER = 30_000

const ACCOUNTS = 4

/** Where the server is when it dies: what Stripe is slow at or loses, and how long after the saves were sent. */
const POINTS = [
  { name: 'before anything is sent', fault: null, after: [0, 30] },
  {
    name: 'while the settings are read',
    fault: { method: 'GET', kind: { kind: 'delay', ms: 1500 } },
    after: [100, 600],
  },
  { name: 'write sent, not applied', fault: { method: 'POST', kind: { kind: 'delay', ms: 1500 } }, after: [250, 700] },
  { name: 'applied, no answer', fault: { method: 'POST', kind: { kind: 'reset_after' } }, after: [60, 400] },
  { name: 'applied, half an answer', fault: { method: 'POST', kind: { kind: 'drip', ms: 1500 } }, after: [250, 700] },
  { name: 'around the outcome', fault: null, after: [30, 250] },
  { name: 'while the next start resolves', fault: null, after: [30, 250], again: [0, 400] },
  { name: 'at any time', fault: null, after: [0, 1200] },
]

/** @returns {Promise<number>} violations */
export async function killServer({ n, seed, env }) {
  const random = seeded(seed)
  const world = await openWorld(env).catch(async (error) => {
    await stopAll()
    throw error
  })
  const violations = []
  const times = { ready: [], writes: [], events: [] }
  let sent = 0
  try {
    for (let round = 0; round < n; round++) {
      const point = POINTS[round % POINTS.length]
      const { child, ready } = await world.startServer()
      times.ready.push(ready)
      const settled = await world.settle()
      times.writes.push(settled.writes)
      times.events.push(settled.events)
      await world.warmUp()
      const where = `round ${round} (${point.name})`
      if (ready > READY_WITHIN) violations.push(`${where}: ready after ${ready} ms`)
      for (const [what, ms] of Object.entries(settled))
        if (ms > SETTLED_WITHIN) violations.push(`${where}: ${what} settled after ${ms} ms`)
      if (point.fault) await world.fault(point.fault)
      for (const id of world.accounts) {
        if (random() < 0.25) await world.changeOutside(id, `THEIRS ${++sent}`)
        world.save(id, `OURS ${++sent}`)
      }
      await pause(between(random, point.after))
      await world.kill(child)
      if (point.again) {
        const again = world.spawnServer()
        await pause(600 + between(random, point.again))
        await world.kill(again)
      }
      await world.fault(null)
    }
    const { child } = await world.startServer()
    await world.settle()
    violations.push(...(await world.findLies()))
    await world.kill(child)
  } finally {
    await world.close()
  }
  for (const violation of violations) console.error(violation)
  console.log(`${n} kills, ${sent} saves and changes outside: ${world.summary}`)
  for (const [name, list] of Object.entries(times)) console.log(`${name}: ${describe(list)}`)
  return violations.length
}

const describe = (list) => {
  const sorted = list.toSorted((a, b) => a - b)
  return `median ${sorted[Math.floor(sorted.length / 2)]} ms, slowest ${sorted.at(-1)} ms`
}
const between = (random, [least, most]) => least + random() * (most - least)

/** Mulberry32: numbers from 0 to 1 that a seed repeats. */
function seeded(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

async function openWorld({ TEST_DATABASE_URL }) {
  buildApp()
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const { app, simulator } = demoEnvironment({
    folder,
    appPort: await freePort(3500),
    simulatorPort: await freePort(12_500),
    databaseUrl: TEST_DATABASE_URL ? await createDatabase(TEST_DATABASE_URL, 'campaign_kill') : undefined,
  })
  run(script('scripts/migrate.ts'), { env: app, quiet: true })
  start('The Stripe simulator', ['simulator/server.ts'], {
    env: { ...simulator, SIM_STATE_FILE: '', SIM_ACCOUNTS: '5' },
    logTo: `${folder}/simulator.log`,
  })
  const control = async (method, path, body) => {
    const answer = await fetch(`${app.STRIPE_SIMULATOR_URL}/_sim${path}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    })
    return answer.json()
  }
  await answering(`${app.STRIPE_SIMULATOR_URL}/_sim/health`)
  const accounts = []
  for (let made = 0; made < ACCOUNTS; made++)
    accounts.push((await control('POST', '/accounts', { country: 'US', profile: 'custom', name: `Kill ${made}` })).id)
  run(script('prisma/seed.ts'), { env: app, quiet: true })
  const store = await openStore(app.DATABASE_URL)
  const save = await signIn(store, app)
  const log = openSync(`${folder}/app.log`, 'a')

  const spawnServer = () =>
    spawn(process.execPath, server(), {
      cwd: root,
      env: { ...process.env, ...app, NEXT_TELEMETRY_DISABLED: '1' },
      stdio: ['ignore', log, log],
    })
  const world = {
    accounts,
    spawnServer,
    summary: '',
    async startServer() {
      const startedAt = performance.now()
      const child = spawnServer()
      while (!(await fetch(`${app.APP_URL}/api/ready`).catch(() => null))?.ok) {
        if (performance.now() - startedAt > GIVEN_UP_AFTER) throw new Error('the server does not start')
        await pause(10)
      }
      return { child, ready: Math.round(performance.now() - startedAt) }
    },
    /** A server that has just started is so slow at its first page that nothing would be sent before it dies. */
    async warmUp() {
      for (const id of accounts) {
        const answer = await world.save(id, `OURS ${randomUUID().slice(0, 8)}`)
        if (!answer?.includes('"kind":"saved"')) throw new Error(`a save while nothing is wrong: ${answer}`)
      }
    },
    /** Milliseconds until no write is open, and until no event waits either. */
    async settle() {
      const startedAt = performance.now()
      const passed = () => Math.round(performance.now() - startedAt)
      const until = async (from) => {
        while ((await store.count(from)) > 0 && passed() < GIVEN_UP_AFTER) await pause(20)
        return passed()
      }
      const writes = await until('"OpenIntent"')
      return { writes, events: await until('"StripeEvent" WHERE "processedAt" IS NULL') }
    },
    fault: (fault) =>
      fault
        ? control('POST', '/faults', {
            match: { method: fault.method, path: '/v1/balance_settings' },
            times: 'always',
            fault: fault.kind,
          })
        : control('DELETE', '/faults'),
    changeOutside: (id, descriptor) =>
      control('POST', `/accounts/${id}/balance_settings`, {
        payments: { payouts: { statement_descriptor: descriptor } },
      }),
    /** Not awaited: the answer may never come. */
    async save(id, descriptor) {
      const { balance_settings: settings } = await control('GET', `/accounts/${id}/state`)
      return save(id, descriptor, settings.payments).catch(() => null)
    },
    kill: (child) =>
      new Promise((resolve) => {
        if (child.exitCode !== null) return resolve()
        child.once('exit', resolve)
        child.kill('SIGKILL')
      }),
    async findLies() {
      const lies = []
      const seen = { applied: 0, refused: 0, conflict: 0, outside: 0 }
      for (const id of accounts) {
        const { data } = await control('GET', `/ledger?account=${id}&type=balance_settings.updated`)
        const ours = data.filter(({ actor }) => actor !== 'dashboard').map((change) => change.idempotency_key)
        const entries = await store.entriesOf(id)
        const intents = entries.filter(({ type }) => type === 'balance_settings.update')
        if (new Set(ours).size !== ours.length) lies.push(`${id}: an intent took effect twice`)
        for (const key of ours)
          if (!intents.some((intent) => intent.id === key)) lies.push(`${id}: ${key} was sent without an intent`)
        for (const { id: entryId, outcome } of intents) {
          const happened = ours.includes(entryId)
          const isTrue = happened ? outcome === 'applied' : outcome === 'refused' || outcome === 'conflict'
          if (!isTrue) lies.push(`${id}: ${entryId} is ${outcome}, and ${happened ? 'happened' : 'did not happen'}`)
          else seen[outcome]++
        }
        for (const { type, changes } of entries) {
          if (type !== 'balance_settings.changed_outside') continue
          seen.outside++
          if (changes.includes('"after":"OURS')) lies.push(`${id}: our change is recorded as a stranger’s`)
        }
      }
      world.summary = Object.entries(seen)
        .map(([outcome, count]) => `${count} ${outcome}`)
        .join(', ')
      if (seen.applied === 0) lies.push('no save ever took effect, so nothing was tried')
      return lies
    },
    async close() {
      await store.close()
      await stopAll()
    },
  }
  return world
}

/** A session of an admin, and the call of the action by which a browser saves. */
async function signIn(store, { APP_URL, AUTH_SECRET }) {
  const token = randomBytes(24).toString('base64url')
  const personId = await store.addAdmin(randomUUID(), token)
  const mac = (text) => createHmac('sha256', AUTH_SECRET).update(text)
  const cookie = encodeURIComponent(`${token}.${mac(token).digest('base64')}`)
  const viewer = mac(`viewer ${personId}`).digest('base64url').slice(0, 22)
  const { node } = JSON.parse(readFileSync('.next/server/server-reference-manifest.json', 'utf8'))
  const [action] = Object.entries(node).find(([, { exportedName }]) => exportedName === 'saveBalanceSettingsAction')
  return async (accountId, statementDescriptor, { payouts, settlement_timing: timing, debit_negative_balances }) => {
    const base = {
      schedule: { interval: payouts.schedule.interval },
      minimumBalances: payouts.minimum_balance_by_currency ?? null,
      delayDaysOverride: timing.delay_days_override ?? null,
      startOfDay: null,
      debitNegativeBalances: debit_negative_balances,
      statementDescriptor: payouts.statement_descriptor,
    }
    const answer = await fetch(`${APP_URL}/accounts/${accountId}`, {
      method: 'POST',
      headers: {
        'next-action': action,
        'content-type': 'text/plain;charset=UTF-8',
        accept: 'text/x-component',
        origin: APP_URL,
        cookie: `spillway=${cookie}`,
      },
      body: JSON.stringify([viewer, accountId, { patch: { statementDescriptor }, base, reason: null }]),
    })
    return answer.text()
  }
}
