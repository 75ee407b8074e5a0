// A world of the bench's own: simulator, migrated and seeded database, one production server, a bare page beside it.
import { mkdirSync, rmSync } from 'node:fs'
import { demoEnvironment } from '../scripts/demo-world.mjs'
import { freePort } from '../scripts/ports.mjs'
import { answering, next, run, script, server, start } from '../scripts/processes.mjs'
import { BARE_FOLDER } from './bare-page.mjs'

const folder = '.data/bench/world'
const localhost = (port) => ['-H', 'localhost', '-p', String(port)]

/**
 * What to start the two processes with; nothing of it runs yet, and the database is migrated and empty.
 *
 * @param {{ databaseUrl?: string, env?: Record<string, string>, accounts?: number, isCounted?: boolean }} [world] an SQLite
 *   file of its own unless a database is given, what the server's environment has beside the demo's, and whether its
 *   statements are counted
 */
export async function prepareWorld({ databaseUrl, env = {}, accounts = 60, isCounted = false } = {}) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const { app, simulator } = demoEnvironment({
    folder,
    databaseUrl,
    appPort: await freePort(3300),
    simulatorPort: await freePort(12311),
  })
  // Otherwise a PostgreSQL database gets those of the one before it, which belong to another log.
  Object.assign(app, { CHECKPOINTS_DIR: `${folder}/checkpoints`, STATEMENTS_FILE: `${folder}/statements` }, env)
  run(script('scripts/migrate.ts'), { env: app })
  return {
    appUrl: app.APP_URL,
    simulatorUrl: app.STRIPE_SIMULATOR_URL,
    people: JSON.parse(app.DEMO_PEOPLE),
    statementsFile: app.STATEMENTS_FILE,
    app: {
      args: [...(isCounted ? ['--require', './bench/count-statements.cjs'] : []), ...server()],
      env: app,
      ready: `${app.APP_URL}/api/ready`,
    },
    simulator: {
      args: ['simulator/server.ts'],
      env: { ...simulator, SIM_STATE_FILE: '', SIM_ACCOUNTS: String(accounts) },
      ready: `${app.STRIPE_SIMULATOR_URL}/_sim/health`,
    },
  }
}

const logTo = `${folder}/servers.log`

/** The simulator and Spillway alone. @returns Spillway's process */
export async function startSpillway(world) {
  start('The Stripe simulator', world.simulator.args, { env: world.simulator.env, logTo })
  await answering(world.simulator.ready)
  run(script('prisma/seed.ts'), { env: world.app.env, quiet: true })
  const app = start('Spillway', world.app.args, { env: world.app.env, logTo })
  await answering(world.app.ready)
  return app
}

/** @returns {Promise<{ appPid: number, barePid: number, bareUrl: string }>} the servers that now run */
export async function startWorld(world) {
  const app = await startSpillway(world)
  const barePort = await freePort(3400)
  const bare = start('The bare page', next('start', BARE_FOLDER, ...localhost(barePort)), { logTo })
  const bareUrl = `http://localhost:${barePort}`
  await answering(bareUrl)
  return { appPid: app.pid, barePid: bare.pid, bareUrl }
}
