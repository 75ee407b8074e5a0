import { resolve } from 'node:path'
import { configDefaults, defineConfig } from 'vitest/config'

const root = import.meta.dirname

const ALL = ['{app,lib,server,scripts,simulator}/**/*.test.{ts,tsx}']

/** Tests of pure rules and of the simulator keep nothing in their modules, so they share a process. */
const SHARING = ['{lib/domain,simulator}/**/*.test.ts']

export default defineConfig({
  resolve: {
    alias: { '@': root, 'server-only': resolve(root, 'node_modules/server-only/empty.js') },
  },
  test: {
    projects: [
      { extends: true, test: { name: 'sharing', include: SHARING, isolate: false } },
      {
        extends: true,
        test: {
          name: 'apart',
          include: ALL,
          exclude: [...configDefaults.exclude, ...SHARING],
          globalSetup: 'lib/gateways/db/testing/migrated-database.ts',
        },
      },
    ],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    setupFiles: process.env.SEED ? ['scripts/campaigns/fixed-seed.ts'] : [],
    // Vitest's default leaves one core free, which on two cores is half of the time.
    maxWorkers: '100%',
    env: {
      STRIPE_SECRET_KEY: 'sk_test_1',
      STRIPE_PUBLISHABLE_KEY: 'pk_test_1',
      STRIPE_WEBHOOK_SECRET: 'whsec_1',
      APP_URL: 'http://localhost:3000',
      AUTH_SECRET: 'a'.repeat(32),
      DATABASE_URL: 'file:unused.db',
      LOG_LEVEL: 'silent',
    },
  },
})
