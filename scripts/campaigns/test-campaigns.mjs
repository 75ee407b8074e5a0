// The campaigns that are properties of the test suite, with more runs. npm test runs those of SIZES.
import { run } from '../processes.mjs'

const TESTS = {
  faults: {
    runs: ['SAVES', 'INTERLEAVINGS'],
    files: ['lib/features/balance-settings/save-balance-settings.db.test.ts'],
    only: 'In every',
  },
  payouts: { runs: ['INTERLEAVINGS'], files: ['lib/features/payouts/order-payout.db.test.ts'] },
  events: {
    runs: ['HISTORIES', 'DELIVERIES', 'CRASHES'],
    files: [
      'lib/record/process-events.db.test.ts',
      'lib/record/after-a-crash.db.test.ts',
      'lib/features/stripe-events/receive-event.db.test.ts',
    ],
  },
  database: {
    runs: ['DISTURBANCES', 'CORRUPTIONS'],
    files: [
      'lib/gateways/db/sqlite/adapter.test.ts',
      'lib/features/balance-settings/database-faults.db.test.ts',
      'lib/record/corrupt-page.db.test.ts',
    ],
  },
  backup: { runs: ['BACKUPS'], files: ['lib/gateways/db/backup.db.test.ts', 'lib/record/restored.db.test.ts'] },
  tamper: { runs: ['TAMPERS'], files: ['lib/record/verify-log.db.test.ts'] },
}

/**
 * How many npm test runs of each, in place of the few that a test runs by itself: 5,000 fault schedules (saves, editors
 * and payouts beside each other), 3,000 events and 500 tampers. PostgreSQL takes three times as long, so most run on SQLite.
 */
export const SIZES = {
  sqlite: { SAVES: '4400', INTERLEAVINGS: '300', HISTORIES: '60', DELIVERIES: '240', CRASHES: '180', TAMPERS: '500' },
  postgresql: { SAVES: '600', INTERLEAVINGS: '60', HISTORIES: '30', DELIVERIES: '60', CRASHES: '30', TAMPERS: '500' },
}

/** @returns {Promise<number>} 1 where a test failed; it has printed how to repeat it */
export async function runTestCampaign(name, { n, seed, env }) {
  const { runs, files, only } = TESTS[name]
  const counts = Object.fromEntries(runs.map((variable) => [variable, String(n)]))
  const filter = only ? ['-t', only] : []
  const isGood = run(['node_modules/vitest/vitest.mjs', 'run', ...files, ...filter], {
    env: { ...env, ...counts, SEED: String(seed) },
    orExit: false,
  })
  return isGood ? 0 : 1
}
