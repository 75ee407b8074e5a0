import { defineConfig } from '@playwright/test'
import { world } from './e2e/support/world'

const chromium = { browserName: 'chromium', viewport: { width: 1440, height: 900 } } as const

/** They ask about every account, change the platform's rules or the clock, or load the server, so the others come first. */
const FOR_EVERYBODY = [
  'bad-input.spec.ts',
  'openapi.spec.ts',
  'platform-rules.spec.ts',
  'rehearsal.spec.ts',
  'sync.spec.ts',
]

/** Looks, headers, fields, Stripe's component and Stripe's troubles: the database makes no difference to them, so one run is enough. */
const WITHOUT_DATABASE = [
  'accessibility.spec.ts',
  'embedded-balances.spec.ts',
  'preview.spec.ts',
  'preview-shape.spec.ts',
  'security.spec.ts',
  'settings-fields.spec.ts',
  'stripe-trouble.spec.ts',
]
const runsAgain = world.databaseUrl.startsWith('postgresql')
const leftOut = runsAgain ? WITHOUT_DATABASE : []

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  workers: 3,
  fullyParallel: true,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: process.env.E2E_REPORT ? [['list'], ['json', { outputFile: process.env.E2E_REPORT }]] : 'list',
  use: {
    baseURL: world.appUrl,
    trace: 'retain-on-failure',
    launchOptions: {
      ...(world.browser && { executablePath: world.browser }),
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
    { name: 'chromium', testIgnore: [...FOR_EVERYBODY, ...leftOut], use: chromium },
    // Whoever changes one of them alone: npm run test:e2e -- sync.spec.ts --no-deps
    {
      name: 'after',
      testMatch: FOR_EVERYBODY.filter((file) => !leftOut.includes(file)),
      dependencies: ['chromium'],
      use: chromium,
      workers: 1,
    },
  ],
})
