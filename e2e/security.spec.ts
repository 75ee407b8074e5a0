import { request as httpRequest } from 'node:http'
import { actionRequest, submittedBase } from './support/actions'
import { storedEntries } from './support/database'
import { addPersonByCommand } from './support/people'
import { simulator } from './support/simulator'
import { expect, openField, settingsOf, test } from './support/test'
import { world } from './support/world'

const PAGES = ['/', '/sign-in', '/accounts', '/audit', '/status', '/settings', '/balance', '/nowhere']
const API = ['/api/health', '/api/ready']

function directives(policy: string | undefined): Record<string, string[]> {
  return Object.fromEntries(
    (policy ?? '').split('; ').map((directive) => {
      const [name = '', ...values] = directive.split(' ')
      return [name, values]
    }),
  )
}
const nonceOf = (policy: string | undefined) => /'nonce-(\w+)'/.exec(policy ?? '')?.[1]

/** Sends a path exactly as it is, which fetch would tidy up. */
function rawStatus(method: string, path: string, headers: Record<string, string>, body = ''): Promise<number> {
  const { hostname, port } = new URL(world.appUrl)
  return new Promise((resolve, reject) => {
    const sending = httpRequest({ hostname, port, method, path, headers }, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
    sending.on('error', reject)
    sending.end(body)
  })
}

test('every answer carries the policy with a nonce of its own, and is kept by nobody', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount()
  const nonces = new Set<string>()
  let answers = 0
  for (const role of ['admin', 'owner', null] as const) {
    if (role) await signInAs(role, { accounts: [account] })
    else await page.context().clearCookies()
    for (const path of [...PAGES, `/accounts/${account.id}`, ...API]) {
      for (const headers of [{}, { RSC: '1' }] as Record<string, string>[]) {
        const answer = await page.request.get(path, { headers, maxRedirects: 0 })
        const which = `${path} for ${role ?? 'nobody'}`
        const got = answer.headers()
        const policy = directives(got['content-security-policy'])
        expect(policy['default-src'], which).toEqual(["'self'"])
        expect(policy['frame-ancestors'], which).toEqual(["'none'"])
        expect(policy['object-src'], which).toEqual(["'none'"])
        expect(policy['base-uri'], which).toEqual(["'none'"])
        expect(policy['form-action'], which).toEqual(["'self'"])
        expect(policy['script-src'], which).toContain('https://connect-js.stripe.com')
        expect(policy['frame-src'], which).toContain('https://connect-js.stripe.com')
        expect(policy['style-src'], which).toContain("'sha256-0hAheEzaMe6uXIKV4EehS9pu1am1lj/KnnzrOYqckXk='")
        expect(got['content-security-policy'], which).not.toMatch(/unsafe-(inline|eval)/)
        expect(got['cross-origin-opener-policy'], which).toBe('same-origin-allow-popups')
        expect(got['x-content-type-options'], which).toBe('nosniff')
        expect(got['x-frame-options'], which).toBe('DENY')
        expect(got['referrer-policy'], which).toBe('strict-origin-when-cross-origin')
        expect(got['cache-control'], which).toContain('no-store')
        expect(got['x-powered-by'], which).toBeUndefined()
        const nonce = nonceOf(got['content-security-policy'])
        expect(nonce, which).toMatch(/^\w{20,}$/)
        nonces.add(nonce ?? '')
        answers++
        const html = await answer.text()
        if (html.startsWith('<!DOCTYPE html>')) {
          const scripts = html.match(/<script[^>]*>/g) ?? []
          expect(scripts.length, which).toBeGreaterThan(0)
          for (const script of scripts) expect(script, which).toContain(`nonce="${nonce}"`)
        }
      }
    }
  }
  expect(nonces.size).toBe(answers)
})

test('a POST that does not come from our own pages is refused on every path, before anything happens', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount()
  await signInAs('admin')
  const paths = [...PAGES, ...API, `/accounts/${account.id}`, '/icon.svg', '/icon.svg.x', '/_next/data', '/_next/image']
  for (const path of paths) {
    for (const origin of [
      undefined,
      'null',
      'https://evil.example',
      `${world.appUrl}.evil.example`,
      'http://127.0.0.1',
    ]) {
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
        const answer = await page.request.fetch(path, { method, headers: origin === undefined ? {} : { origin } })
        expect(answer.status(), `${method} ${path} from ${origin}`).toBe(403)
      }
    }
  }
})

test('a save that is sent from a foreign page or by GET has no effect, and the same from our own page has', async ({
  createAccount,
  clientAs,
}) => {
  const account = await createAccount()
  const admin = await clientAs('admin', [account])
  const base = submittedBase(await simulator.settings(account.id))
  const save = [account.id, { patch: { statementDescriptor: 'FORGED' }, base, reason: null }]
  const { headers, data } = actionRequest('saveBalanceSettingsAction', admin.person.viewer, save)

  for (const origin of [null, 'null', 'https://evil.example', world.appUrl.replace('localhost', '127.0.0.1')]) {
    const answer = await admin.call('saveBalanceSettingsAction', save, { origin })
    expect(answer.status(), `from ${origin}`).toBe(403)
  }
  for (const path of ['/icon.svg', '/icon.svg.x', '/_next/static/x', '/_next/static/../../accounts', '/_next/data/x']) {
    const status = await rawStatus('POST', path, { ...headers, ...admin.headers }, data.toString())
    expect(status, `${path} without an Origin`).toBeGreaterThanOrEqual(300)
  }
  for (const method of ['GET', 'HEAD']) {
    const answer = await admin.call('saveBalanceSettingsAction', save, { method })
    expect(answer.status(), method).toBeLessThan(500)
  }
  const inUrl = new URLSearchParams({ 'next-action': headers['next-action'], _: data.toString() })
  await admin.request.get(`/accounts/${account.id}?${inUrl}`)
  expect(await simulator.writes(account.id)).toEqual([])
  expect(await storedEntries(account.id)).toEqual([])

  expect(await (await admin.call('saveBalanceSettingsAction', save)).text()).toContain('"kind":"saved"')
  expect(await simulator.writes(account.id)).toHaveLength(1)
})

test('the cookies of a session and of a known device cannot be read by scripts nor sent along from elsewhere', async ({
  page,
}) => {
  const person = await addPersonByCommand('viewer')
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill(person.email)
  await page.getByLabel('Password').fill(person.password)
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === 'POST'),
    page.getByRole('button', { name: 'Sign in' }).click(),
  ])
  await expect(page).toHaveURL('/')
  const cookies = await page.context().cookies()
  const ownCookies = cookies.filter(({ name }) => name.includes('spillway'))
  const kept = { httpOnly: true, sameSite: 'Lax', path: '/' }
  expect(ownCookies).toMatchObject([
    { name: 'spillway', ...kept },
    { name: expect.stringMatching(/^spillway-device-/), ...kept },
  ])
  expect((await answer.headersArray()).filter(({ name }) => name.toLowerCase() === 'set-cookie')).toHaveLength(2)
  expect(await page.evaluate(() => document.cookie)).not.toContain('spillway')
  const body = await answer.text().catch(() => '')
  for (const { value } of ownCookies) expect(body).not.toContain(decodeURIComponent(value))
  expect(body).not.toContain(person.password)
})

test('a forged or damaged session cookie opens nothing', async ({ page, signInAs }) => {
  await signInAs('admin')
  const [session] = (await page.context().cookies()).filter(({ name }) => name === 'spillway')
  const value = session?.value ?? ''
  const [token = '', signature = ''] = decodeURIComponent(value).split('.')
  const forged = [
    token,
    `${token}.`,
    `${token}.${signature.slice(0, -4)}AAA=`,
    `x${token}.${signature}`,
    '%00',
    'x'.repeat(3000),
  ]
  await page.context().clearCookies()
  for (const one of forged) {
    const answer = await page.request.get('/accounts', {
      headers: { cookie: `spillway=${encodeURIComponent(one)}` },
      maxRedirects: 0,
    })
    expect([answer.status(), answer.headers().location], one.slice(0, 60)).toEqual([307, '/sign-in?to=%2Faccounts'])
  }
  const answer = await page.request.get('/accounts', { headers: { cookie: `spillway=${value}` }, maxRedirects: 0 })
  expect(answer.status(), 'the true one still opens').toBe(200)
})

test('what Stripe writes into unknown errors is never shown, kept or put into the page', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount()
  await signInAs('admin')
  const canary = 'CANARY sk_test_simulator at line 12'
  const seen: string[] = []
  page.on('response', async (response) => {
    if (response.url().startsWith(world.appUrl)) seen.push(await response.text().catch(() => ''))
  })
  for (const [status, type] of [
    [500, 'api_error'],
    [401, 'invalid_request_error'],
    [402, 'card_error'],
    [403, 'invalid_request_error'],
    [404, 'invalid_request_error'],
    [418, 'teapot'],
  ] as const) {
    const body = { error: { type, message: canary, code: 'CANARY_code', param: 'CANARY_param' } }
    const fault = await simulator.fail(account.id, { path: '/v1/*' }, { kind: 'status', status, body }, 'always')
    const answer = await page.goto(settingsOf(account))
    expect(answer?.status()).toBe(200)
    await expect(page.getByRole('alert').filter({ hasText: 'Couldn’t create an account session' })).toBeVisible()
    await expect(page.getByText('Stripe’s last known settings')).toBeVisible()
    expect(await page.content(), `${status}`).not.toContain('CANARY')
    await simulator.heal(fault.id)
  }

  await page.goto(settingsOf(account))
  await openField(page, 'Payout schedule')
  await page.getByRole('radio', { name: 'Manual' }).check()
  const body = { error: { type: 'card_error', message: canary, code: 'CANARY_code' } }
  await simulator.fail(
    account.id,
    { method: 'POST', path: '/v1/balance_settings' },
    { kind: 'status', status: 402, body },
    2,
  )
  await page.getByRole('button', { name: 'Save payout schedule' }).click()
  await expect(page.getByText(/Not saved|Not yet known/).first()).toBeVisible()
  expect(await page.content()).not.toContain('CANARY')
  expect(seen.length).toBeGreaterThan(12)
  for (const text of seen) expect(text).not.toContain('CANARY')
  expect(JSON.stringify(await storedEntries(account.id))).not.toContain('CANARY')
})

test('the secret key and the webhook secret are in nothing that a browser is given', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount()
  await signInAs('admin')
  const bodies: string[] = []
  page.on('response', async (response) => {
    if (response.url().startsWith(world.appUrl)) bodies.push(await response.text().catch(() => ''))
  })
  for (const path of ['/accounts', `/accounts/${account.id}`, '/audit']) {
    await page.goto(path)
    await expect(page.getByRole('main')).toBeVisible()
  }
  await page.waitForLoadState('networkidle')
  expect(
    bodies.some((body) => body.includes('pk_test_simulator')),
    'the publishable key is meant for it',
  ).toBe(true)
  for (const secret of ['sk_test_simulator', world.environment.STRIPE_WEBHOOK_SECRET, world.environment.AUTH_SECRET])
    for (const body of bodies) expect(body).not.toContain(secret)
})

test('the process says that it is healthy, and that it is ready for people', async ({ request }) => {
  const health = await request.get('/api/health')
  expect([health.status(), await health.json()]).toEqual([200, { status: 'ok' }])
  const ready = await request.get('/api/ready')
  expect([ready.status(), await ready.json()]).toEqual([200, { status: 'ready' }])
})
