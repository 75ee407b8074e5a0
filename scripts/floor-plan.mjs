// Which floor may import what: imports point down only. Read by floor-plan.test.mjs, which fails the build.
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

const SDK = /^(stripe|@prisma\/|pg$|better-sqlite3$)/

/** The first floor whose `files` fit a path is its floor; `no` are the imports it may not have. */
const FLOORS = [
  {
    files: /^lib\/domain\/.*\.test\.ts$/,
    no: [/^lib\/(?!domain\/)/, /^app\//, /^e2e\//],
    why: 'A test of the domain needs the domain and a test runner only.',
  },
  { files: /^lib\/domain\//, no: [/^(?!lib\/domain\/)/], why: 'The domain is pure: it imports only its own siblings.' },
  {
    files: /^lib\/gateways\/stripe\//,
    no: [/^lib\/(features|auth|ui)\//, /^lib\/gateways\/db\//, /^(app|e2e)\//],
    why: 'The Stripe gateway knows the domain and nothing above or beside it.',
  },
  {
    files: /^lib\/gateways\/db\//,
    no: [/^lib\/(features|auth|ui)\//, /^lib\/gateways\/stripe\//, /^(app|e2e)\//],
    why: 'The database gateway knows the domain and nothing above or beside it.',
  },
  {
    files: /^lib\/auth\//,
    no: [SDK, /^lib\/(features|ui)\//, /^lib\/gateways\/stripe\//, /^(app|e2e)\//],
    why: 'Auth knows the database gateway and the domain.',
  },
  {
    files: /^lib\/ui\//,
    no: [SDK, /^lib\/(features|auth|gateways|env)/, /^(app|e2e)\//],
    why: 'Shared widgets get everything through props.',
  },
  {
    files: /^lib\/features\/([^/]+)\//,
    no: [SDK, /^(app|e2e)\//],
    no_other: true,
    why: 'Features meet in app/, not in each other.',
  },
  {
    files: /^lib\/[^/]+\.ts$/,
    no: [SDK, /^lib\/(features|auth|gateways|ui)\//, /^(app|e2e)\//],
    why: 'These files stand below every floor.',
  },
  {
    files: /^app\//,
    no: [SDK, /^lib\/gateways\//, /^e2e\//],
    why: 'A route calls a feature; only features call gateways.',
  },
  {
    files: /^e2e\/stripe-simulator\/(.*\.test\.ts$|testing\/)/,
    no: [/^(lib|app)\//],
    why: 'The simulator is a second, independent reading of Stripe.',
  },
  {
    files: /^e2e\/stripe-simulator\//,
    no: [/^(lib|app)\//, /^(?!node:|e2e\/stripe-simulator\/)/],
    why: 'The simulator imports nothing of the product and no package.',
  },
  { files: /^e2e\/[^/]+\.spec\.ts$/, no: [/^(lib|app)\//, SDK], why: 'Specs use the browser and e2e/support.' },
]

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s[^'"`;]*?from\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g

/** An import as the path it means from the root, or as the package it names. */
function target(file, specifier) {
  if (specifier.startsWith('@/')) return specifier.slice(2)
  return specifier.startsWith('.') ? normalize(join(dirname(file), specifier)) : specifier
}

/** @returns {string[]} one line for each import that points up or sideways */
export function violationsIn(file, source) {
  const floor = FLOORS.find(({ files }) => files.test(file))
  if (!floor) return []
  const feature = floor.no_other ? floor.files.exec(file)?.[0] : undefined
  return [...source.matchAll(IMPORT)].flatMap((match) => {
    const specifier = match[1] ?? match[2] ?? match[3]
    const to = target(file, specifier)
    const isOtherFeature = feature && to.startsWith('lib/features/') && !to.startsWith(feature)
    return isOtherFeature || floor.no.some((pattern) => pattern.test(to))
      ? [`${file} imports ${specifier}. ${floor.why}`]
      : []
  })
}

export function sourceFiles() {
  return globSync('{app,lib,e2e}/**/*.{ts,tsx}')
    .filter((file) => !file.includes('/generated/'))
    .map((file) => [file, readFileSync(file, 'utf8')])
}
