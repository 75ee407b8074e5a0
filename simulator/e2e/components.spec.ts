import AxeBuilder from '@axe-core/playwright'
import { ALL_FEATURES, dialog, expect, notice, test } from './test.ts'

const COLLECTS = { external_account_collection: true }

test('a notification banner is empty while nothing is due, tells how much is due, and takes it', async ({
  page,
  rig,
  platform,
}) => {
  const account = await rig.newAccount({ profile: 'custom' })
  await platform.initialize(account, { notification_banner: COLLECTS })
  await platform.place('notification-banner', ['OnNotificationsChange'])
  await expect.poll(() => platform.received('OnNotificationsChange')).toEqual([{ total: 0, actionRequired: 0 }])
  await expect(page.getByRole('group', { name: 'Notifications' })).toHaveText('')
  await platform.clear()

  await rig.control('POST', `/accounts/${account}`, { past_due: ['external_account'] })
  await platform.initialize(account, { notification_banner: COLLECTS })
  await platform.place('notification-banner', ['OnNotificationsChange'])
  await expect(page.getByRole('heading', { name: '1 item needs your attention' })).toBeVisible()
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  await page.getByRole('button', { name: 'Provide External account' }).click()
  await expect(notice(page, 'External account was provided.')).toBeFocused()
  expect(await platform.received('OnNotificationsChange')).toEqual([
    { total: 1, actionRequired: 1 },
    { total: 0, actionRequired: 0 },
  ])
  expect((await rig.get(`/v1/accounts/${account}`)).body.requirements.past_due).toEqual([])
})

test('onboarding collects what is due, and tells when the holder leaves', async ({ page, rig, platform }) => {
  const account = await rig.newAccount({ profile: 'custom' })
  await rig.control('POST', `/accounts/${account}`, {
    currently_due: ['company.tax_id'],
    eventually_due: ['person.email'],
  })
  await platform.initialize(account, { account_onboarding: COLLECTS })
  await platform.place('account-onboarding', ['OnExit', 'OnStepChange'], {
    CollectionOptions: { fields: 'eventually_due' },
  })
  await page.getByRole('button', { name: 'Provide Company tax id' }).click()
  await page.getByRole('button', { name: 'Provide Person email' }).click()
  await page.getByRole('button', { name: 'Done' }).click()
  expect(await platform.received('OnStepChange')).toEqual([{ step: 'company.tax_id' }, { step: 'person.email' }])
  expect(await platform.received('OnExit')).toHaveLength(1)
})

test('payouts, their list and the details of one show what the API has', async ({ page, rig, platform }) => {
  const account = await rig.newAccount({
    profile: 'custom',
    balance: { usd: { available: 90_000 } },
    settings: { payments: { payouts: { schedule: { interval: 'manual' } } } },
  })
  const { body: payout } = await rig.pay(account, 'amount=40000&currency=usd')
  await platform.initialize(account, { payouts: ALL_FEATURES, payouts_list: {}, payout_details: {}, documents: {} })
  await platform.place('payouts')
  const all = page.getByRole('group', { name: 'Payouts', exact: true }).first()
  await expect(all).toContainText('400.00 USD')
  await platform.place('payouts-list')
  await page.getByRole('group', { name: 'Payouts list' }).getByRole('button', { name: 'Details' }).click()
  await expect(dialog(page)).toContainText(payout.id)
  await dialog(page).getByRole('button', { name: 'Close' }).click()
  await platform.place('documents')
  await expect(page.getByText('There are no documents yet.')).toBeVisible()
  await platform.place('payout-details', ['OnClose'], { Payout: 'po_another' })
  await platform.place('payout-details', ['OnClose'], { Payout: payout.id })
  await expect(dialog(page)).toHaveCount(1)
  await dialog(page).getByRole('button', { name: 'Close' }).click()
  await expect.poll(() => platform.received('OnClose')).toHaveLength(1)
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
})

test('the promotion of instant payouts shows only where one is possible, and tells of it', async ({
  page,
  rig,
  platform,
}) => {
  const features = { instant_payouts: true, ...COLLECTS }
  for (const [available, shown] of [
    [0, false],
    [50_000, true],
  ] as const) {
    const account = await rig.newAccount({ profile: 'custom', balance: { usd: { available } } })
    await platform.initialize(account, { instant_payouts_promotion: features })
    await platform.place('instant-payouts-promotion', ['OnInstantPayoutsPromotionLoaded', 'OnInstantPayoutCreated'])
    await expect.poll(() => platform.received('OnInstantPayoutsPromotionLoaded')).toEqual([{ promotionShown: shown }])
    if (!shown) await platform.clear()
  }
  await page.getByRole('button', { name: 'Instant payout' }).click()
  await dialog(page).getByLabel('Amount').fill('100')
  await dialog(page).getByRole('button', { name: 'Pay out 100.00 USD' }).click()
  await expect(notice(page, 'Payout of 100.00 USD')).toBeVisible()
  expect(await platform.received('OnInstantPayoutCreated')).toEqual([{ payoutId: expect.stringMatching(/^po_/) }])
})

test('account management shows the business and its bank accounts', async ({ page, rig, platform }) => {
  const account = await rig.newAccount({ profile: 'custom', name: 'Lantern Books' })
  await platform.initialize(account, { account_management: COLLECTS })
  await platform.place('account-management', ['OnSectionOpen'])
  await expect(page.getByRole('group', { name: 'Business' })).toContainText('Lantern Books')
  await expect(page.getByRole('region', { name: 'Bank accounts' })).toBeVisible()
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
})
