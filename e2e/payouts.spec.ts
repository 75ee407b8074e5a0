import { storedEntries } from './support/database'
import { simulator } from './support/simulator'
import { expect, openField, openTab, type Page, payoutsOf, test } from './support/test'

const MANUAL = { payments: { payouts: { schedule: { interval: 'manual' } } } }

const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const status = (page: Page) => card(page, 'Payout status')
const choice = (page: Page, method: 'Standard payout' | 'Instant payout') =>
  card(page, 'Manual payouts')
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: method }) })
const dialog = (page: Page) => page.getByRole('dialog')
const payoutsAtStripe = async (id: string) => (await simulator.state(id)).payouts
const ordersSent = async (id: string) =>
  (await simulator.requests(id)).filter(({ method, path }) => method === 'POST' && path === '/v1/payouts')
const orderEntries = async (id: string) => (await storedEntries(id)).filter(({ type }) => type === 'payout.create')

/** To the last step before the money leaves. */
async function reviewPayout(
  page: Page,
  amount: string,
  method: 'Standard payout' | 'Instant payout' = 'Standard payout',
) {
  await choice(page, method).getByRole('button').click()
  await dialog(page).getByLabel('Amount').fill(amount)
  await dialog(page).getByRole('button', { name: 'Review' }).click()
}
const confirm = (page: Page) => dialog(page).getByRole('button', { name: /^Send / })

test('an owner sends a manual payout: on the screen, at Stripe, in the audit log and after a reload', {
  tag: '@postgres',
}, async ({ page, openOwnBalance }) => {
  const { account, owner } = await openOwnBalance()
  await expect(status(page)).toContainText('500.00 USD')
  await openTab(page, 'Payouts')
  await reviewPayout(page, '120.50')
  await expect(dialog(page)).toContainText('From the balance120.50 USD')
  await expect(dialog(page)).toContainText('STRIPE TEST BANK •••• 6789')
  expect(await ordersSent(account.id), 'nothing is sent before the last click').toEqual([])
  await confirm(page).click()
  await expect(dialog(page).getByText('120.50 USD sent')).toBeVisible()
  await dialog(page).getByRole('button', { name: 'Close' }).click()

  const [payout] = await payoutsAtStripe(account.id)
  expect(payout).toMatchObject({ amount: 12_050, currency: 'usd' })
  const [entry] = await orderEntries(account.id)
  expect(entry).toMatchObject({ actorId: owner.personId, outcomes: ['applied'] })
  const [order] = await ordersSent(account.id)
  expect(order?.idempotency_key, 'the record’s id is the key at Stripe').toBe(entry?.id)
  expect(entry?.stripeRequestId).toBe(order?.request_id)

  await page.reload()
  await expect(card(page, 'Payouts').getByRole('listitem').first()).toContainText('120.50 USD')
  await openTab(page, 'History')
  await expect(card(page, 'Timeline')).toContainText('requested a payout of 120.50 USD to STRIPE TEST BANK •••• 6789')
  await openTab(page, 'Overview')
  await expect(card(page, 'Balance figures')).toContainText('379.50 USD')
  await expect(status(page)).toContainText('120.50 USD is expected on')
})

test('money from two payment sources is sent in two payouts, each from its own source', async ({
  page,
  openOwnPayouts,
}) => {
  const { account } = await openOwnPayouts({ balance: { usd: { available: 5_000 } } })
  await simulator.changeAccount(account.id, { balance: { usd: { available: 7_000, source_type: 'bank_account' } } })
  const offer = choice(page, 'Standard payout')
  await expect(offer).toContainText('Up to 70.00 USD')
  await expect(offer).toContainText('Another 50.00 USD is from another payment source')
  await reviewPayout(page, '70.00')
  await confirm(page).click()
  await expect(dialog(page).getByText('70.00 USD sent')).toBeVisible()
  await dialog(page).getByRole('button', { name: 'Close' }).click()
  await expect(offer).toContainText('Up to 50.00 USD')
  await reviewPayout(page, '50.00')
  await confirm(page).click()
  await expect(dialog(page).getByText('50.00 USD sent')).toBeVisible()
  expect((await ordersSent(account.id)).map(({ params }) => params.source_type ?? 'card')).toEqual([
    'bank_account',
    'card',
  ])
  expect((await simulator.state(account.id)).balance.available).toMatchObject([{ amount: 0, currency: 'usd' }])
})

test('where Stripe does not permit the platform’s key to send payouts, that is said at once, and the next order need not wait', async ({
  page,
  openOwnPayouts,
}) => {
  const { account } = await openOwnPayouts()
  const error = { type: 'invalid_request_error', message: 'The provided key does not have the required permissions.' }
  await simulator.fail(
    account.id,
    { method: 'POST', path: '/v1/payouts' },
    { kind: 'status', status: 403, body: { error } },
  )
  await reviewPayout(page, '20.00')
  await confirm(page).click()
  await expect(dialog(page)).toContainText('No payout was sent: Stripe doesn’t permit this request.')
  expect((await orderEntries(account.id))[0]?.outcomes).toEqual(['refused'])
  await dialog(page).getByRole('button', { name: 'Close' }).click()
  await reviewPayout(page, '20.00')
  await confirm(page).click()
  await expect(dialog(page).getByText('20.00 USD sent')).toBeVisible()
  expect(await payoutsAtStripe(account.id)).toHaveLength(1)
})

test('someone who sends everything still sees the outcome, though nothing is offered any more', async ({
  page,
  openOwnPayouts,
}) => {
  await openOwnPayouts()
  await choice(page, 'Standard payout').getByRole('button').click()
  await dialog(page).getByRole('button', { name: 'Review' }).click()
  await expect(dialog(page).getByRole('button', { name: 'Back' }), 'Enter held down sends nothing').toBeFocused()
  await confirm(page).click()
  await expect(choice(page, 'Standard payout')).toContainText('No USD is available')
  await expect(dialog(page).getByText('500.00 USD sent')).toBeVisible()
})

test('an instant payout shows its fee and what reaches the bank before the click', async ({ page, openOwnPayouts }) => {
  const automatic = {
    profile: 'standard',
    settings: undefined,
    balance: { usd: { available: 50_000, pending: 20_000 } },
  }
  const { account } = await openOwnPayouts(automatic)
  await expect(choice(page, 'Standard payout')).toContainText('manual payouts need the manual schedule')
  await reviewPayout(page, '100', 'Instant payout')
  await expect(dialog(page)).toContainText('Platform feeAbout 1.52 USD')
  await expect(dialog(page)).toContainText('To the bank100.00 USD')
  await confirm(page).click()
  await expect(dialog(page).getByText('100.00 USD sent')).toBeVisible()
  expect(await payoutsAtStripe(account.id)).toMatchObject([{ amount: 10_000, method: 'instant' }])
})

test('where an instant payout is not offered, the one reason is shown in its place', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const brazil = await createAccount({ country: 'BR', balance: { brl: { available: 50_000 } } })
  const negative = await createAccount({ settings: MANUAL, balance: { usd: { available: -5_000 } } })
  await signInAs('admin')
  for (const [account, reason] of [
    [brazil, 'Stripe doesn’t offer instant payouts in this country'],
    [negative, 'The balance is −50.00 USD'],
  ] as const) {
    await page.goto(payoutsOf(account))
    await expect(choice(page, 'Instant payout')).toContainText(reason)
    await expect(choice(page, 'Instant payout').getByRole('button')).toHaveCount(0)
  }
})

test('an account that the platform paused says so once, and no payout can be sent', async ({ page, openAccount }) => {
  await openAccount({ payouts_enabled: false, disabled_reason: 'platform_paused' })
  await expect(page.getByText('The platform paused this account')).toHaveCount(1)
  await expect(page.getByText('Paused by the platform', { exact: true })).toBeVisible()
  await openTab(page, 'Payouts')
  await expect(card(page, 'Manual payouts')).toContainText('No payouts can be sent while payouts are disabled.')
  await expect(card(page, 'Manual payouts').getByRole('button')).toHaveCount(0)
})

test('owner and staff read the same payout status', async ({ page, createAccount, signInAs }) => {
  const account = await createAccount({ balance: { usd: { available: -12_345 } } })
  const texts: string[] = []
  for (const [role, path] of [
    ['owner', '/balance'],
    ['viewer', `/accounts/${account.id}`],
    ['operator', `/accounts/${account.id}`],
  ] as const) {
    await signInAs(role, { accounts: [account] })
    await page.goto(path)
    await expect(status(page)).toContainText('The balance is −123.45 USD')
    texts.push(await status(page).innerText())
  }
  expect(new Set(texts).size).toBe(1)
})

test('a double click on the last button makes one payout', async ({ page, openOwnPayouts }) => {
  const { account } = await openOwnPayouts()
  await reviewPayout(page, '40')
  await confirm(page).dblclick()
  await expect(dialog(page).getByText('40.00 USD sent')).toBeVisible()
  expect(await payoutsAtStripe(account.id)).toHaveLength(1)
  expect(await ordersSent(account.id)).toHaveLength(1)
  expect(await orderEntries(account.id)).toHaveLength(1)
})

test('a second tab that confirms the same amount learns that the balance has changed, and nothing is sent', async ({
  page,
  context,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount({ settings: MANUAL, balance: { usd: { available: 50_000 } } })
  await signInAs('owner', { accounts: [account] })
  const second = await context.newPage()
  for (const tab of [page, second]) {
    await tab.goto('/balance/payouts')
    await reviewPayout(tab, '400')
  }
  await confirm(page).click()
  await expect(dialog(page).getByText('400.00 USD sent')).toBeVisible()
  await confirm(second).click()
  await expect(dialog(second)).toContainText('The balance has changed: 100.00 USD can be sent now. No payout was sent')
  expect(await payoutsAtStripe(account.id)).toHaveLength(1)

  await dialog(second).getByRole('button', { name: 'Review the amount' }).click()
  await expect(dialog(second).getByLabel('Amount'), 'what was typed is still there').toHaveValue('400')
  await dialog(second).getByRole('button', { name: 'Review' }).click()
  await expect(dialog(second).getByText('Up to 100.00 USD can be sent now.')).toBeVisible()
  expect((await orderEntries(account.id)).map(({ outcomes }) => outcomes)).toEqual([['applied'], ['conflict']])
})

test('when Stripe’s answer is lost, the screen says so, checks with Stripe, and nothing is sent twice', async ({
  page,
  openOwnPayouts,
}) => {
  const { account } = await openOwnPayouts()
  await reviewPayout(page, '75')
  // The SDK retries once, and again on a closed connection: no attempt gets an answer.
  const fault = await simulator.fail(
    account.id,
    { method: 'POST', path: '/v1/payouts' },
    { kind: 'reset_after' },
    'always',
  )
  await confirm(page).click()
  await expect(dialog(page).getByText('Not yet known')).toBeVisible()
  await simulator.heal(fault.id)
  await expect(dialog(page).getByText('75.00 USD sent')).toBeVisible({ timeout: 15_000 })
  expect(await payoutsAtStripe(account.id)).toHaveLength(1)
  const [entry] = await orderEntries(account.id)
  expect(entry?.outcomes.at(-1)).toBe('applied')
})

test('a refusal by Stripe is shown at the amount, with nothing sent and nothing typed lost', async ({
  page,
  openOwnPayouts,
}) => {
  const { account } = await openOwnPayouts()
  await reviewPayout(page, '75')
  const body = { error: { type: 'invalid_request_error', code: 'payouts_limit_exceeded', message: 'Daily limit.' } }
  await simulator.fail(account.id, { method: 'POST', path: '/v1/payouts' }, { kind: 'status', status: 400, body })
  await confirm(page).click()
  await expect(dialog(page).getByText('Stripe refused: Daily limit.')).toBeVisible()
  await expect(dialog(page).getByLabel('Amount')).toHaveValue('75')
  expect(await payoutsAtStripe(account.id)).toEqual([])
  expect((await orderEntries(account.id)).map(({ outcomes }) => outcomes)).toEqual([['refused']])
})

test('amounts that cannot be sent are refused at the field and never reach Stripe', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const yen = await createAccount({ country: 'JP', settings: MANUAL, balance: { jpy: { available: 50_000 } } })
  await signInAs('owner', { accounts: [yen] })
  await page.goto('/balance/payouts')
  await choice(page, 'Standard payout').getByRole('button').click()
  const amount = dialog(page).getByLabel('Amount')
  await expect(amount).toHaveValue('50000')
  for (const [typed, message] of [
    ['', 'Enter an amount in JPY'],
    ['0', 'Enter an amount above zero.'],
    ['-5', 'Enter an amount in JPY without a minus sign.'],
    ['12.5', 'JPY has no decimals.'],
    ['1e3', 'Enter an amount in JPY'],
    ['50001', 'Up to 50,000 JPY can be sent now.'],
    ['99999999999999999', 'That is more JPY than can be written here.'],
  ] as const) {
    await amount.fill(typed)
    await dialog(page).getByRole('button', { name: 'Review' }).click()
    await expect(dialog(page).getByText(message)).toBeVisible()
    await expect(amount).toHaveAttribute('aria-invalid', 'true')
    await expect(amount).toBeFocused()
  }
  expect(await ordersSent(yen.id)).toEqual([])
  expect(await orderEntries(yen.id)).toEqual([])
})

test('settings changed elsewhere show in an editor that nobody is typing in', async ({ page, openSettings }) => {
  const account = await openSettings()
  await openField(page, 'Payout schedule')
  await expect(page.getByRole('radio', { name: 'Daily' })).toBeChecked()
  await simulator.changeSettings(account.id, { payouts: { schedule: { interval: 'manual' } } })
  await expect(page.getByRole('radio', { name: 'Manual' })).toBeChecked()
  await expect(page.getByRole('region', { name: 'Unsaved changes' })).toHaveCount(0)
})

test('with the component blocked, the native parts still show everything and send payouts', async ({
  page,
  createAccount,
  signInAs,
  expectConsole,
}) => {
  expectConsole.push(/Failed to load resource|ERR_FAILED/)
  const account = await createAccount({ settings: MANUAL, balance: { usd: { available: 50_000 } } })
  await signInAs('owner', { accounts: [account] })
  await page.route(/connect-js|\/v1\.0\/connect\.js/, (route) => route.abort())
  await page.goto('/balance')
  await expect(page.getByText('Couldn’t load Stripe’s component')).toBeVisible()
  await expect(card(page, 'Bank accounts and cards')).toContainText('STRIPE TEST BANK •••• 6789')
  await expect(card(page, 'Bank accounts and cards')).toContainText('Default')
  await openTab(page, 'Payouts')
  await reviewPayout(page, '5')
  await confirm(page).click()
  await expect(dialog(page).getByText('5.00 USD sent')).toBeVisible()
})

test('while Stripe does not answer, every part says so, and nothing is invented', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount({ settings: MANUAL, balance: { usd: { available: 50_000 } } })
  await signInAs('owner', { accounts: [account] })
  const fault = await simulator.fail(account.id, { path: '/v1/*' }, { kind: 'status', status: 503 }, 'always')
  await page.goto('/balance')
  await expect(status(page)).toContainText('Not known while a part of it can’t be read from Stripe.')
  await openTab(page, 'Payouts')
  await expect(card(page, 'Payouts')).toContainText('Couldn’t read the payouts')
  await expect(card(page, 'Manual payouts')).toContainText('Not known while a part of it can’t be read from Stripe.')
  await expect(card(page, 'Manual payouts').getByRole('button')).toHaveCount(0)
  await simulator.heal(fault.id)
  await page.goto('/balance')
  await expect(status(page)).toContainText('500.00 USD')
})

test('a long list of payouts is read page by page', async ({ page, createAccount, signInAs }) => {
  const account = await createAccount({ settings: MANUAL, balance: { usd: { available: 50_000 } } })
  for (let count = 1; count <= 14; count++) await simulator.payOut(account.id, { amount: 100 + count, currency: 'usd' })
  await signInAs('viewer')
  await page.goto(payoutsOf(account))
  const rows = card(page, 'Payouts').getByRole('listitem')
  await expect(rows).toHaveCount(12)
  await expect(rows.first()).toContainText('1.14 USD')
  await page.getByRole('link', { name: 'Earlier payouts' }).click()
  await expect(rows).toHaveCount(2)
  await expect(rows.last()).toContainText('1.01 USD')
  // Earlier versions had the pages of the list at this address.
  await page.goto(page.url().replace('/payouts?', '?'))
  await expect(page).toHaveURL(/\/payouts\?payouts=po_/)
  await page.getByRole('link', { name: 'Newest' }).click()
  await expect(rows).toHaveCount(12)
  await page.getByRole('navigation', { name: 'Filters of payouts' }).getByRole('link', { name: 'Failed' }).click()
  await expect(card(page, 'Payouts')).toContainText('No payouts match')
})

test('a payout that the bank returns is explained, and recorded once', async ({ page, createAccount, signInAs }) => {
  const account = await createAccount({ settings: MANUAL, balance: { usd: { available: 50_000 } } })
  const payout = await simulator.payOut(account.id, { amount: 10_000, currency: 'usd' })
  await signInAs('owner', { accounts: [account] })
  await page.goto('/balance')
  await expect(status(page)).toContainText('100.00 USD is expected on')
  const steps = async () =>
    (await storedEntries(account.id))
      .filter(({ type }) => type === 'payout.step')
      .map(({ details }) => JSON.parse(details).step.status)
  // What an event is about is read when it is processed: only then is this step known.
  await expect.poll(steps).toEqual(['pending'])
  await simulator.failPayout(payout.id, 'account_closed')
  await expect(status(page)).toContainText('failed: the bank account is closed')
  await expect(card(page, 'Bank accounts and cards')).toContainText('Needs attention')
  await openTab(page, 'Payouts')
  await expect(card(page, 'Payouts').getByRole('listitem').first()).toContainText('The bank account is closed.')
  await openTab(page, 'History')
  await expect(
    card(page, 'Timeline').getByRole('listitem').filter({ hasText: 'the bank account is closed' }),
  ).toHaveCount(1)
  const failed = (await simulator.events(account.id)).find(({ type }) => type === 'payout.failed')
  await simulator.deliverAgain(failed?.id ?? '', 3)
  await simulator.drain()
  expect(await steps()).toEqual(['pending', 'failed'])
})

test('a negative balance is cleared by a transfer of the platform, and the open page says so', async ({
  page,
  openOwnBalance,
}) => {
  const { account } = await openOwnBalance({ balance: { usd: { available: -8_000 } } })
  await expect(status(page)).toContainText('The balance is −80.00 USD')
  await expect(card(page, 'Balance figures')).toContainText('Negative')
  await simulator.transfer(account.id, { amount: 8_000, currency: 'usd' })
  await expect(status(page)).not.toContainText('−80.00 USD')
  await expect(card(page, 'Balance figures')).not.toContainText('Negative')
  await openTab(page, 'History')
  await expect(card(page, 'Timeline')).toContainText('reports that the negative balance in USD is covered')
})

test('a payout that is not sent yet can be canceled, once, and the audit log says by whom', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount({ settings: MANUAL, balance: { usd: { available: 50_000 } } })
  await simulator.payOut(account.id, { amount: 10_000, currency: 'usd' })
  const owner = await signInAs('owner', { accounts: [account] })
  await page.goto('/balance/payouts')
  const row = card(page, 'Payouts').getByRole('listitem').first()
  await row.getByText('Pending').click()
  await row.getByRole('button', { name: 'Cancel payout…' }).click()
  await row.getByRole('button', { name: 'Keep payout' }).click()
  await row.getByRole('button', { name: 'Cancel payout…' }).click()
  await row.getByRole('button', { name: 'Cancel this payout' }).click()
  await expect(row).toContainText('Canceled')
  await expect(choice(page, 'Standard payout')).toContainText('Up to 500.00 USD')
  await expect(row.getByRole('button', { name: 'Cancel payout…' })).toHaveCount(0)
  const canceled = async () => (await storedEntries(account.id)).filter(({ type }) => type === 'payout.cancel')
  expect(await canceled()).toMatchObject([{ actorId: owner.personId, outcomes: ['applied'] }])
  await openTab(page, 'History')
  await expect(card(page, 'Timeline')).toContainText('canceled a payout of 100.00 USD')
})
