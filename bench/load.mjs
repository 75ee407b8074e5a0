// npm run bench:load: pages while something goes wrong, each compared with the same page when nothing else happens, and the
// server's memory; on SQLite and on PostgreSQL. Exits with 1 where a figure breaks a budget of bench/budgets.json. Words as
// arguments choose among databases and situations: npm run bench:load -- sqlite events
import { readFileSync } from 'node:fs'
import { continueOnNewerNode, installPackages } from '../scripts/newer-node.mjs'

installPackages()
continueOnNewerNode()

const { buildApp } = await import('../scripts/build-app.mjs')
const { freePort } = await import('../scripts/ports.mjs')
const { createDatabase, startPostgres } = await import('../scripts/postgres.mjs')
const { stopAll, stopOnSignals } = await import('../scripts/processes.mjs')
const { clientOf, signIn } = await import('./load/client.mjs')
const { measureEventBurst } = await import('./load/event-burst.mjs')
const { measureHangingAccount } = await import('./load/hanging-account.mjs')
const { measureLockedFile } = await import('./load/locked-file.mjs')
const { measureMemory } = await import('./load/memory.mjs')
const { measureOverload } = await import('./load/overload.mjs')
const { measureRollout } = await import('./load/rollout.mjs')
const { measureSignInAttack } = await import('./load/sign-in-attack.mjs')
const { budgetOf, keepFigures, writtenValue } = await import('./load/report.mjs')
const { measureSync } = await import('./load/sync.mjs')
const { warmUp } = await import('./load/warm-up.mjs')
const { prepareWorld, startSpillway } = await import('./world.mjs')

const SITUATIONS = {
  hanging: { title: 'While the calls of one account to Stripe hang', measure: measureHangingAccount },
  events: { title: 'While 2,000 events arrive', measure: measureEventBurst },
  attack: { title: 'While sign-in is attacked', measure: measureSignInAttack },
  locked: { title: 'While another process locks the SQLite file', measure: measureLockedFile, only: 'sqlite' },
  overload: { title: 'At 200 connections', measure: measureOverload },
  rollout: { title: 'While a rollout changes 800 accounts', measure: measureRollout, accounts: 800 },
  memory: { title: 'Memory', measure: measureMemory },
  sync: { title: 'A sync of 100,000 accounts', measure: measureSync, needsNoServer: true },
}
const DATABASES = ['sqlite', 'postgresql']

const chosen = process.argv.slice(2)
const amongst = (names) =>
  names.some((name) => chosen.includes(name)) ? names.filter((name) => chosen.includes(name)) : names
const { load: budgets } = JSON.parse(readFileSync('bench/budgets.json', 'utf8'))

/** A figure with its budget. @returns whether the budget is kept */
function report(figure) {
  const { what, value, atLeast, atMost } = figure
  const isKept = atLeast === undefined ? value <= atMost : value >= atLeast
  console.log(`${isKept ? 'kept  ' : 'BROKEN'}  ${what}: ${writtenValue(figure)}, ${budgetOf(figure)}`)
  return isKept
}

/** @returns whether all budgets are kept */
function keep(title, database, figures) {
  keepFigures({ title, database, figures })
  return figures.map(report).every(Boolean)
}

/** Each situation finds a server of its own, which has been used for a while. @returns whether all budgets are kept */
async function measureIn(database, databaseUrl, { title, measure, accounts: stored, needsNoServer = false }) {
  if (needsNoServer) {
    try {
      console.log(`\n${title}, on ${database}`)
      return keep(title, database, await measure({ databaseUrl, budgets }))
    } finally {
      await stopAll()
    }
  }
  const metricsPort = await freePort(3350)
  const world = await prepareWorld({
    databaseUrl,
    accounts: stored,
    env: { TRUSTED_PROXIES: '1', METRICS_PORT: String(metricsPort), STRIPE_REQUESTS_PER_SECOND: '100' },
  })
  try {
    const { pid: appPid } = await startSpillway(world)
    const send = clientOf(world.appUrl)
    const [admin, person] = world.people.filter(({ staffRole }) => staffRole)
    const headers = { cookie: await signIn(send, world.appUrl, admin) }
    const open = (path) => send(path, { headers })
    await warmUp({ open })
    const accounts = await accountsOf(world.simulatorUrl)
    const { STRIPE_WEBHOOK_SECRET: secret, DATABASE_URL } = world.app.env
    const metricsUrl = `http://127.0.0.1:${metricsPort}/metrics`
    console.log(`\n${title}, on ${database}`)
    const figures = await measure({
      ...world,
      ...{ send, open, person, appPid, metricsUrl, secret, accounts, budgets },
      databaseFile: DATABASE_URL.replace(/^file:/, ''),
    })
    return keep(title, database, figures)
  } finally {
    await stopAll()
  }
}

async function accountsOf(simulatorUrl) {
  const answer = await fetch(`${simulatorUrl}/v1/accounts?limit=100`, {
    headers: { authorization: 'Bearer sk_test_simulator' },
  })
  return (await answer.json()).data.map(({ id }) => id)
}

stopOnSignals()
if (amongst(Object.keys(SITUATIONS)).some((name) => !SITUATIONS[name].needsNoServer)) buildApp()
let areAllKept = true
for (const database of amongst(DATABASES)) {
  const postgres = database === 'postgresql' ? await startPostgres() : null
  if (postgres?.missing) {
    console.error(`The load is measured on PostgreSQL too: ${postgres.missing}.`)
    process.exit(1)
  }
  try {
    for (const name of amongst(Object.keys(SITUATIONS))) {
      const situation = SITUATIONS[name]
      if (situation.only && situation.only !== database) continue
      const databaseUrl = postgres ? await createDatabase(postgres.url, 'bench') : undefined
      areAllKept = (await measureIn(database, databaseUrl, situation)) && areAllKept
    }
  } finally {
    postgres?.stop()
  }
}
process.exit(areAllKept ? 0 : 1)
