import { simulator } from './support/simulator'
import { expect, type Page, test } from './support/test'

const delayOf = async (id: string) =>
  (await simulator.settings(id)).payments.settlement_timing.delay_days_override ?? null

/** The accounts in a state, by the filter above them. */
const counted = (page: Page, words: string) => page.getByRole('link', { name: words, exact: true })

test('a policy is planned, rolled out in stages, restored where somebody strayed, and undone, and Stripe has what the page says', async ({
  page,
  createAccount,
  signInAs,
}) => {
  // No other test has accounts in New Zealand.
  const accounts = [await createAccount({ country: 'NZ' }), await createAccount({ country: 'NZ' })]
  await signInAs('admin')
  await page.goto('/accounts')
  await page.getByRole('link', { name: 'Fleet' }).click()
  await page.getByRole('link', { name: 'New policy' }).click()
  await page.getByLabel('Name').fill('Slow in New Zealand')
  await page.getByRole('button', { name: 'Save policy' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Settings: choose at least one.' })).toBeVisible()
  await page.getByRole('region', { name: 'Accounts', exact: true }).getByLabel('Countries').fill('nz')
  await page.getByRole('region', { name: 'Settings', exact: true }).getByLabel('Settlement delay in days').fill('4')
  const variants = page.getByRole('region', { name: 'Other values for some accounts' })
  await variants.getByText('Add a variant').first().click()
  await variants.getByLabel('Countries').first().fill('NZ')
  await variants.getByLabel('Settlement delay in days').first().fill('9')
  await page.getByRole('button', { name: 'Save policy' }).click()
  await expect(page.getByRole('heading', { name: 'Slow in New Zealand' })).toBeVisible()

  await page.getByLabel('Priority').fill('2')
  await page.getByRole('button', { name: 'Save policy' }).click()
  await expect(page.getByRole('main').getByRole('status').filter({ hasText: 'Policy saved' })).toBeVisible()
  await page.getByRole('button', { name: 'Plan a rollout' }).click()
  await expect(counted(page, 'To be changed 2')).toBeVisible()
  expect(await Promise.all(accounts.map(({ id }) => delayOf(id)))).toEqual([null, null])
  await page.getByLabel('Accounts of the first stage').fill('1')
  await page.getByLabel('Second stage ends at, in percent').fill('100')
  await page.getByRole('checkbox', { name: 'Wait after each stage' }).check()
  await page.getByLabel('Reason').fill('Agreed with risk')
  await page.getByRole('button', { name: 'Start rollout' }).click()
  await expect(page.getByText('Paused', { exact: true })).toBeVisible()
  await expect(counted(page, 'Changed 1')).toBeVisible()
  expect((await Promise.all(accounts.map(({ id }) => delayOf(id)))).sort()).toEqual([9, null])
  await page.getByRole('button', { name: 'Resume' }).click()
  await expect(page.getByText('Complete', { exact: true })).toBeVisible()
  expect(await Promise.all(accounts.map(({ id }) => delayOf(id)))).toEqual([9, 9])

  await page.getByRole('link', { name: 'Entry in the record' }).first().click()
  await expect(page.getByText('changed balance settings in a rollout')).toBeVisible()
  await expect(page.getByText('Agreed with risk')).toBeVisible()
  await page.getByRole('link', { name: 'Open the rollout' }).click()
  await expect(page.getByText('Complete', { exact: true })).toBeVisible()
  const rollout = page.url()

  const [first, changed] = accounts
  await simulator.changeSettings(changed?.id ?? '', { settlement_timing: { delay_days_override: 4 } })
  const strayed = page.getByRole('row').filter({ hasText: changed?.name ?? '' })
  await expect(async () => {
    await page.goto('/fleet/drift')
    await expect(strayed).toContainText('Changed in the Stripe Dashboard or API', { timeout: 500 })
  }).toPass()
  await strayed.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Plan to bring back' }).click()
  await expect(counted(page, 'To be changed 1')).toBeVisible()
  await page.getByRole('checkbox', { name: 'Wait after each stage' }).uncheck()
  await page.getByRole('button', { name: 'Start rollout' }).click()
  await expect(page.getByText('Complete', { exact: true })).toBeVisible()
  expect(await Promise.all(accounts.map(({ id }) => delayOf(id)))).toEqual([9, 9])

  await page.goto(rollout)
  await simulator.changeSettings(changed?.id ?? '', { settlement_timing: { delay_days_override: 5 } })
  await page.getByRole('button', { name: 'Plan a rollback' }).click()
  await expect(page.getByRole('heading', { name: 'Rollback of Slow in New Zealand' })).toBeVisible()
  await page.getByRole('checkbox', { name: 'Wait after each stage' }).uncheck()
  await page.getByRole('button', { name: 'Start rollout' }).click()
  await expect(page.getByText('Complete', { exact: true })).toBeVisible()
  expect(await Promise.all([first, changed].map((account) => delayOf(account?.id ?? '')))).toEqual([null, 5])
  await page.reload()
  await expect(counted(page, 'Changed 1')).toBeVisible()
})
