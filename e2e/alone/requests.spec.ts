import { addOpenRequest, forgetPlatformRules, storedAccount, storedEntries } from '../support/database'
import { simulator } from '../support/simulator'
import { expect, openField, type Page, settingsOf, test } from '../support/test'

test.describe.configure({ mode: 'serial' })
test.afterAll(forgetPlatformRules)

const debits = async (id: string) => (await simulator.settings(id)).payments.debit_negative_balances

test('a change that needs a second person waits, another admin approves it, and only then it is at Stripe', async ({
  page,
  browser,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount({ settings: { payments: { debit_negative_balances: true } } })
  await signInAs('admin')
  await page.goto('/settings')
  await page
    .getByRole('group', { name: 'Approved by a second person' })
    .getByRole('checkbox', { name: 'Debits of negative balances off' })
    .check()
  await page.getByRole('button', { name: 'Save platform settings' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Platform settings updated' })).toBeVisible()

  const operatorPage = await (await browser.newContext()).newPage()
  await signInAs('operator', { page: operatorPage })
  await operatorPage.goto(settingsOf(account))
  await openField(operatorPage, 'Negative-balance debits')
  await operatorPage.getByRole('checkbox', { name: /debit/i }).uncheck()
  const save = operatorPage.getByRole('button', { name: 'Save negative-balance debits' })
  await save.click()
  await expect(operatorPage.getByText('Another person has to approve this, so say why')).toBeVisible()
  await operatorPage.getByPlaceholder('Reason').fill('They moved banks')
  await save.click()
  await expect(operatorPage.getByRole('status').filter({ hasText: 'Sent for approval' })).toBeVisible()
  await expect(operatorPage.getByRole('checkbox', { name: /debit/i })).toBeChecked()
  await expect(operatorPage.getByRole('region', { name: 'Waiting for approval' })).toContainText('On → Off')
  expect(await debits(account.id)).toBe(true)
  await operatorPage.getByRole('link', { name: 'Open the request' }).click()
  await expect(operatorPage.getByRole('button', { name: 'Approve and save' })).toBeHidden()
  await operatorPage.context().close()

  await page.goto('/audit')
  await expect(page.getByRole('link', { name: /Requests\s*1/ })).toBeVisible()
  await page.getByRole('link', { name: /Requests/ }).click()
  await page.getByRole('link', { name: /On → Off/ }).click()
  await expect(page.getByText('They moved banks')).toBeVisible()
  await page.getByRole('button', { name: 'Approve and save' }).click()
  await expect(page.getByText('Approved', { exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Its entry in the record' })).toBeVisible()
  expect(await debits(account.id)).toBe(false)
  const types = (await storedEntries(account.id)).map(({ type }) => type)
  expect(types).toEqual(
    expect.arrayContaining(['change_request.created', 'change_request.approved', 'balance_settings.update']),
  )
  await page.reload()
  await expect(page.getByRole('button', { name: 'Approve and save' })).toBeHidden()
})

test('an owner asks for a setting that the platform locks, staff see it, and the owner takes it back', async ({
  page,
  browser,
  openOwnSettings,
  signInAs,
}) => {
  const { account } = await openOwnSettings()
  const form = page.getByRole('region', { name: 'Request a change' })
  await form.getByRole('button', { name: 'Ask for a change' }).click()
  await form.getByLabel('Setting').selectOption('Settlement delay')
  await form.getByLabel('What you would like').fill('3 days')
  await form.getByLabel('Why').fill('Rent is due on the first')
  await form.getByRole('button', { name: 'Send request' }).click()
  await expect(form.getByRole('status').filter({ hasText: 'Request sent' })).toBeVisible()
  const waiting = page.getByRole('region', { name: 'Waiting for approval' })
  await expect(waiting).toContainText('Settlement delay: 3 days')

  const staffPage: Page = await (await browser.newContext()).newPage()
  await signInAs('viewer', { page: staffPage })
  await staffPage.goto(settingsOf(account))
  await staffPage.getByRole('link', { name: 'Open the request' }).click()
  await expect(staffPage.getByText('Rent is due on the first')).toBeVisible()
  await staffPage.context().close()

  await waiting.getByRole('button', { name: 'Withdraw' }).click()
  await waiting.getByRole('button', { name: 'Withdraw this request' }).click()
  await expect(waiting).toBeHidden()
  expect((await storedEntries(account.id)).map(({ type }) => type)).toContain('change_request.withdrawn')
})

test('a request ends with the connection of its account, says so, and no longer counts as waiting', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount()
  const requestId = await addOpenRequest(account)
  await signInAs('admin')
  await page.goto('/requests')
  await expect(page.getByRole('link', { name: /^Requests\s*1$/ })).toBeVisible()
  await page.getByRole('link', { name: `Payout delay: 3 days, for ${account.name}` }).click()
  await expect(page.getByRole('button', { name: 'Approve' })).toBeVisible()
  await simulator.deleteAccount(account.id)
  await expect.poll(async () => (await storedAccount(account.id)).goneAt).not.toBeNull()
  await page.goto(`/requests/${requestId}`)
  await expect(page.getByText('this request has ended. Nothing was sent.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Approve' })).toBeHidden()
  await expect(page.getByRole('link', { name: 'Requests', exact: true })).toBeVisible()
  expect((await storedEntries(account.id)).map(({ type }) => type)).toContain('change_request.ended')
})
