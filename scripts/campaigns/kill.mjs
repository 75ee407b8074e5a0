// Kills the real server (-9) at each named point and at any time, starts it again, and compares the record with the
// simulator's ledger. Needs no person: what the start doesn't settle by itself is a violation.
import { spawn } from 'node:child_process'
import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { buildApp } from '../build-app.mjs'
import { demoEnvironment } from '../demo-world.mjs'
import { root } from '../newer-node.mjs'
import { freePort } from '../ports.mjs'
import { createDatabase } from '../postgres.mjs'
import { answering, run, script, server, start, stopAll } from '../processes.mjs'
import { openStore } from './store.mjs'

/** Milliseconds that a start and what it has to settle may take, and after which a server has missed its point. */
const READY_WITHIN = 3_000
const SETTLED_WITHIN = 5_000
const GIVEN_UP_AFTER = 30_000

/** Milliseconds within which a rollout continues whose process died: its lease has to end. */
const ROLLED_OUT_WITHIN = 30_000

const ACCOUNTS = 4

const SLOW = { method: 'POST', kind: { kind: 'delay', ms: 1500 } }
const UNANSWERED = { method: 'POST', kind: { kind: 'timeout_after' } }

/**
 * Where the server is when it dies. Either it kills itself at a step of crash-at.mjs (`at`): during saves, while the next
 * start resolves what was left open (`starts`), while it stops (`stops`), or in a rollout. Or it is killed some
 * milliseconds after the saves were sent, or once Stripe has carried one out.
 */
const POINTS = [
  { at: 'before the session is read' },
  { at: 'intent written, not committed' },
  { at: 'intent committed' },
  { at: 'settings asked for' },
  { at: 'settings received' },
  { at: 'write connected, no byte sent' },
  { at: 'half of the write sent' },
  { at: 'write sent', fault: SLOW },
  { name: 'applied, not a byte of the answer', fault: UNANSWERED, onceApplied: true },
  { at: 'half of the answer received', fault: { method: 'POST', kind: { kind: 'drip', ms: 1500 } } },
  { at: 'answer read' },
  { at: 'outcome written, not committed' },
  { at: 'outcome committed' },
  { at: 'before the page is rendered again' },
  { at: 'an open intent claimed', fault: UNANSWERED, starts: true },
  { at: 'its key voided', fault: UNANSWERED, starts: true },
  { at: 'Stripe has said that it had begun', fault: UNANSWERED, starts: true },
  { at: 'the write repeated', fault: UNANSWERED, starts: true },
  { at: 'its outcome written, not committed', fault: UNANSWERED, starts: true },
  { at: 'its outcome committed', fault: UNANSWERED, starts: true },
  { at: 'event kept, not acknowledged' },
  { at: 'between two accounts of a rollout', rollsOut: true },
  { at: 'checkpoint signed, without its name', stops: true },
  { at: 'checkpoint named', stops: true },
  { name: 'applied, connection reset', fault: { method: 'POST', kind: { kind: 'reset_after' } }, after: [60, 400] },
  { name: 'around the outcome', after: [30, 250] },
  { name: 'while the next start resolves', after: [30, 250], again: [0, 400] },
  { name: 'at any time', after: [0, 1200] },
  { name: 'at any time', after: [0, 1200] },
  { name: 'at any time', after: [0, 1200] },
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
  const saveAll = async () => {
    for (const id of world.accounts) {
      if (random() < 0.25) await world.changeOutside(id, `THEIRS ${++sent}`)
      world.save(id, `OURS ${++sent}`)
    }
  }
  /** Starts a server, and says what it took until everything was settled. */
  const startAndSettle = async (where, at) => {
    const { child, ready } = await world.startServer(at)
    times.ready.push(ready)
    const settled = await world.settle()
    times.writes.push(settled.writes)
    times.events.push(settled.events)
    if (ready > READY_WITHIN) violations.push(`${where}: ready after ${ready} ms`)
    for (const [what, ms] of Object.entries(settled))
      if (ms > SETTLED_WITHIN) violations.push(`${where}: ${what} settled after ${ms} ms`)
    return child
  }
  const diesAlone = async (child, where) => {
    if (!(await world.isDead(child))) violations.push(`${where}: never came there`)
    await world.kill(child)
  }
  let before = 'first start'
  try {
    for (let round = 0; round < n; round++) {
      const point = POINTS[round % POINTS.length]
      const where = `round ${round} (${point.at ?? point.name})`
      const child = await startAndSettle(before, point.starts || point.rollsOut ? undefined : point.at)
      before = where
      if (!(await world.rolledOut())) violations.push(`${where}: the rollout before it didn’t continue`)
      await world.warmUp()
      if (point.fault) await world.fault(point.fault)
      if (point.rollsOut) {
        await world.kill(child)
        await world.rollOut()
        world.arm()
        await diesAlone(world.spawnServer(point.at), where)
      } else if (point.starts) {
        await saveAll()
        await world.applied()
        await world.kill(child)
        await world.fault(null)
        world.arm()
        await diesAlone(world.spawnServer(point.at), where)
      } else if (point.at) {
        world.arm()
        if (point.stops) child.kill('SIGTERM')
        else await saveAll()
        await diesAlone(child, where)
      } else {
        await saveAll()
        if (point.onceApplied) await world.applied()
        else await pause(between(random, point.after))
        await world.kill(child)
      }
      if (point.again) {
        const again = world.spawnServer()
        await pause(600 + between(random, point.again))
        await world.kill(again)
      }
      world.disarm()
      await world.fault(null)
    }
    const child = await startAndSettle(before)
    await world.rolledOut()
    violations.push(...(await world.findLies()))
    await world.kill(child)
    if (!world.verify()) violations.push('the record doesn’t verify')
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
  const folder = `.data/campaigns/kill-${TEST_DATABASE_URL ? 'postgresql' : 'sqlite'}`
  const armed = `${folder}/armed`
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const { app: environment, simulator } = demoEnvironment({
    folder,
    appPort: await freePort(TEST_DATABASE_URL ? 3550 : 3500),
    simulatorPort: await freePort(TEST_DATABASE_URL ? 12_550 : 12_500),
    databaseUrl: TEST_DATABASE_URL ? await createDatabase(TEST_DATABASE_URL, 'campaign_kill') : undefined,
  })
  const app = {
    ...environment,
    CHECKPOINT_KEY_FILE: `${folder}/checkpoint.key`,
    CHECKPOINTS_DIR: `${folder}/checkpoints`,
  }
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
  const { save, personId } = await signIn(store, app)
  const log = openSync(`${folder}/app.log`, 'a')

  const spawnServer = (at) =>
    spawn(process.execPath, [...(at ? ['--import', './scripts/campaigns/crash-at.mjs'] : []), ...server()], {
      cwd: root,
      env: {
        ...process.env,
        ...app,
        NEXT_TELEMETRY_DISABLED: '1',
        ...(at && { CRASH_AT: at, CRASH_ARMED: armed }),
      },
      stdio: ['ignore', log, log],
    })
  /** Changes that Stripe has carried out for us. */
  const writes = async () => {
    const lists = await Promise.all(accounts.map((id) => control('GET', `/ledger?account=${id}`)))
    return lists.flatMap(({ data }) => data).filter(({ idempotency_key: key }) => key).length
  }
  let [writesBefore, delay] = [0, 3]
  const world = {
    accounts,
    spawnServer,
    summary: '',
    arm: () => writeFileSync(armed, ''),
    disarm: () => rmSync(armed, { force: true }),
    async startServer(at) {
      const startedAt = performance.now()
      const child = spawnServer(at)
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
      writesBefore = await writes()
    },
    /** Waits until Stripe has carried out a save since the warm-up. */
    async applied() {
      for (const since = Date.now(); (await writes()) === writesBefore && Date.now() - since < GIVEN_UP_AFTER; )
        await pause(10)
    },
    /** Whether the process has killed itself, waited for as long as a start and its work may take. */
    async isDead(child) {
      for (const since = Date.now(); child.signalCode === null && Date.now() - since < GIVEN_UP_AFTER; ) await pause(20)
      return child.signalCode === 'SIGKILL'
    },
    /** Begins a rollout while no server runs. */
    rollOut() {
      delay = delay === 9 ? 3 : delay + 1
      run(script('scripts/campaigns/begin-rollout.ts', personId, String(delay), ...accounts), { env: app })
    },
    /** Whether no rollout is in progress, or the last one ends in time. */
    async rolledOut() {
      const from = `"Rollout" WHERE "status" = 'in_progress'`
      for (const since = Date.now(); (await store.count(from)) > 0; ) {
        if (Date.now() - since > ROLLED_OUT_WITHIN) return false
        await pause(100)
      }
      return true
    },
    /** As npm run audit -- verify, with the checkpoints of all these servers. */
    verify: () => run(script('scripts/audit.ts', 'verify'), { env: app, orExit: false, quiet: true }),
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
        if (child.exitCode !== null || child.signalCode !== null) return resolve()
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
  const save = async (
    accountId,
    statementDescriptor,
    { payouts, settlement_timing: timing, debit_negative_balances },
  ) => {
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
  return { save, personId }
}
