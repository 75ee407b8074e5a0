import { AxeBuilder } from '@axe-core/playwright'
import type { Locator } from '@playwright/test'
import { storedEntries } from './support/database'
import { simulator } from './support/simulator'
import { expect, historyOf, openField, openTab, type Page, payoutsOf, test } from './support/test'
import { world } from './support/world'

const WIDE = { width: 1440, height: 900 }
const NARROW = { width: 390, height: 844 }

const LOOKS = [
  { theme: 'light', size: WIDE },
  { theme: 'dark', size: NARROW },
] as const

/** Light and dark, wide and narrow: nothing that axe complains of, and nothing that scrolls sideways on a phone. */
async function expectAccessible(page: Page) {
  for (const { theme, size } of LOOKS) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await page.setViewportSize(size)
    const { violations } = await new AxeBuilder({ page }).analyze()
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
    expect(found, `${theme}, ${size.width} px`).toEqual([])
    const overhang = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overhang, `sideways scroll, ${theme}, ${size.width} px`).toBe(0)
    const cutOff = await page
      .getByRole('navigation')
      .getByRole('link')
      .evaluateAll((links) =>
        links
          .filter((link) => link.getBoundingClientRect().right > document.documentElement.clientWidth)
          .map(({ textContent }) => textContent),
      )
    expect(cutOff, `links beyond the edge, ${theme}, ${size.width} px`).toEqual([])
  }
  await page.setViewportSize(WIDE)
}

const component = (page: Page) => page.getByRole('region', { name: 'Bank accounts', exact: true })

test.beforeEach(() => test.slow())

test('the sign-in page is accessible, also with an error on it', async ({ page }) => {
  await page.goto('/sign-in')
  await expectAccessible(page)
  await page.getByLabel('Email').fill('nobody@people.example')
  await page.getByLabel('Password').fill('not a password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Incorrect email or password' })).toBeVisible()
  await expectAccessible(page)
})

test('home and the list of accounts are accessible, full and empty', async ({ page, createAccount, signInAs }) => {
  await createAccount({ name: 'A very long name of a shop that sells many things to many people everywhere GmbH & Co' })
  await createAccount({ balance: { usd: { available: -10_000 } }, payouts_enabled: false })
  await signInAs('admin')
  await page.goto('/')
  await expect(page.getByRole('region', { name: 'Failed payouts' })).toBeVisible()
  await expectAccessible(page)
  await page.goto('/accounts')
  await expect(page.getByRole('table')).toBeVisible()
  await expectAccessible(page)
  await page.goto('/accounts?q=nobody%20has%20this%20name')
  await expect(page.getByText('No matching accounts')).toBeVisible()
  await expectAccessible(page)
})

test('the account page with Stripe’s component and unsaved changes is accessible', async ({ page, openAccount }) => {
  await openAccount({ balance: { usd: { available: 123_456, pending: 5_000 } } })
  await expect(component(page)).toBeVisible()
  await expectAccessible(page)
  await openTab(page, 'Payouts')
  await expect(page.getByRole('region', { name: 'Manual payouts' })).toBeVisible()
  await expectAccessible(page)
  await openTab(page, 'Settings')
  await expect(component(page)).toBeVisible()
  await openField(page, 'Payout schedule')
  await page.getByRole('radio', { name: 'Monthly' }).check()
  await openField(page, 'Settlement delay')
  await page.getByLabel('Delay in days').fill('99')
  await expect(page.getByText('Correct the marked fields to save.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Save 2 changes' })).toBeDisabled()
  await expectAccessible(page)
})

test('an owner’s page is accessible, with a payout under review, and with one that failed and its details', async ({
  page,
  openOwnPayouts,
}) => {
  const { account } = await openOwnPayouts({ profile: 'standard' })
  await page.getByRole('button', { name: 'Send instant payout…' }).click()
  await page.getByRole('button', { name: 'Review' }).click()
  await expect(page.getByRole('dialog')).toContainText('To the bank492.50 USD')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  const { id } = await simulator.payOut(account.id, { amount: 10_000, currency: 'usd' })
  await simulator.failPayout(id, 'could_not_process')
  const payouts = page.getByRole('region', { name: 'Payouts', exact: true })
  await expect(payouts).toContainText('The bank could not process it.')
  await payouts.getByRole('listitem').getByText('Failed', { exact: true }).click()
  await expectAccessible(page)
  await page.goto(`/access?account=${account.id}`)
  await page.getByRole('button', { name: 'Leave', exact: true }).click()
  await expectAccessible(page)
})

test('the account page is accessible while Stripe is down', async ({ page, createAccount, signInAs }) => {
  const account = await createAccount()
  await signInAs('admin')
  await simulator.fail(account.id, { path: '/v1/*' }, { kind: 'reset_before' }, 'always')
  await page.goto(`/accounts/${account.id}`)
  await expect(page.getByRole('alert').filter({ hasText: 'Couldn’t create an account session' })).toBeVisible()
  await expectAccessible(page)
})

test('the view of a conflict is accessible', async ({ page, openSettings }) => {
  const account = await openSettings()
  await openField(page, 'Payout schedule')
  await page.getByRole('radio', { name: 'Manual' }).check()
  await simulator.changeSettings(account.id, { payouts: { statement_descriptor: 'OUTSIDE' } })
  await page.getByRole('button', { name: 'Save payout schedule' }).click()
  await expect(page.getByRole('region', { name: 'Someone else changed these settings' })).toBeVisible()
  await expectAccessible(page)
})

test('the owner’s view is accessible, with the picker and for a member', async ({ page, createAccount, signInAs }) => {
  const accounts = [await createAccount(), await createAccount()]
  await signInAs('owner', { accounts })
  await page.goto('/balance')
  await expect(component(page)).toBeVisible()
  await expectAccessible(page)
  await signInAs('member', { accounts })
  await page.goto('/balance/settings')
  await expect(page.getByText('Your role can read these settings').first()).toBeVisible()
  await expectAccessible(page)
})

test('the audit log is accessible', async ({ page, openSettings }) => {
  const account = await openSettings()
  await openField(page, 'Payout schedule')
  await page.getByRole('radio', { name: 'Manual' }).check()
  await page.getByRole('button', { name: 'Save payout schedule' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()
  await page.goto(`/audit?account=${account.id}`)
  await expect(page.getByRole('region', { name: 'Audit log' })).toContainText('changed balance settings')
  await expectAccessible(page)
})

test('the settings of an account as of an entry, compared with now, are accessible', async ({ page, openSettings }) => {
  const account = await openSettings()
  await openField(page, 'Payout schedule')
  await page.getByRole('radio', { name: 'Manual' }).check()
  await page.getByRole('button', { name: 'Save payout schedule' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()
  const saved = (await storedEntries(account.id)).find(({ type }) => type === 'balance_settings.update')
  await page.goto(`/audit/${saved?.id}`)
  await page.getByRole('link', { name: 'Settings as of this entry' }).click()
  const settings = page.getByRole('region', { name: 'Settings', exact: true })
  await expect(settings.getByRole('row', { name: /^Payout schedule/ })).toContainText('Manual')
  await page.getByRole('link', { name: 'Compare with now' }).click()
  await expect(settings.getByRole('row', { name: /^Payout schedule/ })).toContainText('Same')
  await expect(settings.getByRole('row', { name: /^Settlement delay/ })).toContainText('No entry changes it.')
  await expectAccessible(page)
})

const STAFF_PAGES = {
  'people and requests': ['/people', '/requests', '/security', '/notices'],
  'the platform': ['/payouts', '/status', '/settings'],
  'the fleet': ['/fleet', '/fleet/drift', '/fleet/liquidity', '/fleet/radar', '/fleet/policies/new'],
}

for (const [subject, paths] of Object.entries(STAFF_PAGES))
  test(`the pages about ${subject} are accessible`, async ({ page, signInAs }) => {
    await signInAs('admin')
    for (const path of paths) {
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expectAccessible(page)
    }
  })

test('a payout of an account whose name is written from right to left is accessible, and its history is', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount({ name: 'مخبز الواحة', balance: { usd: { available: 50_000 } } })
  const { id } = await simulator.payOut(account.id, { amount: 12_340, currency: 'usd' })
  await signInAs('admin')
  for (const path of [`${payoutsOf(account)}/${id}`, historyOf(account)]) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expectAccessible(page)
  }
})

test('who can reach an account is accessible for its owner, with members who can be made owners', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount()
  await signInAs('member', { accounts: [account] })
  await signInAs('owner', { accounts: [account] })
  await page.goto(`/access?account=${account.id}`)
  await expect(page.getByRole('button', { name: /^Make owner: / })).toBeVisible()
  await expectAccessible(page)
})

test('the page for what is not there is accessible', async ({ page, signInAs, expectConsole }) => {
  expectConsole.push(/status of 404/)
  await signInAs('admin')
  await page.goto('/nowhere')
  await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible()
  await expectAccessible(page)
})

test('someone who uses the keyboard alone finds an account, changes its schedule and saves', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount()
  await signInAs('admin')
  type Role = 'link' | 'radio' | 'checkbox' | 'button' | 'searchbox'
  const reach = (role: Role, name: string, within: Locator | Page = page) =>
    reachTarget(within.getByRole(role, { name, exact: true }))
  const reachTarget = async (target: Locator) => {
    await expect(target).toBeAttached()
    for (let presses = 0; presses < 80; presses++) {
      if (await target.evaluate((element) => element === document.activeElement)) return
      await page.keyboard.press('Tab')
    }
    await expect(target, 'reached by Tab').toBeFocused()
  }
  await page.goto('/')
  await reach('link', 'Accounts')
  await page.keyboard.press('Enter')
  await reach('searchbox', 'Search')
  await page.keyboard.type(account.id)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/q=acct_/)
  await reach('link', account.name)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: account.name })).toBeVisible()
  await reach('link', 'Settings', page.getByRole('navigation', { name: 'Account', exact: true }))
  await page.keyboard.press('Enter')

  await reachTarget(page.getByRole('region', { name: 'Payout schedule' }).locator('summary'))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('radio', { name: 'Daily' })).toBeChecked()
  await reach('radio', 'Daily')
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('radio', { name: 'Weekly' })).toBeChecked()
  await reach('checkbox', 'Wednesday')
  await page.keyboard.press('Space')
  await reach('button', 'Save payout schedule')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()
  const focused = await page.evaluate(() => document.activeElement?.textContent ?? '')
  expect(focused, 'focus goes to what became of it').toContain('Saved')
  expect((await simulator.settings(account.id)).payments.payouts.schedule).toEqual({
    interval: 'weekly',
    weekly_payout_days: ['wednesday'],
  })
  expect((await storedEntries(account.id)).map(({ outcomes }) => outcomes)).toEqual([['applied']])
})

test('the first Tab on a page of the platform offers to skip to its content', async ({ page, signInAs }) => {
  await signInAs('viewer')
  await page.goto(`${world.appUrl}/accounts`)
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
})
