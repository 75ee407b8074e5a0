import { randomUUID } from 'node:crypto'
import { storedEntries } from './support/database'
import { type Fault, simulator } from './support/simulator'
import { expect, openField, openTab, type Page, settingsOf, test } from './support/test'

const settingsWrite = { method: 'POST', path: '/v1/balance_settings' }
const settingsRead = { method: 'GET', path: '/v1/balance_settings' }
const status = (page: Page, words: string) => page.getByRole('status').filter({ hasText: words })
const alert = (page: Page, words: string) => page.getByRole('alert').filter({ hasText: words })
const save = (page: Page) => page.getByRole('button', { name: 'Save payout schedule' })

/** What Stripe itself did, whatever it answered. */
async function effectsAtStripe(id: string) {
  const { interval } = (await simulator.settings(id)).payments.payouts.schedule
  return { interval, changes: (await simulator.settingsChanges(id)).length }
}

test.describe('looking at an account', () => {
  test('while Stripe limits requests or does not answer, the page shows what it last read, how old it is and why', async ({
    page,
    openOwnBalance,
  }) => {
    const { account } = await openOwnBalance({
      settings: { payments: { payouts: { schedule: { interval: 'weekly', weekly_payout_days: ['thursday'] } } } },
      balance: { usd: { available: 31_415 } },
    })
    const figures = page.getByRole('region', { name: 'Balance figures' })
    await expect(figures).toContainText('314.15 USD')
    for (const [fault, because] of [
      [{ kind: 'rate_limit' }, 'Stripe is limiting our requests'],
      [{ kind: 'hang' }, 'Stripe did not answer.'],
    ] as const) {
      const { id } = await simulator.fail(account.id, { path: '/v1/*' }, fault, 'always')
      await page.reload({ waitUntil: 'commit' })
      await expect(page.getByRole('heading', { level: 1, name: account.name })).toBeVisible()
      await expect(figures).toContainText('Last known balance')
      await expect(figures).toContainText('314.15 USD')
      await expect(alert(page, 'Couldn’t create an account session')).toBeVisible()
      await openTab(page, 'Settings')
      const stale = page.getByText('Stripe’s last known settings').locator('..')
      await expect(stale).toContainText(because)
      await expect(stale).toContainText(/were read (just now|1 minute ago)/)
      await openField(page, 'Payout schedule')
      await expect(page.getByRole('radio', { name: 'Weekly' })).toBeChecked()
      await expect(page.getByRole('checkbox', { name: 'Thursday' })).toBeChecked()
      await simulator.heal(id)
      await openTab(page, 'Overview')
      await expect(figures).toBeVisible()
    }
  })

  test('an account that was never read says so when Stripe is down', async ({ page, createAccount, signInAs }) => {
    const id = `acct_1Unread${randomUUID().slice(0, 8)}`
    await simulator.fail(id, { path: '/v1/balance*' }, { kind: 'reset_before' }, 'always')
    const account = await createAccount({ id })
    await signInAs('admin')
    const answer = await page.goto(settingsOf(account))
    expect(answer?.status()).toBe(200)
    await expect(page.getByText('Balance settings could not be read')).toBeVisible()
    await openTab(page, 'Overview')
    await expect(page.getByText('Couldn’t read the balance')).toBeVisible()
  })

  test('a slow Stripe does not hold up the shell of the page', async ({ page, createAccount, signInAs }) => {
    const account = await createAccount()
    await signInAs('admin')
    await simulator.fail(account.id, { path: '/v1/*' }, { kind: 'delay', ms: 3000 }, 'always')
    await page.goto(settingsOf(account), { waitUntil: 'commit' })
    await expect(page.getByRole('heading', { level: 1, name: account.name })).toBeVisible()
    await expect(page.getByRole('status', { name: 'Reading balance settings from Stripe' })).toBeVisible()
    await openField(page, 'Payout schedule')
    await expect(page.getByRole('radio', { name: 'Daily' })).toBeChecked()
  })
})

test('thirty pages of an account that hangs leave Stripe to another account of the same person', async ({
  createAccount,
  clientAs,
}) => {
  const slow = await createAccount()
  const other = await createAccount({ balance: { usd: { available: 27_182 } } })
  const admin = await clientAs('admin')
  const readsOf = async (id: string) => (await simulator.requests(id)).filter(({ path }) => path.startsWith('/v1/'))
  const [slowBefore, otherBefore] = [(await readsOf(slow.id)).length, (await readsOf(other.id)).length]
  await simulator.fail(slow.id, { path: '/v1/*' }, { kind: 'hang' }, 'always')

  const pages = Array.from({ length: 30 }, () => admin.request.get(`/accounts/${slow.id}`))
  await expect.poll(async () => (await readsOf(slow.id)).length - slowBefore).toBe(6)
  const page = await (await admin.request.get(`/accounts/${other.id}`)).text()
  expect(page).toContain('271.82 USD')
  expect(page).not.toContain('Last known balance')
  expect((await readsOf(other.id)).slice(otherBefore).map(({ status: answered }) => answered)).toEqual(
    Array(4).fill(200),
  )
  expect((await Promise.all(pages)).map((answer) => answer.status())).toEqual(Array(30).fill(200))
  expect((await readsOf(slow.id)).length - slowBefore, 'of the 120 that thirty pages want').toBeLessThan(40)
})

test.describe('saving', () => {
  async function changeToManual(page: Page, id: string, fault: Fault, times: number, match = settingsWrite) {
    await page.goto(settingsOf({ id }))
    await openField(page, 'Payout schedule')
    await page.getByRole('radio', { name: 'Manual' }).check()
    await simulator.fail(id, match, fault, times)
    await save(page).click()
  }

  test('a save whose answer is lost once is sent again under the same key, with one effect', async ({
    page,
    createAccount,
    signInAs,
  }) => {
    const account = await createAccount()
    await signInAs('admin')
    await changeToManual(page, account.id, { kind: 'reset_after' }, 1)
    await expect(status(page, 'Saved')).toBeVisible()
    expect(await effectsAtStripe(account.id)).toEqual({ interval: 'manual', changes: 1 })
    const [entry] = await storedEntries(account.id)
    expect(entry?.outcomes).toEqual(['applied'])
    const writes = await simulator.writes(account.id)
    expect(writes.map((write) => write.idempotency_key)).toEqual([entry?.id, entry?.id])
  })

  test('a save that Stripe takes without an answer is not yet known and then found done, with one effect', async ({
    page,
    createAccount,
    signInAs,
  }) => {
    const account = await createAccount()
    await signInAs('admin')
    await changeToManual(page, account.id, { kind: 'reset_after' }, 2)
    await expect(status(page, 'Not yet known')).toBeVisible()
    await openField(page, 'Payout schedule')
    await expect(page.getByRole('radio', { name: 'Manual' })).toBeChecked()
    await expect(status(page, 'Saved')).toBeVisible()
    expect(await effectsAtStripe(account.id)).toEqual({ interval: 'manual', changes: 1 })
    await expect.poll(async () => (await storedEntries(account.id))[0]?.outcomes).toEqual(['unknown', 'applied'])
    expect(await storedEntries(account.id)).toHaveLength(1)
  })

  test('when Stripe never took the save, it is not yet known and then found not done, and nothing typed is lost', async ({
    page,
    createAccount,
    signInAs,
  }) => {
    test.slow()
    const account = await createAccount()
    await signInAs('admin')
    await changeToManual(page, account.id, { kind: 'reset_before' }, 2)
    await expect(status(page, 'Not yet known')).toBeVisible()
    await expect(alert(page, 'Stripe has not taken the change')).toBeVisible({ timeout: 50_000 })
    expect(await effectsAtStripe(account.id)).toEqual({ interval: 'daily', changes: 0 })
    expect((await storedEntries(account.id))[0]?.outcomes).toEqual(['unknown', 'refused'])
    await openField(page, 'Payout schedule')
    await expect(page.getByRole('radio', { name: 'Manual' })).toBeChecked()
    await save(page).click()
    await expect(status(page, 'Saved')).toBeVisible()
    expect(await effectsAtStripe(account.id)).toEqual({ interval: 'manual', changes: 1 })
  })

  test('a save that Stripe refuses says why, loses nothing typed, and works when it is sent again', async ({
    page,
    createAccount,
    signInAs,
  }) => {
    const account = await createAccount()
    await signInAs('admin')
    const body = { error: { type: 'invalid_request_error', message: 'CANARY' } }
    await changeToManual(page, account.id, { kind: 'status', status: 403, body }, 1)
    await expect(alert(page, 'Not saved')).toContainText('Stripe doesn’t permit this request.')
    expect(await page.content()).not.toContain('CANARY')
    expect(await effectsAtStripe(account.id)).toEqual({ interval: 'daily', changes: 0 })
    expect((await storedEntries(account.id))[0]?.outcomes).toEqual(['refused'])
    await openField(page, 'Payout schedule')
    await expect(page.getByRole('radio', { name: 'Manual' })).toBeChecked()
    await save(page).click()
    await expect(status(page, 'Saved')).toBeVisible()
    expect(await effectsAtStripe(account.id)).toEqual({ interval: 'manual', changes: 1 })
  })

  test('a delay below what Stripe allows is refused at its field, in Stripe’s words', async ({
    page,
    openSettings,
  }) => {
    const account = await openSettings({ delay_floor: 5 })
    await openField(page, 'Settlement delay')
    const delay = page.getByLabel('Delay in days')
    await delay.fill('3')
    await page.getByRole('button', { name: 'Save settlement delay' }).click()
    await expect(alert(page, 'Not saved')).toBeVisible()
    await expect(delay).toHaveAccessibleDescription(/Stripe refused: You cannot lower this merchant's delay below 5/)
    await expect(delay).toHaveAttribute('aria-invalid', 'true')
    await expect(delay).toHaveValue('3')
    expect((await simulator.settingsChanges(account.id)).length).toBe(0)
    expect((await storedEntries(account.id))[0]?.outcomes).toEqual(['refused'])
    await delay.fill('7')
    await expect(delay).not.toHaveAttribute('aria-invalid')
    await page.getByRole('button', { name: 'Save settlement delay' }).click()
    await expect(status(page, 'Saved')).toBeVisible()
    expect((await simulator.settings(account.id)).payments.settlement_timing.delay_days_override).toBe(7)
  })

  test('when Stripe cannot be reached before the write, nothing is sent and the save says so', async ({
    page,
    createAccount,
    signInAs,
  }) => {
    const account = await createAccount()
    await signInAs('admin')
    // Twice, because the SDK itself retries when the connection breaks.
    await changeToManual(page, account.id, { kind: 'reset_before' }, 2, settingsRead)
    await expect(alert(page, 'Not saved')).toContainText('Nothing was sent: Stripe did not answer.')
    expect(await simulator.writes(account.id)).toEqual([])
    expect((await storedEntries(account.id))[0]?.outcomes).toEqual(['refused'])
    await openField(page, 'Payout schedule')
    await expect(page.getByRole('radio', { name: 'Manual' })).toBeChecked()
    await save(page).click()
    await expect(status(page, 'Saved')).toBeVisible()
  })

  test('a save that is not yet known can be left, and the record still learns what became of it', async ({
    page,
    createAccount,
    signInAs,
  }) => {
    const account = await createAccount()
    await signInAs('admin')
    await changeToManual(page, account.id, { kind: 'reset_after' }, 2)
    await expect(status(page, 'Not yet known')).toBeVisible()
    await page.goto('/sign-in')
    await expect
      .poll(async () => (await storedEntries(account.id))[0]?.outcomes, { timeout: 15_000 })
      .toEqual(['unknown', 'applied'])
    expect(await effectsAtStripe(account.id)).toEqual({ interval: 'manual', changes: 1 })
  })
})
