import { readFileSync } from 'node:fs'
import { storedEntries } from './support/database'
import { simulator } from './support/simulator'
import { expect, openField, openTab, settingsOf, test } from './support/test'

test('previewing a dozen schedules asks Stripe nothing', async ({ page, openSettings }) => {
  const account = await openSettings()
  await expect(page.getByRole('list', { name: 'Payout dates' })).toBeVisible()
  // The component has read what it shows; nothing is in progress any more.
  await expect(page.getByRole('region', { name: 'Bank accounts', exact: true })).toBeVisible()
  const before = (await simulator.requests(account.id)).length
  await openField(page, 'Payout schedule')
  await page.getByRole('radio', { name: 'Monthly' }).check()
  for (const day of ['5', '12', '20']) await page.getByRole('checkbox', { name: day, exact: true }).check()
  await openField(page, 'Payout schedule')
  await page.getByRole('radio', { name: 'Weekly' }).check()
  for (const day of ['Monday', 'Wednesday', 'Friday']) await page.getByRole('checkbox', { name: day }).check()
  await openField(page, 'Settlement delay')
  await page.getByLabel('Delay in days').fill('9')
  await expect(page.getByText('Charges made before the change settle after')).toBeVisible()
  expect((await simulator.requests(account.id)).length).toBe(before)
  expect(await storedEntries(account.id)).toEqual([])
})

test('switching to manual says that automatic payouts end and by when funds must be paid out', async ({
  page,
  openSettings,
}) => {
  await openSettings()
  await openField(page, 'Payout schedule')
  await page.getByRole('radio', { name: 'Manual' }).check()
  await expect(
    page.getByText(/There are no automatic payouts after .* Funds must be paid out within 2 years in this country\./),
  ).toBeVisible()
  await expect(page.getByText('→ manual').first()).toBeVisible()
})

test('owner and admin see the same dates for the same account', async ({ page, browser, createAccount, signInAs }) => {
  const account = await createAccount({ country: 'DE' })
  const dates = async (from: typeof page, address: string) => {
    await from.goto(address)
    const list = from.getByRole('list', { name: 'Payout dates' })
    await expect(list).toBeVisible()
    return list.innerText()
  }
  await signInAs('admin')
  const adminSees = await dates(page, `/accounts/${account.id}`)
  // Another machine, in another part of the world.
  const elsewhere = await browser.newContext({ timezoneId: 'Pacific/Kiritimati', locale: 'de-DE' })
  const ownerPage = await elsewhere.newPage()
  await signInAs('owner', { accounts: [account], page: ownerPage })
  expect(await dates(ownerPage, '/balance')).toBe(adminSees)
  await openTab(ownerPage, 'History')
  const entry = ownerPage.getByRole('region', { name: 'Timeline' }).getByRole('time').first()
  await expect(entry, 'times are in the owner’s own zone').toContainText('GMT+14')
  expect(adminSees).toMatch(/[A-Z][a-z]{2} \d+ [A-Z][a-z]{2}/)
  await elsewhere.close()
})

test('one card is saved alone while another still holds what was typed', async ({ page, openSettings }) => {
  const account = await openSettings()
  await openField(page, 'Payout schedule')
  await page.getByRole('radio', { name: 'Manual' }).check()
  await openField(page, 'Settlement delay')
  await page.getByLabel('Delay in days').fill('soon')
  await page.getByRole('button', { name: 'Save only this: payout schedule' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()
  expect((await simulator.settings(account.id)).payments.payouts.schedule.interval).toBe('manual')
  await expect(page.getByLabel('Delay in days')).toHaveValue('soon')
  await expect(page.getByText('Enter a whole number of days.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Save settlement delay' })).toBeDisabled()
  await page.getByRole('button', { name: 'Discard' }).click()
  await expect(page.getByRole('region', { name: 'Unsaved changes' })).toBeHidden()
  expect(await simulator.writes(account.id)).toHaveLength(1)
})

test('leaving with unsaved changes asks, and staying loses nothing', async ({ page, openSettings }) => {
  await openSettings()
  await openField(page, 'Statement descriptor')
  await page.getByLabel('Name on the bank statement').fill('ALMOST')
  const asked = page.waitForEvent('dialog')
  const closing = page.close({ runBeforeUnload: true })
  const dialog = await asked
  expect(dialog.type()).toBe('beforeunload')
  await dialog.dismiss()
  await closing
  await expect(page.getByLabel('Name on the bank statement')).toHaveValue('ALMOST')
})

test('an earlier value is restored from the history, and a date in the past is compared', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount()
  const { name } = await signInAs('admin')
  await page.goto(settingsOf(account))
  const former = (await simulator.settings(account.id)).payments.payouts.schedule.interval
  expect(former).toBe('daily')
  await openField(page, 'Payout schedule')
  await page.getByRole('radio', { name: 'Manual' }).check()
  await page.getByRole('button', { name: 'Save payout schedule' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()

  await page.getByText('Settings history').click()
  await expect(page.getByRole('list', { name: 'Recorded changes' }).getByText(name)).toBeVisible()
  await page.getByLabel('Compare with a date in the past').fill('2026-01-01')
  await expect(
    page.getByRole('region', { name: 'Compared with that date' }).getByText(/Daily.*then.*Manual.*now/),
  ).toBeVisible()
  await page
    .getByRole('list', { name: 'Recorded changes' })
    .getByRole('button', { name: 'Restore payout schedule: Daily' })
    .click()
  await expect(page.getByRole('radio', { name: 'Daily' })).toBeChecked()
  await page.getByRole('button', { name: 'Save payout schedule' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()
  expect((await simulator.settings(account.id)).payments.payouts.schedule.interval).toBe('daily')
})

test('an owner downloads the upcoming payouts and subscribes by a private link that can be revoked', async ({
  page,
  request,
  createAccount,
  signInAs,
}) => {
  const [account, foreign] = [await createAccount(), await createAccount()]
  await signInAs('owner', { accounts: [account] })
  await page.goto('/balance/payouts')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download upcoming payouts' }).click(),
  ])
  const file = readFileSync(await download.path(), 'utf8')
  expect(file).toMatch(/^BEGIN:VCALENDAR\r\n/)
  expect(file.match(/BEGIN:VEVENT/g)?.length).toBeGreaterThan(20)

  await page.getByRole('button', { name: 'Private link…' }).click()
  await page.getByRole('button', { name: 'Create private link' }).click()
  const address = await page.getByLabel('Private calendar link, shown only now').inputValue()
  const feed = await request.get(address)
  expect([feed.status(), feed.headers()['content-type']]).toEqual([200, 'text/calendar; charset=utf-8'])
  expect(await feed.text()).toContain('SUMMARY:Payout')
  await page.getByRole('button', { name: 'Revoke link' }).click()
  await expect(page.getByRole('button', { name: 'Create private link' })).toBeVisible()
  expect((await request.get(address)).status()).toBe(404)
  expect((await page.request.get(`/balance/payouts.ics?account=${foreign.id}`)).status()).toBe(404)
  expect((await storedEntries(account.id)).map(({ type }) => type)).toEqual([
    'calendar_feed.created',
    'calendar_feed.revoked',
  ])
})
