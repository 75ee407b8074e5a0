import { leaveOldIntent, storedEntries } from './support/database'
import { simulator } from './support/simulator'
import { expect, test } from './support/test'

const toManual = [{ field: 'schedule', before: { interval: 'daily' }, after: { interval: 'manual' } }]

const outcomes = async (accountId: string) =>
  (await storedEntries(accountId)).find(({ type }) => type === 'balance_settings.update')?.outcomes

test('a save that took effect before its server died is settled as applied when the account is next opened', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount()
  await simulator.changeSettings(account.id, { payouts: { schedule: { interval: 'manual' } } })
  await simulator.drain()
  await leaveOldIntent(account, toManual)
  expect(await outcomes(account.id)).toEqual([])
  await signInAs('viewer')
  await page.goto(`/accounts/${account.id}`)
  await expect(page.getByRole('radio', { name: 'Manual' })).toBeChecked()
  expect(await outcomes(account.id)).toEqual(['applied'])
  expect(await simulator.writes(account.id)).toEqual([])
})

test('a save that never reached Stripe is settled as refused, and nothing is sent for it', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount()
  await leaveOldIntent(account, toManual)
  await signInAs('viewer')
  await page.goto(`/accounts/${account.id}`)
  await expect(page.getByRole('radio', { name: 'Daily' })).toBeChecked()
  expect(await outcomes(account.id)).toEqual(['refused'])
  expect(await simulator.writes(account.id)).toEqual([])
  await page.reload()
  await expect(page.getByRole('radio', { name: 'Daily' })).toBeChecked()
  expect(await outcomes(account.id)).toEqual(['refused'])
})
