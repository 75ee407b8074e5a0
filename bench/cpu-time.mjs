// Processor time that the server spends on one request of a page, beside the bare page in the same minute.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { PAGES } from './pages.mjs'

const ROUNDS = 5
const REQUESTS = 60

/** Milliseconds in user and kernel mode since the process began, all its threads. */
export function cpuTime(pid, ticksPerSecond) {
  // The second field is the process's name in brackets and may hold spaces; utime and stime are the 14th and 15th.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ')
  return ((Number(fields[11]) + Number(fields[12])) / ticksPerSecond) * 1000
}

export const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]

async function request(url, cookie) {
  const answer = await fetch(url, { headers: { cookie, accept: 'text/html' }, redirect: 'manual' })
  if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`)
  await answer.text()
}

/** @returns null where the system has no /proc */
export async function measureCpuTime({ browser, appUrl, bareUrl, appPid, barePid }) {
  if (!existsSync(`/proc/${appPid}/stat`)) return null
  const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK']))
  const perRequest = async ({ pid, url, cookie }, requests = REQUESTS) => {
    const before = cpuTime(pid, ticksPerSecond)
    for (let sent = 0; sent < requests; sent += 1) await request(url, cookie)
    return (cpuTime(pid, ticksPerSecond) - before) / requests
  }

  const bare = { pid: barePid, url: bareUrl, cookie: '' }
  const bareTimes = []
  const pages = {}
  for (const { name, path, as } of PAGES) {
    const own = { pid: appPid, url: `${appUrl}${path}`, cookie: browser.cookieOf(as) }
    await perRequest(bare)
    await perRequest(own)
    const rounds = []
    for (let round = 0; round < ROUNDS; round += 1) {
      const floor = await perRequest(bare)
      const time = await perRequest(own)
      bareTimes.push(floor)
      rounds.push({ time, ratio: time / floor })
    }
    const ratios = rounds.map(({ ratio }) => ratio)
    pages[name] = {
      ms: median(rounds.map(({ time }) => time)),
      ratio: median(ratios),
      least: Math.min(...ratios),
      most: Math.max(...ratios),
    }
  }
  return { bareMs: median(bareTimes), pages }
}
