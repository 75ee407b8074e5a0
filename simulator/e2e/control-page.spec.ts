import AxeBuilder from '@axe-core/playwright'
import { BAKERY } from '../testing/rig.ts'
import { expect, test } from './test.ts'

test('the control page shows and changes an account, moves the clock and has no accessibility violations', async ({
  browser,
  rig,
}) => {
  const context = await browser.newContext()
  const page = await context.newPage()
  const errors: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  page.on('pageerror', (error) => errors.push(error.message))
  await page.goto(`${rig.address}/_sim#/world/${BAKERY}`)
  await page.getByRole('button', { name: 'Add charge' }).click()
  await expect(page.getByRole('status')).toHaveText('Charge added.')
  await page.getByRole('button', { name: 'Disable payouts' }).click()
  await expect(page.getByText('Payouts disabled', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Enable payouts' }).click()
  await expect(page.getByText('Payouts enabled', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Pause payouts' }).click()
  await expect(page.getByText('Reason: platform_paused')).toBeVisible()
  await page.getByRole('button', { name: 'Lift the pause of payouts' }).click()
  await expect(page.getByText('Payouts enabled', { exact: true })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Ledger' })).toContainText('account.updated')
  await page.getByRole('button', { name: '+1 day' }).click()
  await expect(page.getByText('Thu 3 Dec 2026')).toBeVisible()

  await page.getByRole('link', { name: 'Faults' }).click()
  await page.getByRole('button', { name: 'Plan fault' }).click()
  await expect(page.getByRole('table', { name: 'Planned faults' })).toContainText('status 500')
  await page.getByRole('button', { name: /^Remove / }).click()
  await expect(page.getByText('No planned faults.')).toBeVisible()
  for (const section of ['Webhooks', 'Events', 'Requests', 'Generate', 'World']) {
    await page.getByRole('link', { name: section }).click()
    await expect(page).toHaveTitle(`${section} · Stripe simulator`)
  }
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  expect(errors).toEqual([])
  await context.close()
})
