/** Where the servers of this run are; written by scripts/e2e.mjs, which has started them. */
export type World = {
  appUrl: string
  /** The same product on the same data, reading Stripe in its flat 2025-07-30.preview shape. */
  previewAppUrl: string
  simulatorUrl: string
  databaseUrl: string
  webhookSecret: string
  browser: string | null
  /** The server at appUrl, for its memory. */
  appPid: number
}

if (!process.env.E2E_WORLD) throw new Error('Start the end-to-end tests with: npm run test:e2e')

export const world: World = JSON.parse(process.env.E2E_WORLD)

// The tests write rows: only ever into a database of this machine.
if (!/^(file:|postgresql:\/\/[^/]*@?(127\.0\.0\.1|localhost)[:/])/.test(world.databaseUrl)) {
  throw new Error('The end-to-end tests run on a local database only.')
}
