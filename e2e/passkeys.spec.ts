import type { Page } from '@playwright/test'
import { ageProofs, storedEntriesOf } from './support/database'
import { plugIn } from './support/passkey-device'
import { expect, test } from './support/test'

async function addPasskey(page: Page): Promise<void> {
  await page.goto('/security')
  const panel = page.getByRole('region', { name: 'Passkeys' })
  await panel.getByLabel('Name of the new passkey').fill('This laptop')
  await panel.getByRole('button', { name: 'Add a passkey' }).click()
  await expect(panel.getByRole('status')).toContainText('Your passkey is added')
  await expect(panel.getByRole('listitem')).toHaveCount(10)
}

test('an owner adds a passkey, signs out, and signs in with it to their own account', async ({
  page,
  openOwnBalance,
}) => {
  await plugIn(page)
  const { account, owner } = await openOwnBalance()
  await addPasskey(page)
  await page.reload()
  await expect(page.getByRole('row', { name: 'This laptop' })).toBeVisible()
  await page.context().clearCookies()
  await page.goto('/balance')
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await expect(page.getByRole('heading', { name: account.name })).toBeVisible()
  const recorded = (await storedEntriesOf(owner)).map(({ type }) => type)
  expect(recorded).toEqual(expect.arrayContaining(['person.passkey_added', 'sign_in']))
})

test('an admin confirms with a passkey before the record is given as a file', async ({ page, signInAs }) => {
  await plugIn(page)
  const admin = await signInAs('admin')
  await addPasskey(page)
  await ageProofs(admin.email)
  await page.goto('/audit')
  await page.getByRole('link', { name: 'CSV for a spreadsheet' }).click()
  await expect(page.getByRole('heading', { name: 'Confirm that it’s you' })).toBeVisible()
  await page.getByRole('button', { name: 'Confirm and download' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('dialog').getByRole('button', { name: 'Use a passkey' }).click()
  expect((await download).suggestedFilename()).toMatch(/^audit-log-.*\.csv$/)
  await expect(page.getByText('The download has started.')).toBeVisible()
})
