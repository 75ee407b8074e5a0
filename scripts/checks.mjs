// The checks that need no browser, in the order in which they fail fastest; their counts, for the closing line.
import { readFileSync } from 'node:fs'
import { run } from './processes.mjs'

const biome = ['node_modules/@biomejs/biome/bin/biome', 'check', '.', '--error-on-warnings']

/** @returns {{ passed: number, failed: number }} each check counts as one, each unit test as one */
export function runChecks() {
  const counts = { passed: 0, failed: 0 }
  const count = (isGood) => (isGood ? counts.passed++ : counts.failed++)
  const step = (title, args) => {
    console.log(`\n— ${title}`)
    count(run(args, { orExit: false }))
  }
  run(['scripts/prisma-generate.mjs'])
  step('Format and lint', biome)
  run(['node_modules/next/dist/bin/next', 'typegen'], { quiet: true })
  step('Types', ['node_modules/typescript/bin/tsc', '--noEmit'])
  step('Unused files, exports and packages', ['node_modules/knip/bin/knip.js'])
  console.log('\n— Unit tests')
  addTests(counts, runVitest({ report: '.data/unit.json' }))
  return counts
}

/** Runs Vitest and returns its own counts; a run that ended without a report failed. */
export function runVitest({ report, filter = [], env = {} }) {
  run(
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile=${report}`,
      ...filter,
    ],
    { env, orExit: false },
  )
  try {
    const { numPassedTests, numFailedTests, numFailedTestSuites, numPendingTests } = JSON.parse(
      readFileSync(report, 'utf8'),
    )
    const failed = numFailedTests || (numFailedTestSuites > 0 ? 1 : 0)
    return { passed: numPassedTests, failed: failed + numPendingTests }
  } catch {
    return { passed: 0, failed: 1 }
  }
}

export function addTests(counts, { passed, failed }) {
  counts.passed += passed
  counts.failed += failed
}
