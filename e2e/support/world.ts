import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { test } from '@playwright/test'
import { demoEnvironment } from '../../scripts/demo-world.mjs'
import { findNginx } from '../../scripts/nginx.mjs'
import { freePort } from '../../scripts/ports.mjs'
import { databaseOn } from '../../scripts/postgres.mjs'

/**
 * `shared` is for tests that run side by side, each on accounts of its own. `alone` is for those that concern every
 * account at once: they change the platform's rules, move the clock, sync, or load the server. They run one by one.
 * In `forwarded` the product expects one proxy in front, which a test plays by sending X-Forwarded-For: for what is
 * counted per address. `nginx` is for tests that put nginx in front, and exists where nginx is installed.
 */
export type Worlds = { shared: WorldPlan; alone: WorldPlan; forwarded: WorldPlan; nginx?: WorldPlan }

/** A simulator, a database and the product on both, with the environment that each is started with. */
export type WorldPlan = {
  folder: string
  app: Environment
  /** The same product on the same data, reading Stripe in its flat 2025-07-30.preview shape. */
  preview?: Environment
  simulator: Record<string, string>
}
type Environment = ReturnType<typeof demoEnvironment>['app'] & Record<string, string>

/** Chooses free ports, and databases on the PostgreSQL server at E2E_DATABASE_URL or else SQLite files. */
export async function planWorlds(): Promise<Worlds> {
  const shared = await planWorld('shared', 3100)
  const forwarded = await planWorld('forwarded', 3250)
  const alone = await planWorld('alone', 3150)
  // The test of mail starts the server; in the other worlds no mail is sent.
  const mail = { SMTP_URL: `smtp://127.0.0.1:${await freePort(3180)}`, MAIL_FROM: 'payouts@harbour.example' }
  return {
    shared: { ...shared, preview: await planPreview(shared.app) },
    alone: { ...alone, app: { ...alone.app, ...mail } },
    forwarded: { ...forwarded, app: { ...forwarded.app, TRUSTED_PROXIES: '1' } },
    ...(findNginx() && { nginx: await planNginxWorld() }),
  }
}

async function planWorld(name: string, firstPort: number): Promise<WorldPlan> {
  const folder = `.data/e2e/${name}`
  const server = process.env.E2E_DATABASE_URL
  const { app, simulator } = demoEnvironment({
    folder,
    appPort: await freePort(firstPort),
    simulatorPort: await freePort(firstPort + 9_100),
    databaseUrl: server ? databaseOn(server, `e2e_${name}`) : undefined,
    secrets: { auth: 'for the end-to-end tests on this machine only', webhook: 'whsec_end_to_end_tests' },
  })
  return {
    folder,
    // Long enough for a busy machine, and short enough to wait for.
    app: {
      ...app,
      DEMO_PEOPLE: '',
      STRIPE_TIMEOUT_MS: '4000',
      // Each answer is kept, for what is looked for in all of them at the end.
      NODE_OPTIONS: `--import ${pathToFileURL('e2e/support/tap.mjs')}`,
      E2E_ANSWERS: resolve(folder, 'answers'),
    },
    simulator: { ...simulator, SIM_STATE_FILE: '' },
  }
}

/** Spillway as people reach it through nginx; each test starts the nginx that it needs at this address. */
async function planNginxWorld(): Promise<WorldPlan> {
  const world = await planWorld('nginx', 3300)
  const APP_URL = `https://localhost:${await freePort(3320)}`
  return {
    ...world,
    app: { ...world.app, APP_URL, TRUSTED_PROXIES: '1' },
    simulator: { ...world.simulator, SIM_APP_ORIGIN: APP_URL },
  }
}

async function planPreview(app: Environment): Promise<Environment> {
  const PORT = String(await freePort(3200))
  return {
    ...app,
    APP_URL: `http://localhost:${PORT}`,
    PORT,
    STRIPE_API_VERSION: '2025-07-30.preview',
    // The two read Stripe in different shapes, and what one records the other would take for a change.
    BACKGROUND_WORK: 'off',
  }
}

const plan = (): WorldPlan => test.info().project.metadata.world

/** A world beside that of the test that is running. */
export const worldNamed = (name: 'shared' | 'alone'): WorldPlan => JSON.parse(process.env.E2E_WORLDS ?? '')[name]

/** The world of the test that is running. */
export const world = {
  get folder() {
    return plan().folder
  },
  get appUrl() {
    return plan().app.APP_URL
  },
  get previewAppUrl() {
    return plan().preview?.APP_URL ?? ''
  },
  get simulatorUrl() {
    return plan().app.STRIPE_SIMULATOR_URL
  },
  /** What the product at `appUrl` was started with. */
  get environment() {
    return plan().app
  },
}
