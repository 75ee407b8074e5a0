import { hasReachedList, storedEntries } from './support/database'
import { simulator } from './support/simulator'
import { expect, type Page, test } from './support/test'

const DEMO = 'acct_1SpwDemoBakery'

/** It comes with the demo, which has paid it for weeks, and reaches the product by Stripe's event as any other. */
async function waitForDemoAccount(): Promise<void> {
  await simulator.changeAccount(DEMO, { metadata: { opened: 'for a test' } })
  await expect.poll(() => hasReachedList(DEMO), { timeout: 15_000, intervals: [50] }).toBe(true)
}

/** Presses Tab until an element with this name has the focus. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab')
    if (name.test(await page.evaluate(() => document.activeElement?.textContent ?? ''))) return
  }
  throw new Error(`no Tab reaches ${name}`)
}

test('by keyboard alone, staff get from home to what a payout contains, and to its file', async ({
  page,
  signInAs,
}) => {
  await waitForDemoAccount()
  const admin = await signInAs('admin')
  const search = page.getByRole('searchbox', { name: 'Search' })
  await page.goto('/')
  await tabTo(page, /^Accounts$/)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Accounts' })).toBeVisible()
  for (
    let presses = 0;
    presses < 40 && !(await search.evaluate((field) => field === document.activeElement));
    presses++
  )
    await page.keyboard.press('Tab')
  await page.keyboard.type(DEMO)
  await expect(page).toHaveURL(/q=acct_/)
  await tabTo(page, /Bakery/)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('navigation', { name: 'Account', exact: true })).toBeVisible()
  await tabTo(page, /^Overview$/)
  await tabTo(page, /^Payouts$/)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Payouts', exact: true })).toContainText('Paid')
  await tabTo(page, /USD.*Paid/s)
  await page.keyboard.press('Enter')
  await tabTo(page, /^Contents and details$/)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/payouts\/po_/)
  const contents = page.getByRole('region', { name: 'Contents', exact: true })
  await expect(contents).toContainText('The net amounts add up to the payout.')
  const download = page.waitForEvent('download')
  await tabTo(page, /^Download as CSV$/)
  await page.keyboard.press('Enter')
  expect((await download).suggestedFilename()).toMatch(/^po_\w+\.csv$/)
  const exported = async () => (await storedEntries(DEMO)).filter(({ type }) => type === 'payout.contents_exported')
  await expect.poll(exported).toMatchObject([{ actorId: admin.personId }])
})

test('an owner gets the same 404 page for a stranger’s payout, another account’s and a missing one', async ({
  page,
  createAccount,
  signInAs,
  expectConsole,
}) => {
  expectConsole.push(/status of 404/)
  const own = await createAccount({ balance: { usd: { available: 50_000 } } })
  const theirs = await createAccount({ balance: { usd: { available: 50_000 } } })
  const order = { amount: 10_000, currency: 'usd' }
  const [mine, stranger] = [await simulator.payOut(own.id, order), await simulator.payOut(theirs.id, order)]
  await signInAs('owner', { accounts: [own] })
  for (const address of [
    `/balance/payouts/${stranger.id}?account=${theirs.id}`,
    `/balance/payouts/${stranger.id}?account=${own.id}`,
    `/balance/payouts/po_missing?account=${own.id}`,
    `/balance/payouts/${stranger.id}/contents.csv?account=${own.id}`,
  ]) {
    const answer = await page.request.get(address)
    expect(answer.status(), address).toBe(404)
  }
  await page.goto(`/balance/payouts/${stranger.id}?account=${own.id}`)
  await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible()
  await page.goto(`/balance/payouts/${mine.id}?account=${own.id}`)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('100.00 USD')
  await expect(page.getByRole('region', { name: 'Contents' })).toContainText('This payout was sent manually.')
})
