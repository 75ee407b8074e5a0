import { storedEntries } from './support/database'
import { simulator } from './support/simulator'
import { expect, openField, settingsOf, test } from './support/test'
import { world } from './support/world'

test('with the flat shape of 2025-07-30.preview the same screen reads and saves, and says what it lacks', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount({
    settings: {
      payments: {
        payouts: {
          schedule: { interval: 'weekly', weekly_payout_days: ['tuesday'] },
          statement_descriptor: 'BEFORE',
        },
      },
    },
  })
  await signInAs('admin')
  await page.goto(`${world.previewAppUrl}${settingsOf(account)}`)
  await openField(page, 'Payout schedule')
  await expect(page.getByRole('radio', { name: 'Weekly' })).toBeChecked()
  await expect(page.getByRole('checkbox', { name: 'Tuesday' })).toBeChecked()
  await openField(page, 'Statement descriptor')
  await expect(page.getByLabel('Name on the bank statement')).toHaveValue('BEFORE')
  await openField(page, 'Settlement delay')
  const delay = page.getByLabel('Delay in days')
  await expect(delay).toHaveValue('2')
  await expect(delay).toHaveAccessibleDescription(/can replace the delay but not clear it/)
  await expect(page.getByText('Not available in the Stripe API version in use.')).toHaveCount(1)
  await expect(page.getByRole('region', { name: 'Settings you can’t change' })).toContainText('Minimum balance')

  await page.getByRole('radio', { name: 'Monthly' }).check()
  for (const day of ['5', '20']) await page.getByRole('checkbox', { name: day, exact: true }).check()
  await openField(page, 'Statement descriptor')
  await page.getByLabel('Name on the bank statement').fill('AFTER')
  await delay.fill('7')
  await page.getByRole('button', { name: 'Save 3 changes' }).click()
  const updated = 'Payout schedule, settlement delay and statement descriptor updated'
  await expect(page.getByRole('status').filter({ hasText: updated })).toBeVisible()

  expect((await simulator.settings(account.id)).payments.payouts).toMatchObject({
    schedule: { interval: 'monthly', monthly_payout_days: [5, 20] },
    statement_descriptor: 'AFTER',
  })
  const [write] = await simulator.writes(account.id)
  expect(write?.params, 'flat, and only what changed').toEqual({
    payouts: { schedule: { interval: 'monthly', monthly_payout_days: ['5', '20'] }, statement_descriptor: 'AFTER' },
    settlement_timing: { delay_days_override: '7' },
  })
  expect(write).toMatchObject({ api_version: '2025-07-30.preview' })
  expect((await storedEntries(account.id)).map(({ outcomes }) => outcomes)).toEqual([['applied']])
  await page.reload()
  await openField(page, 'Payout schedule')
  await expect(page.getByRole('checkbox', { name: '20', exact: true })).toBeChecked()
  await openField(page, 'Statement descriptor')
  await expect(page.getByLabel('Name on the bank statement')).toHaveValue('AFTER')
  await openField(page, 'Settlement delay')
  await delay.fill('')
  await page.getByRole('button', { name: 'Save settlement delay' }).click()
  await expect(delay).toHaveAccessibleDescription(/can’t clear this/)
  expect(await simulator.writes(account.id)).toHaveLength(1)
})

test('with the preview shape two editors still meet as a conflict and nothing is sent', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount()
  await signInAs('admin')
  await page.goto(`${world.previewAppUrl}${settingsOf(account)}`)
  await openField(page, 'Payout schedule')
  await page.getByRole('radio', { name: 'Manual' }).check()
  await simulator.changeSettings(account.id, { payouts: { statement_descriptor: 'OUTSIDE' } })
  await page.getByRole('button', { name: 'Save payout schedule' }).click()
  await expect(page.getByRole('region', { name: 'Someone else changed these settings' })).toBeVisible()
  expect(await simulator.writes(account.id)).toEqual([])
})
