// npm run campaign -- NAME [--n N] [--seed S] [--postgres | --both]: long runs of what npm test does in short. Each prints
// its seed, and the same seed repeats the same histories. --both runs half of them on each database, at the same time.
import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { continueOnNewerNode } from './newer-node.mjs'

continueOnNewerNode()

const { runTestCampaign } = await import('./campaigns/test-campaigns.mjs')
const { plantBugs } = await import('./campaigns/planted.mjs')
const { killServer } = await import('./campaigns/kill.mjs')
const { startPostgres } = await import('./postgres.mjs')

/** What each does, and how many times where nothing is said. `run` resolves to the number of violations. */
const CAMPAIGNS = {
  faults: { n: 1000, run: (options) => runTestCampaign('faults', options) },
  payouts: { n: 1000, run: (options) => runTestCampaign('payouts', options) },
  events: { n: 1000, run: (options) => runTestCampaign('events', options) },
  database: { n: 100, run: (options) => runTestCampaign('database', options) },
  backup: { n: 20, run: (options) => runTestCampaign('backup', options) },
  tamper: { n: 500, run: (options) => runTestCampaign('tamper', options) },
  kill: { n: 60, run: killServer },
  planted: { n: 1000, run: plantBugs },
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    n: { type: 'string' },
    seed: { type: 'string' },
    postgres: { type: 'boolean', default: false },
    both: { type: 'boolean', default: false },
  },
})
const [name = ''] = positionals
const campaign = Object.hasOwn(CAMPAIGNS, name) ? CAMPAIGNS[name] : null
const n = Number(values.n ?? campaign?.n)
const seed = Number(values.seed ?? randomInt(2 ** 31))
if (!campaign || !Number.isInteger(n) || n < 1 || !Number.isInteger(seed)) {
  console.error(
    `Usage: npm run campaign -- ${Object.keys(CAMPAIGNS).join('|')} [--n N] [--seed S] [--postgres | --both]`,
  )
  process.exit(1)
}

if (values.both) {
  const args = [import.meta.filename, name, '--n', String(Math.ceil(n / 2)), '--seed', String(seed)]
  const runs = [args, [...args, '--postgres']].map(async (each) => {
    const child = spawn(process.execPath, each, { stdio: ['ignore', 'pipe', 'inherit'] })
    const [said, [status]] = await Promise.all([text(child.stdout), once(child, 'exit')])
    console.log(said.trimEnd())
    return status === 0
  })
  process.exit((await Promise.all(runs)).every(Boolean) ? 0 : 1)
}

const postgres = values.postgres ? await startPostgres() : null
if (postgres && 'missing' in postgres) {
  console.error(postgres.missing)
  process.exit(1)
}
console.log(`${name}: ${n} on ${postgres ? 'PostgreSQL' : 'SQLite'}, seed ${seed}`)
const startedAt = Date.now()
try {
  const violations = await campaign.run({ n, seed, env: postgres ? { TEST_DATABASE_URL: postgres.url } : {} })
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(0)
  console.log(`${name}: ${violations} violations in ${seconds} s, seed ${seed}`)
  process.exitCode = violations > 0 ? 1 : 0
} finally {
  postgres?.stop()
}
