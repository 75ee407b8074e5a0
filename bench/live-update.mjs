// How long an open page takes to be right after something has happened at Stripe: event, our reading, the page's parts.
import { median } from './cpu-time.mjs'
import { ACCOUNT } from './pages.mjs'

const ROUNDS = 9
const CENTS = 1_000_003

/** @returns milliseconds from the change at Stripe's side to the new figure on the screen */
export async function measureLiveUpdate({ browser, appUrl, simulatorUrl }) {
  const opened = await browser.openPage('admin')
  const { page } = opened
  await page.goto(`${appUrl}/accounts/${ACCOUNT}`)
  await opened.settled()
  const times = []
  for (let round = 1; round <= ROUNDS; round += 1) {
    const available = CENTS * round
    const shown = page.getByText((available / 100).toLocaleString('en', { minimumFractionDigits: 2 })).first()
    const began = performance.now()
    const changed = await fetch(`${simulatorUrl}/_sim/accounts/${ACCOUNT}`, {
      method: 'POST',
      body: JSON.stringify({ balance: { usd: { available } } }),
    })
    if (!changed.ok) throw new Error(`The balance was not changed: ${changed.status}`)
    await shown.waitFor()
    times.push(performance.now() - began)
    // The page waits a little between two drawings; each round is to be the first.
    await opened.settled()
  }
  await opened.close()
  return { ms: median(times), most: Math.max(...times) }
}
