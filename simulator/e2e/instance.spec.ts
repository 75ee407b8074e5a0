import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { MANUAL } from '../testing/rig.ts'
import { ALL_FEATURES, balance, dialog, expect, test } from './test.ts'

// The instance that the npm loader creates: its options, update() and logout().

test('all 92 appearance variables reach the component and are used by its styles', async ({ page, openBalances }) => {
  const folder = createRequire(import.meta.url).resolve('@stripe/connect-js/package.json')
  const types = await readFile(new URL('dist/exportedTypes/shared.d.ts', `file://${folder}`), 'utf8')
  const declared = /AppearanceVariables = \{([\s\S]*?)\n\};/.exec(types)?.[1] ?? ''
  const names = [...declared.matchAll(/^\s{4}(\w+)\?:/gm)].map(([, name]) => name ?? '')
  expect(names).toHaveLength(92)
  const variables = Object.fromEntries(names.map((name, index) => [name, `${index + 1}px`]))
  await openBalances({ balance: { usd: { available: 10_000 } } }, { params: { appearance: { variables } } })
  const used = await page.evaluate((all) => {
    const root = document.querySelector('stripe-connect-balances')?.shadowRoot
    const frame = root?.querySelector('.root')
    if (!root || !frame) return []
    const rules = root.adoptedStyleSheets
      .flatMap((sheet) => [...sheet.cssRules])
      .map((rule) => rule.cssText)
      .join('\n')
    const style = getComputedStyle(frame)
    return all
      .filter((name) => new RegExp(`var\\(--c-${name}[,)]`).test(rules))
      .map((name) => [name, style.getPropertyValue(`--c-${name}`)])
  }, names)
  expect(Object.fromEntries(used)).toEqual(variables)
})

test('update() changes colors, overlays and locale of a visible component without a new session', async ({
  page,
  platform,
  openBalances,
}) => {
  await openBalances({ ...MANUAL, balance: { usd: { available: 1_234_567 } } }, { params: { locale: 'en-US' } })
  await expect(balance(page, 'USD')).toContainText('12,345.67')
  await page.evaluate(() =>
    window.instance.update({
      locale: 'de-DE',
      appearance: { overlays: 'drawer', variables: { colorPrimary: '#aa0033', fontSizeBase: '20px' } },
      displayOptions: { showObjectIds: true },
      somethingNew: true,
    }),
  )
  await expect(balance(page, 'USD')).toContainText('12.345,67')
  await expect(page.getByText(/^ba_/)).toBeVisible()
  const button = page.getByRole('button', { name: 'Pay out' })
  await expect(button).toHaveCSS('background-color', 'rgb(170, 0, 51)')
  await expect(button).toHaveCSS('font-size', '17.5px')
  await button.click()
  await expect(dialog(page)).toHaveClass('drawer')
  await dialog(page).getByLabel('Amount').fill('1.000,50')
  await expect(dialog(page).getByRole('button', { name: 'Pay out 1.000,50 USD' })).toBeVisible()
  expect(platform.secrets).toBe(1)
})

test('a font that can’t be loaded only causes a warning', async ({ page, openBalances }) => {
  const fonts = [{ family: 'Nowhere', src: 'url(data:font/woff2;base64,AAAA)', weight: '400' }]
  const warned = page.waitForEvent('console', (message) => message.text().includes('could not load a font'))
  await openBalances({ balance: { usd: { available: 100 } } }, { params: { fonts } })
  await expect(balance(page, 'USD')).toBeVisible()
  expect((await warned).type()).toBe('warning')
})

test('a second instance with the same client secret is refused', async ({ page, rig, platform, expectedErrors }) => {
  expectedErrors.push(/status of 401/)
  const account = await rig.newAccount({ balance: { usd: { available: 100 } } })
  const secret = await rig.clientSecret(account, { balances: ALL_FEATURES })
  const initialize = async () => {
    await platform.initializeWith(async () => secret)
    await platform.place()
  }
  await initialize()
  await expect(balance(page, 'USD')).toBeVisible()
  await initialize()
  await expect(page.getByText('This client secret was already used.')).toBeVisible()
  expect(await platform.received('OnLoadError')).toHaveLength(1)
})

test('a session that doesn’t enable balances shows and reports an error', async ({ page, rig, platform }) => {
  await platform.initialize(await rig.newAccount(), { payouts: ALL_FEATURES })
  await platform.place()
  await expect(page.getByRole('heading', { name: 'Stripe refused this component' })).toBeVisible()
  expect(await platform.received('OnLoaderStart')).toEqual([{ elementTagName: 'balances' }])
  expect(await platform.received('OnLoadError')).toMatchObject([
    { elementTagName: 'balances', error: { type: 'invalid_request_error' } },
  ])
})

test('logout() ends the session and empties every component', async ({ page, rig, platform }) => {
  const account = await rig.newAccount({ balance: { usd: { available: 100 } } })
  await platform.initialize(account, { balances: ALL_FEATURES })
  await platform.place()
  await platform.place()
  await expect(balance(page, 'USD')).toHaveCount(2)
  expect(platform.secrets, 'both share one session').toBe(1)
  await page.evaluate(() => window.instance.logout())
  await expect(balance(page, 'USD')).toHaveCount(0)
  const requests = async () => (await rig.control('GET', `/requests?account=${account}`)).data
  const logged = await requests()
  expect(logged.at(-1)).toMatchObject({ path: '/connect/logout', status: 200 })
  await platform.place()
  // A request of the page after the element has started, so an earlier request of the element would be in the log.
  await page.evaluate((health) => fetch(health, { mode: 'no-cors' }), `${rig.address}/_sim/health`)
  await expect(page.getByRole('group')).toHaveCount(0)
  expect(await requests()).toHaveLength(logged.length)
})
