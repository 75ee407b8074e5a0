// npm test: everything on SQLite, and on PostgreSQL, where a server can be had, whatever depends on the database. Says
// plainly what it skipped and why; in CI nothing may be skipped.
import { existsSync, mkdirSync } from 'node:fs'
import { continueOnNewerNode, installPackages } from './newer-node.mjs'

installPackages()
continueOnNewerNode()

const { installBrowser } = await import('./browser.mjs')
const { buildApp } = await import('./build-app.mjs')
const { runChecks } = await import('./checks.mjs')
const { finish, part, runPlaywright, runVitest } = await import('./parts.mjs')
const { findNginx } = await import('./nginx.mjs')
const { startPostgres } = await import('./postgres.mjs')
const { SIZES } = await import('./campaigns/test-campaigns.mjs')

mkdirSync('.data', { recursive: true })
const skipped = []

runChecks(SIZES.sqlite)
part('Build', () => {
  buildApp()
  return { passed: 0, failed: 0 }
})

const browser = installBrowser()
if (browser) {
  part('The simulator’s component and control page', () =>
    runPlaywright({ report: '.data/e2e-simulator.json', args: ['--config', 'simulator'] }),
  )
  part('End-to-end tests', () => runPlaywright({ report: '.data/e2e.json' }))
} else skipped.push('Skipped the end-to-end tests: no Chromium could be found or installed.')
if (!findNginx()) skipped.push('Skipped the tests behind a proxy: nginx or openssl is not installed.')

const postgres = await startPostgres()
if ('missing' in postgres) {
  skipped.push(`Skipped the tests on PostgreSQL: ${postgres.missing}.`)
} else {
  try {
    part('Database tests on PostgreSQL', () =>
      runVitest({
        report: '.data/postgres.json',
        filter: ['db.test'],
        env: { ...SIZES.postgresql, TEST_DATABASE_URL: postgres.url },
      }),
    )
    if (browser)
      part('End-to-end tests on PostgreSQL', () =>
        runPlaywright({
          report: '.data/e2e-postgres.json',
          args: ['--grep', '@postgres'],
          env: { E2E_DATABASE_URL: postgres.url },
        }),
      )
  } finally {
    postgres.stop()
  }
}

// They are kept beside the project and may not be copied into it, so a clone elsewhere does without.
const uncompared = existsSync('../shared/facts/openapi')
  ? []
  : ['Not compared with Stripe’s documents, which are not at ../shared/facts/openapi.']
finish({ notes: [...skipped, ...uncompared], alsoFailed: process.env.CI ? skipped.length : 0 })
