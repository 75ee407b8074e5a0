import { request as httpRequest } from 'node:http'
import { spoilStoredInterval, storedAccount, storedEntries, storedEvents } from './support/database'
import { simulator } from './support/simulator'
import { expect, historyOf, openField, test } from './support/test'
import { post, postSigned, sign, stripeEvent, webhookAddress } from './support/webhooks'

const isQuiet = (id: string) => expect.poll(async () => (await storedEvents(id)).waiting).toBe(0)
const storedInterval = async (id: string) => (await storedAccount(id)).payoutInterval

test('a signed event brings Stripe’s settings to the list without anybody opening the account', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount()
  await signInAs('viewer')
  await page.goto(`/accounts?q=${encodeURIComponent(account.name)}`)
  await expect(page.getByRole('row', { name: account.name })).toContainText('Daily')
  await simulator.changeSettings(account.id, { payouts: { schedule: { interval: 'manual' } } })
  await expect.poll(() => storedInterval(account.id)).toBe('manual')
  await page.reload()
  await expect(page.getByRole('row', { name: account.name })).toContainText('Manual')
})

test('an event is a hint: what it says is not believed, what Stripe says is', async ({ createAccount }) => {
  const account = await createAccount()
  const lie = { object: { payments: { payouts: { schedule: { interval: 'weekly' } } } } }
  await spoilStoredInterval(account.id, 'monthly')
  expect(await postSigned(stripeEvent('balance_settings.updated', account.id, { data: lie }))).toBe(200)
  await expect.poll(() => storedInterval(account.id)).toBe('daily')
})

test('forged, changed, old and unsigned events are refused with 400 and change nothing', async ({ createAccount }) => {
  const account = await createAccount()
  await isQuiet(account.id)
  const known = (await storedEvents(account.id)).ids.length
  await spoilStoredInterval(account.id, 'monthly')
  const event = stripeEvent('balance_settings.updated', account.id)
  const body = JSON.stringify(event)
  const signature = sign(body)
  const seconds = Math.floor(Date.now() / 1000)
  const forged: Record<string, [body: string, signature: string | null]> = {
    'without a signature': [body, null],
    'with an empty signature': [body, ''],
    'signed with another secret': [body, sign(body, { secret: 'whsec_somebody_else' })],
    'signed 301 seconds ago': [body, sign(body, { at: seconds - 301 })],
    'with a fresh time on an old signature': [body, sign(body, { at: seconds - 301 }).replace(/t=\d+/, `t=${seconds}`)],
    'with a signature of the unsupported scheme only': [body, signature.replace('v1=', 'v0=')],
    'cut short': [body.slice(0, -1), signature],
    'formatted differently with the same meaning': [JSON.stringify(event, null, 2), signature],
    'with one character changed': [body.replace(account.id, account.id.toLowerCase()), signature],
    'no JSON though signed': ['not json', sign('not json')],
  }
  for (const [which, [bytes, header]] of Object.entries(forged)) expect(await post(bytes, header), which).toBe(400)
  expect((await storedEvents(account.id)).ids).toHaveLength(known)
  expect(await storedInterval(account.id)).toBe('monthly')

  expect(await post(body, signature), 'the rightful one still gets in').toBe(200)
  await expect.poll(() => storedInterval(account.id)).toBe('daily')
})

test('a change made outside Spillway is recorded once with before and after, however often it is announced', {
  tag: '@postgres',
}, async ({ page, createAccount, signInAs }) => {
  const account = await createAccount()
  await signInAs('viewer')
  await simulator.changeSettings(account.id, {
    payouts: { schedule: { interval: 'weekly', weekly_payout_days: ['friday'] } },
  })
  await expect
    .poll(async () => (await storedEntries(account.id)).at(-1)?.changes)
    .toEqual([
      { field: 'schedule', before: { interval: 'daily' }, after: { interval: 'weekly', weekdays: ['friday'] } },
    ])
  const record = await storedEntries(account.id)

  // Newest first; random orders are tried by process-events.db.test.ts.
  await Promise.all((await simulator.events(account.id)).toReversed().map(({ id }) => simulator.deliverAgain(id, 10)))
  const late = stripeEvent('balance_settings.updated', account.id, { created: Math.floor(Date.now() / 1000) - 7200 })
  await Promise.all(Array.from({ length: 10 }, () => postSigned(late)))
  await simulator.drain()
  await isQuiet(account.id)
  expect((await storedEvents(account.id)).ids.filter((id) => id === late.id)).toHaveLength(1)
  expect(await storedEntries(account.id)).toEqual(record)
  expect(await storedInterval(account.id)).toBe('weekly')

  await page.goto(historyOf(account))
  const entry = page.getByRole('region', { name: 'Timeline' }).getByRole('listitem').filter({ hasText: 'Every Friday' })
  await expect(entry).toContainText('Stripe Dashboard or API')
  await expect(entry).toContainText('changed balance settings outside Spillway')
  await expect(entry).toContainText(/Payout schedule\s*Daily.*Every Friday/)
})

test('the event of our own save adds nothing to the record', async ({ page, openSettings }) => {
  const account = await openSettings()
  await openField(page, 'Payout schedule')
  await page.getByRole('radio', { name: 'Manual' }).check()
  await page.getByRole('button', { name: 'Save payout schedule' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()
  await expect
    .poll(async () => (await simulator.events(account.id)).map(({ type }) => type))
    .toContain('balance_settings.updated')
  await simulator.drain()
  const events = await simulator.events(account.id)
  for (const { id } of events) await simulator.deliverAgain(id, 3)
  await simulator.drain()
  await expect.poll(async () => (await storedEvents(account.id)).ids).toContain(events.at(-1)?.id)
  await isQuiet(account.id)
  // Even one that no longer says who asked: the settings are accounted for.
  await postSigned(stripeEvent('balance_settings.updated', account.id))
  await isQuiet(account.id)
  expect((await storedEntries(account.id)).map(({ type, outcomes }) => [type, outcomes])).toEqual([
    ['balance_settings.update', ['applied']],
  ])
})

test('an account whose owner disconnects it is shown as disconnected, and its record stays', {
  tag: '@postgres',
}, async ({ page, createAccount, signInAs }) => {
  const account = await createAccount()
  await signInAs('admin')
  await simulator.deleteAccount(account.id)
  await expect.poll(async () => (await storedAccount(account.id)).goneAt).not.toBeNull()
  await isQuiet(account.id)
  await page.goto(`/accounts?q=${encodeURIComponent(account.name)}`)
  await expect(page.getByText('No matching accounts')).toBeVisible()
  await page.getByRole('link', { name: 'Disconnected' }).click()
  await expect(page.getByRole('row', { name: account.name })).toContainText('Disconnected')
  await page.getByRole('link', { name: account.name }).click()
  await expect(page.getByText('No longer connected', { exact: true })).toBeVisible()
  expect((await storedEntries(account.id)).map(({ type }) => type)).toEqual(['account.disconnected'])
})

test('an event of the other mode is taken and ignored', async ({ createAccount }) => {
  const account = await createAccount()
  await isQuiet(account.id)
  await spoilStoredInterval(account.id, 'monthly')
  const live = stripeEvent('balance_settings.updated', account.id, { livemode: true })
  expect(await postSigned(live)).toBe(200)
  expect((await storedEvents(account.id)).ids).not.toContain(live.id)
  expect(await storedInterval(account.id)).toBe('monthly')
})

test('an event about an account that nobody knows is taken and brings nothing', async () => {
  const stranger = `acct_1${'Q'.repeat(20)}`
  for (const type of ['account.updated', 'balance_settings.updated', 'payout.paid', 'never.heard.of'])
    expect(await postSigned(stripeEvent(type, stranger))).toBe(200)
  await expect.poll(() => storedEvents(stranger)).toMatchObject({ waiting: 0 })
  expect(await storedEntries(stranger)).toEqual([])
})

test('the endpoint takes POST only and bodies of Stripe’s size only', async ({ createAccount }) => {
  const account = await createAccount()
  await isQuiet(account.id)
  const known = (await storedEvents(account.id)).ids.length
  for (const method of ['GET', 'HEAD']) expect((await fetch(webhookAddress(), { method })).status, method).toBe(405)
  const padding = 'x'.repeat(700_000)
  const huge = JSON.stringify(stripeEvent('balance_settings.updated', account.id, { padding }))
  expect(await post(huge, sign(huge))).toBe(413)

  // Sent in pieces, a body announces no length.
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const sending = httpRequest(
      webhookAddress(),
      { method: 'POST', headers: { 'stripe-signature': sign(huge) } },
      (answer) => {
        answer.resume()
        resolve(answer.statusCode)
      },
    )
    sending.on('error', reject)
    for (let from = 0; from < huge.length; from += 50_000) sending.write(huge.slice(from, from + 50_000))
    sending.end()
  })
  expect(status).toBe(413)
  expect((await storedEvents(account.id)).ids).toHaveLength(known)
})
