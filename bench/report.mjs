// What was measured, as two Markdown tables, and which budgets it breaks.
import { PAGES } from './pages.mjs'

const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`
const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`
const plural = (count, word) => `${count} ${word}${count === 1 ? '' : 's'}`
export const row = (...cells) => `| ${cells.join(' | ')} |`
export const table = (head, rows) => [row(...head), row(...head.map(() => '---')), ...rows].join('\n')

const number = (value) => value.toLocaleString('en')
const perSecond = (rate) => `${number(rate.perSecond)}; ${number(rate.perCoreSecond)} per second of its own processor`
const simulatorStart = ({ startMs, startCpuMs }) =>
  `${startMs.toFixed(0)} ms, ${startCpuMs.toFixed(0)} ms of a processor`

export function renderReport({ figures, budgets, origin }) {
  const { scriptBytes, stripeCalls, pageWeight, cpuTime, coldStart, payoutCalendar, simulator, liveUpdate } = figures
  const range = ({ least, most }) => `${least.toFixed(2)}–${most.toFixed(2)}`
  const cpu = (name) => {
    if (!cpuTime) return 'not measured: no /proc'
    const { ratio, ms, ...rest } = cpuTime.pages[name]
    return `${ratio.toFixed(2)}× (${range(rest)}), ${ms.toFixed(1)} ms`
  }
  const pages = PAGES.map(({ name }) =>
    row(
      `\`${name}\``,
      kB(scriptBytes.pages[name]),
      kB(budgets.scriptBytes[name]),
      stripeCalls.pages[name].calls === 0
        ? '0'
        : `${stripeCalls.pages[name].calls}, ${stripeCalls.pages[name].depth} deep`,
      pageWeight.pages[name].statements,
      kB(pageWeight.pages[name].flight),
      cpu(name),
    ),
  )
  const bare = row(
    'a bare Next page',
    kB(scriptBytes.bare),
    '',
    '',
    '',
    '',
    cpuTime ? `1×, ${cpuTime.bareMs.toFixed(1)} ms` : '',
  )
  const slowest = Object.entries(payoutCalendar.months24).toSorted(([, a], [, b]) => b.median - a.median)[0]
  const start = ({ ms, least, most }) => `${seconds(ms)} (${seconds(least)}–${seconds(most)})`
  const others = [
    row(
      'Script loaded by the first edit of an account',
      kB(scriptBytes.firstEdit),
      `≤ ${kB(budgets.scriptBytes['first edit'])}`,
    ),
    row('Connect.js stand-in, not ours and not counted above', kB(scriptBytes.standIn), ''),
    row(
      'Stripe calls of a save',
      `${stripeCalls.save.calls}, ${stripeCalls.save.depth} deep`,
      `≤ ${budgets.stripeCalls.save.calls}`,
    ),
    row('Stripe calls of three previews', stripeCalls.preview.calls, budgets.stripeCalls.preview.calls),
    row('Stripe calls for the component’s session, made by the browser afterwards', stripeCalls.accountSession, ''),
    row('Stripe calls after Stripe’s own event about a save', stripeCalls.eventOfSave, ''),
    row(
      'From a change at Stripe to an open page that shows it',
      ['alone', 'next']
        .map(
          (when) =>
            `${when === 'next' ? 'right after another ' : ''}median ${seconds(liveUpdate[when].ms)}, slowest of nine ${seconds(liveUpdate[when].most)}`,
        )
        .join('; '),
      '≤ 2 s, not enforced',
    ),
    row(
      `24 months of payouts (slowest case: ${slowest[0]})`,
      `median ${slowest[1].median.toFixed(2)} ms, 95th percentile ${slowest[1].p95.toFixed(2)} ms`,
      `≤ ${budgets.clocks.payoutCalendarMs} ms, not enforced`,
    ),
    row('The server’s start to the first good answer of `/api/ready`', start(coldStart), ''),
    row('The simulator’s start with 60 accounts', simulatorStart(simulator), '≤ 300 ms, not enforced'),
    row(
      'The simulator’s answers a second: reading balance settings',
      perSecond(simulator.reads),
      '≥ 3,000, not enforced',
    ),
    row('… and changing them', perSecond(simulator.writes), ''),
    row(
      `The simulator with ${number(simulator.large.accounts)} accounts`,
      `${simulator.large.rssMb.toFixed(0)} MB, started in ${seconds(simulator.large.startMs)}`,
      '≤ 1,000 MB, not enforced',
    ),
    ...(simulator.validated
      ? [
          row(
            'Held against Stripe’s documents in the tests',
            `${simulator.validated.endpoints} endpoints, ${number(simulator.validated.parameters)} parameters, ${number(simulator.validated.fields)} fields of answers`,
            '',
          ),
        ]
      : []),
  ]
  return `Measured on ${origin.date} at ${origin.commit} by \`${origin.command}\`: Node ${origin.node}, ${plural(origin.cores, 'core')}, load average ${origin.load} at the start. Script is gzip on the wire with an empty cache, kB of 1,000 bytes. Statements are what SQLite runs for a page, and flight is what React needs in the browser beside the HTML, before compression. CPU is the median of five paired ratios to the bare page (least–most) and the time of one request. Every Stripe answer was held back 100 ms while calls were counted.

${table(['Page', 'Script', 'Budget', 'Stripe calls', 'Statements', 'Flight', 'CPU'], [bare, ...pages])}

${table(['Figure', 'Measured', 'Budget'], others)}`
}

/** @returns {string[]} one sentence for each byte, count or processor time above its budget; clocks are only reported */
export function brokenBudgets({ scriptBytes, stripeCalls, pageWeight, cpuTime }, budgets) {
  const bytes = { ...scriptBytes.pages, 'first edit': scriptBytes.firstEdit }
  const calls = { ...stripeCalls.pages, preview: stripeCalls.preview, save: stripeCalls.save }
  return [
    ...Object.entries(budgets.scriptBytes)
      .filter(([name, budget]) => bytes[name] > budget)
      .map(([name, budget]) => `${name} loads ${kB(bytes[name])} of script; its budget is ${kB(budget)}.`),
    ...Object.entries(budgets.stripeCalls).flatMap(([name, budget]) =>
      ['calls', 'depth']
        .filter((what) => calls[name][what] > budget[what])
        .map((what) => `${name} has ${calls[name][what]} Stripe ${what}; its budget is ${budget[what]}.`),
    ),
    ...Object.entries(budgets.statements)
      .filter(([name, budget]) => pageWeight.pages[name].statements > budget)
      .map(
        ([name, budget]) => `${name} runs ${pageWeight.pages[name].statements} statements; its budget is ${budget}.`,
      ),
    ...Object.entries(budgets.flightBytes)
      .filter(([name, budget]) => pageWeight.pages[name].flight > budget)
      .map(
        ([name, budget]) =>
          `${name} sends ${kB(pageWeight.pages[name].flight)} of flight; its budget is ${kB(budget)}.`,
      ),
    ...Object.entries(cpuTime ? budgets.cpuTime : {})
      .filter(([name, budget]) => cpuTime.pages[name].ratio > budget)
      .map(
        ([name, budget]) =>
          `${name} takes ${cpuTime.pages[name].ratio.toFixed(2)}× the processor time of a bare page; its budget is ${budget}×.`,
      ),
  ]
}

/** `readme` with the figures replaced that `npm run NAME` writes. */
export function withFigures(readme, report, name = 'bench') {
  const [begin, end] = [`<!-- ${name}:begin, written by npm run ${name} -->`, `<!-- ${name}:end -->`]
  const [from, to] = [readme.indexOf(begin), readme.indexOf(end)]
  if (from < 0 || to < from) throw new Error('README.md has lost the markers of its figures.')
  return `${readme.slice(0, from)}${begin}\n\n${report}\n\n${readme.slice(to)}`
}
