import { readFileSync } from 'node:fs'
import { storedEntries } from './support/database'
import { simulator } from './support/simulator'
import { expect, historyOf, openField, openTab, type Page, settingsOf, test } from './support/test'

const entries = (page: Page) => page.getByRole('region', { name: 'Audit log' }).getByRole('row')
const entry = (page: Page, words: string) => entries(page).filter({ hasText: words })

async function saveManual(page: Page, accountId: string, reason?: string) {
  await page.goto(settingsOf({ id: accountId }))
  await openField(page, 'Payout schedule')
  await page.getByRole('radio', { name: 'Manual' }).check()
  if (reason) await page.getByRole('textbox', { name: 'Reason (optional)' }).fill(reason)
  await page.getByRole('button', { name: 'Save payout schedule' }).click()
}

test('an entry has the actor, the values before and after, the reason, the outcome and Stripe’s request ID', {
  tag: '@postgres',
}, async ({ page, createAccount, signInAs }) => {
  const account = await createAccount()
  const operator = await signInAs('operator')
  await saveManual(page, account.id, 'the shop <asked> for it')
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()
  const [write] = await simulator.writes(account.id)

  await page.goto(`/audit?account=${account.id}&reads=1`)
  const saved = entry(page, 'changed balance settings')
  await expect(saved).toContainText(`${operator.name} (operator)`)
  await expect(saved).toContainText(account.name)
  await expect(saved).toContainText(/Payout schedule\s*Daily.*Manual/)
  await expect(saved).toContainText('Reason: the shop <asked> for it')
  await expect(saved).toContainText('Applied')
  await expect(saved).toContainText(write?.request_id ?? 'no request id')
  await expect(saved.getByRole('time')).toHaveAttribute('title', /UTC/)
  await expect(entry(page, 'created an account session')).not.toContainText(/payouts|bank accounts/)
  await saved.getByRole('link', { name: account.name }).click()
  await expect(page).toHaveURL(historyOf(account))
  const timeline = page.getByRole('region', { name: 'Timeline' })
  await expect(timeline.getByRole('listitem').filter({ hasText: 'changed balance settings' })).toContainText('Applied')
})

test('a refusal, a conflict, a change outside Spillway and an unknown outcome each have a label and a reason', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount()
  await signInAs('admin')
  const write = { method: 'POST', path: '/v1/balance_settings' }
  await simulator.fail(account.id, write, { kind: 'rate_limit' })
  await saveManual(page, account.id)
  await expect(page.getByRole('alert').filter({ hasText: 'Not saved' })).toBeVisible()
  await simulator.changeSettings(account.id, { payouts: { statement_descriptor: 'OUTSIDE' } })
  await page.getByRole('button', { name: 'Save payout schedule' }).click()
  await page.getByRole('button', { name: 'Keep my changes and review' }).click()
  await expect
    .poll(async () => (await storedEntries(account.id)).map(({ type }) => type))
    .toContain('balance_settings.changed_outside')
  // Stripe can't be reached for a write, not even to void it, so the outcome of the save stays unknown.
  await simulator.fail(account.id, write, { kind: 'reset_before' }, 'always')
  await page.getByRole('button', { name: 'Save payout schedule' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Not yet known' })).toBeVisible()

  await page.goto(`/audit?account=${account.id}&type=balance_settings.update`)
  await expect(entry(page, 'Refused')).toContainText('Stripe is limiting our requests.')
  await expect(entry(page, 'Conflict')).toContainText('Someone else had changed the settings meanwhile.')
  await expect(entry(page, 'Unknown')).toContainText('Stripe did not answer.')
  await page.goto(`/audit?account=${account.id}&type=balance_settings.changed_outside`)
  await expect(entry(page, 'Changed outside Spillway')).toContainText(/Statement descriptor\s*Not set.*“OUTSIDE”/)
})

test('filters select an account and an event, and are in the URL', { tag: '@postgres' }, async ({
  page,
  createAccount,
  signInAs,
}) => {
  const [account, other] = [await createAccount(), await createAccount()]
  await signInAs('admin')
  await saveManual(page, account.id)
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()
  await page.goto(`/accounts/${other.id}`)
  await expect(page.getByRole('region', { name: 'Balances' }).getByText('Simulated')).toBeVisible()
  await openTab(page, 'History')
  await expect(page.getByRole('region', { name: 'Timeline' })).toContainText('created an account session')

  await page.goto('/audit')
  await page.getByLabel('Account').fill(account.id)
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(page).toHaveURL(new RegExp(`account=${account.id}`))
  await expect(entry(page, account.name).first()).toBeVisible()
  await expect(entry(page, other.name)).toHaveCount(0)
  await page.getByLabel('Event').selectOption({ label: 'Account session created' })
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(page).toHaveURL(/type=account_session.created/)
  await expect(entry(page, 'changed balance settings')).toHaveCount(0)
  await expect(entry(page, 'created an account session')).toHaveCount(1)
  await page.reload()
  await expect(page.getByLabel('Event')).toHaveValue('account_session.created')
  await expect(entries(page)).toHaveCount(2)
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: 'JSONL with its proof' }).click()
  const file = readFileSync(await (await downloading).path(), 'utf8')
  expect(file).toContain(account.id)
  expect(file).not.toContain(other.id)
  await page.getByRole('link', { name: 'Clear filters' }).click()
  await expect(page).toHaveURL('/audit')
  await expect(page.getByLabel('Account')).toHaveValue('')
  await expect(entries(page).nth(1)).toBeVisible()
  await page.goto(`/audit?account=acct_1${'N'.repeat(20)}`)
  await expect(page.getByText('No audit entries')).toBeVisible()
})

test('older and newer pages have no gaps', { tag: '@postgres' }, async ({ page, createAccount, signInAs }) => {
  const account = await createAccount()
  const run = account.id.slice(-8)
  const missing = Array.from({ length: 60 }, (_, index) => `acct_1Missing${run}x${index}`)
  // Of one person twenty different attempts get an entry each.
  for (const [index, id] of missing.entries()) {
    if (index % 20 === 0) await signInAs('owner', { accounts: [account] })
    expect((await page.request.get(`/balance?account=${id}`)).status()).toBe(404)
  }
  await signInAs('viewer')
  await page.goto('/audit?type=denied')
  const seen: string[] = []
  const collect = async () => {
    const texts = await entries(page).allTextContents()
    return texts.flatMap((text) => new RegExp(`acct_1Missing${run}x\\d+`).exec(text) ?? [])
  }
  seen.push(...(await collect()))
  expect(seen.length).toBeLessThan(60)
  while (seen.length < 60) {
    await page.getByRole('link', { name: 'Older' }).click()
    const before = seen.length
    await expect
      .poll(async () => {
        const found = await collect()
        return found.some((id) => !seen.includes(id)) && found.length
      })
      .toBeTruthy()
    seen.push(...(await collect()))
    expect(seen.length).toBeGreaterThan(before)
  }
  expect(seen).toEqual([...missing].reverse())
  const second = page.url()
  await page.getByRole('link', { name: 'Newer' }).click()
  await expect(entry(page, `${missing.at(-1)}`)).toBeVisible()
  await page.goto(second)
  await expect(entry(page, `${missing[0]} `)).toBeVisible()
})

test('owners have no audit log, and their timeline hides denied requests of others', async ({
  page,
  browser,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount()
  await signInAs('owner', { accounts: [account] })
  await page.goto('/audit')
  await expect(page).toHaveURL('/balance')

  const context = await browser.newContext({ baseURL: new URL(page.url()).origin })
  const stranger = await context.newPage()
  const { name } = await signInAs('owner', { page: stranger })
  expect((await stranger.request.get(`/balance?account=${account.id}`)).status()).toBe(404)
  await context.close()
  await page.goto('/balance/history')
  const timeline = page.getByRole('region', { name: 'Timeline' })
  await expect(timeline).toContainText('created an account session')
  await expect(timeline).not.toContainText(name)
  await expect(timeline).not.toContainText('was denied')

  await signInAs('viewer')
  await page.goto(historyOf(account))
  await expect(timeline, 'staff see them').toContainText('was denied')
})
