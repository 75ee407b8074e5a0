// npm test: everything, on SQLite and, where a server can be had, on PostgreSQL. Says plainly what it skipped and why;
// in CI nothing may be skipped.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { continueOnNewerNode, installPackages } from './newer-node.mjs'

installPackages()
continueOnNewerNode()

const { addTests, runChecks, runVitest } = await import('./checks.mjs')
const { installBrowser } = await import('./browser.mjs')
const { buildApp } = await import('./build-app.mjs')
const { createDatabase, startPostgres } = await import('./postgres.mjs')
const { run } = await import('./processes.mjs')

mkdirSync('.data', { recursive: true })
const started = Date.now()
const skipped = []
const counts = runChecks()

console.log('\n— Build')
buildApp()

const browser = installBrowser()
if (!browser) skipped.push('end-to-end tests: no Chromium could be found or installed')

if (browser) {
  console.log('\n— The simulator’s component and control page')
  const report = '.data/e2e-simulator.json'
  rmSync(report, { force: true })
  const isGood = run(['node_modules/@playwright/test/cli.js', 'test', '-c', 'simulator'], {
    env: { E2E_REPORT: report },
    orExit: false,
  })
  addTests(counts, readPlaywright(report, isGood))
}

function endToEnd(name, databaseUrl) {
  console.log(`\n— End-to-end tests on ${name}`)
  const report = `.data/e2e-${name}.json`
  rmSync(report, { force: true })
  const isGood = run(['scripts/e2e.mjs'], {
    env: { E2E_DATABASE_URL: databaseUrl ?? '', E2E_REPORT: report },
    orExit: false,
  })
  addTests(counts, readPlaywright(report, isGood))
}

/** Flaky and skipped count as failed: a test either holds or it does not. */
function readPlaywright(report, isGood) {
  try {
    const { expected, unexpected, flaky, skipped } = JSON.parse(readFileSync(report, 'utf8')).stats
    return { passed: expected, failed: unexpected + flaky + skipped || (isGood ? 0 : 1) }
  } catch {
    return { passed: 0, failed: 1 }
  }
}

if (browser) endToEnd('SQLite')

const postgres = await startPostgres()
if ('missing' in postgres) {
  skipped.push(`database and end-to-end tests on PostgreSQL: ${postgres.missing}`)
} else {
  try {
    console.log('\n— Database tests on PostgreSQL')
    addTests(
      counts,
      runVitest({ report: '.data/postgres.json', filter: ['db.test'], env: { TEST_DATABASE_URL: postgres.url } }),
    )
    if (browser) endToEnd('PostgreSQL', await createDatabase(postgres.url, 'e2e'))
  } finally {
    postgres.stop()
  }
}

console.log(`\nTook ${Math.round((Date.now() - started) / 1000)} s.`)
for (const what of skipped) console.log(`Skipped ${what}.`)
// They lie beside the project and may not be copied into it, so a clone elsewhere does without.
if (!existsSync('../shared/facts/openapi'))
  console.log('Not compared with Stripe’s documents, which are not at ../shared/facts/openapi.')
if (process.env.CI && skipped.length > 0) counts.failed += skipped.length
console.log(`${counts.passed} passed, ${counts.failed} failed`)
process.exit(counts.failed > 0 ? 1 : 0)
