import { storedEntries } from './support/database'
import { simulator } from './support/simulator'
import { expect, openField, test } from './support/test'

test('a platform admin moves an account to weekly payouts, and Stripe, the record and a reload agree', {
  tag: '@postgres',
}, async ({ page, openSettings }) => {
  const account = await openSettings()
  await openField(page, 'Payout schedule')
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
  await openField(page, 'Payout schedule')
  await expect(page.getByRole('radio', { name: 'Weekly' })).toBeChecked()
  await expect(page.getByRole('checkbox', { name: 'Friday' })).toBeChecked()
  await expect(page.getByRole('checkbox', { name: 'Monday' })).not.toBeChecked()
})

test.describe('the part of the script that comes with the first edit', () => {
  const SCRIPTS = '**/_next/static/chunks/**'

  test('is still loading: what is typed meanwhile is shown at once, and can be saved when it is there', async ({
    page,
    openSettings,
  }) => {
    const account = await openSettings()
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    await page.route(SCRIPTS, (route) => released.then(() => route.continue()))
    await openField(page, 'Statement descriptor')
    const descriptor = page.getByRole('textbox', { name: 'Name on the bank statement' })
    await descriptor.pressSequentially('BAKERY')
    await openField(page, 'Payout schedule')
    await page.getByRole('radio', { name: 'Monthly' }).check()
    await page.getByRole('checkbox', { name: 'Last day', exact: true }).check()
    await descriptor.focus()
    await page.keyboard.type(' 2')
    await expect(descriptor).toHaveValue('BAKERY 2')
    await expect(page.getByRole('region', { name: 'Unsaved changes' })).toBeHidden()

    release()
    await expect(page.getByRole('region', { name: 'Unsaved changes' })).toContainText('“BAKERY 2”')
    await expect(descriptor).toBeFocused()
    await page.getByRole('button', { name: 'Save 2 changes' }).click()
    await expect(
      page.getByRole('status').filter({ hasText: 'Payout schedule and statement descriptor updated' }),
    ).toBeVisible()
    expect((await simulator.settings(account.id)).payments.payouts).toMatchObject({
      schedule: { interval: 'monthly', monthly_payout_days: [31] },
      statement_descriptor: 'BAKERY 2',
    })
  })

  test('does not arrive: the page says so, nothing can be saved, and a reload still has what was typed', async ({
    page,
    openSettings,
    expectConsole,
  }) => {
    expectConsole.push(/Failed to load resource/)
    await openSettings()
    await page.route(SCRIPTS, (route) => route.abort())
    await openField(page, 'Statement descriptor')
    const descriptor = page.getByRole('textbox', { name: 'Name on the bank statement' })
    await descriptor.fill('BAKERY')
    await expect(page.getByText('Couldn’t load a part of this page')).toBeVisible()
    await expect(descriptor).toHaveValue('BAKERY')
    await expect(page.getByRole('button', { name: /^Save / })).toBeHidden()

    await page.unroute(SCRIPTS)
    await page.getByRole('button', { name: 'Reload' }).click()
    await expect(page.getByRole('button', { name: 'Save statement descriptor' })).toBeVisible()
    await expect(descriptor).toHaveValue('BAKERY')
  })
})
