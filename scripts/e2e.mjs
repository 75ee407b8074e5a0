// The end-to-end tests on one database: a fresh world (simulator, migrated database, two production servers), then
// Playwright, with whatever arguments are passed on. The second server reads Stripe in its flat preview shape.
import { mkdirSync, rmSync } from 'node:fs'
import { findBrowser } from './browser.mjs'
import { buildApp } from './build-app.mjs'
import { demoEnvironment } from './demo-world.mjs'
import { freePort } from './ports.mjs'
import { answering, next, run, script, start, stopAll, stopOnSignals } from './processes.mjs'

const folder = '.data/e2e'
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })

const ports = { app: await freePort(3100), preview: await freePort(3200), simulator: await freePort(12211) }
const { app, simulator } = demoEnvironment({
  folder,
  appPort: ports.app,
  simulatorPort: ports.simulator,
  databaseUrl: process.env.E2E_DATABASE_URL || undefined,
})
delete app.DEMO_PEOPLE
const preview = {
  ...app,
  APP_URL: `http://localhost:${ports.preview}`,
  PORT: String(ports.preview),
  STRIPE_API_VERSION: '2025-07-30.preview',
  // The two read Stripe in different shapes, and what one records the other would take for a change.
  BACKGROUND_WORK: 'off',
}

stopOnSignals()
buildApp()
run(script('scripts/migrate.ts'), { env: app })
start('The Stripe simulator', ['simulator/server.ts'], { env: { ...simulator, SIM_STATE_FILE: '' } })
await answering(`${app.STRIPE_SIMULATOR_URL}/_sim/health`)
const [server] = [app, preview].map((env) =>
  start('Spillway', next('start', '-H', 'localhost', '-p', env.PORT), { env, logTo: `${folder}/app-${env.PORT}.log` }),
)
await Promise.all([app, preview].map((env) => answering(`${env.APP_URL}/api/ready`)))

const world = {
  appUrl: app.APP_URL,
  previewAppUrl: preview.APP_URL,
  simulatorUrl: app.STRIPE_SIMULATOR_URL,
  databaseUrl: app.DATABASE_URL,
  webhookSecret: app.STRIPE_WEBHOOK_SECRET,
  browser: findBrowser(),
  appPid: server.pid,
}
const passed = run(['node_modules/@playwright/test/cli.js', 'test', ...process.argv.slice(2)], {
  // The tests read the database through the product's own gateway, which is written for the server side only.
  env: {
    ...app,
    NODE_OPTIONS: '--conditions=react-server',
    E2E_WORLD: JSON.stringify(world),
    E2E_REPORT: process.env.E2E_REPORT ?? '',
  },
  orExit: false,
})
await stopAll()
process.exit(passed ? 0 : 1)
