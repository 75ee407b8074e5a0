// Which layer may import what: imports point down only and never in a circle. layers.test.ts fails the build.
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

const SDK = /^(stripe|@prisma\/|pg$|pg-boss$|better-sqlite3$|nodemailer$)/

/** From the bottom up: a folder of the simulator imports only from those before it. */
const SIMULATOR_FOLDERS = [
  'time',
  'world',
  'http',
  'banks',
  'settings',
  'money',
  'payouts',
  'accounts',
  'webhooks',
  'connect',
  'api',
  'control',
]

/** The first layer whose `files` match a path is its layer; `no` are the imports it may not have. */
const LAYERS = [
  {
    files: /^lib\/domain\/.*\.test\.ts$/,
    no: [/^lib\/(?!domain\/)/, /^app\//, /^(e2e|simulator)\//],
    why: 'A test of the domain needs the domain and a test runner only.',
  },
  { files: /^lib\/domain\//, no: [/^(?!lib\/domain\/)/], why: 'The domain is pure: it imports only its own siblings.' },
  {
    files: /^lib\/gateways\/stripe\//,
    no: [/^lib\/(features|auth|record|worker|ui)\//, /^lib\/gateways\/db\//, /^(app|e2e|simulator)\//],
    why: 'The Stripe gateway knows the domain and nothing above or beside it.',
  },
  {
    files: /^lib\/gateways\/db\//,
    no: [/^lib\/(features|auth|record|worker|ui)\//, /^lib\/gateways\/stripe\//, /^(app|e2e|simulator)\//],
    why: 'The database gateway knows the domain and nothing above or beside it.',
  },
  {
    files: /^lib\/gateways\/mail\//,
    no: [/^lib\/(features|auth|record|worker|ui)\//, /^lib\/gateways\/(db|stripe)\//, /^(app|e2e|simulator)\//],
    why: 'The mail gateway knows the domain and nothing above or beside it.',
  },
  {
    files: /^lib\/auth\//,
    no: [SDK, /^lib\/(features|record|worker|ui)\//, /^lib\/gateways\/stripe\//, /^(app|e2e|simulator)\//],
    why: 'Auth knows the database gateway and the domain.',
  },
  {
    files: /^lib\/(features|record|worker)\/.*\.db\.test\.ts$/,
    no: [SDK, /^(app|e2e)\//],
    why: 'A test with a database may run against the simulator, below the routes.',
  },
  {
    files: /^lib\/record\//,
    no: [SDK, /^lib\/(features|worker|ui)\//, /^(app|e2e|simulator)\//],
    why: 'The record knows who acts, the gateways and the domain; features use it.',
  },
  {
    files: /^lib\/ui\//,
    no: [SDK, /^lib\/(features|auth|record|worker|gateways|env)/, /^(app|e2e|simulator)\//],
    why: 'Shared widgets get everything through props.',
  },
  {
    files: /^lib\/worker\//,
    no: [/^(stripe|@prisma\/|pg$|better-sqlite3$)/, /^lib\/ui\//, /^(app|e2e|simulator)\//],
    why: 'The worker knows its engine and what is to be done, and nobody below knows the worker.',
  },
  {
    files: /^lib\/features\/([^/]+)\//,
    no: [SDK, /^lib\/worker\//, /^(app|e2e|simulator)\//],
    no_other: true,
    why: 'Features meet in app/, not in each other.',
  },
  {
    files: /^lib\/[^/]+\.ts$/,
    no: [SDK, /^lib\/(features|auth|record|worker|gateways|ui)\//, /^(app|e2e|simulator)\//],
    why: 'These files are below every layer.',
  },
  {
    files: /^app\/.*\.test\.tsx?$/,
    no: [SDK, /^(e2e|simulator)\//],
    why: 'A test of a page may begin at what Stripe answers.',
  },
  {
    files: /^server\//,
    no: [SDK, /^lib\/[^/]+\//, /^(app|e2e|simulator)\//],
    why: 'The server uses the files below every layer, and Next.',
  },
  {
    files: /^app\//,
    no: [SDK, /^lib\/(gateways|worker)\//, /^(e2e|simulator)\//],
    why: 'A route calls a feature; only features call gateways.',
  },
  {
    files: /^simulator\/(.*\.test\.ts$|testing\/|e2e\/|playwright\.config\.ts$)/,
    no: [/^(lib|app)\//],
    why: 'The simulator is a second, independent reading of Stripe.',
  },
  ...SIMULATOR_FOLDERS.map((folder, index) => ({
    files: new RegExp(`^simulator/${folder}/`),
    no: [new RegExp(`^(?!node:|simulator/(${SIMULATOR_FOLDERS.slice(0, index + 1).join('|')})/)`)],
    why: `In the simulator, ${folder}/ imports only itself and the folders below it, and no package.`,
  })),
  {
    files: /^simulator\/[^/]+\.ts$/,
    no: [/^(?!node:|simulator\/)/, /^simulator\/testing\//],
    why: 'The simulator imports nothing of the product and no package.',
  },
  { files: /^e2e\/.*\.spec\.ts$/, no: [/^(lib|app)\//, SDK], why: 'Specs use the browser and e2e/support.' },
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
  const layer = LAYERS.find(({ files }) => files.test(file))
  if (!layer) return []
  const feature = layer.no_other ? layer.files.exec(file)?.[0] : undefined
  return [...source.matchAll(IMPORT)].flatMap((match) => {
    const specifier = match[1] ?? match[2] ?? match[3]
    const to = target(file, specifier)
    const isOtherFeature = feature && to.startsWith('lib/features/') && !to.startsWith(feature)
    return isOtherFeature || layer.no.some((pattern) => pattern.test(to))
      ? [`${file} imports ${specifier}. ${layer.why}`]
      : []
  })
}

/**
 * Every circle among the files, type imports included: one entry for each group of files that reach one another.
 * @param {[file: string, source: string][]} files
 * @returns {string[][]}
 */
export function circlesIn(files) {
  const names = new Set(files.map(([file]) => file))
  const imports = new Map(files.map(([file, source]) => [file, importedFiles(file, source, names)]))
  const reach = new Map()
  const reachOf = (start) => {
    const seen = new Set()
    const stack = [...(imports.get(start) ?? [])]
    for (let next = stack.pop(); next; next = stack.pop()) {
      if (seen.has(next)) continue
      seen.add(next)
      stack.push(...(imports.get(next) ?? []))
    }
    return seen
  }
  for (const file of names) reach.set(file, reachOf(file))
  const inCircle = [...names].filter((file) => reach.get(file).has(file))
  const groups = inCircle.map((file) =>
    inCircle.filter((other) => reach.get(file).has(other) && reach.get(other).has(file)).sort(),
  )
  return [...new Map(groups.map((group) => [group.join(), group])).values()]
}

function importedFiles(file, source, names) {
  return [...source.matchAll(IMPORT)].flatMap((match) => {
    const path = target(file, match[1] ?? match[2] ?? match[3])
    return [path, `${path}.ts`, `${path}.tsx`].filter((candidate) => names.has(candidate))
  })
}

/** @returns {[file: string, source: string][]} */
export function sourceFiles() {
  return globSync('{app,lib,server,e2e,simulator}/**/*.{ts,tsx}')
    .filter((file) => !file.includes('/generated/'))
    .map((file) => /** @type {[string, string]} */ ([file, readFileSync(file, 'utf8')]))
}
