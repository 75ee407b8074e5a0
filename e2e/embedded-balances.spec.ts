import { readdirSync, readFileSync } from 'node:fs'
import { ageProofs, everythingStored } from './support/database'
import { addPersonByCommand } from './support/people'
import { type AccountState, simulator } from './support/simulator'
import { expect, openField, openTab, type Page, settingsOf, test } from './support/test'
import { world } from './support/world'

/** Our card, with Stripe's component in it, which bears the same name. */
const component = (page: Page) => page.getByRole('region', { name: 'Balances', exact: true }).first()
const figures = (page: Page) => page.getByRole('region', { name: 'Balance figures' })
const failure = (page: Page, title: string) => page.getByRole('alert').filter({ hasText: title })

/** "1,234.56" of minor units with two digits. */
const inWords = (amount: number) => (amount / 100).toLocaleString('en', { minimumFractionDigits: 2 })
const amountOf = (balance: AccountState['balance'], kind: 'available' | 'pending', currency: string) =>
  inWords(balance[kind].find((money) => money.currency === currency)?.amount ?? 0)

const MANUAL = { payments: { payouts: { schedule: { interval: 'manual' } } } }
const sessionsOf = async (id: string) =>
  (await simulator.requests(id)).filter(({ path }) => path === '/v1/account_sessions')

async function addBankAccount(page: Page, number: string) {
  await component(page).getByRole('button', { name: 'Add bank account' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Account number').fill(number)
  await dialog.getByLabel('Routing number').fill('110000000')
  await dialog.getByRole('button', { name: 'Add bank account' }).click()
}

/** In place of Connect.js, wherever the page looks for it. */
async function supplyScript(page: Page, script: string) {
  for (const address of [`${world.simulatorUrl}/v1.0/connect.js`, 'https://connect-js.stripe.com/**'])
    await page.route(address, (route) => route.fulfill({ contentType: 'text/javascript', body: script }))
}

/** A Connect.js whose element does what `onConnect` says and nothing else. */
const scriptedComponent = (onConnect: string) => `
  customElements.define('stripe-connect-balances', class extends HTMLElement {
    setConnector() { setTimeout(() => { ${onConnect} }) }
    setOnLoaderStartInternalOnly(listener) { this.onLoaderStart = listener }
    setOnLoadErrorInternalOnly(listener) { this.onLoadError = listener }
  })
  window.StripeConnect = { init: () => ({ connect: {}, update() {}, logout() {} }) }`

test('an admin sees Stripe’s component with the account’s own balance, and the same figures from the API', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount({
    settings: MANUAL,
    balance: { usd: { available: 123_456, pending: 78_901 }, eur: { available: 5_050 } },
  })
  const { balance } = await simulator.state(account.id)
  await signInAs('admin')
  await page.goto(`/accounts/${account.id}`)
  for (const currency of ['usd', 'eur']) {
    const shown = component(page).getByRole('region', { name: `${currency.toUpperCase()} balance` })
    await expect(shown).toContainText(amountOf(balance, 'available', currency))
    await expect(shown).toContainText(`Pending${amountOf(balance, 'pending', currency)}`)
    await expect(figures(page)).toContainText(`${amountOf(balance, 'available', currency)} ${currency.toUpperCase()}`)
  }
  await expect(component(page).getByText('Simulated').first()).toBeVisible()
  await expect(component(page).getByRole('button', { name: 'Add bank account' })).toBeVisible()
  await expect(
    component(page).getByRole('button', { name: 'Pay out' }),
    'a payout has one place, which is ours',
  ).toHaveCount(0)
  await expect(
    component(page).getByRole('button', { name: 'Edit schedule' }),
    'the schedule has one editor, ours',
  ).toHaveCount(0)
  const [session] = await sessionsOf(account.id)
  expect(session?.params).toMatchObject({
    account: account.id,
    components: {
      balances: {
        enabled: 'true',
        features: { standard_payouts: 'false', edit_payout_schedule: 'false' },
      },
    },
  })
  expect(JSON.stringify(session?.params), 'left to the platform’s rules in the Stripe Dashboard').not.toContain(
    'instant_payouts',
  )
})

test('an owner whose proof is old sees the balance in the component, and edits bank accounts there after another proof', async ({
  page,
  createAccount,
}) => {
  const account = await createAccount({ settings: MANUAL, balance: { usd: { available: 50_000 } } })
  const { email, password } = await addPersonByCommand('owner', { accountId: account.id })
  await page.goto('/balance')
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL('/balance')
  await ageProofs(email)
  await page.reload()
  await expect(component(page).getByRole('region', { name: 'USD balance' })).toContainText('500.00')
  await expect(component(page).getByRole('button', { name: 'Add bank account' })).toHaveCount(0)
  await component(page).getByRole('button', { name: 'Confirm' }).click()
  const dialog = page.getByRole('dialog', { name: 'Confirm that it’s you' })
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(component(page).getByRole('button', { name: 'Add bank account' })).toHaveCount(0)
  await component(page).getByRole('button', { name: 'Confirm' }).click()
  await dialog.getByLabel('Your password').fill(password)
  await dialog.getByRole('button', { name: 'Confirm' }).click()
  await expect(component(page).getByRole('button', { name: 'Add bank account' })).toBeVisible()
  const given = (await sessionsOf(account.id)).map(({ params }) => params.components)
  expect(given.at(-2)).toMatchObject({
    balances: { features: { external_account_collection: 'false', instant_payouts: 'false' } },
  })
  expect(given.at(-1)).toMatchObject({ balances: { features: { external_account_collection: 'true' } } })
})

for (const role of ['viewer', 'member'] as const) {
  test(`a ${role} of a custom account sees the component without any way to move money`, async ({
    page,
    createAccount,
    signInAs,
  }) => {
    const account = await createAccount({ settings: MANUAL, balance: { usd: { available: 50_000 } } })
    await signInAs(role, { accounts: [account] })
    await page.goto(role === 'viewer' ? `/accounts/${account.id}` : '/balance')
    await expect(component(page).getByRole('region', { name: 'USD balance' })).toContainText('500.00')
    await expect(component(page).getByRole('region', { name: 'Bank accounts' })).toHaveCount(0)
    await expect(component(page).getByRole('button')).toHaveCount(0)
    await expect(page.getByRole('region', { name: 'Manual payouts', exact: true })).toHaveCount(0)
    const [session] = await sessionsOf(account.id)
    expect(session?.params.components).toEqual({
      balances: {
        enabled: 'true',
        features: {
          instant_payouts: 'false',
          standard_payouts: 'false',
          edit_payout_schedule: 'false',
          external_account_collection: 'false',
          disable_stripe_user_authentication: 'true',
        },
      },
    })
  })
}

test('a viewer of an express account gets the figures and the reason instead of the component', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount({ profile: 'express', balance: { usd: { available: 4_200 } } })
  await signInAs('viewer')
  await page.goto(`/accounts/${account.id}`)
  await expect(component(page)).toContainText('People with read-only access see the figures below')
  await expect(figures(page)).toContainText('42.00 USD')
  await expect(component(page).getByText('Simulated')).toHaveCount(0)
  expect(await sessionsOf(account.id)).toEqual([])
})

test('switching the account never shows the former account’s money, even while the new one is slow', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const rich = await createAccount({ balance: { usd: { available: 987_654_300 } } })
  const poor = await createAccount({ balance: { usd: { available: 1_100 } } })
  await signInAs('owner', { accounts: [rich, poor] })
  await page.goto(`/balance?account=${rich.id}`)
  await expect(component(page)).toContainText('9,876,543.00')
  await simulator.fail(poor.id, { path: '/v1/*' }, { kind: 'delay', ms: 2000 }, 'always')
  await simulator.fail(poor.id, { path: '/connect/state' }, { kind: 'delay', ms: 2000 }, 'always')

  await page.getByRole('link', { name: poor.name }).click()
  await expect(page.getByRole('heading', { level: 1, name: poor.name })).toBeVisible()
  await expect(component(page)).not.toContainText('9,876,543.00')
  await expect(figures(page)).not.toContainText('9,876,543.00')
  await expect(component(page)).toContainText('11.00')
  await expect(figures(page)).toContainText('11.00 USD')
  await expect(page.getByText('9,876,543.00')).toHaveCount(0)
  await page.goBack()
  await expect(component(page)).toContainText('9,876,543.00')
  await expect(page.getByText('11.00', { exact: true })).toHaveCount(0)
})

test('the component follows the theme without a new session, also with reduced motion', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount({ balance: { usd: { available: 1_000 } } })
  const owner = await signInAs('owner', { accounts: [account] })
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await page.goto('/balance')
  const text = component(page).getByRole('heading', { name: 'Upcoming payouts' })
  await expect(text).toBeVisible()
  const colorOf = () => text.evaluate((element) => getComputedStyle(element).color)
  const light = await colorOf()
  const background = await page
    .locator('stripe-connect-balances')
    .evaluate((element) => getComputedStyle(element).backgroundColor)
  expect(light, 'text on its background').not.toBe(background)
  await page.getByRole('button', { name: owner.name }).click()
  await page.getByLabel('Theme').selectOption('Dark')
  await expect.poll(colorOf).not.toBe(light)
  await page.getByLabel('Theme').selectOption('Light')
  await expect.poll(colorOf).toBe(light)
  await page.getByLabel('Theme').selectOption('System')
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect.poll(colorOf).not.toBe(light)
  expect(await sessionsOf(account.id)).toHaveLength(1)
})

test.describe('when Stripe’s script does not come', () => {
  test('a blocked script explains itself, leaves the editor usable, and Try again loads it', async ({
    page,
    createAccount,
    signInAs,
    expectConsole,
  }) => {
    expectConsole.push(/net::ERR_FAILED/)
    const account = await createAccount()
    await signInAs('admin')
    const addresses = [`${world.simulatorUrl}/**`, 'https://connect-js.stripe.com/**']
    for (const address of addresses) await page.route(address, (route) => route.abort())
    await page.goto(settingsOf(account))
    await expect(failure(page, 'Couldn’t load Stripe’s component')).toBeVisible()
    await openField(page, 'Payout schedule')
    await page.getByRole('radio', { name: 'Manual' }).check()
    await page.getByRole('button', { name: 'Save payout schedule' }).click()
    await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()

    for (const address of addresses) await page.unroute(address)
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(component(page).getByRole('region', { name: 'USD balance' })).toBeVisible()
  })

  test('a script that defines nothing is explained like a blocked one', async ({ page, createAccount, signInAs }) => {
    const account = await createAccount()
    await signInAs('admin')
    await supplyScript(page, '/* emptied by a filter */')
    await page.goto(`/accounts/${account.id}`)
    await expect(failure(page, 'Couldn’t load Stripe’s component')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible()
  })

  test('a script that loads and then stays silent is given up after twenty seconds', async ({
    page,
    createAccount,
    signInAs,
  }) => {
    const account = await createAccount()
    await signInAs('admin')
    await supplyScript(page, scriptedComponent(''))
    await page.clock.install()
    await page.goto(`/accounts/${account.id}`)
    await expect(page.getByRole('status', { name: 'Loading Stripe’s balances component' })).toBeVisible()
    await expect.poll(async () => (await sessionsOf(account.id)).length).toBe(1)
    await page.clock.fastForward(15_000)
    await expect(failure(page, 'Stripe’s component didn’t start')).toHaveCount(0)
    await page.clock.fastForward(6_000)
    await expect(failure(page, 'Stripe’s component didn’t start')).toBeVisible()
  })

  test('an error that the component reports before it starts is explained in our words', async ({
    page,
    createAccount,
    signInAs,
  }) => {
    const account = await createAccount()
    await signInAs('admin')
    const report =
      "this.onLoadError?.({ elementTagName: 'balances', error: { type: 'api_error', message: 'internals' } })"
    await supplyScript(page, scriptedComponent(report))
    await page.goto(`/accounts/${account.id}`)
    await expect(failure(page, 'Stripe’s component couldn’t show this account')).toBeVisible()
    await expect(page.getByText('internals')).toHaveCount(0)
  })
})

test('an error after the component has started is explained by the component itself', async ({
  page,
  createAccount,
  signInAs,
  expectConsole,
}) => {
  expectConsole.push(/status of 500/)
  const account = await createAccount()
  await signInAs('admin')
  await simulator.fail(account.id, { path: '/connect/state' }, { kind: 'status', status: 500 })
  await page.goto(`/accounts/${account.id}`)
  await expect(component(page).getByRole('heading', { name: 'Stripe reported an error' })).toBeVisible()
  await component(page).getByRole('button', { name: 'Try again' }).click()
  await expect(component(page).getByRole('region', { name: 'USD balance' })).toBeVisible()
})

test.describe('when there is no session to be had', () => {
  for (const [status, words] of [
    [500, 'Stripe did not answer.'],
    [403, 'doesn’t permit this'],
  ] as const) {
    test(`a refusal with ${status} is explained, and Try again asks once more`, async ({
      page,
      createAccount,
      signInAs,
    }) => {
      const account = await createAccount()
      await signInAs('admin')
      const error = { error: { type: 'invalid_request_error', message: 'CANARY of Stripe' } }
      await simulator.fail(account.id, { path: '/v1/account_sessions' }, { kind: 'status', status, body: error })
      await page.goto(`/accounts/${account.id}`)
      await expect(failure(page, 'Couldn’t create an account session')).toContainText(words)
      expect(await page.content()).not.toContain('CANARY')
      await page.getByRole('button', { name: 'Try again' }).click()
      await expect(component(page).getByRole('region', { name: 'USD balance' })).toBeVisible()
    })
  }

  test('a slow session shows a skeleton and then the component', async ({ page, createAccount, signInAs }) => {
    const account = await createAccount()
    await signInAs('admin')
    await simulator.fail(account.id, { path: '/v1/account_sessions' }, { kind: 'delay', ms: 3000 })
    await page.goto(`/accounts/${account.id}`)
    await expect(page.getByRole('status', { name: 'Loading Stripe’s balances component' })).toBeVisible()
    await expect(component(page).getByRole('region', { name: 'USD balance' })).toBeVisible()
    await expect(page.getByRole('status', { name: 'Loading Stripe’s balances component' })).toHaveCount(0)
  })
})

test('the client secret reaches the browser and is in no table, no log and no page', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount()
  await signInAs('admin')
  let secret = ''
  let cacheControl = ''
  // Chromium forgets a body that was streamed to the page, so the answer is read as it arrives.
  await page.route(`**/accounts/${account.id}`, async (route) => {
    if (!('next-action' in route.request().headers())) return route.continue()
    const answer = await route.fetch()
    const body = await answer.text()
    const [found] = /accs_secret__\w+/.exec(body) ?? []
    if (found) {
      secret = found
      cacheControl = answer.headers()['cache-control'] ?? ''
    }
    await route.fulfill({ response: answer, body })
  })
  await page.goto(`/accounts/${account.id}`)
  await expect(component(page).getByRole('region', { name: 'USD balance' })).toBeVisible()
  expect(secret.length).toBeGreaterThan(40)
  expect(cacheControl).toContain('no-store')

  expect(await page.content()).not.toContain(secret)
  for (const path of [`/accounts/${account.id}`, '/audit'])
    expect(await (await page.request.get(path)).text()).not.toContain(secret)
  expect(await everythingStored()).not.toContain(secret)
  const logs = readdirSync(world.folder).filter((file) => file.endsWith('.log'))
  expect(logs).toContain(`app-${new URL(world.appUrl).port}.log`)
  for (const log of logs) expect(readFileSync(`${world.folder}/${log}`, 'utf8')).not.toContain(secret)
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]))
  expect(kept).not.toContain(secret)
})

test('a session that ends is renewed with a fresh secret', async ({ page, openAccount, expectConsole }) => {
  expectConsole.push(/status of 401/)
  const account = await openAccount()
  await simulator.fail(account.id, { path: '/connect/external_accounts' }, { kind: 'status', status: 401 })
  await addBankAccount(page, '000333444555')
  await expect(component(page).getByRole('region', { name: 'Bank accounts' })).toContainText('4555')
  expect(await sessionsOf(account.id)).toHaveLength(2)
  expect((await simulator.state(account.id)).external_accounts).toHaveLength(2)
})

test('a save that Stripe keeps waiting does not hold up the component’s fresh secret', async ({
  page,
  openSettings,
  expectConsole,
}) => {
  expectConsole.push(/status of 401/)
  const account = await openSettings()
  await expect(component(page).getByRole('region', { name: 'Bank accounts' })).toBeVisible()
  await simulator.fail(account.id, { method: 'POST', path: '/v1/balance_settings' }, { kind: 'delay', ms: 3000 })
  await simulator.fail(account.id, { path: '/connect/external_accounts' }, { kind: 'status', status: 401 })

  await openField(page, 'Statement descriptor')
  await page.getByLabel('Name on the bank statement').fill('HARBOUR')
  await page.getByRole('button', { name: 'Save statement descriptor' }).click()
  await expect.poll(async () => (await simulator.writes(account.id)).length).toBe(1)
  await addBankAccount(page, '000333444555')
  await expect(component(page).getByRole('region', { name: 'Bank accounts' })).toContainText('4555')
  await expect(page.getByRole('button', { name: 'Saving…' })).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible({ timeout: 15_000 })

  const [write] = await simulator.writes(account.id)
  const renewal = (await sessionsOf(account.id))[1]
  expect(renewal?.ended_at_ms).toBeLessThan(write?.ended_at_ms ?? 0)
})

test('under the production policy Stripe’s own script address works, and a save beside it too', async ({
  page,
  createAccount,
  signInAs,
  expectConsole,
}) => {
  expectConsole.push(/net::ERR_FAILED/)
  const account = await createAccount({ balance: { usd: { available: 77_700 } } })
  await signInAs('admin')
  const violations: string[] = []
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) violations.push(message.text())
  })
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) =>
      console.error(`Content Security Policy: ${event.effectiveDirective} ${event.blockedURI}`),
    )
  })
  await page.route(`${world.simulatorUrl}/**`, (route) => route.abort())
  let asked = 0
  await page.route('https://connect-js.stripe.com/**', async (route) => {
    asked++
    const request = route.request()
    const { pathname } = new URL(request.url())
    const { authorization, 'content-type': type } = await request.allHeaders()
    const answer = await fetch(`${world.simulatorUrl}${pathname}`, {
      method: request.method(),
      headers: { ...(authorization && { authorization }), ...(type && { 'content-type': type }) },
      ...(request.postData() !== null && { body: request.postData() }),
    })
    await route.fulfill({
      status: answer.status,
      contentType: answer.headers.get('content-type') ?? '',
      body: await answer.text(),
    })
  })
  // As it is without a simulator in the environment.
  await page.route(`**${settingsOf(account)}`, async (route) => {
    if (route.request().resourceType() !== 'document') return route.fallback()
    const answer = await route.fetch()
    const policy = (answer.headers()['content-security-policy'] ?? '').replaceAll(` ${world.simulatorUrl}`, '')
    await route.fulfill({ response: answer, headers: { ...answer.headers(), 'content-security-policy': policy } })
  })

  const answer = await page.goto(settingsOf(account))
  expect(answer?.headers()['content-security-policy']).not.toContain(world.simulatorUrl)
  await expect(component(page).getByRole('region', { name: 'USD balance' })).toContainText('777.00')
  expect(asked).toBeGreaterThan(3)
  await openField(page, 'Payout schedule')
  await page.getByRole('radio', { name: 'Manual' }).check()
  await page.getByRole('button', { name: 'Save payout schedule' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()
  await expect(component(page).getByText('The payout schedule is manual')).toBeVisible()
  expect((await simulator.settings(account.id)).payments.payouts.schedule).toEqual({ interval: 'manual' })
  expect(violations).toEqual([])
})

test('an owner provides what Stripe needs in Stripe’s components, all in one session, and the page knows', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount()
  await simulator.changeAccount(account.id, { currently_due: ['company.tax_id'] })
  await signInAs('owner', { accounts: [account] })
  await page.goto('/balance')
  await page.getByRole('link', { name: 'Provide it to Stripe here' }).click()
  await expect(page.getByRole('heading', { name: '1 item needs your attention' })).toBeVisible()
  await page.getByRole('group', { name: 'Onboarding' }).getByRole('button', { name: 'Provide Company tax id' }).click()
  await expect(page.getByText('Stripe has everything that it needs now.')).toBeVisible()
  await expect(page.getByRole('heading', { name: '1 item needs your attention' })).toBeHidden()

  const [balances, placed, ...others] = await sessionsOf(account.id)
  expect(Object.keys(balances?.params.components as object)).toEqual(['balances'])
  expect(Object.keys(placed?.params.components as object)).toEqual([
    'notification_banner',
    'account_onboarding',
    'account_management',
    'documents',
  ])
  expect(others).toEqual([])
  await openTab(page, 'Overview')
  await expect(page.getByRole('heading', { name: account.name })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Provide it to Stripe here' })).toBeHidden()
})
