// How much script each page loads over the wire with an empty cache, until the network rests.
import { openField } from './browser.mjs'
import { PAGES, SETTINGS } from './pages.mjs'

/** Bytes of bodies as they came (gzip), one count for each address; split by whether it is ours. */
function watchScripts(page) {
  const requests = new Map()
  page.on('requestfinished', (request) => {
    if (request.resourceType() === 'script') requests.set(request.url(), request)
  })
  return async (isCounted) => {
    const counted = [...requests].filter(([url]) => isCounted(new URL(url)))
    const sizes = await Promise.all(counted.map(([, request]) => request.sizes()))
    return sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0)
  }
}

async function bytesOf(browser, url, as) {
  const { page, settled, close } = await browser.openPage(as)
  const sum = watchScripts(page)
  await page.goto(url)
  await settled()
  const { origin } = new URL(url)
  const bytes = {
    own: await sum((script) => script.origin === origin),
    other: await sum((script) => script.origin !== origin),
  }
  await close()
  return bytes
}

/** The holiday calendars and the engine come with the first edit, not with the page. */
async function bytesOfFirstEdit(browser, appUrl) {
  const { page, settled, close } = await browser.openPage('admin')
  await page.goto(`${appUrl}${SETTINGS}`)
  await settled()
  const sum = watchScripts(page)
  await openField(page, 'Payout schedule')
  await page.getByRole('radio', { name: 'Daily' }).check({ force: true })
  await page.getByText('now and after saving').waitFor()
  await settled()
  const bytes = await sum(() => true)
  await close()
  return bytes
}

export async function measureScriptBytes({ browser, appUrl, bareUrl }) {
  const bare = await bytesOf(browser, bareUrl, 'nobody')
  const pages = {}
  let standIn = 0
  for (const { name, path, as } of PAGES) {
    const { own, other } = await bytesOf(browser, `${appUrl}${path}`, as)
    pages[name] = own
    standIn = Math.max(standIn, other)
  }
  return { bare: bare.own, pages, firstEdit: await bytesOfFirstEdit(browser, appUrl), standIn }
}
