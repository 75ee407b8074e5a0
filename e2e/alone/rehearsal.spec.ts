import { storedEntries } from '../support/database'
import { simulator } from '../support/simulator'
import { expect, openTab, type Page, test } from '../support/test'

// These move the clock that all tests share, so they run when the others are done.

const HOUR = 3_600
const DAY = 24 * HOUR
/** Weeks of events are processed one by one. */
const MEANWHILE = { timeout: 30_000 }

const MANUAL = { payments: { payouts: { schedule: { interval: 'manual' } } } }
const DEBITS = { payments: { debit_negative_balances: true } }

const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const status = (page: Page) => card(page, 'Payout status')
const component = (page: Page) => card(page, 'Balances').first()
const dialog = (page: Page) => page.getByRole('dialog')
const latestPayout = (page: Page) => card(page, 'Payouts').getByRole('listitem').first()
const stepsOf = async (id: string) =>
  (await storedEntries(id))
    .filter(({ type }) => type === 'payout.step')
    .map(({ details }) => JSON.parse(details).step.status)

test.beforeEach(({ expectConsole }) => {
  test.slow()
  // The component's session runs out as the clock moves, and it asks for another.
  expectConsole.push(/status of 401/)
})

test('an owner sends an instant payout, and within the hour the open page says that it arrived', async ({
  page,
  openOwnPayouts,
}) => {
  const { account } = await openOwnPayouts({ profile: 'standard' })
  await card(page, 'Manual payouts').getByRole('button', { name: 'Send instant payout…' }).click()
  await dialog(page).getByLabel('Amount').fill('100')
  await dialog(page).getByRole('button', { name: 'Review' }).click()
  await dialog(page).getByRole('button', { name: 'Send 100.00 USD' }).click()
  await dialog(page).getByRole('button', { name: 'Close' }).click()
  await expect(latestPayout(page)).toContainText('Pending')
  await simulator.advanceClock(account.id, HOUR)
  await expect(latestPayout(page)).toContainText('Paid', MEANWHILE)
  await openTab(page, 'History')
  await expect(card(page, 'Timeline')).toContainText('arrived')
  expect(await stepsOf(account.id), 'the order recorded its own beginning').toEqual(['paid'])
})

test('the payout is sent as the page expected it, less what the minimum balance reserves', async ({
  page,
  openOwnBalance,
}) => {
  const settings = {
    payments: { payouts: { schedule: { interval: 'daily' }, minimum_balance_by_currency: { usd: 10_000 } } },
  }
  const { account } = await openOwnBalance({ settings, balance: { usd: { available: 50_000 } } })
  await expect(card(page, 'Balance figures')).toContainText('100.00 USD reserved')
  await expect(card(page, 'Next payouts')).toContainText('400.00 USD (estimated)')
  // A weekend and a bank holiday may lie between, and today's payout may have been sent already.
  await simulator.advanceClock(account.id, 4 * DAY)
  await openTab(page, 'Payouts')
  await expect(latestPayout(page)).toContainText('400.00 USD', MEANWHILE)
  const [payout] = (await simulator.state(account.id)).payouts
  expect(payout).toMatchObject({ amount: 40_000, automatic: true })
  await openTab(page, 'Overview')
  await expect(status(page)).toContainText('up to 100.00 USD is reserved by minimum balance')
})

test('a payout that the bank refuses is explained, and payouts resume once the owner has added another bank account', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount({ balance: { usd: { available: 50_000 } } })
  const [bank] = (await simulator.state(account.id)).external_accounts
  await simulator.failWith(account.id, bank?.id ?? '', 'account_closed')
  await signInAs('owner', { accounts: [account] })
  await page.goto('/balance')
  await simulator.advanceClock(account.id, 7 * DAY)
  await expect(status(page)).toContainText('failed: the bank account is closed', MEANWHILE)
  await expect(status(page)).toContainText('Automatic payouts resume once another bank account or card replaces it')
  await expect(card(page, 'Bank accounts and cards')).toContainText('Needs attention')
  await openTab(page, 'History')
  await expect(card(page, 'Timeline')).toContainText('the bank account is closed')
  const failures = (await simulator.state(account.id)).payouts.length
  await simulator.advanceClock(account.id, 7 * DAY)
  expect(
    (await simulator.state(account.id)).payouts,
    'nothing is sent while the bank account needs attention',
  ).toHaveLength(failures)

  await openTab(page, 'Overview')
  await component(page).getByRole('button', { name: 'Add bank account' }).click()
  await dialog(page).getByLabel('Account number').fill('000333444555')
  await dialog(page).getByLabel('Routing number').fill('110000000')
  await dialog(page).getByRole('button', { name: 'Add bank account' }).click()
  await component(page)
    .getByRole('button', { name: /^Make default .* 4555$/ })
    .click()
  await expect(status(page)).toContainText('500.00 USD is expected', MEANWHILE)
  await openTab(page, 'History')
  await expect(card(page, 'Timeline')).toContainText('reports a new bank account or card')
  await simulator.advanceClock(account.id, 7 * DAY)
  await openTab(page, 'Payouts')
  await expect(latestPayout(page)).toContainText('Paid', MEANWHILE)
  expect((await simulator.state(account.id)).balance.available).toMatchObject([{ amount: 0, currency: 'usd' }])
})

test.describe('a negative balance is cleared', () => {
  const NEGATIVE = { balance: { usd: { available: -8_000 } } }

  test('from the bank, where debits are on', async ({ page, createAccount, signInAs }) => {
    const account = await createAccount({ ...NEGATIVE, settings: DEBITS })
    await signInAs('owner', { accounts: [account] })
    await page.goto('/balance')
    await expect(status(page)).toContainText('or Stripe debits the bank account')
    await simulator.advanceClock(account.id, 7 * DAY)
    await expect(status(page)).not.toContainText('−80.00 USD', MEANWHILE)
    await openTab(page, 'History')
    await expect(card(page, 'Timeline')).toContainText('to cover a negative balance')
    await expect(card(page, 'Timeline')).toContainText('reports that the negative balance in USD is covered')
    await openTab(page, 'Payouts')
    await expect(card(page, 'Payouts')).toContainText('−80.00 USD')
  })

  test('by the owner in the component, where Stripe is liable, after signing in to Stripe', async ({
    page,
    createAccount,
    signInAs,
    expectConsole,
  }) => {
    expectConsole.push(/status of 403/)
    const account = await createAccount({ ...NEGATIVE, profile: 'no_dashboard', settings: MANUAL })
    await signInAs('owner', { accounts: [account] })
    await page.goto('/balance')
    const opened = page.waitForEvent('popup')
    await component(page).getByRole('button', { name: 'Add funds' }).click()
    await (await opened).getByRole('button', { name: 'Sign in as the account holder' }).click()
    await dialog(page).getByLabel('Amount').fill('80')
    await dialog(page).getByRole('button', { name: 'Add funds' }).click()
    await expect(status(page)).not.toContainText('−80.00 USD')
    await expect(card(page, 'Balance figures')).toContainText('0.00 USD')
    await openTab(page, 'History')
    await expect(card(page, 'Timeline')).toContainText('reports that the negative balance in USD is covered')
  })
})

test('where the Dashboard’s rules decide, instant payouts are sent in the component only, after two idle hours too, and the page shows them', async ({
  page,
  openOwnBalance,
}) => {
  await simulator.setInstantPayouts({ dashboard_rule: true })
  const { account } = await openOwnBalance()
  const instant = component(page).getByRole('button', { name: 'Instant payout', exact: true })
  await instant.waitFor()
  await expect(component(page).getByRole('button', { name: 'Pay out', exact: true })).toHaveCount(0)
  await simulator.advanceClock(account.id, 2 * HOUR)
  await instant.click()
  await dialog(page).getByLabel('Amount').fill('120.50')
  await dialog(page).getByRole('button', { name: 'Pay out 120.50 USD' }).click()
  await expect(component(page).getByRole('status').filter({ hasText: 'Payout of 120.50 USD' })).toBeVisible(MEANWHILE)
  await expect(card(page, 'Balance figures')).toContainText('377.66 USD', MEANWHILE)
  await openTab(page, 'Payouts')
  await expect(card(page, 'Manual payouts').getByRole('button')).toHaveText(['Send payout…'])
  await expect(latestPayout(page)).toContainText('120.50 USD')
  await openTab(page, 'History')
  await expect(card(page, 'Timeline')).toContainText('created an instant payout of 120.50 USD')
  await simulator.setInstantPayouts({ dashboard_rule: false })
  const sessions = (await simulator.requests(account.id)).filter(({ path }) => path === '/v1/account_sessions')
  expect(sessions).toHaveLength(2)
})
