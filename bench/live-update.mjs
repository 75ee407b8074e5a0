// How long an open page takes to be right after something has happened at Stripe: event, our reading, the page's parts.
import { median } from './cpu-time.mjs'
import { ACCOUNT } from './pages.mjs'

const ROUNDS = 9
/** In each round a change by itself, and one right after it was shown, when the page waits a little before it draws. */
const CHANGES = 2
const CENTS = 1_000_003

/** @returns milliseconds from the change at Stripe's side to the new figure: alone, and right after another */
export async function measureLiveUpdate({ browser, appUrl, simulatorUrl }) {
  const opened = await browser.openPage('admin')
  const { page } = opened
  await page.goto(`${appUrl}/accounts/${ACCOUNT}`)
  await opened.settled()
  await page.getByRole('region', { name: 'Balance figures' }).locator('details:not([open]) > summary').click()
  const times = Array.from({ length: CHANGES }, () => [])
  let available = 0
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const ofThese of times) {
      available += CENTS
      const shown = page.getByText((available / 100).toLocaleString('en', { minimumFractionDigits: 2 })).first()
      const began = performance.now()
      const changed = await fetch(`${simulatorUrl}/_sim/accounts/${ACCOUNT}`, {
        method: 'POST',
        body: JSON.stringify({ balance: { usd: { available } } }),
      })
      if (!changed.ok) throw new Error(`The balance was not changed: ${changed.status}`)
      await shown.waitFor()
      ofThese.push(performance.now() - began)
    }
    await opened.settled()
  }
  await opened.close()
  const [alone, next] = times.map((ofThese) => ({ ms: median(ofThese), most: Math.max(...ofThese) }))
  return { alone, next }
}
