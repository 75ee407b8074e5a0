// One Chromium, a window with an empty cache for each measurement, and the moment when a page has come to rest.
import { chromium } from '@playwright/test'
import { installBrowser } from '../scripts/browser.mjs'

const QUIET = 1000
const PATIENCE = 30_000

/** Signs the people in by the form, once, and opens windows as any of them. */
export async function openBrowser({ appUrl, people }) {
  const executablePath = installBrowser()
  if (!executablePath) throw new Error('The bench needs Chromium, and none could be found or installed.')
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })

  async function signIn({ email }) {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(`${appUrl}/sign-in`)
    await page.getByRole('button', { name: email }).click()
    await page.waitForURL((url) => url.pathname !== '/sign-in')
    const state = await context.storageState()
    await context.close()
    return state
  }
  const sessions = {
    nobody: undefined,
    admin: await signIn(people.find(({ staffRole }) => staffRole === 'admin')),
    owner: await signIn(people.find(({ memberships }) => memberships?.[0].role === 'owner')),
  }

  return {
    /** A page of a fresh profile; `settled` resolves when nothing has been on the wire for a second. */
    async openPage(as) {
      const context = await browser.newContext({ storageState: sessions[as], viewport: { width: 1440, height: 900 } })
      const page = await context.newPage()
      return { page, settled: watchNetwork(page), close: () => context.close() }
    },
    cookieOf: (as) => (sessions[as]?.cookies ?? []).map(({ name, value }) => `${name}=${value}`).join('; '),
    close: () => browser.close(),
  }
}

function watchNetwork(page) {
  let open = 0
  let changedAt = Date.now()
  const count = (by) => (request) => {
    // A page that follows its account keeps a stream open for as long as it is looked at.
    if (request.resourceType() === 'eventsource') return
    open += by
    changedAt = Date.now()
  }
  page.on('request', count(1))
  page.on('requestfinished', count(-1))
  page.on('requestfailed', count(-1))
  return async () => {
    for (const end = Date.now() + PATIENCE; Date.now() < end; ) {
      if (open === 0 && Date.now() - changedAt > QUIET) return
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error(`${page.url()} did not come to rest within ${PATIENCE / 1000} s`)
  }
}

/** Opens a setting of the form, which at rest is a line. */
export const openField = (page, label) =>
  page
    .getByRole('form', { name: 'Balance settings' })
    .getByRole('region', { name: label, exact: true })
    .locator('details:not([open]) > summary')
    .click()
