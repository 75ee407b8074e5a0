import { readFile } from 'node:fs/promises'
import AxeBuilder from '@axe-core/playwright'
import { MANUAL, type Rig } from '../testing/rig.ts'
import { ALL_FEATURES, dialog, expect, test } from './test.ts'

/** An account with twelve manual payouts, of 1 to 12 dollars. */
async function accountWithPayouts(rig: Rig) {
  const account = await rig.newAccount({ ...MANUAL, balance: { usd: { available: 100_000 } } })
  const payouts: string[] = []
  for (let dollars = 1; dollars <= 12; dollars += 1) {
    payouts.push((await rig.pay(account, `amount=${dollars * 100}&currency=usd`)).body.id)
  }
  return { account, payouts }
}

test('payouts and payouts-list share one session, and both show a new payout', async ({ page, rig, platform }) => {
  const { account } = await accountWithPayouts(rig)
  await platform.initialize(account, { payouts: ALL_FEATURES, payouts_list: {} })
  await platform.place('payouts')
  await platform.place('payouts-list')
  const payouts = page.locator('stripe-connect-payouts')
  await expect(payouts.getByRole('region', { name: 'USD balance' })).toContainText('922.00')
  await expect(payouts.getByRole('table', { name: 'Payouts' }).getByRole('row')).toHaveCount(11)
  await expect(page.locator('stripe-connect-payouts-list').getByRole('table')).toBeVisible()
  expect(platform.secrets).toBe(1)
  await payouts.getByRole('button', { name: 'Pay out' }).click()
  await dialog(page).getByLabel('Amount').fill('7.77')
  await dialog(page).getByRole('button', { name: 'Pay out' }).click()
  await expect(page.locator('stripe-connect-payouts-list').getByRole('row').nth(1)).toContainText('7.77 USD')
})

test('payouts-list has pages, filters, details and a CSV export', async ({ page, rig, platform }) => {
  const { account, payouts } = await accountWithPayouts(rig)
  await platform.initialize(account, { payouts_list: {} })
  await platform.place('payouts-list')
  await expect(page.getByText('1–10 of 12 payouts')).toBeVisible()
  await page.getByRole('button', { name: 'Next' }).click()
  await expect(page.getByText('11–12 of 12 payouts')).toBeVisible()
  await expect(page.getByRole('row').last()).toContainText('1.00 USD')
  await page.getByRole('button', { name: 'Previous' }).click()
  await page.getByLabel('Status').selectOption('Paid')
  await expect(page.getByText('No payouts match these filters.')).toBeVisible()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await page.getByLabel('Arrives from').fill('2000-01-01')
  await expect(page.getByText('1–10 of 12 payouts')).toBeVisible()
  await page.getByLabel('Arrives until').fill('2000-01-02')
  await expect(page.getByText('No payouts match these filters.')).toBeVisible()
  await page.getByRole('button', { name: 'Clear filters' }).click()

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export CSV' }).click()
  const lines = (await readFile(await (await download).path(), 'utf8')).trim().split('\r\n')
  expect(lines).toHaveLength(13)
  expect(lines[0]).toContain('"id","created","arrival_date","amount","currency"')
  expect(lines[1]).toContain(`"${payouts.at(-1)}"`)
  expect(lines[1]).toContain('"12.00","usd"')

  await page.getByRole('row').nth(1).getByRole('button').click()
  await expect(dialog(page).getByRole('heading', { name: 'Payout' })).toBeVisible()
  await expect(dialog(page)).toContainText('Amount12.00 USD')
})

test('payout-details shows one payout in an overlay, and nothing for an unknown id', async ({
  page,
  rig,
  platform,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 404/)
  const account = await rig.newAccount({ ...MANUAL, balance: { usd: { available: 5_000 } } })
  const Payout = (await rig.pay(account, 'amount=100&currency=usd')).body.id
  await platform.initialize(account, { payout_details: {} })
  await platform.place('payout-details', { Payout }, ['OnClose'])
  await expect(dialog(page)).toContainText('Amount1.00 USD')
  await dialog(page).getByRole('button', { name: 'Close' }).click()
  await expect.poll(() => platform.received('OnClose')).toHaveLength(1)
  await page.evaluate(() => document.querySelector('stripe-connect-payout-details')?.remove())
  const answered = page.waitForResponse((answer) => answer.status() === 404)
  await platform.place('payout-details', { Payout: 'po_unknown' })
  await answered
  await expect(dialog(page)).toHaveCount(0)
  expect(await page.locator('stripe-connect-payout-details').boundingBox()).toMatchObject({ height: 0 })
  expect(await platform.received('OnLoadError')).toEqual([])
})

test('instant-payouts-promotion reports whether it is shown and the payout that it created', async ({
  page,
  rig,
  platform,
}) => {
  const account = await rig.newAccount({ balance: { usd: { available: 10_000 } } })
  const listeners = ['OnInstantPayoutsPromotionLoaded', 'OnInstantPayoutCreated']
  await platform.initialize(account, { instant_payouts_promotion: { instant_payouts: false } })
  await platform.place('instant-payouts-promotion', {}, listeners)
  await expect.poll(() => platform.received('OnInstantPayoutsPromotionLoaded')).toEqual([{ promotionShown: false }])
  await expect(page.getByRole('button')).toHaveCount(0)
  await platform.clear()

  await platform.initialize(account, { instant_payouts_promotion: { instant_payouts: true } })
  await platform.place('instant-payouts-promotion', {}, listeners)
  await expect(page.getByRole('heading', { name: '98.50 USD within minutes' })).toBeVisible()
  await page.getByRole('button', { name: 'Instant payout' }).click()
  await dialog(page).getByRole('button', { name: 'Pay out 98.50 USD' }).click()
  await expect
    .poll(() => platform.received('OnInstantPayoutsPromotionLoaded'))
    .toEqual([{ promotionShown: true }, { promotionShown: false }])
  const { payouts } = await rig.control('GET', `/accounts/${account}/state`)
  expect(await platform.received('OnInstantPayoutCreated')).toEqual([{ payoutId: payouts[0].id }])
})

test('notification-banner reports the number of requirements, and is empty if there are none', async ({
  page,
  rig,
  platform,
}) => {
  const account = await rig.newAccount()
  const listeners = ['OnNotificationsChange']
  await platform.initialize(account, { notification_banner: {} })
  await platform.place('notification-banner', {}, listeners)
  await expect.poll(() => platform.received('OnNotificationsChange')).toEqual([{ total: 0, actionRequired: 0 }])
  expect(await page.locator('stripe-connect-notification-banner').boundingBox()).toMatchObject({ height: 0 })

  const currently_due = ['external_account', 'individual.verification.document']
  await rig.control('POST', `/accounts/${account}`, { currently_due })
  const only = { CollectionOptions: { fields: 'currently_due', requirements: { only: ['external_account'] } } }
  await platform.place('notification-banner', only, listeners)
  await expect(page.getByRole('heading', { name: 'Information needed' })).toHaveCount(2)
  expect(await platform.received('OnNotificationsChange')).toEqual(
    expect.arrayContaining([
      { total: 2, actionRequired: 2 },
      { total: 1, actionRequired: 1 },
    ]),
  )
})

test('a component that its session doesn’t enable shows and reports an error', async ({ page, rig, platform }) => {
  await platform.initialize(await rig.newAccount(), { balances: ALL_FEATURES })
  const tags = ['payouts', 'payouts-list', 'notification-banner', 'instant-payouts-promotion']
  for (const tag of tags) await platform.place(tag)
  await expect(page.getByRole('heading', { name: 'Stripe refused this component' })).toHaveCount(tags.length)
  expect(await platform.received('OnLoadError')).toMatchObject(
    tags.map((elementTagName) => ({ elementTagName, error: { type: 'invalid_request_error' } })),
  )
})

test('the components have no accessibility violations and add no landmarks for the whole page', async ({
  page,
  rig,
  platform,
}) => {
  const { account } = await accountWithPayouts(rig)
  await platform.initialize(account, {
    payouts: ALL_FEATURES,
    payouts_list: {},
    instant_payouts_promotion: { instant_payouts: true, external_account_collection: true },
  })
  for (const tag of ['instant-payouts-promotion', 'payouts', 'payouts-list']) await platform.place(tag)
  await expect(page.getByRole('region', { name: 'Bank accounts' })).toBeVisible()
  const names = await page.getByRole('region').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))
  expect(names).toEqual(['USD balance', null])
  const violations = async () =>
    (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])
  expect(await violations()).toEqual([])
  await page.getByRole('button', { name: 'Edit schedule' }).click()
  expect(await violations()).toEqual([])
})
