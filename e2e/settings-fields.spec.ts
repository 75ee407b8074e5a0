import type { Page } from '@playwright/test'
import { storedEntries } from './support/database'
import { simulator } from './support/simulator'
import { expect, openField, openTab, settingsOf, test } from './support/test'

const minimums = (settings: Awaited<ReturnType<typeof simulator.settings>>) =>
  settings.payments.payouts.minimum_balance_by_currency
const updated = (page: Page, field: string) =>
  expect(page.getByRole('status').filter({ hasText: `${field} updated` })).toBeVisible()

/** One outcome, applied, under a durable intent; and one write at Stripe. */
async function expectRecorded(accountId: string, count = 1) {
  expect((await storedEntries(accountId)).map(({ type, outcomes }) => [type, outcomes])).toEqual(
    Array.from({ length: count }, () => ['balance_settings.update', ['applied']]),
  )
  expect(await simulator.writes(accountId)).toHaveLength(count)
}

test('a minimum balance is typed in the currency’s own digits, added, changed and taken away', async ({
  page,
  openSettings,
}) => {
  const account = await openSettings({
    balance: { usd: { available: 500000, pending: 0 }, jpy: { available: 9000, pending: 0 } },
  })
  await openField(page, 'Minimum balance')
  await page.getByRole('button', { name: 'Add minimum' }).click()
  await page.getByLabel('Minimum balance in USD').fill('150.5')
  await expect(page.getByLabel('Minimum balance in USD')).toHaveAccessibleDescription('USD 150.50 USD')
  await expect(
    page.getByText(
      '4,849.50 USD (estimated): 5,000.00 USD is available, and 150.50 USD is reserved by minimum balance.',
    ),
  ).toBeVisible()
  await page.getByRole('button', { name: 'Save minimum balance' }).click()
  await updated(page, 'Minimum balance')
  expect(minimums(await simulator.settings(account.id))).toEqual({ usd: 15050 })

  await page.getByRole('combobox', { name: 'Currency' }).fill('jpy')
  await page.getByRole('button', { name: 'Add minimum' }).click()
  await page.getByLabel('Minimum balance in JPY').fill('500.5')
  await expect(page.getByText('JPY has no decimals.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Save minimum balance' })).toBeDisabled()
  await page.getByLabel('Minimum balance in JPY').fill('500')
  await page.getByRole('button', { name: 'Save minimum balance' }).click()
  await updated(page, 'Minimum balance')
  expect(minimums(await simulator.settings(account.id))).toEqual({ usd: 15050, jpy: 500 })

  await page.getByRole('button', { name: 'Remove the minimum in USD' }).click()
  await page.getByRole('button', { name: 'Save minimum balance' }).click()
  await updated(page, 'Minimum balance')
  expect(minimums(await simulator.settings(account.id))).toEqual({ jpy: 500 })
  await page.reload()
  await openField(page, 'Minimum balance')
  await expect(page.getByLabel('Minimum balance in JPY')).toHaveValue('500')
  await expect(page.getByLabel('Minimum balance in USD')).toBeHidden()
  await expectRecorded(account.id, 3)
})

test('a settlement delay is set, shown as the current one, and returned to the minimum that Stripe allows', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount()
  const lowest = (await simulator.settings(account.id)).payments.settlement_timing.delay_days
  await signInAs('operator')
  await page.goto(settingsOf(account))
  await openField(page, 'Settlement delay')
  await page.getByLabel('Delay in days').fill('10')
  await expect(page.getByText('Charges made before the change settle after')).toBeVisible()
  await page.getByRole('button', { name: 'Save settlement delay' }).click()
  await updated(page, 'Settlement delay')
  await expect(page.getByText('Currently 10 days')).toBeVisible()
  expect((await simulator.settings(account.id)).payments.settlement_timing).toMatchObject({
    delay_days: 10,
    delay_days_override: 10,
  })

  await page.reload()
  await openField(page, 'Settlement delay')
  await page.getByLabel('Delay in days').fill('')
  await page.getByRole('button', { name: 'Save settlement delay' }).click()
  await updated(page, 'Settlement delay')
  expect((await simulator.settings(account.id)).payments.settlement_timing.delay_days).toBe(lowest)
  await expectRecorded(account.id, 2)
})

test('an Australian account gets a custom start of day, and the screen says when it takes effect', async ({
  page,
  openSettings,
}) => {
  const account = await openSettings({ country: 'AU' })
  await openField(page, 'Custom start of day')
  await page.getByRole('checkbox', { name: 'Use a custom start of day' }).check()
  await page.getByRole('combobox', { name: 'Time', exact: true }).selectOption('02:30')
  await page.getByRole('combobox', { name: 'Time zone' }).selectOption('Australia/Sydney')
  await expect(page.getByText('The new start of day takes effect at')).toBeVisible()
  await page.getByRole('button', { name: 'Save custom start of day' }).click()
  await updated(page, 'Custom start of day')
  expect((await simulator.settings(account.id)).payments.settlement_timing.start_of_day).toEqual({
    hour: 2,
    minutes: 30,
    timezone: 'Australia/Sydney',
  })
  await page.reload()
  await openField(page, 'Custom start of day')
  await expect(page.getByRole('combobox', { name: 'Time', exact: true })).toHaveValue('02:30')
  await page.getByRole('checkbox', { name: 'Use a custom start of day' }).uncheck()
  await page.getByRole('button', { name: 'Save custom start of day' }).click()
  await updated(page, 'Custom start of day')
  expect((await simulator.settings(account.id)).payments.settlement_timing.start_of_day).toBeNull()
  await expectRecorded(account.id, 2)
})

test('negative-balance debits are switched', async ({ page, createAccount, signInAs }) => {
  const account = await createAccount()
  const before = (await simulator.settings(account.id)).payments.debit_negative_balances ?? false
  await signInAs('admin')
  await page.goto(settingsOf(account))
  await openField(page, 'Negative-balance debits')
  await page.getByRole('checkbox', { name: 'Debit the bank account when the balance is negative' }).setChecked(!before)
  await page.getByRole('button', { name: 'Save negative-balance debits' }).click()
  await updated(page, 'Negative-balance debits')
  expect((await simulator.settings(account.id)).payments.debit_negative_balances).toBe(!before)
  await page.reload()
  await openField(page, 'Negative-balance debits')
  await expect(page.getByRole('checkbox', { name: 'Debit the bank account when the balance is negative' })).toBeChecked(
    { checked: !before },
  )
  await expectRecorded(account.id)
})

test('a statement descriptor shows its bank line, counts its characters and is refused at its field when too long', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount()
  await signInAs('owner', { accounts: [account] })
  await page.goto('/balance/settings')
  await openField(page, 'Statement descriptor')
  const field = page.getByLabel('Name on the bank statement')
  await field.fill('A NAME THAT IS FAR TOO LONG')
  await expect(page.getByText('27 of 22')).toBeVisible()
  await expect(page.getByText('Use at most 22 characters; this has 27.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Save statement descriptor' })).toBeDisabled()
  await expect(field).toBeFocused()
  expect(await simulator.writes(account.id)).toEqual([])
  await field.fill('CORNER BAKERY')
  await expect(page.getByText('On the statement: CORNER BAK')).toBeVisible()
  await page.getByRole('button', { name: 'Save statement descriptor' }).click()
  await updated(page, 'Statement descriptor')
  expect((await simulator.settings(account.id)).payments.payouts.statement_descriptor).toBe('CORNER BAKERY')
  await page.reload()
  await expect(field).toHaveValue('CORNER BAKERY')
  await expectRecorded(account.id)
})

test('a monthly schedule on the last day is previewed, saved and never called the 31st', async ({
  page,
  openSettings,
}) => {
  const account = await openSettings()
  await openField(page, 'Payout schedule')
  await page.getByRole('radio', { name: 'Monthly' }).check()
  await page.getByRole('checkbox', { name: 'Last day', exact: true }).check()
  await expect(page.getByRole('heading', { name: 'Next payouts, now and after saving' })).toBeVisible()
  await expect(page.getByText('Removed', { exact: true }).first()).toBeVisible()
  await page.getByRole('button', { name: 'Save payout schedule' }).click()
  await updated(page, 'Payout schedule')
  expect((await simulator.settings(account.id)).payments.payouts.schedule).toEqual({
    interval: 'monthly',
    monthly_payout_days: [31],
  })
  await expect(page.getByText('31st')).toHaveCount(0)
  await openTab(page, 'History')
  const timeline = page.getByRole('region', { name: 'Timeline' })
  await expect(timeline.getByText('On the last day of each month')).toBeVisible()
  await expect(page.getByText('31st')).toHaveCount(0)
  await expectRecorded(account.id)
})

test.describe('locks, each with its reason beside the field', () => {
  const card = (page: Page, name: string | RegExp) => page.getByRole('region', { name })

  const cases = [
    {
      account: { profile: 'standard', country: 'DE' },
      field: 'Settlement delay',
      reason:
        'Stripe is liable for this account’s negative balances, so Stripe sets its delay. The account can ask Stripe Support.',
    },
    {
      account: { profile: 'no_dashboard', country: 'DE' },
      field: 'Settlement delay',
      reason: 'Stripe is liable for this account’s negative balances, so Stripe sets its delay.',
    },
    {
      account: { country: 'BR' },
      field: 'Minimum balance',
      reason: 'Stripe doesn’t offer minimum balances in this country.',
    },
    {
      account: { country: 'US' },
      field: 'Custom start of day',
      reason: 'A custom start of day isn’t generally available in this country yet. Stripe has it in private preview.',
    },
    {
      account: { platform_controls: false },
      field: 'Payout schedule',
      reason: 'Another platform controls this account, so Stripe doesn’t let this platform change it.',
    },
  ]
  for (const { account: options, field, reason } of cases as {
    account: Record<string, unknown>
    field: string
    reason: string
  }[]) {
    test(`${field} is locked on ${JSON.stringify(options)}: ${reason}`, async ({ page, openSettings }) => {
      await openSettings(options)
      await expect(page.getByText(reason, { exact: true }), 'said once, however many fields it locks').toHaveCount(1)
      await expect(page.getByText(field, { exact: true }).first(), 'its value is shown').toBeVisible()
      // Stripe's component has a group of the same name.
      await expect(
        page.getByRole('form', { name: 'Balance settings' }).getByRole('group', { name: field }),
      ).toHaveCount(0)
    })
  }

  test('an owner sees the delay and the debits, and why only the platform changes them', async ({
    page,
    createAccount,
    signInAs,
  }) => {
    const account = await createAccount()
    await signInAs('owner', { accounts: [account] })
    await page.goto('/balance')
    await expect(page.getByRole('link', { name: 'payouts@harbour.example' })).toBeVisible()
    await openTab(page, 'Settings')
    await expect(page.getByRole('heading', { name: /^Managed by/ })).toHaveCount(1)
    for (const field of ['Settlement delay', 'Negative-balance debits', 'Minimum balance']) {
      await expect(card(page, /^Managed by/)).toContainText(field)
      // Stripe's component has a group of the same name.
      await expect(
        page.getByRole('form', { name: 'Balance settings' }).getByRole('group', { name: field }),
      ).toHaveCount(0)
    }
    await expect(card(page, 'Payout schedule').locator('input').first()).toBeEnabled()
  })

  test('a viewer reads every field and can change none', async ({ page, createAccount, signInAs }) => {
    const account = await createAccount()
    await signInAs('viewer')
    await page.goto(settingsOf(account))
    await expect(page.getByText('Your role can read these settings but not change them.')).toHaveCount(1)
    await expect(page.getByRole('button', { name: /^Save/ })).toHaveCount(0)
  })

  test('a Japanese account cannot choose daily payouts, and the screen says so', async ({ page, openSettings }) => {
    await openSettings({
      country: 'JP',
      settings: { payments: { payouts: { schedule: { interval: 'weekly', weekly_payout_days: ['friday'] } } } },
    })
    await openField(page, 'Payout schedule')
    await page.getByRole('radio', { name: 'Weekly' }).check()
    await expect(page.getByRole('radio', { name: 'Daily' })).toBeDisabled()
    await expect(page.getByText('Daily payouts aren’t available in this country.')).toBeVisible()
  })

  test('an account with disabled payouts says why, once, and its settings can still be changed', async ({
    page,
    createAccount,
    signInAs,
  }) => {
    const account = await createAccount()
    await simulator.changeAccount(account.id, { payouts_enabled: false, disabled_reason: 'under_review' })
    await simulator.drain()
    await signInAs('admin')
    await page.goto(`/accounts/${account.id}`)
    await expect(page.getByText('Stripe is reviewing this account, so payouts are disabled.')).toHaveCount(1)
    await openTab(page, 'Settings')
    await expect(page.getByText('Payouts are disabled', { exact: true })).toBeVisible()
  })
})
