import { storedEntries } from '../support/database'
import { simulator } from '../support/simulator'
import { expect, openTab, type Page, payoutsOf, settingsOf, test } from '../support/test'

// These move the clock that all tests share, so they run when the others are done.

const HOUR = 3_600
const DAY = 24 * HOUR
/** Days of events are processed one by one. */
const MEANWHILE = { timeout: 30_000 }

const MANUAL = { payments: { payouts: { schedule: { interval: 'manual' } } } }
const FINANCIAL_ACCOUNT = 'fa_1Vault'

const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const status = (page: Page) => card(page, 'Payout status')
const rules = (page: Page) => card(page, 'Automatic transfer rules')
const payoutRows = (page: Page) => card(page, 'Payouts').getByRole('listitem')
const stepsOf = async (id: string) =>
  (await storedEntries(id))
    .filter(({ type }) => type === 'payout.step')
    .map(({ details }): { status: string; amount: number; destination: string } => JSON.parse(details).step)

test.beforeEach(({ expectConsole }) => {
  test.slow()
  // The component's session runs out as the clock moves, and it asks for another.
  expectConsole.push(/status of 401/)
})

test('a transfer rule is added, the next payout is split as the page said, and the rule is removed again', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount({
    balance: { usd: { available: 50_000 } },
    financial_accounts: [FINANCIAL_ACCOUNT],
    settings: { payments: { payouts: { minimum_balance_by_currency: { usd: 10_001 } } } },
  })
  await signInAs('admin')
  await page.goto(settingsOf(account))
  await rules(page).locator('summary').click()
  await rules(page).getByRole('button', { name: 'Add USD rule' }).click()
  await rules(page).getByLabel('Up to, in USD').fill('150.5')
  await expect(page.getByRole('button', { name: 'Save automatic transfer rules' })).toBeDisabled()
  await expect(rules(page)).toContainText('Enter the ID of a financial account for USD.')
  await rules(page).getByLabel('Financial account for USD').fill(FINANCIAL_ACCOUNT)
  await expect(page.getByRole('status').filter({ hasText: 'Each automatic payout sends' })).toContainText(
    `Each automatic payout sends up to 150.50 USD to the financial account ${FINANCIAL_ACCOUNT} and the rest to the bank account.`,
  )
  await expect(page.getByText('399.99 USD (estimated)')).toContainText(
    `150.50 USD goes to the financial account ${FINANCIAL_ACCOUNT}, 249.49 USD to the bank account.`,
  )
  await page.getByRole('button', { name: 'Save automatic transfer rules' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Automatic transfer rules updated' })).toBeVisible()
  const atStripe = async () =>
    (await simulator.settings(account.id)).payments.payouts.automatic_transfer_rules_by_currency ?? null
  expect(await atStripe()).toEqual({
    usd: [{ payout_method: FINANCIAL_ACCOUNT, type: 'transfer_up_to_amount', transfer_up_to_amount: 15_050 }],
  })
  await page.reload()
  await openTab(page, 'Overview')
  await expect(status(page)).toContainText('249.49 USD is expected at the bank')
  await expect(status(page)).toContainText(`150.50 USD goes to the financial account ${FINANCIAL_ACCOUNT}`)

  // A weekend and a bank holiday may lie between, and today's payout may have been sent already.
  await simulator.advanceClock(account.id, 8 * DAY)
  const { payouts, balance } = await simulator.state(account.id)
  expect(payouts.map(({ amount, status, payout_method }) => [amount, status, payout_method ?? 'bank']).sort()).toEqual([
    [15_050, 'paid', FINANCIAL_ACCOUNT],
    [24_949, 'paid', 'bank'],
  ])
  expect(balance.available).toMatchObject([{ amount: 10_001, currency: 'usd' }])
  await openTab(page, 'Payouts')
  await expect(payoutRows(page).filter({ hasText: '150.50 USD' })).toContainText(
    `The financial account ${FINANCIAL_ACCOUNT}`,
    MEANWHILE,
  )
  await expect(payoutRows(page).filter({ hasText: '249.49 USD' })).toContainText('Paid')
  await expect
    .poll(async () => (await stepsOf(account.id)).filter((step) => step.status === 'paid').length, MEANWHILE)
    .toBe(2)
  const transfer = (await stepsOf(account.id)).filter((step) => step.amount === 15_050)
  expect(transfer.map((step) => step.destination)).toContain(`the financial account ${FINANCIAL_ACCOUNT}`)

  await page.goto(settingsOf(account))
  await page.getByText('Settings history').click()
  await page.getByRole('button', { name: 'Restore automatic transfer rules: None' }).click()
  await page.getByRole('button', { name: 'Save automatic transfer rules' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Automatic transfer rules updated' })).toBeVisible()
  expect(await atStripe()).toBeNull()
})

test('a payout that a pause holds promises no day, and resumes when the pause is lifted', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount({ balance: { usd: { available: 50_000 } }, settings: MANUAL })
  await signInAs('admin')
  await page.goto(payoutsOf(account))
  await expect(card(page, 'Pausing payouts')).toContainText('cancels them after up to 10 days')
  await expect(page.getByRole('link', { name: 'Pause payouts in the Stripe Dashboard' })).toHaveAttribute(
    'href',
    `https://dashboard.stripe.com/test/connect/accounts/${account.id}`,
  )
  await openTab(page, 'Overview')
  await simulator.payOut(account.id, { amount: 12_345, currency: 'usd' })
  await expect(status(page)).toContainText('123.45 USD is expected on', MEANWHILE)

  await simulator.changeAccount(account.id, { payouts_paused: true })
  await expect(status(page)).toContainText('is held by the pause', MEANWHILE)
  await expect(status(page)).not.toContainText('is expected')
  await openTab(page, 'Payouts')
  await expect(payoutRows(page)).toContainText('Held by the pause')
  await openTab(page, 'History')
  await expect(card(page, 'Timeline')).toContainText('reports that the platform paused payouts')
  await expect(card(page, 'Timeline')).toContainText('expected dates of payouts below no longer apply')
  await simulator.advanceClock(account.id, 4 * DAY)
  expect((await simulator.state(account.id)).payouts).toMatchObject([{ amount: 12_345, status: 'pending' }])
  await page.goto(payoutsOf(account))
  await expect(payoutRows(page)).toContainText('Held by the pause')

  await openTab(page, 'Overview')
  await simulator.changeAccount(account.id, { payouts_paused: false })
  await expect(status(page)).toContainText('123.45 USD is expected on', MEANWHILE)
  await openTab(page, 'Payouts')
  await simulator.advanceClock(account.id, 7 * DAY)
  await expect(payoutRows(page)).toContainText('Paid', MEANWHILE)
  expect((await simulator.state(account.id)).payouts).toMatchObject([{ amount: 12_345, status: 'paid' }])
  await expect.poll(async () => (await stepsOf(account.id)).map((step) => step.status)).toContain('paid')
  const pauses = (await storedEntries(account.id)).filter(({ type }) => type === 'payouts.paused')
  expect(pauses.map(({ details }) => JSON.parse(details).isPaused)).toEqual([true, false])
})

test('an owner whose payout is held longer than 10 days reads that it was canceled and the funds are back', async ({
  page,
  openOwnBalance,
}) => {
  const { account } = await openOwnBalance()
  await simulator.payOut(account.id, { amount: 12_345, currency: 'usd' })
  await simulator.changeAccount(account.id, { payouts_paused: true })
  await expect(status(page)).toContainText('is held by the pause', MEANWHILE)
  await expect(card(page, 'Pausing payouts')).toBeHidden()
  await simulator.advanceClock(account.id, 10 * DAY + HOUR)
  await expect(card(page, 'Balance figures')).toContainText('500.00 USD', MEANWHILE)
  await openTab(page, 'Payouts')
  await expect(payoutRows(page)).toContainText('Canceled')
  await openTab(page, 'History')
  await expect(card(page, 'Timeline')).toContainText('canceled the payout of 123.45 USD to STRIPE TEST BANK', MEANWHILE)
  const { payouts, balance } = await simulator.state(account.id)
  expect(payouts).toMatchObject([{ amount: 12_345, status: 'canceled' }])
  expect(balance.available).toMatchObject([{ amount: 50_000, currency: 'usd' }])
})
