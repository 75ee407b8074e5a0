import AxeBuilder from '@axe-core/playwright'
import { MANUAL } from '../testing/rig.ts'
import { balance, dialog, expect, notice, test } from './test.ts'

test('the balances component shows available, pending, reserved and negative amounts and upcoming payouts', async ({
  page,
  openBalances,
}) => {
  await openBalances({
    country: 'GB',
    balance: { gbp: { available: 50_000, pending: 2_000 }, eur: { available: -1_250 } },
    settings: { payments: { payouts: { minimum_balance_by_currency: { gbp: 10_000 } } } },
  })
  await expect(balance(page, 'GBP')).toContainText(/Available\s+500\.00\s+GBP/)
  await expect(balance(page, 'GBP')).toContainText(/Pending20\.00 GBP\s+available \w{3} \d+ Dec/)
  await expect(balance(page, 'GBP')).toContainText('Reserved by minimum balance100.00 GBP')
  await expect(balance(page, 'EUR')).toContainText(/−12\.50\s+EUR\s+Negative/)
  const upcoming = page.getByRole('group', { name: 'Upcoming payouts' })
  await expect(upcoming.getByRole('listitem').first()).toContainText(/arrives Mon 7 Dec estimated\s+400\.00 GBP/)
})

test('an instant payout shows its fee first, and a double click creates one payout', async ({
  page,
  rig,
  openBalances,
}) => {
  const account = await openBalances({ balance: { usd: { available: 100_000 } } })
  await page.getByRole('button', { name: 'Instant payout' }).click()
  await expect(dialog(page).getByLabel('Amount')).toHaveValue('985.00')
  await dialog(page).getByLabel('Amount').fill('197')
  await expect(dialog(page)).toContainText('You receive197.00 USD')
  await expect(dialog(page)).toContainText('1.5% of the total3.00 USD')
  await expect(dialog(page)).toContainText('Total from balance200.00 USD')
  await dialog(page).getByRole('button', { name: 'Pay out 197.00 USD' }).dblclick()
  await expect(notice(page, 'Payout of 197.00 USD')).toContainText('fee 3.00 USD')
  await expect(balance(page, 'USD')).toContainText(/Available\s+800\.00\s+USD/)
  expect((await rig.control('GET', `/accounts/${account}/state`)).payouts).toMatchObject([
    { amount: 19_700, method: 'instant' },
  ])
})

test('an invalid amount is refused at its field', async ({ page, rig, openBalances }) => {
  const account = await openBalances({ ...MANUAL, balance: { usd: { available: 2_000_000 } } })
  for (const [method, entered, message] of [
    ['Pay out', 'a lot', 'Enter the amount in digits, like 250.00.'],
    ['Pay out', '20000.01', 'Only 20,000.00 USD is available.'],
    ['Instant payout', '0.49', 'An instant payout is at least 0.50 USD.'],
    ['Instant payout', '9999.01', 'An instant payout is at most 9,999.00 USD.'],
  ] as const) {
    await page.getByRole('button', { name: method }).click()
    const amount = dialog(page).getByLabel('Amount')
    await amount.fill(entered)
    await dialog(page).getByRole('button', { name: 'Pay out' }).click()
    await expect(amount).toHaveAccessibleDescription(message)
    await expect(amount).toHaveAttribute('aria-invalid', 'true')
    await expect(amount).toBeFocused()
    await page.keyboard.press('Escape')
  }
  expect((await rig.control('GET', `/accounts/${account}/state`)).payouts).toEqual([])
})

test('a button that isn’t available shows the reason and opens nothing', async ({ page, openBalances }) => {
  await openBalances({ ...MANUAL, payouts_enabled: false, balance: { usd: { available: 900 } } })
  const button = page.getByRole('button', { name: 'Instant payout' })
  await expect(button).toHaveAttribute('aria-disabled', 'true')
  await expect(button).toHaveAccessibleDescription('Payouts are disabled for this account.')
  await button.click({ force: true })
  await expect(dialog(page)).toHaveCount(0)
})

test('a standard payout needs the manual schedule, which can be set in the component', async ({
  page,
  rig,
  openBalances,
}) => {
  const account = await openBalances({ balance: { usd: { available: 5_000 } } })
  const button = page.getByRole('button', { name: 'Pay out' })
  await expect(button).toHaveAccessibleDescription(/set the payout schedule to manual first/)
  await page.getByRole('button', { name: 'Edit schedule' }).click()
  await dialog(page).getByRole('radio', { name: 'Weekly' }).check()
  await dialog(page).getByRole('button', { name: 'Save schedule' }).click()
  await expect(dialog(page).getByText('Choose at least one day.')).toBeVisible()
  await dialog(page).getByRole('radio', { name: 'Manual' }).check()
  await dialog(page).getByRole('button', { name: 'Save schedule' }).click()
  await expect(notice(page, 'Payout schedule updated: Manual')).toBeVisible()
  expect((await rig.settings(account)).payouts.schedule).toEqual({ interval: 'manual' })
  await expect(button).not.toHaveAttribute('aria-disabled')
})

test('a payout whose answer was lost is created once, even after a retry', async ({
  page,
  rig,
  openBalances,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 500/)
  const account = await openBalances({ ...MANUAL, balance: { usd: { available: 50_000 } } })
  await rig.control('POST', '/faults', {
    match: { account, path: '/connect/payouts' },
    fault: { kind: 'status', status: 500, applied: true },
  })
  await page.getByRole('button', { name: 'Pay out' }).click()
  const amount = dialog(page).getByLabel('Amount')
  const submit = dialog(page).getByRole('button', { name: 'Pay out' })
  await amount.fill('100')
  await submit.click()
  await expect(dialog(page).getByRole('alert')).toContainText('The request may have been processed.')
  await amount.fill('120')
  await submit.click()
  await expect(dialog(page).getByRole('alert')).toContainText('so you can’t send other values')
  await amount.fill('100')
  await submit.click()
  await expect(notice(page, 'Payout of 100.00 USD')).toBeVisible()
  expect((await rig.control('GET', `/accounts/${account}/state`)).payouts).toMatchObject([{ amount: 10_000 }])
})

test('bank accounts can be added, made the default and removed, with Stripe’s errors at their fields', async ({
  page,
  openBalances,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 400/)
  await openBalances()
  const accounts = page.getByRole('region', { name: 'Bank accounts' })
  await accounts.getByRole('button', { name: 'Add bank account' }).click()
  const routing = dialog(page).getByLabel('Routing number')
  const add = dialog(page).getByRole('button', { name: 'Add bank account' })
  await add.click()
  await expect(routing).toHaveAccessibleDescription('Routing number is required.')
  await dialog(page).getByLabel('Account number').fill('000222222227')
  await routing.fill('110000001')
  await add.click()
  await expect(routing).toHaveAccessibleDescription('The routing number is not valid.')
  await routing.fill('110000000')
  await add.click()
  await expect(notice(page, '2227 was added for USD payouts')).toBeVisible()

  await accounts.getByRole('button', { name: 'Remove STRIPE TEST BANK •••• 6789' }).click()
  await dialog(page).getByRole('button', { name: 'Remove' }).click()
  await expect(dialog(page).getByRole('alert')).toContainText('You cannot delete the default external account')
  await page.keyboard.press('Escape')
  await accounts.getByRole('button', { name: /^Make default .* 2227$/ }).click()
  await expect(notice(page, '2227 is now the default for USD')).toBeVisible()
  await accounts.getByRole('button', { name: 'Remove STRIPE TEST BANK •••• 6789' }).click()
  await dialog(page).getByRole('button', { name: 'Remove' }).click()
  await expect(notice(page, '6789 was removed')).toBeVisible()
  await expect(accounts.getByRole('listitem')).toHaveCount(1)
})

test('a debit card can be added and receives an instant payout, and an invalid card is refused', async ({
  page,
  rig,
  openBalances,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 402/)
  const account = await openBalances({ balance: { usd: { available: 10_000 } } })
  await page.getByRole('button', { name: 'Add debit card' }).click()
  const number = dialog(page).getByLabel('Card number')
  const expiry = dialog(page).getByLabel('Expires')
  const add = dialog(page).getByRole('button', { name: 'Add debit card' })
  await number.fill('4000 0566 5566 5557')
  await expiry.fill('13/40')
  await add.click()
  await expect(number).toHaveAccessibleDescription('Your card number is incorrect.')
  await number.fill('4000 0566 5566 5556')
  await add.click()
  await expect(expiry).toHaveAccessibleDescription(/expiration month is invalid/)
  await expiry.fill('12/40')
  await add.click()
  await expect(notice(page, 'Visa •••• 5556 was added for USD payouts')).toBeVisible()
  await page.getByRole('button', { name: 'Instant payout' }).click()
  await dialog(page).getByLabel('To').selectOption('Visa •••• 5556')
  await dialog(page).getByRole('button', { name: 'Pay out' }).click()
  await expect(notice(page, 'to Visa •••• 5556 created')).toBeVisible()
  expect((await rig.control('GET', `/accounts/${account}/state`)).payouts).toMatchObject([
    { method: 'instant', type: 'card' },
  ])
})

test('a dialog keeps the keyboard focus and returns it to its button', async ({ page, openBalances }) => {
  await openBalances({ ...MANUAL, balance: { usd: { available: 5_000 } } })
  const button = page.getByRole('button', { name: 'Pay out' })
  await button.focus()
  await page.keyboard.press('Enter')
  await expect(dialog(page).getByLabel('Amount')).toBeFocused()
  for (let count = 0; count < 8; count += 1) {
    await page.keyboard.press('Tab')
    const isOutside = await page.evaluate(() => {
      const { activeElement } = document.querySelector('stripe-connect-balances')?.shadowRoot ?? {}
      return activeElement ? activeElement.closest('dialog') === null : false
    })
    expect(isOutside, 'focus outside the dialog').toBe(false)
  }
  await page.keyboard.press('Escape')
  await expect(dialog(page)).toHaveCount(0)
  await expect(button).toBeFocused()
  const outline = await button.evaluate((element) => getComputedStyle(element).outlineStyle)
  expect(outline, 'the focus is visible').toBe('solid')
})

test('the component has no accessibility violations and adds no landmarks for the whole page', async ({
  page,
  openBalances,
}) => {
  await openBalances({ ...MANUAL, balance: { usd: { available: 5_000 } } })
  const names = await page.getByRole('region').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))
  expect(names).toEqual(['USD balance', null])
  const violations = async () =>
    (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])
  expect(await violations()).toEqual([])
  await page.getByRole('button', { name: 'Edit schedule' }).click()
  expect(await violations()).toEqual([])
})
