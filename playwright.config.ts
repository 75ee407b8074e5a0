import { defineConfig } from '@playwright/test'
import { planWorlds, type WorldPlan, type Worlds } from './e2e/support/world'
import { findBrowser } from './scripts/browser.mjs'

// Every worker reads this file too, and must find the worlds that the first reading planned.
process.env.E2E_WORLDS ??= JSON.stringify(await planWorlds())
const worlds: Worlds = JSON.parse(process.env.E2E_WORLDS)
const inWorld = (world: WorldPlan) => ({ metadata: { world }, use: { baseURL: world.app.APP_URL } })

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  tsconfig: 'e2e/tsconfig.json',
  workers: 3,
  fullyParallel: true,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  globalTeardown: './e2e/support/leaks.ts',
  webServer: {
    command: 'node scripts/e2e-worlds.mjs',
    env: { E2E_RUNNER_PID: String(process.pid) },
    wait: { stdout: /The worlds of the end-to-end tests are ready/ },
    timeout: 300_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
  },
  use: {
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    // Screenshots would take as much of the processor as everything else in the browser.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: true },
    launchOptions: {
      executablePath: findBrowser() ?? undefined,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    // Those that run one by one begin first, so that none of them is left for the end.
    { name: 'alone', testMatch: 'alone/*.spec.ts', workers: 1, ...inWorld(worlds.alone) },
    {
      name: 'forwarded',
      testMatch: 'sign-in.spec.ts',
      workers: 1,
      metadata: { world: worlds.forwarded },
      use: { baseURL: worlds.forwarded.app.APP_URL, extraHTTPHeaders: { 'x-forwarded-for': '192.0.2.200' } },
    },
    ...(worlds.nginx
      ? [
          {
            name: 'nginx',
            testMatch: 'nginx/*.spec.ts',
            // Several instances need PostgreSQL.
            testIgnore: process.env.E2E_DATABASE_URL ? [] : 'nginx/instances.spec.ts',
            workers: 1,
            ...inWorld(worlds.nginx),
          },
        ]
      : []),
    {
      name: 'shared',
      testIgnore: ['alone/**', 'nginx/**', 'sign-in.spec.ts'],
      ...inWorld(worlds.shared),
    },
  ],
})
