// How many calls of Stripe each page and each save makes, and how many of them wait for one another. Read from the
// simulator's own log while every answer takes 100 ms, so that calls which can overlap are seen to.
import { openField } from './browser.mjs'
import { PAGES, SETTINGS } from './pages.mjs'

const LATENCY = 100

/** The simulator's side. */
function instruments(simulatorUrl) {
  const ask = async (method, path, body) => {
    const answer = await fetch(`${simulatorUrl}${path}`, { method, ...(body && { body: JSON.stringify(body) }) })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }
  return {
    slowDown: () =>
      ask('POST', '/_sim/faults', { match: { path: '/v1/*' }, times: 'always', fault: { kind: 'delay', ms: LATENCY } }),
    heal: () => ask('DELETE', '/_sim/faults'),
    /** Whether Stripe's events reach the app; without them only what was asked for is in the log. */
    sendEvents: (enabled) => ask('POST', '/_sim/webhooks', { enabled }),
    drainEvents: () => ask('POST', '/_sim/webhooks/drain', {}),
    calls: async (since = 0) =>
      (await ask('GET', `/_sim/requests?since=${since}`)).data.filter(({ path }) => path.startsWith('/v1/')),
  }
}

const isSession = ({ path }) => path === '/v1/account_sessions'

/** The longest chain of calls in which each began only after the one before had ended. */
function depthOf(calls) {
  const depths = new Map()
  for (const call of calls.toSorted((a, b) => a.started_at_ms - b.started_at_ms)) {
    const before = calls.filter((other) => other.ended_at_ms !== null && other.ended_at_ms <= call.started_at_ms)
    depths.set(call, 1 + Math.max(0, ...before.map((other) => depths.get(other) ?? 0)))
  }
  return Math.max(0, ...depths.values())
}

const summary = (calls) => ({ calls: calls.length, depth: depthOf(calls) })

async function saveDescriptor(page, text) {
  const field = page.getByLabel('Name on the bank statement')
  if (!(await field.isVisible())) await openField(page, 'Statement descriptor')
  await field.fill(text)
  await page.getByRole('button', { name: 'Save statement descriptor' }).click()
  await page.getByRole('status').filter({ hasText: 'Saved' }).waitFor()
}

export async function measureStripeCalls({ browser, appUrl, simulatorUrl }) {
  const stripe = instruments(simulatorUrl)
  await stripe.drainEvents()
  await stripe.sendEvents(false)
  await stripe.slowDown()

  /** The calls made during `work`, until the page has settled. */
  async function during({ settled }, work) {
    const since = (await stripe.calls()).at(-1)?.id ?? 0
    await work()
    await settled()
    return stripe.calls(since)
  }

  const pages = {}
  let sessions = 0
  for (const { name, path, as } of PAGES) {
    const opened = await browser.openPage(as)
    const calls = await during(opened, () => opened.page.goto(`${appUrl}${path}`))
    pages[name] = summary(calls.filter((call) => !isSession(call)))
    sessions = Math.max(sessions, calls.filter(isSession).length)
    await opened.close()
  }

  const opened = await browser.openPage('admin')
  await opened.page.goto(`${appUrl}${SETTINGS}`)
  await opened.settled()
  const preview = await during(opened, async () => {
    await openField(opened.page, 'Payout schedule')
    for (const interval of ['Daily', 'Monthly', 'Manual'])
      await opened.page.getByRole('radio', { name: interval }).check({ force: true })
    await opened.page.getByRole('button', { name: 'Discard' }).click()
  })
  const save = await during(opened, () => saveDescriptor(opened.page, 'BENCH ONE'))

  await stripe.sendEvents(true)
  const saveAndEvent = await during(opened, async () => {
    await saveDescriptor(opened.page, 'BENCH TWO')
    await stripe.drainEvents()
  })
  await stripe.sendEvents(false)
  await stripe.heal()
  await opened.close()

  return {
    pages,
    accountSession: sessions,
    preview: summary(preview),
    save: summary(save),
    eventOfSave: saveAndEvent.length - save.length,
  }
}
