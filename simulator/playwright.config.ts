import { defineConfig } from '@playwright/test'
import { findBrowser } from '../scripts/browser.mjs'

const executablePath = findBrowser()

/** Connect.js and the control page in a browser. Every worker has its own simulator, so no app and no build is needed. */
export default defineConfig({
  testDir: 'e2e',
  workers: 2,
  fullyParallel: true,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    viewport: { width: 1440, height: 900 },
    launchOptions: { ...(executablePath && { executablePath }), args: ['--no-sandbox', '--disable-gpu'] },
  },
})
