import { captureAction, forgeAction } from './support/actions'
import { storedEntries, storedEntriesOf } from './support/database'
import { simulator } from './support/simulator'
import { expect, type Page, test } from './support/test'

const MANUAL = { payments: { payouts: { schedule: { interval: 'manual' } } } }

const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const answer = (page: Page) => card(page, 'When money arrives')
const choice = (page: Page, method: 'Standard payout' | 'Instant payout') =>
  card(page, 'Pay out by hand')
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
const confirm = (page: Page) => dialog(page).getByRole('button', { name: /^Pay out / })

test('an owner pays out by hand: on the screen, at Stripe, in the record and after a reload', async ({
  page,
  openOwnBalance,
}) => {
  const { account, owner } = await openOwnBalance()
  await expect(answer(page)).toContainText('500.00 USD')
  await reviewPayout(page, '120.50')
  await expect(dialog(page)).toContainText('Leaves the balance120.50 USD')
  await expect(dialog(page)).toContainText('STRIPE TEST BANK •••• 6789')
  expect(await ordersSent(account.id), 'nothing is sent before the last click').toEqual([])
  await confirm(page).click()
  await expect(dialog(page).getByText('120.50 USD is on its way')).toBeVisible()
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
  await expect(card(page, 'Balance figures').getByRole('row', { name: 'usd' })).toContainText('379.50 USD')
  await expect(card(page, 'Timeline')).toContainText('requested a payout of 120.50 USD to STRIPE TEST BANK •••• 6789')
  await expect(answer(page)).toContainText('120.50 USD to STRIPE TEST BANK •••• 6789 is on its way')
})

test('money that was paid in two ways leaves by two payouts, each from its own kind', async ({
  page,
  openOwnBalance,
}) => {
  const { account } = await openOwnBalance({ balance: { usd: { available: 5_000 } } })
  await simulator.changeAccount(account.id, { balance: { usd: { available: 7_000, source_type: 'bank_account' } } })
  const offer = choice(page, 'Standard payout')
  await expect(offer).toContainText('Up to 70.00 USD')
  await expect(offer).toContainText('Another 50.00 USD was paid in another way')
  await reviewPayout(page, '70.00')
  await confirm(page).click()
  await expect(dialog(page).getByText('70.00 USD is on its way')).toBeVisible()
  await dialog(page).getByRole('button', { name: 'Close' }).click()
  await expect(offer).toContainText('Up to 50.00 USD')
  await reviewPayout(page, '50.00')
  await confirm(page).click()
  await expect(dialog(page).getByText('50.00 USD is on its way')).toBeVisible()
  expect((await ordersSent(account.id)).map(({ params }) => params.source_type ?? 'card')).toEqual([
    'bank_account',
    'card',
  ])
  expect((await simulator.state(account.id)).balance.available).toMatchObject([{ amount: 0, currency: 'usd' }])
})

test('where Stripe does not let the platform’s key pay out, that is said at once, and the next order need not wait', async ({
  page,
  openOwnBalance,
}) => {
  const { account } = await openOwnBalance()
  const error = { type: 'invalid_request_error', message: 'The provided key does not have the required permissions.' }
  await simulator.fail(
    account.id,
    { method: 'POST', path: '/v1/payouts' },
    { kind: 'status', status: 403, body: { error } },
  )
  await reviewPayout(page, '20.00')
  await confirm(page).click()
  await expect(dialog(page)).toContainText(
    'Nothing was paid out: the platform’s Stripe key is not permitted to do this.',
  )
  expect((await orderEntries(account.id))[0]?.outcomes).toEqual(['refused'])
  await dialog(page).getByRole('button', { name: 'Close' }).click()
  await reviewPayout(page, '20.00')
  await confirm(page).click()
  await expect(dialog(page).getByText('20.00 USD is on its way')).toBeVisible()
  expect(await payoutsAtStripe(account.id)).toHaveLength(1)
})

test('who pays out everything still reads what came of it, though nothing is offered any more', async ({
  page,
  openOwnBalance,
}) => {
  await openOwnBalance()
  await choice(page, 'Standard payout').getByRole('button').click()
  await dialog(page).getByRole('button', { name: 'Review' }).click()
  await expect(dialog(page).getByRole('button', { name: 'Back' }), 'Enter held down pays nothing out').toBeFocused()
  await confirm(page).click()
  await expect(choice(page, 'Standard payout')).toContainText('Nothing is available in USD')
  await expect(dialog(page).getByText('500.00 USD is on its way')).toBeVisible()
})

test('an instant payout tells its fee before the click and what reaches the bank', async ({ page, openOwnBalance }) => {
  const byItself = { settings: undefined, balance: { usd: { available: 50_000, pending: 20_000 } } }
  const { account } = await openOwnBalance(byItself)
  await expect(choice(page, 'Standard payout')).toContainText('a payout by hand needs the manual schedule')
  await reviewPayout(page, '100', 'Instant payout')
  await expect(dialog(page)).toContainText('Fee of the platformabout 1.52 USD')
  await expect(dialog(page)).toContainText('Reaches the bank100.00 USD')
  await confirm(page).click()
  await expect(dialog(page).getByText('100.00 USD is on its way')).toBeVisible()
  expect(await payoutsAtStripe(account.id)).toMatchObject([{ amount: 10_000, method: 'instant' }])
})

test('where an instant payout is not offered, the one reason stands in its place', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const brazil = await createAccount({ country: 'BR', balance: { brl: { available: 50_000 } } })
  const negative = await createAccount({ settings: MANUAL, balance: { usd: { available: -5_000 } } })
  const paused = await createAccount({ payouts_enabled: false, disabled_reason: 'platform_paused' })
  await signInAs('admin')
  for (const [account, reason] of [
    [brazil, 'Stripe does not offer instant payouts in this country'],
    [negative, 'The balance is −50.00 USD'],
    [paused, 'The platform has paused this account'],
  ] as const) {
    await page.goto(`/accounts/${account.id}`)
    await expect(choice(page, 'Instant payout')).toContainText(reason)
    await expect(choice(page, 'Instant payout').getByRole('button')).toHaveCount(0)
  }
})

test('owner and staff read the same answer to why no money has come', async ({ page, createAccount, signInAs }) => {
  const account = await createAccount({ balance: { usd: { available: -12_345 } } })
  const texts: string[] = []
  for (const [role, path] of [
    ['owner', '/balance'],
    ['viewer', `/accounts/${account.id}`],
    ['operator', `/accounts/${account.id}`],
  ] as const) {
    await signInAs(role, { accounts: [account] })
    await page.goto(path)
    await expect(answer(page)).toContainText('The balance is negative, −123.45 USD')
    texts.push(await answer(page).innerText())
  }
  expect(new Set(texts).size).toBe(1)
})

test('a double click on the last button makes one payout', async ({ page, openOwnBalance }) => {
  const { account } = await openOwnBalance()
  await reviewPayout(page, '40')
  await confirm(page).dblclick()
  await expect(dialog(page).getByText('40.00 USD is on its way')).toBeVisible()
  expect(await payoutsAtStripe(account.id)).toHaveLength(1)
  expect(await ordersSent(account.id)).toHaveLength(1)
  expect(await orderEntries(account.id)).toHaveLength(1)
})

test('a second tab that confirms the same amount is told that the balance has changed, and nothing is sent', async ({
  page,
  context,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount({ settings: MANUAL, balance: { usd: { available: 50_000 } } })
  await signInAs('owner', { accounts: [account] })
  const second = await context.newPage()
  for (const tab of [page, second]) {
    await tab.goto('/balance')
    await reviewPayout(tab, '400')
  }
  await confirm(page).click()
  await expect(dialog(page).getByText('400.00 USD is on its way')).toBeVisible()
  await confirm(second).click()
  await expect(dialog(second)).toContainText(
    'The balance has changed: 100.00 USD can be paid out now. Nothing was sent',
  )
  expect(await payoutsAtStripe(account.id)).toHaveLength(1)

  await dialog(second).getByRole('button', { name: 'Look at the amount' }).click()
  await expect(dialog(second).getByLabel('Amount'), 'what was typed is still there').toHaveValue('400')
  await dialog(second).getByRole('button', { name: 'Review' }).click()
  await expect(dialog(second).getByText('At most 100.00 USD can be paid out now.')).toBeVisible()
  expect((await orderEntries(account.id)).map(({ outcomes }) => outcomes)).toEqual([['applied'], ['conflict']])
})

test('when Stripe’s answer is lost, the screen says so, asks Stripe, and nothing is paid out twice', async ({
  page,
  openOwnBalance,
}) => {
  const { account } = await openOwnBalance()
  await reviewPayout(page, '75')
  // The SDK asks once more, and again by itself on a closed connection: all of them get no answer.
  const fault = await simulator.fail(
    account.id,
    { method: 'POST', path: '/v1/payouts' },
    { kind: 'reset_after' },
    'always',
  )
  await confirm(page).click()
  await expect(dialog(page).getByText('Not yet known')).toBeVisible()
  await simulator.heal(fault.id)
  await expect(dialog(page).getByText('75.00 USD is on its way')).toBeVisible({ timeout: 15_000 })
  expect(await payoutsAtStripe(account.id)).toHaveLength(1)
  const [entry] = await orderEntries(account.id)
  expect(entry?.outcomes.at(-1)).toBe('applied')
})

test('what Stripe refuses stands at the amount, with nothing paid out and nothing typed lost', async ({
  page,
  openOwnBalance,
}) => {
  const { account } = await openOwnBalance()
  await reviewPayout(page, '75')
  const body = { error: { type: 'invalid_request_error', code: 'payouts_limit_exceeded', message: 'Daily limit.' } }
  await simulator.fail(account.id, { method: 'POST', path: '/v1/payouts' }, { kind: 'status', status: 400, body })
  await confirm(page).click()
  await expect(dialog(page).getByText('Stripe refused: Daily limit.')).toBeVisible()
  await expect(dialog(page).getByLabel('Amount')).toHaveValue('75')
  expect(await payoutsAtStripe(account.id)).toEqual([])
  expect((await orderEntries(account.id)).map(({ outcomes }) => outcomes)).toEqual([['refused']])
})

test('amounts that cannot be paid out are refused at the field and never reach Stripe', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const yen = await createAccount({ country: 'JP', settings: MANUAL, balance: { jpy: { available: 50_000 } } })
  await signInAs('owner', { accounts: [yen] })
  await page.goto('/balance')
  await choice(page, 'Standard payout').getByRole('button').click()
  const amount = dialog(page).getByLabel('Amount')
  await expect(amount).toHaveValue('50000')
  for (const [typed, message] of [
    ['', 'Enter an amount in JPY'],
    ['0', 'Enter an amount above zero.'],
    ['-5', 'Enter an amount in JPY without a minus sign.'],
    ['12.5', 'JPY has no decimals.'],
    ['1e3', 'Enter an amount in JPY'],
    ['50001', 'At most 50,000 JPY can be paid out now.'],
    ['999999999999999', 'That is more JPY than can be written here.'],
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

test('people who may not pay out have no button, and a forged order is refused, recorded and never sent', async ({
  page,
  browser,
  openOwnBalance,
  signInAs,
}) => {
  const { account } = await openOwnBalance()
  await reviewPayout(page, '10')
  const order = await captureAction(page, ['orderId'], () => confirm(page).click())
  await expect(dialog(page).getByText('10.00 USD is on its way')).toBeVisible()

  for (const role of ['member', 'viewer', 'operator'] as const) {
    const context = await browser.newContext()
    const other = await context.newPage()
    const person = await signInAs(role, { accounts: [account], page: other })
    await other.goto(role === 'member' ? '/balance' : `/accounts/${account.id}`)
    await expect(card(other, 'Payouts').getByRole('listitem')).toHaveCount(1)
    await expect(card(other, 'Pay out by hand'), role).toHaveCount(0)
    const fresh = { [orderIdOf(order.body)]: crypto.randomUUID() }
    expect((await forgeAction(other, order, { replace: fresh })).status(), role).toBe(404)
    expect((await storedEntriesOf(person)).map(({ type }) => type)).toContain('denied')
    await context.close()
  }
  expect(await payoutsAtStripe(account.id)).toHaveLength(1)
})

const orderIdOf = (body: string) => /"orderId":"([^"]+)"/.exec(body)?.[1] ?? ''

test('the same order sent again by a tool is the same payout', async ({ page, openOwnBalance }) => {
  const { account } = await openOwnBalance()
  await reviewPayout(page, '10')
  const order = await captureAction(page, ['orderId'], () => confirm(page).click())
  await expect(dialog(page).getByText('10.00 USD is on its way')).toBeVisible()
  const answers = await Promise.all(Array.from({ length: 5 }, () => forgeAction(page, order)))
  for (const again of answers) expect(await again.text()).toContain('"made"')
  expect(await payoutsAtStripe(account.id)).toHaveLength(1)
  expect(await orderEntries(account.id)).toHaveLength(1)
})

test('a payout made in the component shows in the native parts without a reload', async ({ page, openOwnBalance }) => {
  await openOwnBalance()
  const component = card(page, 'Balances').first()
  await component.getByRole('button', { name: 'Pay out' }).click()
  await dialog(page).getByLabel('Amount').fill('120.50')
  await dialog(page).getByRole('button', { name: 'Pay out 120.50 USD' }).click()
  await expect(component.getByRole('status').filter({ hasText: '120.50 USD is on its way' })).toBeVisible()
  await expect(card(page, 'Payouts').getByRole('listitem').first()).toContainText('120.50 USD')
  await expect(card(page, 'Balance figures').getByRole('row', { name: 'usd' })).toContainText('379.50 USD')
  await expect(card(page, 'Timeline')).toContainText('prepared a payout of 120.50 USD')
  await expect(
    component.getByRole('status').filter({ hasText: '120.50 USD is on its way' }),
    'the component keeps its place',
  ).toBeVisible()
})

test('what happens at Stripe meanwhile leaves alone what is being typed', async ({ page, createAccount, signInAs }) => {
  const account = await createAccount({ settings: MANUAL, balance: { usd: { available: 50_000 } } })
  await signInAs('admin')
  await page.goto(`/accounts/${account.id}`)
  await page.getByLabel('Name on the bank statement').fill('TYPED HERE')
  await simulator.changeAccount(account.id, { balance: { usd: { available: 90_000 } } })
  await expect(card(page, 'Balance figures').getByRole('row', { name: 'usd' })).toContainText('900.00 USD')
  await expect(page.getByLabel('Name on the bank statement')).toHaveValue('TYPED HERE')
})

test('settings changed elsewhere show in an editor that nobody is typing in', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount()
  await signInAs('admin')
  await page.goto(`/accounts/${account.id}`)
  await expect(page.getByRole('radio', { name: 'Daily' })).toBeChecked()
  await simulator.changeSettings(account.id, { payouts: { schedule: { interval: 'manual' } } })
  await expect(page.getByRole('radio', { name: 'Manual' })).toBeChecked()
  await expect(page.getByRole('region', { name: 'Unsaved changes' })).toHaveCount(0)
})

test('with the component blocked, the native parts say it all and still pay out', async ({
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
  await expect(page.getByText('Stripe’s component could not be loaded')).toBeVisible()
  await expect(card(page, 'Where payouts go')).toContainText('STRIPE TEST BANK •••• 6789')
  await expect(card(page, 'Where payouts go')).toContainText('Default')
  await reviewPayout(page, '5')
  await confirm(page).click()
  await expect(dialog(page).getByText('5.00 USD is on its way')).toBeVisible()
})

test('while Stripe does not answer, every part says so by itself, and nothing is invented', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount({ settings: MANUAL, balance: { usd: { available: 50_000 } } })
  await signInAs('admin')
  const fault = await simulator.fail(account.id, { path: '/v1/*' }, { kind: 'status', status: 503 }, 'always')
  await page.goto(`/accounts/${account.id}`)
  await expect(answer(page)).toContainText('This cannot be said while Stripe does not answer.')
  await expect(card(page, 'Payouts')).toContainText('The payouts could not be read')
  await expect(card(page, 'Pay out by hand')).toContainText('not known while Stripe does not answer')
  await expect(card(page, 'Pay out by hand').getByRole('button')).toHaveCount(0)
  await simulator.heal(fault.id)
  await page.reload()
  await expect(answer(page)).toContainText('500.00 USD')
})

test('a long list of payouts is read page by page', async ({ page, createAccount, signInAs }) => {
  const account = await createAccount({ settings: MANUAL, balance: { usd: { available: 50_000 } } })
  for (let count = 1; count <= 14; count++) await simulator.payOut(account.id, { amount: 100 + count, currency: 'usd' })
  await signInAs('viewer')
  await page.goto(`/accounts/${account.id}`)
  const rows = card(page, 'Payouts').getByRole('listitem')
  await expect(rows).toHaveCount(12)
  await expect(rows.first()).toContainText('1.14 USD')
  await page.getByRole('link', { name: 'Earlier payouts' }).click()
  await expect(rows).toHaveCount(2)
  await expect(rows.last()).toContainText('1.01 USD')
  await page.getByRole('link', { name: 'Newest' }).click()
  await expect(rows).toHaveCount(12)
})

test('a payout that the bank sends back is explained, and the timeline tells it once', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount({ settings: MANUAL, balance: { usd: { available: 50_000 } } })
  const payout = await simulator.payOut(account.id, { amount: 10_000, currency: 'usd' })
  await signInAs('owner', { accounts: [account] })
  await page.goto('/balance')
  await expect(answer(page)).toContainText('100.00 USD to STRIPE TEST BANK •••• 6789 is on its way')
  await simulator.failPayout(payout.id, 'account_closed')
  await expect(answer(page)).toContainText('failed: the bank account is closed')
  await expect(card(page, 'Payouts').getByRole('listitem').first()).toContainText('The bank account is closed.')
  await expect(card(page, 'Where payouts go')).toContainText('Stopped')
  await expect(
    card(page, 'Timeline').getByRole('listitem').filter({ hasText: 'the bank account is closed' }),
  ).toHaveCount(1)
  const failed = (await simulator.events(account.id)).find(({ type }) => type === 'payout.failed')
  await simulator.deliverAgain(failed?.id ?? '', 3)
  await simulator.drain()
  const steps = (await storedEntries(account.id)).filter(({ type }) => type === 'payout.step')
  expect(steps.map(({ details }) => JSON.parse(details).step.status)).toEqual(['pending', 'failed'])
})

test('a negative balance is cleared by a transfer of the platform, and the open page says so', async ({
  page,
  openOwnBalance,
}) => {
  const { account } = await openOwnBalance({ balance: { usd: { available: -8_000 } } })
  await expect(answer(page)).toContainText('The balance is negative, −80.00 USD')
  await expect(card(page, 'Balance figures')).toContainText('Negative')
  await simulator.transfer(account.id, { amount: 8_000, currency: 'usd' })
  await expect(answer(page)).not.toContainText('negative')
  await expect(card(page, 'Balance figures')).not.toContainText('Negative')
  await expect(card(page, 'Timeline')).toContainText('reports that the negative balance in USD is covered')
})

test('a payout that has not left can be taken back, once, and the record says who did it', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount({ settings: MANUAL, balance: { usd: { available: 50_000 } } })
  await simulator.payOut(account.id, { amount: 10_000, currency: 'usd' })
  const owner = await signInAs('owner', { accounts: [account] })
  await page.goto('/balance')
  const row = card(page, 'Payouts').getByRole('listitem').first()
  await row.getByText('Pending').click()
  await row.getByRole('button', { name: 'Cancel this payout…' }).click()
  await row.getByRole('button', { name: 'Keep it' }).click()
  await row.getByRole('button', { name: 'Cancel this payout…' }).click()
  const cancel = await captureAction(page, ['po_'], () =>
    row.getByRole('button', { name: 'Cancel the payout' }).click(),
  )
  await expect(row).toContainText('Canceled')
  await expect(card(page, 'Balance figures').getByRole('row', { name: 'usd' })).toContainText('500.00 USD')
  await expect(row.getByRole('button', { name: 'Cancel this payout…' })).toHaveCount(0)
  const canceled = async () => (await storedEntries(account.id)).filter(({ type }) => type === 'payout.cancel')
  expect(await canceled()).toMatchObject([{ actorId: owner.personId, outcomes: ['applied'] }])
  await expect(card(page, 'Timeline')).toContainText('canceled a payout of 100.00 USD')

  expect(await (await forgeAction(page, cancel)).text()).toContain('can no longer be canceled')
  expect(await canceled()).toHaveLength(1)
})
