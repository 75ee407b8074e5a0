import { storedEntriesOf } from '../support/database'
import { startDefaultNginx, startOurNginx } from '../support/nginx'
import { addPersonByCommand } from '../support/people'
import { simulator } from '../support/simulator'
import { expect, openField, type Page, settingsOf, test } from '../support/test'
import { world, worldNamed } from '../support/world'

test.use({ ignoreHTTPSErrors: true, extraHTTPHeaders: { 'x-forwarded-for': '203.0.113.66' } })

async function signIn(page: Page, { email, password }: { email: string; password: string }) {
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL('/')
}

for (const { expecting, port, status, remedy } of [
  {
    expecting: 'no proxy',
    port: () => worldNamed('shared').app.PORT,
    status: 421,
    remedy: /set TRUSTED_PROXIES to the number of proxies/,
  },
  {
    expecting: 'one proxy',
    port: () => world.environment.PORT,
    status: 400,
    remedy: /proxy_set_header X-Forwarded-For \$proxy_add_x_forwarded_for/,
  },
]) {
  test(`behind nginx as it comes, a server that expects ${expecting} answers first of all with the remedy`, async () => {
    const nginx = await startDefaultNginx(port())
    const answer = await fetch(`${nginx.url}/sign-in`)
    expect(answer.status).toBe(status)
    expect(await answer.text()).toMatch(remedy)
    expect((await fetch(`${nginx.url}/api/ready`)).status, 'a health check needs no proxy').toBe(200)
    await nginx.stop()
  })
}

test('behind our nginx configuration people sign in, save and see what happens at Stripe', async ({
  page,
  createAccount,
}) => {
  test.slow()
  const account = await createAccount()
  const admin = await addPersonByCommand('admin')
  const { plainUrl, stop } = await startOurNginx()

  await signIn(page, admin)
  const cookies = await page.context().cookies()
  expect(cookies.find(({ name }) => name === '__Host-spillway')).toMatchObject({ secure: true, httpOnly: true })
  const [entry] = await storedEntriesOf(admin)
  expect(entry, 'nginx’s peer, not what the browser claims').toMatchObject({ type: 'sign_in', ipAddress: '127.0.0.1' })

  const answer = await page.goto(settingsOf(account))
  expect(answer?.headers()['strict-transport-security']).toContain('max-age=')
  await openField(page, 'Payout schedule')
  await page.getByRole('radio', { name: 'Manual' }).check()
  await page.getByRole('button', { name: 'Save payout schedule' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()
  expect((await simulator.settings(account.id)).payments.payouts.schedule.interval).toBe('manual')

  await simulator.changeSettings(account.id, { payouts: { schedule: { interval: 'daily' } } })
  await expect(page.getByRole('radio', { name: 'Daily' })).toBeChecked()

  const insecure = await fetch(`${plainUrl}/accounts?q=x`, { redirect: 'manual' })
  expect([insecure.status, insecure.headers.get('location')]).toEqual([308, 'https://localhost/accounts?q=x'])
  await page.close()
  await stop()
})

const ON_EVERY_ANSWER = [
  'cache-control',
  'content-security-policy',
  'cross-origin-opener-policy',
  'permissions-policy',
  'referrer-policy',
  'x-content-type-options',
  'x-frame-options',
  'x-request-id',
]

test('answers of nginx’s own carry the headers that Spillway’s carry, and those of Spillway carry each once', async ({
  request,
}) => {
  const { plainUrl, stop } = await startOurNginx((text) =>
    text.replace('location / {', 'location /away { proxy_pass http://127.0.0.1:9; } location / {'),
  )
  const own = [
    ['a redirect', 308, await request.get(`${plainUrl}/accounts`, { maxRedirects: 0 })],
    ['a body that is too large', 413, await request.post('/sign-in', { data: 'x'.repeat(1_100_000) })],
    ['an address that is too long', 414, await request.get(`/${'x'.repeat(20_000)}`)],
    ['a gateway error', 502, await request.get('/away')],
  ] as const
  for (const [what, status, answer] of own) {
    expect(answer.status(), what).toBe(status)
    expect(
      ON_EVERY_ANSWER.filter((name) => !answer.headers()[name]),
      what,
    ).toEqual([])
  }
  const page = await request.get('/sign-in')
  for (const name of ON_EVERY_ANSWER)
    expect(
      page.headersArray().filter((header) => header.name.toLowerCase() === name),
      name,
    ).toHaveLength(1)
  await stop()
})

for (const [what, to] of [
  ['rewrites Host', 'Host $proxy_host;'],
  ['sends X-Forwarded-Host without the port', 'Host $proxy_host; proxy_set_header X-Forwarded-Host $host;'],
  ['names another host in X-Forwarded-Host', 'Host $host; proxy_set_header X-Forwarded-Host evil.example;'],
] as const) {
  test(`actions work behind a proxy that ${what}`, async ({ page }) => {
    const admin = await addPersonByCommand('admin')
    const { stop } = await startOurNginx((text) => text.replace('Host $host;', to))
    await signIn(page, admin)
    await page.close()
    await stop()
  })
}
