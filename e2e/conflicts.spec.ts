import { storedEntries } from './support/database'
import { simulator } from './support/simulator'
import { expect, openField, type Page, settingsOf, test } from './support/test'
import { world } from './support/world'

const manual = (page: Page) => page.getByRole('radio', { name: 'Manual' })
const descriptor = (page: Page) => page.getByLabel('Name on the bank statement')
const saved = (page: Page) => page.getByRole('status').filter({ hasText: 'Saved' })
const conflict = (page: Page) => page.getByRole('region', { name: 'Someone else changed these settings' })

async function change(page: Page, settings: { manual?: true; descriptor?: string }) {
  if (settings.manual) {
    await openField(page, 'Payout schedule')
    await manual(page).check()
  }
  if (settings.descriptor !== undefined) {
    await openField(page, 'Statement descriptor')
    await descriptor(page).fill(settings.descriptor)
  }
}

test('two editors: the later one sees both versions, nothing of theirs is sent, and after a review it is', {
  tag: '@postgres',
}, async ({ page, browser, createAccount, signInAs }) => {
  const account = await createAccount()
  const first = await signInAs('admin')
  const context = await browser.newContext({ baseURL: world.appUrl })
  const other = await context.newPage()
  const second = await signInAs('operator', { page: other })
  for (const editor of [page, other]) await editor.goto(settingsOf(account))
  await change(page, { manual: true })
  await change(other, { descriptor: 'SECOND' })
  await openField(other, 'Payout schedule')
  await other.getByRole('radio', { name: 'Weekly' }).check()
  await other.getByRole('checkbox', { name: 'Monday' }).check()

  await page.getByRole('button', { name: 'Save payout schedule' }).click()
  await expect(saved(page)).toBeVisible()
  await other.getByRole('button', { name: 'Save 2 changes' }).click()
  await expect(conflict(other).getByRole('alert')).toContainText('Nothing was sent to Stripe')
  await expect(conflict(other).getByRole('row', { name: 'Payout schedule' }).getByRole('cell')).toHaveText([
    'Daily',
    'Manual',
    'Every Monday',
  ])
  await expect(conflict(other).getByRole('row', { name: 'Statement descriptor' }).getByRole('cell')).toHaveText([
    'Not set',
    'Unchanged',
    '“SECOND”',
  ])
  expect(await simulator.writes(account.id)).toHaveLength(1)
  expect((await storedEntries(account.id)).map(({ actorName, outcomes }) => [actorName, outcomes])).toEqual([
    [first.name, ['applied']],
    [second.name, ['conflict']],
  ])

  await conflict(other).getByRole('button', { name: 'Keep my changes and review' }).click()
  await expect(other.getByRole('region', { name: 'Unsaved changes' })).toContainText('Manual')
  await expect(other.getByRole('region', { name: 'Unsaved changes' })).toContainText('Every Monday')
  expect(await simulator.writes(account.id), 'keeping is not yet saving').toHaveLength(1)
  await other.getByRole('button', { name: 'Save 2 changes' }).click()
  await expect(saved(other)).toBeVisible()
  expect((await simulator.settings(account.id)).payments.payouts).toMatchObject({
    schedule: { interval: 'weekly', weekly_payout_days: ['monday'] },
    statement_descriptor: 'SECOND',
  })
  expect((await storedEntries(account.id)).map(({ outcomes }) => outcomes)).toEqual([
    ['applied'],
    ['conflict'],
    ['applied'],
  ])
  await context.close()
})

test('an editor who discards their own changes sees theirs and sends nothing', async ({ page, openSettings }) => {
  const account = await openSettings()
  await change(page, { manual: true })
  await simulator.changeSettings(account.id, { payouts: { statement_descriptor: 'OUTSIDE' } })
  await page.getByRole('button', { name: 'Save payout schedule' }).click()
  await conflict(page).getByRole('button', { name: 'Discard my changes' }).click()
  await expect(descriptor(page)).toHaveValue('OUTSIDE')
  await openField(page, 'Payout schedule')
  await expect(page.getByRole('radio', { name: 'Daily' })).toBeChecked()
  await expect(page.getByRole('region', { name: 'Unsaved changes' })).toHaveCount(0)
  expect(await simulator.writes(account.id)).toEqual([])
  await page.reload()
  await expect(descriptor(page)).toHaveValue('OUTSIDE')
  await openField(page, 'Payout schedule')
  await expect(page.getByRole('radio', { name: 'Daily' })).toBeChecked()
})

test('a change made outside Spillway between load and save is a conflict, and both changes survive', async ({
  page,
  openSettings,
}) => {
  const account = await openSettings()
  await change(page, { descriptor: 'INSIDE' })
  await simulator.changeSettings(account.id, { payouts: { schedule: { interval: 'manual' } } })
  await page.getByRole('button', { name: 'Save statement descriptor' }).click()
  await expect(conflict(page).getByRole('row', { name: 'Payout schedule' }).getByRole('cell')).toHaveText([
    'Daily',
    'Manual',
    'Unchanged',
  ])
  expect(await simulator.writes(account.id)).toEqual([])
  await conflict(page).getByRole('button', { name: 'Keep my changes and review' }).click()
  await openField(page, 'Payout schedule')
  await expect(manual(page), 'what I left alone follows theirs').toBeChecked()
  await page.getByRole('button', { name: 'Save statement descriptor' }).click()
  await expect(saved(page)).toBeVisible()
  expect((await simulator.settings(account.id)).payments.payouts).toMatchObject({
    schedule: { interval: 'manual' },
    statement_descriptor: 'INSIDE',
  })
})

test('what was typed is kept over a reload, also in the middle of a conflict', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount()
  await signInAs('admin')
  page.on('dialog', (dialog) => void dialog.accept())
  await page.goto(settingsOf(account))
  await change(page, { descriptor: 'KEPT' })
  await page.reload()
  await expect(descriptor(page)).toHaveValue('KEPT')
  await simulator.changeSettings(account.id, { payouts: { schedule: { interval: 'manual' } } })
  await page.getByRole('button', { name: 'Save statement descriptor' }).click()
  await expect(conflict(page)).toBeVisible()
  await page.reload()
  await expect(descriptor(page)).toHaveValue('KEPT')
  await expect(
    page.getByRole('region', { name: 'Unsaved changes' }),
    'theirs is not undone by a draft that never touched it',
  ).not.toContainText('Payout schedule')
  await page.getByRole('button', { name: 'Save statement descriptor' }).click()
  await expect(saved(page)).toBeVisible()
  await openField(page, 'Payout schedule')
  await expect(manual(page)).toBeChecked()
  expect((await simulator.settings(account.id)).payments.payouts.schedule).toEqual({ interval: 'manual' })
  await page.reload()
  await expect(page.getByRole('region', { name: 'Unsaved changes' })).toHaveCount(0)
})

test('a double click on Save sends one write', async ({ page, openSettings }) => {
  const account = await openSettings()
  await change(page, { manual: true })
  await page.getByRole('button', { name: 'Save payout schedule' }).dblclick()
  await expect(saved(page)).toBeVisible()
  expect(await simulator.writes(account.id)).toHaveLength(1)
  expect(await storedEntries(account.id)).toHaveLength(1)
})

test('the same change by two people at once ends in one write and one conflict or no change', async ({
  page,
  browser,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount()
  await signInAs('admin')
  const context = await browser.newContext({ baseURL: world.appUrl })
  const other = await context.newPage()
  await signInAs('owner', { accounts: [account], page: other })
  await page.goto(settingsOf(account))
  await other.goto('/balance/settings')
  await change(page, { manual: true })
  await change(other, { manual: true })
  await page.getByRole('button', { name: 'Save payout schedule' }).click()
  await expect(saved(page)).toBeVisible()
  await other.getByRole('button', { name: 'Save payout schedule' }).click()
  await expect(conflict(other).getByRole('row', { name: 'Payout schedule' }).getByRole('cell')).toHaveText([
    'Daily',
    'Manual',
    'Manual',
  ])
  await conflict(other).getByRole('button', { name: 'Keep my changes and review' }).click()
  await expect(other.getByRole('region', { name: 'Unsaved changes' }), 'there is nothing left to save').toHaveCount(0)
  expect(await simulator.writes(account.id)).toHaveLength(1)
  await context.close()
})
