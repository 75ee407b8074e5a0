// npm run bench:load: pages while something goes wrong, each compared with the same page when nothing else happens: an
// account whose calls to Stripe hang, a burst of events, and more connections than the server answers. Exits with 1 where a
// figure breaks a budget of bench/budgets.json.
import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { continueOnNewerNode, installPackages } from '../scripts/newer-node.mjs'

installPackages()
continueOnNewerNode()

const { buildApp } = await import('../scripts/build-app.mjs')
const { stopAll, stopOnSignals } = await import('../scripts/processes.mjs')
const { buildBarePage } = await import('./bare-page.mjs')
const { openBrowser } = await import('./browser.mjs')
const { median } = await import('./cpu-time.mjs')
const { ACCOUNT } = await import('./pages.mjs')
const { prepareWorld, startWorld } = await import('./world.mjs')

const OTHER_ACCOUNT = 'acct_1SpwDemoBooks'
const SAMPLES = 20
const EVENTS = 2000
/** A little more than the budget, so that the list is measured beside the burst and not beside all that is possible. */
const EVENTS_PER_SECOND = 440
const CONNECTIONS = 200
/** How long the server is overloaded, and the longest wait for its recovery, in milliseconds. */
const OVERLOAD = 10_000
const PATIENCE = 30_000

/** Like fetch, but with as many connections at once as it is asked for. */
function send(agent, url, { method = 'GET', headers = {}, body } = {}) {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, method, headers }, (answer) => {
      answer.resume()
      answer.once('end', () => resolve({ status: answer.statusCode, retryAfter: answer.headers['retry-after'] }))
      answer.once('error', reject)
    })
    sent.once('error', reject)
    sent.end(body)
  })
}

async function timed(work) {
  const startedAt = performance.now()
  const answer = await work()
  return { answer, ms: performance.now() - startedAt }
}

/** The median time of a page that must be answered, in milliseconds. */
async function timeOf(page) {
  const times = []
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    const { answer, ms } = await timed(page)
    if (answer.status !== 200) throw new Error(`A page was answered with ${answer.status}.`)
    times.push(ms)
  }
  return median(times)
}

/** Another account's page, while thirty pages of one account wait for a Stripe that hangs. */
async function measureHangingAccount({ open, simulatorUrl }) {
  const other = () => open(`/accounts/${OTHER_ACCOUNT}`)
  const idle = await timeOf(other)
  const fault = await fetch(`${simulatorUrl}/_sim/faults`, {
    method: 'POST',
    body: JSON.stringify({ match: { path: '/v1/*', account: ACCOUNT }, times: 'always', fault: { kind: 'hang' } }),
  })
  const { id } = await fault.json()
  const waiting = Array.from({ length: 30 }, () => open(`/accounts/${ACCOUNT}`))
  // Until the thirty have been rendered as far as they can be.
  await new Promise((resolve) => setTimeout(resolve, 1500))
  const beside = await timeOf(other)
  await fetch(`${simulatorUrl}/_sim/faults/${id}`, { method: 'DELETE' })
  await Promise.all(waiting)
  return { idle, beside }
}

/** How many signed events a second are accepted, and the list of accounts meanwhile. */
async function measureEventBurst({ open, post, secret }) {
  const list = () => open('/accounts')
  const idle = await timeOf(list)
  const accept = async (number) => {
    const created = Math.floor(Date.now() / 1000)
    const body = JSON.stringify({
      id: `evt_bench${number}`,
      object: 'event',
      type: 'balance.available',
      account: number % 2 ? ACCOUNT : OTHER_ACCOUNT,
      created,
      livemode: false,
      data: { object: { object: 'balance' } },
      request: null,
    })
    const signature = createHmac('sha256', secret).update(`${created}.${body}`).digest('hex')
    const { status } = await post('/api/webhooks/stripe', body, { 'stripe-signature': `t=${created},v1=${signature}` })
    if (status !== 200) throw new Error(`An event was answered with ${status}.`)
  }
  const burst = timed(() =>
    Promise.all(
      Array.from({ length: EVENTS }, async (_, number) => {
        await new Promise((resolve) => setTimeout(resolve, (number * 1000) / EVENTS_PER_SECOND))
        await accept(number)
      }),
    ),
  )
  const beside = await timeOf(list)
  const { ms } = await burst
  return { idle, beside, perSecond: EVENTS / (ms / 1000) }
}

/** What more connections than there are places get, and how soon the list is as fast as before. */
async function measureOverload({ open }) {
  const list = () => open('/accounts')
  const idle = await timeOf(list)
  const endsAt = performance.now() + OVERLOAD
  const answers = {}
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (performance.now() < endsAt) {
        const { status, retryAfter } = await list()
        const what = status === 503 && !retryAfter ? '503 without Retry-After' : status
        answers[what] = (answers[what] ?? 0) + 1
      }
    }),
  )
  const startedAt = performance.now()
  for (;;) {
    const { answer, ms } = await timed(list)
    const recovery = performance.now() - startedAt
    if ((answer.status === 200 && ms <= 2 * idle) || recovery > PATIENCE) return { idle, answers, recovery }
  }
}

stopOnSignals()
buildApp()
buildBarePage()
let browser
let figures
try {
  const world = await prepareWorld()
  const running = { ...world, ...(await startWorld(world)) }
  browser = await openBrowser(running)
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS + 50 })
  const headers = { cookie: browser.cookieOf('admin') }
  const open = (path) => send(agent, `${running.appUrl}${path}`, { headers })
  const post = (path, body, more) => send(agent, `${running.appUrl}${path}`, { method: 'POST', headers: more, body })
  for (let warm = 0; warm < SAMPLES; warm += 1) await open(`/accounts/${OTHER_ACCOUNT}`)
  figures = {
    hangingAccount: await measureHangingAccount({ ...running, open }),
    eventBurst: await measureEventBurst({ open, post, secret: world.app.env.STRIPE_WEBHOOK_SECRET }),
    overload: await measureOverload({ open }),
  }
} finally {
  await browser?.close()
  await stopAll()
}

const { hangingAccount, eventBurst, overload } = figures
const { load: budgets } = JSON.parse(readFileSync('bench/budgets.json', 'utf8'))
const ratio = ({ idle, beside }) => beside / idle
const unexpected = Object.keys(overload.answers).filter((status) => status !== '200' && status !== '503')
const rows = [
  ['another account’s page while one account hangs, × idle', ratio(hangingAccount), '≤', budgets.hangingAccountRatio],
  ['events accepted a second', eventBurst.perSecond, '≥', budgets.eventsPerSecond],
  ['the list during the events, × idle', ratio(eventBurst), '≤', budgets.eventBurstRatio],
  ['answers under overload that are neither 200 nor 503 with Retry-After', unexpected.length, '≤', 0],
  ['milliseconds from the end of the overload to a list as fast as before', overload.recovery, '≤', budgets.recoveryMs],
]
console.log(JSON.stringify(figures, null, 2))
let isBroken = false
for (const [what, value, sign, budget] of rows) {
  const isKept = sign === '≤' ? value <= budget : value >= budget
  isBroken ||= !isKept
  console.log(`${isKept ? 'kept  ' : 'BROKEN'}  ${what}: ${value.toFixed(2)} (${sign} ${budget})`)
}
process.exit(isBroken ? 1 : 0)
