import { randomUUID } from 'node:crypto'
import { storeAccounts, storedEntriesOf } from '../support/database'
import { simulator } from '../support/simulator'
import { findRequestProblems } from '../support/stripe-documents'
import { expect, type Page, test } from '../support/test'

const rows = (page: Page) => page.getByRole('table').getByRole('rowheader').getByRole('link')

test('a sync shows its progress, adds new accounts, marks missing ones and names what it could not read', {
  tag: '@postgres',
}, async ({ page, signInAs }) => {
  const prefix = `Zz${randomUUID().slice(0, 8)}`
  const admin = await signInAs('admin')
  const missing = { id: `acct_${randomUUID().replaceAll('-', '')}`, name: `${prefix} missing at Stripe` }
  await storeAccounts([missing])
  const unknown = await simulator.createAccount({ country: 'US', profile: 'custom', name: `${prefix} unknown to us` })
  const forbidden = await simulator.createAccount({
    country: 'US',
    profile: 'custom',
    name: `${prefix} without permission`,
  })
  await simulator.fail(forbidden.id, { path: '/v1/balance_settings' }, { kind: 'status', status: 403 }, 'always')
  // One slow answer keeps the sync going for long enough to be seen, on a busy machine too.
  await simulator.fail(unknown.id, { path: '/v1/balance' }, { kind: 'delay', ms: 7000 })

  await page.goto(`/accounts?q=${prefix}`)
  await expect(rows(page)).toHaveText([missing.name])
  await page.getByRole('button', { name: 'Sync' }).click()
  await expect(page.getByRole('button', { name: 'Syncing…' })).toBeDisabled()
  await expect(page.getByRole('status').filter({ hasText: /Syncing: \d+ accounts found/ })).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: 'Synced just now' })).toBeVisible({ timeout: 40_000 })
  await expect(rows(page)).toHaveText([`${prefix} unknown to us`, `${prefix} without permission`])
  await expect(page.getByRole('row', { name: `${prefix} unknown to us` })).toContainText('Daily')
  await page.getByText('1 account couldn’t be read completely').click()
  await expect(page.getByRole('status').filter({ hasText: 'Synced just now' })).toContainText(
    `${forbidden.id} the balance settings: Stripe doesn’t permit`,
  )

  await page.getByRole('link', { name: 'Disconnected' }).click()
  await expect(rows(page)).toHaveText([missing.name])
  await expect(page.getByRole('row', { name: missing.name })).toContainText('Disconnected')
  expect(
    findRequestProblems(await simulator.platformRequests()),
    'requests that Stripe’s documents do not know',
  ).toEqual([])
  const [entry] = await storedEntriesOf(admin)
  expect(entry).toMatchObject({ type: 'accounts.synced', actorName: admin.name })
})
