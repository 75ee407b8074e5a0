import { MANUAL } from '../testing/rig.ts'
import { ISOLATED } from './platform.ts'
import { dialog, expect, notice, test } from './test.ts'

// Where Stripe collects requirements, the holder signs in to Stripe before funds or bank accounts change.

const STRIPE_COLLECTS = { ...MANUAL, profile: 'no_dashboard', balance: { usd: { available: 50_000 } } }
/** Stripe's defaults. */
const DEFAULTS = { features: {} }
const SIGN_IN = { name: 'Sign in as the account holder' }

test('a sign-in allows changes for the whole session, and closing its window changes nothing', async ({
  page,
  rig,
  openBalances,
}) => {
  const account = await openBalances(STRIPE_COLLECTS, DEFAULTS)
  const open = async (name: string) => {
    const opened = page.waitForEvent('popup')
    await page.getByRole('button', { name }).click()
    return await opened
  }
  const closed = await open('Edit schedule')
  await expect(closed.getByRole('button', SIGN_IN)).toBeEnabled()
  await closed.close()
  await expect(dialog(page)).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Edit schedule' })).toBeFocused()

  const popup = await open('Pay out')
  await expect(dialog(page)).toContainText('Sign in in the new window.')
  await popup.getByRole('button', SIGN_IN).click()
  await dialog(page).getByRole('button', { name: 'Pay out 500.00 USD' }).click()
  await expect(notice(page, 'Payout of 500.00 USD')).toBeVisible()
  expect((await rig.control('GET', `/accounts/${account}/state`)).payouts).toHaveLength(1)

  await page.getByRole('button', { name: 'Add funds' }).click()
  await dialog(page).getByLabel('Amount').fill('25')
  await dialog(page).getByRole('button', { name: 'Add funds' }).click()
  await expect(notice(page, '25.00 USD was added'), 'without a second sign-in').toBeVisible()
})

test('a blocked sign-in window is explained and can be opened again', async ({ page, platform, openBalances }) => {
  await openBalances(STRIPE_COLLECTS, DEFAULTS)
  await page.evaluate(() => {
    const open = window.open
    window.open = () => {
      window.open = open
      return null
    }
  })
  await page.getByRole('button', { name: 'Add bank account' }).click()
  await expect(dialog(page).getByRole('heading')).toHaveText('The sign-in window was blocked')
  await expect(dialog(page).getByRole('alert')).toContainText('Allow pop-up windows for this site')
  expect(await platform.received('OnLoadError')).toMatchObject([{ error: { type: 'authentication_error' } }])
  const opened = page.waitForEvent('popup')
  await dialog(page).getByRole('button', { name: 'Open the sign-in window' }).click()
  await (await opened).getByRole('button', SIGN_IN).click()
  await expect(dialog(page).getByLabel('Account number')).toBeVisible()
})

test('a sign-in window separated by the page’s Cross-Origin-Opener-Policy is explained on both sides', async ({
  page,
  rig,
  platform,
  openBalances,
}) => {
  await platform.visit(ISOLATED)
  const account = await openBalances(STRIPE_COLLECTS, DEFAULTS)
  const opened = page.context().waitForEvent('page')
  await page.getByRole('button', { name: 'Pay out' }).click()
  const popup = await opened
  await expect(popup.getByRole('alert').filter({ hasText: 'lost its connection' })).toBeVisible()
  await expect(popup.getByRole('button', SIGN_IN)).toBeDisabled()
  await expect(dialog(page).getByRole('heading')).toHaveText('The sign-in window lost its connection')
  await expect(dialog(page).getByRole('alert')).toContainText('Cross-Origin-Opener-Policy')
  expect((await rig.control('GET', `/accounts/${account}/state`)).payouts).toEqual([])
  await popup.close()
  await platform.visit('/')
})
