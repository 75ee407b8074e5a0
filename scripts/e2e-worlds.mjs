// Starts the worlds of the end-to-end tests, each with a new database: playwright.config.ts plans them and runs this.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { continueOnNewerNode } from './newer-node.mjs'

continueOnNewerNode()

const { buildApp } = await import('./build-app.mjs')
const { createDatabase } = await import('./postgres.mjs')
const { answering, run, script, server, start, stopAll, stopOnSignals } = await import('./processes.mjs')

async function startWorld([name, { folder, app, preview, simulator }]) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  if (process.env.E2E_DATABASE_URL) await createDatabase(process.env.E2E_DATABASE_URL, `e2e_${name}`)
  run(script('scripts/migrate.ts'), { env: app })
  start('The Stripe simulator', ['simulator/server.ts'], { env: simulator, logTo: `${folder}/simulator.log` })
  const instances = preview ? [app, preview] : [app]
  const startInstance = (env, whenKilled) =>
    start('Spillway', server(), { env, logTo: `${folder}/app-${env.PORT}.log`, whenKilled })
  const startMain = () => {
    // A test that runs alone kills it, and it is started again, as a service manager does.
    const { pid } = startInstance(app, name === 'alone' ? startMain : undefined)
    writeFileSync(`${folder}/app.pid`, String(pid))
  }
  startMain()
  for (const env of instances.slice(1)) startInstance(env)
  await Promise.all([
    answering(`${app.STRIPE_SIMULATOR_URL}/_sim/health`),
    ...instances.map(({ PORT }) => answering(`http://127.0.0.1:${PORT}/api/ready`)),
  ])
}

/** A test run that is killed cannot stop its worlds any more. */
function stopWith(pid) {
  const isAlive = () => {
    try {
      return process.kill(pid, 0)
    } catch {
      return false
    }
  }
  setInterval(() => isAlive() || void stopAll().then(() => process.exit(0)), 2000).unref()
}

stopOnSignals()
stopWith(Number(process.env.E2E_RUNNER_PID))
buildApp()
await Promise.all(Object.entries(JSON.parse(process.env.E2E_WORLDS)).map(startWorld))
console.log('The worlds of the end-to-end tests are ready.')
