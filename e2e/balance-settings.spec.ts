import { storedEntries } from './support/database'
import { simulator } from './support/simulator'
import { expect, test } from './support/test'

test('a platform admin moves an account to weekly payouts, and Stripe, the record and a reload agree', {
  tag: '@postgres',
}, async ({ page, openAccount }) => {
  const account = await openAccount()
  await page.getByRole('radio', { name: 'Weekly' }).check()
  for (const day of ['Tuesday', 'Friday']) await page.getByRole('checkbox', { name: day }).check()
  await page.getByRole('textbox', { name: 'Reason (optional)' }).fill('asked by the shop')
  await page.getByRole('button', { name: 'Save payout schedule' }).click()

  await expect(page.getByRole('status').filter({ hasText: 'Payout schedule updated' })).toBeVisible()
  expect((await simulator.settings(account.id)).payments.payouts.schedule).toEqual({
    interval: 'weekly',
    weekly_payout_days: ['tuesday', 'friday'],
  })
  const [entry] = await storedEntries(account.id)
  expect(entry).toMatchObject({ type: 'balance_settings.update', outcomes: ['applied'], reason: 'asked by the shop' })
  const [write] = await simulator.writes(account.id)
  expect(write).toMatchObject({ idempotency_key: entry?.id, request_id: entry?.stripeRequestId })
  await page.reload()
  await expect(page.getByRole('radio', { name: 'Weekly' })).toBeChecked()
  await expect(page.getByRole('checkbox', { name: 'Friday' })).toBeChecked()
  await expect(page.getByRole('checkbox', { name: 'Monday' })).not.toBeChecked()
})
