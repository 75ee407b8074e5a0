import { openComponentHost, place } from './support/component-host'
import { simulator } from './support/simulator'
import { expect, type Page, test } from './support/test'
import { world } from './support/world'

// These move the clock that all tests share, so they run when the others are done.

const MANUAL = { payments: { payouts: { schedule: { interval: 'manual' } } } }
const components = { balances: { standard_payouts: true, external_account_collection: true } }
const dialog = (page: Page) => page.getByRole('dialog')

const letTwoHoursPass = () =>
  fetch(`${world.simulatorUrl}/_sim/clock`, { method: 'POST', body: JSON.stringify({ advance_seconds: 7_200 }) })

async function openBalances(page: Page, profile: string) {
  const options = { country: 'US', profile, settings: MANUAL, balance: { usd: { available: 50_000 } } }
  const { id } = await simulator.createAccount(options)
  const host = await openComponentHost(page, {
    accountId: id,
    components: profile === 'custom' ? components : { balances: {} },
  })
  await place(page, 'balances')
  await expect(page.getByRole('button', { name: 'Pay out' })).toBeVisible()
  return { id, host }
}

test.beforeEach(({ expectConsole }) => {
  expectConsole.push(/status of 401/)
})

test('after two idle hours the next click fetches a fresh secret and goes on', async ({ page }) => {
  const { id, host } = await openBalances(page, 'custom')
  await letTwoHoursPass()
  await page.getByRole('button', { name: 'Pay out' }).click()
  await dialog(page).getByRole('button', { name: 'Pay out 500.00 USD' }).click()
  await expect(page.getByRole('status').filter({ hasText: '500.00 USD is on its way' })).toBeVisible()
  expect(host.secrets).toBe(2)
  expect((await simulator.state(id)).payouts).toHaveLength(1)
})

test('a fresh secret that cannot be had is asked for once per try, and a later try goes on', async ({ page }) => {
  const { id, host } = await openBalances(page, 'custom')
  await letTwoHoursPass()
  const { fetchSecret } = host
  host.fetchSecret = () => Promise.reject(new Error('You are signed out.'))
  await page.getByRole('button', { name: 'Pay out' }).click()
  const pay = dialog(page).getByRole('button', { name: 'Pay out 500.00 USD' })
  await pay.click()
  await expect(dialog(page).getByRole('alert')).toContainText('fetchClientSecret failed: You are signed out.')
  expect(host.secrets, 'one at the start, one for the click').toBe(2)
  host.fetchSecret = fetchSecret
  await pay.click()
  await expect(page.getByRole('status').filter({ hasText: '500.00 USD is on its way' })).toBeVisible()
  expect(host.secrets, 'and one for the later try, none in between').toBe(3)
  expect((await simulator.state(id)).payouts).toHaveLength(1)
})

test('the fresh session needs a fresh sign-in where Stripe collects requirements', async ({ page, expectConsole }) => {
  expectConsole.push(/status of 403/)
  const { id } = await openBalances(page, 'no_dashboard')
  const signIn = async (click: () => Promise<void>) => {
    const opened = page.waitForEvent('popup')
    await click()
    await (await opened).getByRole('button', { name: 'Sign in as the account holder' }).click()
  }
  await signIn(() => page.getByRole('button', { name: 'Pay out' }).click())
  await letTwoHoursPass()
  const pay = dialog(page).getByRole('button', { name: 'Pay out 500.00 USD' })
  await pay.click()
  await expect(dialog(page).getByRole('alert')).toContainText('must sign in to Stripe first')
  await signIn(() => pay.click())
  await expect(page.getByRole('status').filter({ hasText: '500.00 USD is on its way' })).toBeVisible()
  expect((await simulator.state(id)).payouts).toHaveLength(1)
})
