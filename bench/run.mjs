// npm run bench: measures a world of its own, prints the figures, keeps them in bench/results.json and in the README.
// Exits with 1 when bytes, counts or processor time break a budget of bench/budgets.json; clocks are only reported.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import { continueOnNewerNode, installPackages } from '../scripts/newer-node.mjs'

installPackages()
continueOnNewerNode()

const { register } = await import('tsx/esm/api')
const { buildApp } = await import('../scripts/build-app.mjs')
const { stopAll, stopOnSignals } = await import('../scripts/processes.mjs')
const { buildBarePage } = await import('./bare-page.mjs')
const { openBrowser } = await import('./browser.mjs')
const { measureColdStart } = await import('./cold-start.mjs')
const { measureCpuTime } = await import('./cpu-time.mjs')
const { measurePageWeight } = await import('./page-weight.mjs')
const { measureLiveUpdate } = await import('./live-update.mjs')
const { brokenBudgets, renderReport, withFigures } = await import('./report.mjs')
const { measureSimulator } = await import('./simulator.mjs')
const { measureScriptBytes } = await import('./script-bytes.mjs')
const { measureStripeCalls } = await import('./stripe-calls.mjs')
const { prepareWorld, startWorld } = await import('./world.mjs')

const SOURCES = ['app', 'lib', 'simulator', 'package-lock.json', 'next.config.mjs', 'server']

function commit() {
  const git = (...args) =>
    execFileSync('git', ['--no-optional-locks', ...args], { stdio: ['ignore', 'pipe', 'ignore'] })
  try {
    const head = git('rev-parse', '--short', 'HEAD').toString().trim()
    return git('status', '--porcelain', '--', ...SOURCES).length > 0 ? `${head} with uncommitted changes` : head
  } catch {
    return 'an unknown commit'
  }
}

const buildId = () => readFileSync('.next/BUILD_ID', 'utf8')

async function measurePayoutCalendar() {
  const unregister = register()
  const calendar = await import('./payout-calendar.mjs')
  const figures = calendar.measurePayoutCalendar()
  await unregister()
  return figures
}

stopOnSignals()
buildApp()
buildBarePage()
const measuredBuild = buildId()
const origin = {
  date: new Date().toISOString().slice(0, 10),
  commit: commit(),
  command: 'npm run bench',
  node: process.versions.node,
  cores: availableParallelism(),
  load: loadavg()[0].toFixed(1),
}

const step = (what) => console.log(`Measuring ${what}…`)
let browser
let figures
try {
  step('the payout calendar')
  const payoutCalendar = await measurePayoutCalendar()
  step('the simulator')
  const simulator = await measureSimulator()
  const world = await prepareWorld({ isCounted: true })
  step('cold starts')
  const coldStart = await measureColdStart(world)
  const running = { ...world, ...(await startWorld(world)) }
  browser = await openBrowser(running)
  step('script')
  const scriptBytes = await measureScriptBytes({ ...running, browser })
  step('an open page')
  const liveUpdate = await measureLiveUpdate({ ...running, browser })
  step('Stripe calls')
  const stripeCalls = await measureStripeCalls({ ...running, browser })
  step('statements and flight')
  const pageWeight = await measurePageWeight({ ...running, browser })
  step('processor time')
  const cpuTime = await measureCpuTime({ ...running, browser })
  figures = { scriptBytes, stripeCalls, pageWeight, cpuTime, coldStart, payoutCalendar, simulator, liveUpdate }
} finally {
  await browser?.close()
  await stopAll()
}

if (buildId() !== measuredBuild) {
  console.error('The build was replaced while it was measured, so nothing was kept. Run the bench again.')
  process.exit(1)
}

const budgets = JSON.parse(readFileSync('bench/budgets.json', 'utf8'))
const report = renderReport({ figures, budgets, origin })
writeFileSync('bench/results.json', `${JSON.stringify({ ...origin, figures }, null, 2)}\n`)
writeFileSync('README.md', withFigures(readFileSync('README.md', 'utf8'), report))
console.log(`\n${report}\n`)

const broken = brokenBudgets(figures, budgets)
for (const sentence of broken) console.error(`Over budget: ${sentence}`)
process.exit(broken.length > 0 ? 1 : 0)
