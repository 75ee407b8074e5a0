import { forgetPlatformRules, storedEntriesOfType } from '../support/database'
import { simulator } from '../support/simulator'
import { expect, openField, settingsOf, test } from '../support/test'

test.describe.configure({ mode: 'serial' })
test.afterAll(forgetPlatformRules)

test('an admin lets owners edit the minimum balance, and an owner then does', async ({
  page,
  browser,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount()
  await signInAs('admin')
  await page.goto('/settings')
  await page
    .getByRole('group', { name: 'Settings that owners may edit' })
    .getByRole('checkbox', { name: 'Minimum balance' })
    .check()
  await page.getByRole('button', { name: 'Save platform settings' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Platform settings updated' })).toBeVisible()
  const [entry] = await storedEntriesOfType('platform_rules.update')
  expect(entry?.details).toContain(
    'Owners may edit: Payout schedule, Statement descriptor → Payout schedule, Minimum balance, Statement descriptor',
  )

  const ownerPage = await (await browser.newContext()).newPage()
  await signInAs('owner', { accounts: [account], page: ownerPage })
  await ownerPage.goto('/balance/settings')
  await openField(ownerPage, 'Minimum balance')
  await ownerPage.getByRole('button', { name: 'Add minimum' }).click()
  await ownerPage.getByLabel('Minimum balance in USD').fill('25')
  await ownerPage.getByRole('button', { name: 'Save minimum balance' }).click()
  await expect(ownerPage.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()
  expect((await simulator.settings(account.id)).payments.payouts.minimum_balance_by_currency).toEqual({ usd: 2500 })
  await ownerPage.context().close()
})

test('an admin sets the platform’s name, color and contact, and owners see them', async ({
  page,
  browser,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount()
  await signInAs('admin')
  await page.goto('/settings')
  const form = page.getByRole('form', { name: 'Name and look' })
  await form.getByLabel('Name').fill('Pier Nine')
  await form.getByLabel('Contact').fill('no address')
  await form.getByLabel('Accent color').fill('#ffcc00')
  await expect(form.getByText(/Light theme: #\w{6}, contrast (4\.[5-9]|[5-9])/)).toBeVisible()
  await form.getByRole('button', { name: 'Save name and look' }).click()
  await expect(form.getByLabel('Contact')).toHaveAccessibleDescription(/Enter an email/)
  await form.getByLabel('Contact').fill('help@pier.example')
  const logo = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><rect width="20" height="20"/></svg>'
  await form.getByLabel('Logo').setInputFiles({ name: 'a.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(logo) })
  await form.getByRole('button', { name: 'Save name and look' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Name and look updated' })).toBeVisible()
  const entries = await storedEntriesOfType('platform_rules.update')
  expect(entries.map(({ details }) => details).join()).toMatch(/Name: as configured → .?Pier Nine/)

  const ownerPage = await (await browser.newContext()).newPage()
  await signInAs('owner', { accounts: [account], page: ownerPage })
  await ownerPage.goto('/balance')
  await expect(ownerPage.getByRole('banner')).toContainText('Pier Nine')
  await expect(ownerPage.getByRole('link', { name: 'help@pier.example' })).toBeVisible()
  const drawn = () => ownerPage.locator('header img').evaluate((image: HTMLImageElement) => image.naturalWidth)
  await expect.poll(drawn).toBe(20)
  const accent = await ownerPage.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--accent'))
  expect(accent, 'dark enough to read on a light ground').toBe('light-dark(#856a00,#ffcc00)')
  await ownerPage.context().close()
})

test('a feature switched off for owners is off in the session that Stripe gets', async ({
  page,
  browser,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount()
  await signInAs('admin')
  await page.goto('/settings')
  await page.getByRole('combobox', { name: 'Instant payouts for owner, Custom' }).selectOption('Off')
  await page.getByRole('checkbox', { name: 'Edit schedule for owner, Custom' }).check()
  await expect(page.getByRole('checkbox', { name: 'Bank accounts for owner, Standard' })).toBeDisabled()
  await page.getByRole('button', { name: 'Save platform settings' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Platform settings updated' })).toBeVisible()

  const ownerPage = await (await browser.newContext()).newPage()
  await signInAs('owner', { accounts: [account], page: ownerPage })
  await ownerPage.goto('/balance')
  await expect(ownerPage.getByRole('region', { name: 'Balances' }).getByText('Simulated')).toBeVisible()
  await expect
    .poll(
      async () =>
        (await simulator.requests(account.id)).findLast(({ path }) => path === '/v1/account_sessions')?.params,
    )
    .toMatchObject({
      components: {
        balances: { features: { instant_payouts: 'false', standard_payouts: 'false', edit_payout_schedule: 'true' } },
      },
    })
  await ownerPage.context().close()
})

test('once a reason is required, a save without one is refused at the reason and sends nothing', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount()
  await signInAs('admin')
  await page.goto('/settings')
  await page.getByRole('checkbox', { name: 'Require a reason for every change of balance settings' }).check()
  const cost = page.getByLabel('Cost of a payout')
  await cost.fill('1,234')
  await page.getByRole('button', { name: 'Save platform settings' }).click()
  await expect(cost).toBeFocused()
  await expect(cost).toHaveAccessibleDescription(/“1,234” can mean 1234.00 or 1.234 USD/)
  await cost.fill('0.25')
  await page.getByRole('button', { name: 'Save platform settings' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Platform settings updated' })).toBeVisible()

  await page.goto(settingsOf(account))
  await expect(page.getByText('Payout costs per year')).toBeVisible()
  await openField(page, 'Payout schedule')
  await page.getByRole('radio', { name: 'Manual' }).check()
  await page.getByRole('button', { name: 'Save payout schedule' }).click()
  await expect(page.getByText('The platform asks for a reason with every change.')).toBeVisible()
  expect(await simulator.writes(account.id)).toEqual([])
  await page.getByRole('textbox', { name: 'Reason' }).fill('moving to manual runs')
  await page.getByRole('button', { name: 'Save payout schedule' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()
  expect(await simulator.writes(account.id)).toHaveLength(1)
})

test('nobody but an admin opens the platform’s settings', async ({ page, createAccount, signInAs, expectConsole }) => {
  expectConsole.push(/404/)
  const account = await createAccount()
  for (const role of ['operator', 'viewer'] as const) {
    await signInAs(role)
    expect((await page.goto('/settings'))?.status()).toBe(404)
  }
  await signInAs('owner', { accounts: [account] })
  await page.goto('/settings')
  await expect(page).toHaveURL(/\/balance$/)
})

test('an admin gives viewers a component, and a viewer then has it on a tab of its own', async ({
  page,
  browser,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount()
  await signInAs('admin')
  await page.goto('/settings')
  await page.getByRole('checkbox', { name: 'List of payouts for viewer, Custom' }).check()
  await expect(page.getByRole('checkbox', { name: 'Onboarding for viewer, Custom' })).toBeDisabled()
  await page.getByRole('button', { name: 'Save platform settings' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Platform settings updated' })).toBeVisible()

  const viewerPage = await (await browser.newContext()).newPage()
  await signInAs('viewer', { page: viewerPage })
  await viewerPage.goto(`/accounts/${account.id}`)
  await viewerPage.getByRole('link', { name: 'Stripe', exact: true }).click()
  await expect(viewerPage.getByRole('group', { name: 'Payouts list' })).toBeVisible()
  await viewerPage.context().close()
})
