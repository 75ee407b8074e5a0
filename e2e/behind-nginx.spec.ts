import { storedEntriesOf } from './support/database'
import { addPersonByCommand } from './support/people'
import { freePort, ourNginx, startNginx, startSpillway } from './support/proxy'
import { simulator } from './support/simulator'
import { type Browser, expect, type Page, test } from './support/test'

/** Spillway behind deploy/nginx.conf, which is changed by `adapt` where a test wants it otherwise. */
async function startBehindNginx({ adapt = (text: string) => text } = {}) {
  const [tls, plain] = [await freePort(), await freePort()]
  const origin = `https://localhost:${tls}`
  const spillway = await startSpillway(() => ({ APP_URL: origin, TRUSTED_PROXIES: '1' }))
  const nginx = await startNginx(adapt(ourNginx({ tls, plain, spillway: spillway.port })), tls)
  return {
    origin,
    plain,
    async stop() {
      await nginx.stop()
      await spillway.stop()
    },
  }
}

async function open(browser: Browser, origin: string): Promise<Page> {
  const context = await browser.newContext({
    baseURL: origin,
    ignoreHTTPSErrors: true,
    extraHTTPHeaders: { 'x-forwarded-for': '203.0.113.66' },
  })
  return context.newPage()
}

async function signIn(page: Page, { email, password }: { email: string; password: string }) {
  await page.goto('/sign-in')
  await page.getByLabel(/e-?mail/i).fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(/\/accounts$/)
}

test('behind nginx as it is by default, the first answer says what is wrong and what to do', async ({ request }) => {
  for (const [env, status, says] of [
    [{}, 421, /set TRUSTED_PROXIES to the number of proxies/],
    [{ TRUSTED_PROXIES: '1' }, 400, /proxy_set_header X-Forwarded-For \$proxy_add_x_forwarded_for/],
  ] as const) {
    const port = await freePort()
    const spillway = await startSpillway(() => ({ APP_URL: `http://localhost:${port}`, ...env }))
    const defaults = `server { listen 127.0.0.1:${port}; location / { proxy_pass http://127.0.0.1:${spillway.port}; } }`
    const nginx = await startNginx(defaults, port)
    const answer = await request.get(`http://localhost:${port}/sign-in`)
    expect(answer.status()).toBe(status)
    expect(await answer.text()).toMatch(says)
    await nginx.stop()
    await spillway.stop()
  }
})

test('behind our nginx configuration people sign in, save and see what happens at Stripe', async ({
  browser,
  createAccount,
}) => {
  test.setTimeout(120_000)
  const account = await createAccount()
  const admin = await addPersonByCommand('admin')
  const { origin, plain, stop } = await startBehindNginx()
  const page = await open(browser, origin)

  await signIn(page, admin)
  const cookies = await page.context().cookies()
  expect(cookies.find(({ name }) => name === '__Host-spillway')).toMatchObject({ secure: true, httpOnly: true })
  const [entry] = await storedEntriesOf(admin)
  expect(entry, 'nginx’s peer, not what the browser claims').toMatchObject({ type: 'sign_in', ipAddress: '127.0.0.1' })

  const answer = await page.goto(`/accounts/${account.id}`)
  expect(answer?.headers()['strict-transport-security']).toContain('max-age=')
  await page.getByRole('radio', { name: 'Manual' }).check({ force: true })
  await page.getByRole('button', { name: 'Save payout schedule' }).click()
  await expect
    .poll(async () => (await simulator.settings(account.id)).payments.payouts.schedule.interval)
    .toBe('manual')

  await expect(page.getByRole('radio', { name: 'Manual' })).toBeChecked()
  await simulator.changeSettings(account.id, { payouts: { schedule: { interval: 'daily' } } })
  await expect(page.getByRole('radio', { name: 'Daily' })).toBeChecked({ timeout: 15_000 })

  const insecure = await page.request.get(`http://localhost:${plain}/accounts?q=x`, { maxRedirects: 0 })
  expect([insecure.status(), insecure.headers().location]).toEqual([308, 'https://localhost/accounts?q=x'])
  await page.context().close()
  await stop()
})

for (const [what, from, to] of [
  ['rewrites Host', 'Host $host;', 'Host $proxy_host;'],
  [
    'sends X-Forwarded-Host without the port',
    'Host $host;',
    'Host $proxy_host; proxy_set_header X-Forwarded-Host $host;',
  ],
  [
    'names another host in X-Forwarded-Host',
    'Host $host;',
    'Host $host; proxy_set_header X-Forwarded-Host evil.example;',
  ],
] as const) {
  test(`actions work behind a proxy that ${what}`, async ({ browser }) => {
    const admin = await addPersonByCommand('admin')
    const { origin, stop } = await startBehindNginx({ adapt: (text) => text.replace(from, to) })
    const page = await open(browser, origin)
    await signIn(page, admin)
    await page.context().close()
    await stop()
  })
}
