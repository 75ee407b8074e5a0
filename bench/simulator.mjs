// node bench/simulator.mjs: how fast the Stripe simulator starts and answers, and what a large world weighs. Prints only.
import { execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { createInterface } from 'node:readline'
import { continueOnNewerNode } from '../scripts/newer-node.mjs'
import { cpuTime, median } from './cpu-time.mjs'

continueOnNewerNode()

const SECONDS = 3
const AT_ONCE = 16
const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK']))
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })

async function start(accounts) {
  const began = performance.now()
  const child = spawn(process.execPath, ['e2e/stripe-simulator/server.ts'], {
    env: { PATH: process.env.PATH, SIM_PORT: '0', SIM_ACCOUNTS: String(accounts) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /http:\S+/.exec(line)?.[0]
    if (url) return { child, url, took: performance.now() - began, busy: used(child.pid) }
  }
  throw new Error('The simulator did not start')
}

function send(url, method, body) {
  return new Promise((resolve, reject) => {
    const headers = { Authorization: 'Bearer sk_test_simulator', 'Stripe-Account': 'acct_1SpwDemoBakery' }
    if (body) headers['Content-Type'] = 'application/x-www-form-urlencoded'
    const sent = request(`${url}/v1/balance_settings`, { method, agent, headers }, (answer) => {
      answer.resume()
      answer.on('end', () => (answer.statusCode === 200 ? resolve() : reject(new Error(String(answer.statusCode)))))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** Milliseconds; only Linux tells. */
const used = (pid) => (existsSync(`/proc/${pid}/stat`) ? cpuTime(pid, ticksPerSecond) : Number.NaN)

/** Answers a second while so many callers never rest: of the clock, and of a whole processor whatever else runs. */
async function rate(pid, work) {
  for (let warm = 0; warm < 2000; warm += 1) await work(warm)
  const before = used(pid)
  const began = performance.now()
  const until = began + SECONDS * 1000
  let answers = 0
  const caller = async () => {
    while (performance.now() < until) {
      await work(answers)
      answers += 1
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, caller))
  return {
    perSecond: Math.round((answers / (performance.now() - began)) * 1000),
    perCoreSecond: Math.round((answers / (used(pid) - before)) * 1000),
  }
}

const starts = []
for (let round = 0; round < 5; round += 1) {
  const started = await start(60)
  starts.push(started)
  started.child.kill()
}
const began = median(starts.map(({ took }) => took)).toFixed(0)
const busy = median(starts.map((started) => started.busy)).toFixed(0)
const small = await start(60)
const reads = await rate(small.child.pid, () => send(small.url, 'GET'))
const writes = await rate(small.child.pid, (count) =>
  send(small.url, 'POST', `payments[payouts][statement_descriptor]=NUMBER ${count % 1000}`),
)
small.child.kill()
const large = await start(100_000)
const rss = Number(execFileSync('ps', ['-o', 'rss=', '-p', String(large.child.pid)])) / 1024
large.child.kill()
agent.destroy()

console.log(`start, 60 accounts        ${began} ms, ${busy} ms of a processor (medians of 5)
reads of balance settings ${reads.perSecond}/s; ${reads.perCoreSecond} per second of its processor
writes                    ${writes.perSecond}/s; ${writes.perCoreSecond} per second of its processor
start, 100,000 accounts   ${large.took.toFixed(0)} ms
memory then               ${rss.toFixed(0)} MB`)
