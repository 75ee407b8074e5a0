import { test } from '@playwright/test'
import { demoEnvironment } from '../../scripts/demo-world.mjs'
import { freePort } from '../../scripts/ports.mjs'
import { databaseOn } from '../../scripts/postgres.mjs'

/**
 * `shared` is for tests that run side by side, each on accounts of its own. `alone` is for those that concern every
 * account at once: they change the platform's rules, move the clock, sync, or load the server. They run one by one.
 */
export const WORLD_NAMES = ['shared', 'alone'] as const
type WorldName = (typeof WORLD_NAMES)[number]

/** A simulator, a database and the product on both, with the environment that each is started with. */
export type WorldPlan = {
  folder: string
  app: Environment
  /** The same product on the same data, reading Stripe in its flat 2025-07-30.preview shape. */
  preview: Environment
  simulator: Record<string, string>
}
type Environment = ReturnType<typeof demoEnvironment>['app'] & Record<string, string>

/** Chooses free ports, and databases on the PostgreSQL server at E2E_DATABASE_URL or else SQLite files. */
export async function planWorlds(): Promise<Record<WorldName, WorldPlan>> {
  return { shared: await planWorld('shared', 3100), alone: await planWorld('alone', 3150) }
}

async function planWorld(name: WorldName, firstPort: number): Promise<WorldPlan> {
  const folder = `.data/e2e/${name}`
  const server = process.env.E2E_DATABASE_URL
  const { app, simulator } = demoEnvironment({
    folder,
    appPort: await freePort(firstPort),
    simulatorPort: await freePort(firstPort + 9_100),
    databaseUrl: server ? databaseOn(server, `e2e_${name}`) : undefined,
    secrets: { auth: 'for the end-to-end tests on this machine only', webhook: 'whsec_end_to_end_tests' },
  })
  // Long enough for a busy machine, and short enough to wait for.
  const settings = { ...app, DEMO_PEOPLE: '', STRIPE_TIMEOUT_MS: '4000' }
  const previewPort = String(await freePort(firstPort + 100))
  return {
    folder,
    app: settings,
    preview: {
      ...settings,
      APP_URL: `http://localhost:${previewPort}`,
      PORT: previewPort,
      STRIPE_API_VERSION: '2025-07-30.preview',
      // The two read Stripe in different shapes, and what one records the other would take for a change.
      BACKGROUND_WORK: 'off',
    },
    simulator: { ...simulator, SIM_STATE_FILE: '' },
  }
}

const plan = (): WorldPlan => test.info().project.metadata.world

/** The world of the test that is running. */
export const world = {
  get folder() {
    return plan().folder
  },
  get appUrl() {
    return plan().app.APP_URL
  },
  get previewAppUrl() {
    return plan().preview.APP_URL
  },
  get simulatorUrl() {
    return plan().app.STRIPE_SIMULATOR_URL
  },
  /** What the product at `appUrl` was started with. */
  get environment() {
    return plan().app
  },
}
