import { randomUUID } from 'node:crypto'
import { captureAction, forgeAction } from './support/actions'
import { countSyncRuns, storeAccounts, storedEntriesOf } from './support/database'
import { simulator } from './support/simulator'
import { expect, type Page, test } from './support/test'

// A sync asks Stripe about everybody's accounts, so these tests run after all others and one after the other.
test.describe.configure({ mode: 'serial' })

const rows = (page: Page) => page.getByRole('table').getByRole('link')

test('an admin syncs with Stripe: progress is shown, a new account appears and a missing one is marked', async ({
  page,
  signInAs,
}) => {
  const prefix = `Zz${randomUUID().slice(0, 8)}`
  const admin = await signInAs('admin')
  const missing = { id: `acct_${randomUUID().replaceAll('-', '')}`, name: `${prefix} missing at Stripe` }
  await storeAccounts([missing])
  const unknown = await simulator.createAccount({ country: 'US', profile: 'custom', name: `${prefix} unknown to us` })
  // One slow answer keeps the sync going for long enough to be seen.
  await simulator.fail(unknown.id, { path: '/v1/balance' }, { kind: 'delay', ms: 3000 })

  await page.goto(`/accounts?q=${prefix}`)
  await expect(rows(page)).toHaveText([missing.name])
  await page.getByRole('button', { name: 'Sync' }).click()
  await expect(page.getByRole('button', { name: 'Syncing…' })).toBeDisabled()
  await expect(page.getByRole('status').filter({ hasText: /Syncing: \d+ accounts found/ })).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: 'Synced just now' })).toBeVisible({ timeout: 40_000 })
  await expect(rows(page)).toHaveText([`${prefix} unknown to us`])
  await expect(page.getByRole('row', { name: `${prefix} unknown to us` })).toContainText('Daily')

  await page.getByRole('link', { name: 'Disconnected' }).click()
  await expect(rows(page)).toHaveText([missing.name])
  await expect(page.getByRole('row', { name: missing.name })).toContainText('Disconnected')
  const [entry] = await storedEntriesOf(admin)
  expect(entry).toMatchObject({ type: 'accounts.synced', actorName: admin.name })
})

test('operators and viewers have no Sync button, and a forged sync is refused and recorded', async ({
  page,
  browser,
  signInAs,
}) => {
  await signInAs('admin')
  const runs = { all: (await countSyncRuns()).all + 1, running: 0 }
  await page.goto('/accounts')
  const sync = await captureAction(page, [], () => page.getByRole('button', { name: 'Sync' }).click())
  await expect.poll(countSyncRuns, { timeout: 40_000 }).toEqual(runs)
  const before = await simulator.platformRequests()

  for (const role of ['operator', 'viewer', 'owner'] as const) {
    const context = await browser.newContext({ baseURL: new URL(sync.url).origin })
    const their = await context.newPage()
    const person = await signInAs(role, { page: their })
    if (role !== 'owner') {
      await their.goto('/accounts')
      await expect(their.getByRole('status').filter({ hasText: 'Synced' })).toBeVisible()
      await expect(their.getByRole('button', { name: 'Sync' })).toHaveCount(0)
    }
    const answer = await forgeAction(their, sync)
    if (role === 'owner') expect(answer.headers()['x-action-redirect']).toMatch(/^\/balance\b/)
    else expect(answer.status()).toBe(404)
    expect((await storedEntriesOf(person)).map(({ type }) => type)).toEqual(role === 'owner' ? [] : ['denied'])
    await context.close()
  }
  expect(await countSyncRuns()).toEqual(runs)
  expect(await simulator.platformRequests()).toEqual(before)
})
