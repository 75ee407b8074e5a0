// How fast the Stripe simulator starts and answers, what a large world weighs, and how much of it is held to documents.
import { execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { createInterface } from 'node:readline'
import { ROUTES } from '../simulator/api/routes/routes.ts'
import { GA } from '../simulator/http/api-version.ts'
import { hasOpenapi, Openapi } from '../simulator/testing/openapi.ts'
import { cpuTime, median } from './cpu-time.mjs'

const SECONDS = 3
const LARGE = 100_000
const AT_ONCE = 16
const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK']))
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })

async function start(accounts) {
  const began = performance.now()
  const child = spawn(process.execPath, ['simulator/server.ts'], {
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

export async function measureSimulator() {
  const starts = []
  for (let round = 0; round < 5; round += 1) {
    const started = await start(60)
    starts.push(started)
    started.child.kill()
  }
  const small = await start(60)
  const reads = await rate(small.child.pid, () => send(small.url, 'GET'))
  const writes = await rate(small.child.pid, (count) =>
    send(small.url, 'POST', `payments[payouts][statement_descriptor]=NUMBER ${count % 1000}`),
  )
  small.child.kill()
  const large = await start(LARGE)
  const rss = Number(execFileSync('ps', ['-o', 'rss=', '-p', String(large.child.pid)])) / 1024
  large.child.kill()
  agent.destroy()
  return {
    startMs: median(starts.map(({ took }) => took)),
    startCpuMs: median(starts.map(({ busy }) => busy)),
    reads,
    writes,
    large: { accounts: LARGE, startMs: large.took, rssMb: rss },
    validated: countValidated(),
  }
}

/** How much of what the simulator takes and answers is held against Stripe's documents; null where they are not. */
function countValidated() {
  if (!hasOpenapi) return null
  const openapi = new Openapi('openapi-subset')
  const seen = new Set()
  let [endpoints, parameters, fields] = [0, 0, 0]
  const visit = (schema) => {
    if (typeof schema !== 'object' || schema === null || seen.has(schema)) return
    seen.add(schema)
    fields += Object.keys(schema.properties ?? {}).length
    const named = /^#\/components\/schemas\/(.+)$/.exec(schema.$ref ?? '')?.[1]
    if (named) visit(openapi.document.components.schemas[named])
    for (const inner of [...Object.values(schema.properties ?? {}), ...(schema.anyOf ?? []), schema.items]) visit(inner)
  }
  for (const { method, path, version } of ROUTES) {
    const operation = openapi.operation(method, path.replaceAll(/:(\w+)/g, '{$1}'))
    if (!operation || (version !== undefined && version !== GA)) continue
    endpoints += 1
    parameters += openapi.parameterNames(method, path.replaceAll(/:(\w+)/g, '{$1}')).size
    visit(operation.responses['200']?.content['application/json'].schema)
  }
  return { endpoints, parameters, fields }
}
