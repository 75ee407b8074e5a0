import { leaveIntent, storedEntries } from './support/database'
import { simulator } from './support/simulator'
import { expect, type Page, settingsOf, test } from './support/test'

const toManual = [{ field: 'schedule', before: { interval: 'daily' }, after: { interval: 'manual' } }]

/** As somebody sees it who can't change it. */
const schedule = (page: Page) =>
  page
    .getByRole('region', { name: 'Settings you can’t change' })
    .locator('dl > div')
    .filter({ hasText: 'Payout schedule' })

const outcomes = async (accountId: string) =>
  (await storedEntries(accountId)).find(({ type }) => type === 'balance_settings.update')?.outcomes

test('a save that took effect before its server died is applied without anyone opening the account', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount()
  const entryId = await leaveIntent(account, toManual)
  await simulator.saveAsProduct(account.id, { 'payments[payouts][schedule][interval]': 'manual' }, entryId)
  await expect.poll(() => outcomes(account.id), { timeout: 20_000 }).toEqual(['applied'])
  await signInAs('viewer')
  await page.goto(settingsOf(account))
  await expect(schedule(page)).toContainText('Manual')
  expect(await simulator.settingsChanges(account.id)).toHaveLength(1)
  expect((await storedEntries(account.id)).map(({ type }) => type)).toEqual(['balance_settings.update'])
})

test('a save that never reached Stripe is refused, and Stripe refuses it should it still arrive', async ({
  page,
  createAccount,
  signInAs,
}) => {
  test.slow()
  const account = await createAccount()
  const entryId = await leaveIntent(account, toManual)
  // Nothing wakes the background worker; it looks every 30 seconds.
  await expect.poll(() => outcomes(account.id), { timeout: 45_000 }).toEqual(['refused'])
  await signInAs('viewer')
  await page.goto(settingsOf(account))
  await expect(schedule(page)).toContainText('Daily')
  await expect(
    simulator.saveAsProduct(account.id, { 'payments[payouts][schedule][interval]': 'manual' }, entryId),
  ).rejects.toThrow('400')
  expect(await simulator.settingsChanges(account.id)).toEqual([])
  await page.reload()
  await expect(schedule(page)).toContainText('Daily')
  expect(await outcomes(account.id)).toEqual(['refused'])
})
