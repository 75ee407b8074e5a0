import { leaveIntent, storedEntries } from './support/database'
import { simulator } from './support/simulator'
import { expect, test } from './support/test'

const toManual = [{ field: 'schedule', before: { interval: 'daily' }, after: { interval: 'manual' } }]

const outcomes = async (accountId: string) =>
  (await storedEntries(accountId)).find(({ type }) => type === 'balance_settings.update')?.outcomes

test('a save that took effect before its server died is applied when the account is next opened', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount()
  const entryId = await leaveIntent(account, toManual)
  await simulator.saveAsProduct(account.id, { 'payments[payouts][schedule][interval]': 'manual' }, entryId)
  await signInAs('viewer')
  await page.goto(`/accounts/${account.id}`)
  await expect(page.getByRole('radio', { name: 'Manual' })).toBeChecked()
  await expect.poll(() => outcomes(account.id)).toEqual(['applied'])
  expect(await simulator.settingsChanges(account.id)).toHaveLength(1)
  expect((await storedEntries(account.id)).map(({ type }) => type)).toEqual(['balance_settings.update'])
})

test('a save that never reached Stripe is refused, and Stripe refuses it should it still arrive', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount()
  const entryId = await leaveIntent(account, toManual)
  await signInAs('viewer')
  await page.goto(`/accounts/${account.id}`)
  await expect(page.getByRole('radio', { name: 'Daily' })).toBeChecked()
  await expect.poll(() => outcomes(account.id)).toEqual(['refused'])
  await expect(
    simulator.saveAsProduct(account.id, { 'payments[payouts][schedule][interval]': 'manual' }, entryId),
  ).rejects.toThrow('400')
  expect(await simulator.settingsChanges(account.id)).toEqual([])
  await page.reload()
  await expect(page.getByRole('radio', { name: 'Daily' })).toBeChecked()
  expect(await outcomes(account.id)).toEqual(['refused'])
})
