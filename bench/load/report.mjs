// The figures of the load bench as a Markdown table, from those that were measured last of each situation and database.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { row, table, withFigures } from '../report.mjs'

const FILE = 'bench/load-results.json'

const read = () => JSON.parse(readFileSync(FILE, 'utf8'))
const digits = (value) => (Number.isInteger(value) ? value.toLocaleString('en') : value.toFixed(value < 100 ? 2 : 0))

export const budgetOf = ({ atLeast, atMost }) =>
  atLeast === undefined ? `≤ ${digits(atMost)}` : `≥ ${digits(atLeast)}`

/** A figure's value, with what it is compared with. */
export const writtenValue = ({ value, beside }) => (beside ? `${digits(value)} (${beside})` : digits(value))

/** Keeps what was measured of a situation on a database, and writes the README's table again. */
export function keepFigures({ title, database, figures }) {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  const measured = { date: new Date().toISOString().slice(0, 10), commit, load: loadavg()[0].toFixed(1), figures }
  const results = read()
  results[title] = { ...results[title], [database]: measured }
  writeFileSync(FILE, `${JSON.stringify(results, null, 2)}\n`)
  writeFileSync('README.md', withFigures(readFileSync('README.md', 'utf8'), render(results), 'bench:load'))
}

function render(results) {
  const runs = Object.values(results).flatMap((byDatabase) => Object.values(byDatabase))
  const all = (key) => [...new Set(runs.map((run) => run[key]))].sort().join(', ')
  const loads = runs.flatMap(({ load }) => (load ? [Number(load)] : []))
  const average = loads.length > 0 ? `; load average ${Math.min(...loads)} to ${Math.max(...loads)} afterwards` : ''
  const cell = (run, what) => {
    const figure = run?.figures.find((one) => one.what === what)
    return figure ? writtenValue(figure) : ''
  }
  const rows = Object.entries(results).flatMap(([title, { sqlite, postgresql }]) => [
    row(`**${title}**`, '', '', ''),
    ...(sqlite ?? postgresql).figures.map((figure) =>
      row(figure.what, budgetOf(figure), cell(sqlite, figure.what), cell(postgresql, figure.what)),
    ),
  ])
  return `Measured on ${all('date')} at ${all('commit')} by \`npm run bench:load\`, each situation on a server of its own, 2 cores for server, database, simulator and everybody who asks${average}.

${table(['Under load', 'Budget', 'SQLite', 'PostgreSQL'], rows)}`
}
