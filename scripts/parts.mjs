// The parts of a check run: what each counted, how long it took, and the slowest tests of all. The last line has the sums.
import { randomInt } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './newer-node.mjs'
import { run } from './processes.mjs'

/** @typedef {{ passed: number, failed: number, tests?: { name: string, seconds: number, hasFailed: boolean }[] }} Result */

const parts = []

/** Runs one part; its counts and its time are printed at the end. @param {() => Result} work */
export function part(name, work) {
  console.log(`\n— ${name}`)
  const startedAt = Date.now()
  const { passed, failed, tests = [] } = work()
  parts.push({ name, passed, failed, seconds: (Date.now() - startedAt) / 1000, tests })
}

/** A command that counts as one. @returns {Result} */
export function runCheck(args) {
  return run(args, { orExit: false }) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

/** Of every random test of this run. SEED in the environment repeats the values of an earlier run. */
const seed = process.env.SEED ?? String(randomInt(2 ** 31))

/** @returns {Result} a test that was skipped counts as failed: it either holds or it does not */
export function runVitest({ report, filter = [], env = {} }) {
  rmSync(report, { force: true })
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile=${report}`, ...filter]
  console.log(`The seed of the random tests: ${seed} (SEED=${seed} repeats them)`)
  const isGood = run(['node_modules/vitest/vitest.mjs', ...args], { env: { ...env, SEED: seed }, orExit: false })
  return readReport(report, isGood, ({ numPassedTests, numFailedTests, numPendingTests, testResults }) => ({
    passed: numPassedTests,
    failed: numFailedTests + numPendingTests,
    tests: testResults.flatMap(({ assertionResults }) =>
      assertionResults.map(({ fullName, duration, status }) => ({
        name: fullName,
        seconds: (duration ?? 0) / 1000,
        hasFailed: status !== 'passed',
      })),
    ),
  }))
}

/** @returns {Result} */
export function runPlaywright({ report, args = [], env = {} }) {
  rmSync(report, { force: true })
  const isGood = run(['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json', ...args], {
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: join(root, report), ...env },
    orExit: false,
  })
  return readReport(report, isGood, ({ stats, suites }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + stats.skipped,
    tests: suites.flatMap(testsOfSuite),
  }))
}

const testsOfSuite = ({ specs = [], suites = [] }) => [
  ...specs.flatMap(({ title, tests }) =>
    tests.map(({ results, status }) => ({
      name: title,
      seconds: results.reduce((sum, { duration }) => sum + duration, 0) / 1000,
      hasFailed: status !== 'expected',
    })),
  ),
  ...suites.flatMap(testsOfSuite),
]

/** A run that ended badly without a failed test, or without a report, counts as one failure. */
function readReport(report, isGood, read) {
  try {
    const result = read(JSON.parse(readFileSync(report, 'utf8')))
    return { ...result, failed: result.failed || (isGood ? 0 : 1) }
  } catch {
    return { passed: 0, failed: 1 }
  }
}

/** Prints the slowest tests, the time of each part, what failed, the notes, and the sums last; then exits. @param {string[]} notes */
export function finish({ notes = [], alsoFailed = 0 } = {}) {
  const tests = parts.flatMap(({ name: from, tests }) => tests.map((test) => ({ ...test, from })))
  const slowest = tests.sort((a, b) => b.seconds - a.seconds).slice(0, 10)
  console.log('\nThe slowest tests')
  for (const { name, seconds, from } of slowest) console.log(`${seconds.toFixed(1).padStart(7)} s  ${name} (${from})`)
  console.log('\nTime of each part')
  for (const { name, seconds, passed, failed } of parts)
    console.log(`${seconds.toFixed(1).padStart(7)} s  ${name}: ${passed} passed, ${failed} failed`)
  const sum = (key) => parts.reduce((total, part) => total + part[key], 0)
  console.log(`${sum('seconds').toFixed(1).padStart(7)} s  together\n`)
  for (const { name, from } of tests.filter(({ hasFailed }) => hasFailed)) console.log(`Failed: ${name} (${from})`)
  for (const note of notes) console.log(note)
  const failed = sum('failed') + alsoFailed
  console.log(`${sum('passed')} passed, ${failed} failed`)
  process.exit(failed > 0 ? 1 : 0)
}
