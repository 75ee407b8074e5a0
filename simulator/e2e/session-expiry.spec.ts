import { MANUAL } from '../testing/rig.ts'
import { dialog, expect, notice, test } from './test.ts'

const TWO_HOURS = { advance_seconds: 7_200 }
const FEATURES = { standard_payouts: true, external_account_collection: true }
const RICH = { ...MANUAL, balance: { usd: { available: 50_000 } } }

test.beforeEach(({ expectedErrors }) => {
  expectedErrors.push(/status of 401/)
})

test('after two hours the next request gets a new session, or an error that a retry can resolve', async ({
  page,
  rig,
  platform,
  openBalances,
}) => {
  const account = await openBalances(RICH, { features: FEATURES })
  await rig.moveClock(TWO_HOURS)
  const { fetchSecret } = platform
  platform.fetchSecret = () => Promise.reject(new Error('You are signed out.'))
  await page.getByRole('button', { name: 'Pay out' }).click()
  await dialog(page).getByLabel('Amount').fill('100')
  const submit = dialog(page).getByRole('button', { name: 'Pay out 100.00 USD' })
  await submit.click()
  await expect(dialog(page).getByRole('alert')).toContainText('fetchClientSecret failed: You are signed out.')
  expect(platform.secrets, 'one at the start, one for the click').toBe(2)
  platform.fetchSecret = fetchSecret
  await submit.click()
  await expect(notice(page, 'Payout of 100.00 USD')).toBeVisible()
  expect(platform.secrets, 'one more for the retry').toBe(3)

  await rig.moveClock(TWO_HOURS)
  await page.getByRole('button', { name: 'Pay out' }).click()
  await dialog(page).getByRole('button', { name: 'Pay out 400.00 USD' }).click()
  await expect(notice(page, 'Payout of 400.00 USD')).toBeVisible()
  expect(platform.secrets).toBe(4)
  expect((await rig.control('GET', `/accounts/${account}/state`)).payouts).toHaveLength(2)
})

test('a new session needs a new sign-in where Stripe collects requirements', async ({
  page,
  rig,
  openBalances,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 403/)
  const account = await openBalances({ ...RICH, profile: 'no_dashboard' }, { features: {} })
  const signIn = async (click: () => Promise<void>) => {
    const opened = page.waitForEvent('popup')
    await click()
    await (await opened).getByRole('button', { name: 'Sign in as the account holder' }).click()
  }
  await signIn(() => page.getByRole('button', { name: 'Pay out' }).click())
  const submit = dialog(page).getByRole('button', { name: 'Pay out 500.00 USD' })
  // The dialog opens with the session that the sign-in has just allowed, before that one ends.
  await expect(submit).toBeVisible()
  await rig.moveClock(TWO_HOURS)
  await submit.click()
  await expect(dialog(page).getByRole('alert')).toContainText('must sign in to Stripe first')
  await signIn(() => submit.click())
  await expect(notice(page, 'Payout of 500.00 USD')).toBeVisible()
  expect((await rig.control('GET', `/accounts/${account}/state`)).payouts).toHaveLength(1)
})
