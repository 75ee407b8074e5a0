// What the server reads for a page, and what it sends of it beside the HTML so that React can take it over.
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { PAGES } from './pages.mjs'

/** Often enough that the background work leaves one of them alone. */
const LOADS = 5

/** React's data in a page's HTML, in bytes before compression. */
export function flightBytes(html) {
  const parts = [...html.matchAll(/self\.__next_f\.push\(\[1,("(?:[^"\\]|\\.)*")\]\)/g)]
  return parts.reduce((sum, [, text]) => sum + Buffer.byteLength(JSON.parse(text)), 0)
}

/** The statements since the last time, by the server's count-statements.cjs. */
async function takeStatements(pid, file) {
  rmSync(file, { force: true })
  process.kill(pid, 'SIGUSR2')
  for (const end = Date.now() + 5000; Date.now() < end; ) {
    const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
    if (text !== '') return Number(text)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error('The server did not say how many statements it ran.')
}

/** @returns the fewest of several loads, each of a page that was just loaded before */
export async function measurePageWeight({ browser, appUrl, appPid, statementsFile }) {
  const pages = {}
  for (const { name, path, as } of PAGES) {
    const loads = []
    for (let load = 0; load <= LOADS; load += 1) {
      await takeStatements(appPid, statementsFile)
      const answer = await fetch(`${appUrl}${path}`, { headers: { cookie: browser.cookieOf(as), accept: 'text/html' } })
      const flight = flightBytes(await answer.text())
      loads.push({ flight, statements: await takeStatements(appPid, statementsFile) })
    }
    const least = (what) => Math.min(...loads.slice(1).map((load) => load[what]))
    pages[name] = { flight: least('flight'), statements: least('statements') }
  }
  return { pages }
}
