import { readFile } from 'node:fs/promises'
import AxeBuilder from '@axe-core/playwright'
import { createClientSecret, openComponentHost, place, toldTo } from './support/component-host'
import { simulator } from './support/simulator'
import { expect, type Page, test } from './support/test'
import { world } from './support/world'

// Stripe's components on a bare page of some platform, with the npm loader as it is: what the stand-in promises.

const MANUAL = { payments: { payouts: { schedule: { interval: 'manual' } } } }
const ALL = {
  instant_payouts: true,
  standard_payouts: true,
  edit_payout_schedule: true,
  external_account_collection: true,
}

const newAccount = async (options: Record<string, unknown> = {}) =>
  (await simulator.createAccount({ country: 'US', profile: 'custom', ...options })).id

async function openBalances(
  page: Page,
  options: Record<string, unknown> = {},
  features: Record<string, boolean> = ALL,
) {
  const accountId = await newAccount(options)
  await openComponentHost(page, { accountId, components: { balances: features } })
  await place(page, 'balances')
  await expect(page.getByRole('group', { name: 'Balances' })).toBeVisible()
  return accountId
}

const balance = (page: Page, code: string) => page.getByRole('region', { name: `${code} balance` })
const dialog = (page: Page) => page.getByRole('dialog')
const said = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text })

test.describe('balances', () => {
  test('shows what is available, pending with its day, in transit, retained and negative, and what will arrive', async ({
    page,
  }) => {
    const id = await openBalances(page, {
      country: 'GB',
      balance: { gbp: { available: 50_000, pending: 2_000 }, eur: { available: -1_250 } },
      settings: { payments: { payouts: { minimum_balance_by_currency: { gbp: 10_000 } } } },
    })
    await expect(balance(page, 'GBP')).toContainText(/Available\s+500\.00\s+GBP/)
    await expect(balance(page, 'GBP')).toContainText(/Pending20\.00 GBP\s+available \w{3} \d+ \w{3}/)
    await expect(balance(page, 'GBP')).toContainText('Retained by the minimum balance100.00 GBP')
    await expect(balance(page, 'EUR')).toContainText(/−12\.50\s+EUR\s+Negative/)
    const upcoming = page.getByRole('group', { name: 'Upcoming payouts' })
    await expect(upcoming.getByRole('listitem').first()).toContainText(
      /arrives \w{3} \d+ \w{3} estimated\s+400\.00 GBP/,
    )
    expect((await simulator.state(id)).payouts).toEqual([])
  })

  test('pays out at once with the platform’s fee told beforehand, and only once for two clicks', async ({ page }) => {
    const id = await openBalances(page, { balance: { usd: { available: 100_000 } } })
    await page.getByRole('button', { name: 'Instant payout' }).click()
    await expect(dialog(page).getByLabel('Amount')).toHaveValue('985.00')
    await dialog(page).getByLabel('Amount').fill('197')
    await expect(dialog(page)).toContainText('To the bank197.00 USD')
    await expect(dialog(page)).toContainText('1.5% of the total3.00 USD')
    await expect(dialog(page)).toContainText('Leaves the balance200.00 USD')
    await dialog(page).getByRole('button', { name: 'Pay out 197.00 USD' }).dblclick()
    await expect(said(page, '197.00 USD is on its way')).toContainText('for a fee of 3.00 USD')
    await expect(balance(page, 'USD')).toContainText(/Available\s+800\.00\s+USD/)
    expect((await simulator.state(id)).payouts).toMatchObject([{ amount: 19_700, method: 'instant' }])
  })

  for (const [method, typed, words] of [
    ['Pay out', '', 'Enter an amount in USD.'],
    ['Pay out', '0', 'Enter an amount above zero.'],
    ['Pay out', '-5', 'Enter an amount above zero.'],
    ['Pay out', '1.234', 'USD has 2 decimals at most.'],
    ['Pay out', 'a lot', 'Enter the amount in digits, like 250.00.'],
    ['Pay out', '20000.01', 'That is more than the 20,000.00 USD there is.'],
    ['Instant payout', '0.49', 'An instant payout is at least 0.50 USD.'],
    ['Instant payout', '9999.01', 'One instant payout is at most 9,999.00 USD.'],
  ] as const) {
    test(`${method} of “${typed}” is refused at the field`, async ({ page }) => {
      const id = await openBalances(page, { settings: MANUAL, balance: { usd: { available: 2_000_000 } } })
      await page.getByRole('button', { name: method }).click()
      const amount = dialog(page).getByLabel('Amount')
      await amount.fill(typed)
      await dialog(page).getByRole('button', { name: 'Pay out' }).click()
      await expect(amount).toHaveAccessibleDescription(new RegExp(words.replaceAll('.', '\\.')))
      await expect(amount).toHaveAttribute('aria-invalid', 'true')
      await expect(amount).toBeFocused()
      expect((await simulator.state(id)).payouts).toEqual([])
    })
  }

  test('a currency without decimals takes none', async ({ page }) => {
    await openBalances(page, { country: 'JP', settings: MANUAL, balance: { jpy: { available: 5_000 } } })
    await page.getByRole('button', { name: 'Pay out' }).click()
    await dialog(page).getByLabel('Amount').fill('10.5')
    await dialog(page).getByRole('button', { name: 'Pay out' }).click()
    await expect(dialog(page).getByText('JPY has no decimals.')).toBeVisible()
  })

  for (const [why, options, words] of [
    ['country', { country: 'JP', balance: { jpy: { available: 9_000 } } }, 'not offered to accounts in Japan'],
    ['currency', { balance: { eur: { available: 9_000 } } }, 'leave in USD only'],
    ['too little', { balance: { usd: { available: 20 } } }, '0.20 USD is eligible, less than the 0.50 USD'],
    ['negative', { balance: { usd: { available: -100 } } }, 'while the balance is negative'],
    ['payouts off', { payouts_enabled: false, balance: { usd: { available: 900 } } }, 'Payouts are switched off'],
  ] as const) {
    test(`tells why there can be no instant payout: ${why}`, async ({ page }) => {
      await openBalances(page, { settings: MANUAL, ...options })
      const button = page.getByRole('button', { name: 'Instant payout' }).last()
      await expect(button).toHaveAttribute('aria-disabled', 'true')
      await expect(button).toHaveAccessibleDescription(new RegExp(words))
      await button.click({ force: true })
      await expect(dialog(page)).toHaveCount(0)
    })
  }

  test('pays out by hand only while the schedule is manual, says so otherwise, and the schedule can be changed there', async ({
    page,
  }) => {
    const id = await openBalances(page, { balance: { usd: { available: 5_000 } } })
    const button = page.getByRole('button', { name: 'Pay out' })
    await expect(button).toHaveAccessibleDescription(/set the payout schedule to manual first/)
    await page.getByRole('button', { name: 'Edit schedule' }).click()
    await dialog(page).getByRole('radio', { name: 'Weekly' }).check()
    await dialog(page).getByRole('button', { name: 'Save schedule' }).click()
    await expect(dialog(page).getByText('Choose at least one day.')).toBeVisible()
    await dialog(page).getByRole('radio', { name: 'Manual' }).check()
    await dialog(page).getByRole('button', { name: 'Save schedule' }).click()
    await expect(said(page, 'The payout schedule is now: Manual')).toBeVisible()
    expect((await simulator.settings(id)).payments.payouts.schedule).toEqual({ interval: 'manual' })
    await expect(button).not.toHaveAttribute('aria-disabled')
  })

  test('an answer that does not come leaves a payout that trying again does not make twice', async ({
    page,
    expectConsole,
  }) => {
    expectConsole.push(/status of 500/)
    const id = await openBalances(page, { settings: MANUAL, balance: { usd: { available: 50_000 } } })
    await simulator.fail(id, { path: '/connect/payouts' }, { kind: 'status', status: 500, applied: true })
    await page.getByRole('button', { name: 'Pay out' }).click()
    await dialog(page).getByLabel('Amount').fill('100')
    await dialog(page).getByRole('button', { name: 'Pay out' }).click()
    await expect(dialog(page).getByRole('alert')).toContainText('It is not known whether this was done')
    await dialog(page).getByLabel('Amount').fill('120')
    await dialog(page).getByRole('button', { name: 'Pay out' }).click()
    await expect(dialog(page).getByRole('alert')).toContainText('The first attempt may have been carried out')
    await dialog(page).getByLabel('Amount').fill('100')
    await dialog(page).getByRole('button', { name: 'Pay out' }).click()
    await expect(said(page, '100.00 USD is on its way')).toBeVisible()
    expect((await simulator.state(id)).payouts).toMatchObject([{ amount: 10_000 }])
  })

  test('adds, prefers and removes bank accounts, with Stripe’s errors at their fields', async ({
    page,
    expectConsole,
  }) => {
    expectConsole.push(/status of 400/)
    await openBalances(page)
    const accounts = page.getByRole('region', { name: 'Bank accounts', exact: true })
    await accounts.getByRole('button', { name: 'Add bank account' }).click()
    const number = dialog(page).getByLabel('Account number')
    const routing = dialog(page).getByLabel('Routing number')
    const add = dialog(page).getByRole('button', { name: 'Add bank account' })
    await add.click()
    await expect(routing).toHaveAccessibleDescription('Fill in: Routing number.')
    await number.fill('000222222227')
    await routing.fill('110000001')
    await add.click()
    await expect(routing).toHaveAccessibleDescription('The routing number is not valid.')
    await routing.fill('110000000')
    await add.click()
    await expect(said(page, '2227 was added for payouts in USD')).toBeVisible()

    await accounts.getByRole('button', { name: 'Remove STRIPE TEST BANK •••• 6789' }).click()
    await dialog(page).getByRole('button', { name: 'Remove' }).click()
    await expect(dialog(page).getByRole('alert')).toContainText('You cannot delete the default external account')
    await page.keyboard.press('Escape')
    await accounts.getByRole('button', { name: /^Make default .* 2227$/ }).click()
    await expect(said(page, '2227 is now the default for USD')).toBeVisible()
    await accounts.getByRole('button', { name: 'Remove STRIPE TEST BANK •••• 6789' }).click()
    await dialog(page).getByRole('button', { name: 'Remove' }).click()
    await expect(said(page, '6789 was removed')).toBeVisible()
    await expect(accounts.getByRole('listitem')).toHaveCount(1)
  })

  test('adds a debit card by its test number, and refuses what is none', async ({ page, expectConsole }) => {
    expectConsole.push(/status of 402/)
    const id = await openBalances(page, { balance: { usd: { available: 10_000 } } })
    await page.getByRole('button', { name: 'Add debit card' }).click()
    const number = dialog(page).getByLabel('Card number')
    const add = dialog(page).getByRole('button', { name: 'Add debit card' })
    await number.fill('4000 0566 5566 5557')
    await dialog(page).getByLabel('Expires').fill('13/40')
    await add.click()
    await expect(number).toHaveAccessibleDescription('Your card number is incorrect.')
    await number.fill('4000 0566 5566 5556')
    await add.click()
    await expect(dialog(page).getByLabel('Expires')).toHaveAccessibleDescription(/expiration month is invalid/)
    await dialog(page).getByLabel('Expires').fill('12/40')
    await add.click()
    await expect(said(page, 'Visa •••• 5556 was added for payouts in USD')).toBeVisible()
    await page.getByRole('button', { name: 'Instant payout' }).click()
    await dialog(page).getByLabel('To').selectOption('Visa •••• 5556')
    await dialog(page).getByRole('button', { name: 'Pay out' }).click()
    await expect(said(page, 'on its way to Visa •••• 5556')).toBeVisible()
    expect((await simulator.state(id)).payouts).toMatchObject([{ method: 'instant', type: 'card' }])
  })

  test('can be used by keyboard alone: focus goes into a dialog, stays there, and comes back', async ({ page }) => {
    await openBalances(page, { settings: MANUAL, balance: { usd: { available: 5_000 } } })
    const button = page.getByRole('button', { name: 'Pay out' })
    await button.focus()
    await page.keyboard.press('Enter')
    await expect(dialog(page).getByLabel('Amount')).toBeFocused()
    for (let count = 0; count < 8; count++) {
      await page.keyboard.press('Tab')
      const outside = await page.evaluate(() => {
        const { activeElement } = document.querySelector('stripe-connect-balances')?.shadowRoot ?? {}
        return activeElement ? activeElement.closest('dialog') === null : false
      })
      expect(outside, 'Tab does not leave the dialog for what lies under it').toBe(false)
    }
    await page.keyboard.press('Escape')
    await expect(dialog(page)).toHaveCount(0)
    await expect(button).toBeFocused()
    const outline = await button.evaluate((element) => getComputedStyle(element).outlineStyle)
    expect(outline, 'the focus can be seen').toBe('solid')
  })
})

test.describe('where Stripe collects requirements', () => {
  const STRIPE_COLLECTS = { profile: 'no_dashboard', settings: MANUAL, balance: { usd: { available: 50_000 } } }

  test('money moves only after the holder has signed in, in a window of Stripe’s', async ({ page }) => {
    const id = await openBalances(page, STRIPE_COLLECTS, {})
    const opened = page.waitForEvent('popup')
    await page.getByRole('button', { name: 'Pay out' }).click()
    const popup = await opened
    await expect(dialog(page)).toContainText('Finish signing in in the window')
    await popup.getByRole('button', { name: 'Sign in as the account holder' }).click()
    await dialog(page).getByRole('button', { name: 'Pay out 500.00 USD' }).click()
    await expect(said(page, '500.00 USD is on its way')).toBeVisible()
    expect((await simulator.state(id)).payouts).toHaveLength(1)

    await page.getByRole('button', { name: 'Add funds' }).click()
    await dialog(page).getByLabel('Amount').fill('25')
    await dialog(page).getByRole('button', { name: 'Add funds' }).click()
    await expect(said(page, '25.00 USD was added'), 'one sign-in is enough for the session').toBeVisible()
  })

  test('who closes the window has changed nothing', async ({ page }) => {
    await openBalances(page, STRIPE_COLLECTS, {})
    const opened = page.waitForEvent('popup')
    await page.getByRole('button', { name: 'Edit schedule' }).click()
    const popup = await opened
    await expect(popup.getByRole('button', { name: 'Sign in as the account holder' })).toBeEnabled()
    await popup.close()
    await expect(dialog(page)).toHaveCount(0)
    await expect(page.getByRole('button', { name: 'Edit schedule' })).toBeFocused()
  })

  test('a blocked window is told as such, with what to do, and can be opened again', async ({ page }) => {
    await openBalances(page, STRIPE_COLLECTS, {})
    await page.evaluate(() => {
      const open = window.open
      window.open = () => {
        window.open = open
        return null
      }
    })
    await page.getByRole('button', { name: 'Add bank account' }).click()
    await expect(dialog(page).getByRole('heading')).toHaveText('The sign-in window was blocked')
    await expect(dialog(page).getByRole('alert')).toContainText('Allow pop-up windows for this site')
    expect(await toldTo(page, 'OnLoadError')).toMatchObject([{ error: { type: 'authentication_error' } }])
    const opened = page.waitForEvent('popup')
    await dialog(page).getByRole('button', { name: 'Open the sign-in window' }).click()
    await (await opened).getByRole('button', { name: 'Sign in as the account holder' }).click()
    await expect(dialog(page).getByLabel('Account number')).toBeVisible()
  })

  test('a window that the page’s Cross-Origin-Opener-Policy cuts off is told as such, on both sides', async ({
    page,
  }) => {
    const accountId = await newAccount(STRIPE_COLLECTS)
    const headers = { 'cross-origin-opener-policy': 'same-origin' }
    await openComponentHost(page, { accountId, components: { balances: {} }, headers })
    await place(page, 'balances')
    const opened = page.context().waitForEvent('page')
    await page.getByRole('button', { name: 'Pay out' }).click()
    const popup = await opened
    await expect(popup.getByRole('alert').filter({ hasText: 'lost the page that opened it' })).toBeVisible()
    await expect(popup.getByRole('button', { name: 'Sign in as the account holder' })).toBeDisabled()
    await expect(dialog(page).getByRole('heading')).toHaveText('The sign-in window was cut off')
    await expect(dialog(page).getByRole('alert')).toContainText('Cross-Origin-Opener-Policy')
    expect((await simulator.state(accountId)).payouts).toEqual([])
  })
})

test.describe('the other components', () => {
  /** Twelve payouts by hand; half an hour later the instant ones have arrived, but the clock is everybody's. */
  async function accountWithPayouts() {
    const accountId = await newAccount({ settings: MANUAL, balance: { usd: { available: 100_000 } } })
    const payouts: { id: string }[] = []
    for (let count = 1; count <= 12; count++) {
      const answer = await fetch(`${world.simulatorUrl}/v1/payouts`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${process.env.STRIPE_SECRET_KEY ?? 'sk_test_simulator'}`,
          'stripe-version': '2026-10-28.endive',
          'stripe-account': accountId,
        },
        body: new URLSearchParams({ amount: String(count * 100), currency: 'usd' }),
      })
      payouts.push((await answer.json()) as { id: string })
    }
    return { accountId, payouts }
  }

  test('payouts: the balance and the list, on one session', async ({ page }) => {
    const { accountId } = await accountWithPayouts()
    const host = await openComponentHost(page, { accountId, components: { payouts: ALL, payouts_list: {} } })
    await place(page, 'payouts')
    await place(page, 'payouts-list')
    const payouts = page.locator('stripe-connect-payouts')
    await expect(payouts.getByRole('region', { name: 'USD balance' })).toContainText('922.00')
    await expect(payouts.getByRole('table', { name: 'Payouts' }).getByRole('row')).toHaveCount(11)
    await expect(page.locator('stripe-connect-payouts-list').getByRole('table')).toBeVisible()
    expect(host.secrets).toBe(1)
    await payouts.getByRole('button', { name: 'Pay out' }).click()
    await dialog(page).getByLabel('Amount').fill('7.77')
    await dialog(page).getByRole('button', { name: 'Pay out' }).click()
    await expect(page.locator('stripe-connect-payouts-list').getByRole('row').nth(1)).toContainText('7.77 USD')
  })

  test('payouts-list: pages, filters, details and CSV', async ({ page }) => {
    const { accountId, payouts } = await accountWithPayouts()
    await openComponentHost(page, { accountId, components: { payouts_list: {} } })
    await place(page, 'payouts-list')
    await expect(page.getByText('1–10 of 12 payouts')).toBeVisible()
    await page.getByRole('button', { name: 'Next' }).click()
    await expect(page.getByText('11–12 of 12 payouts')).toBeVisible()
    await expect(page.getByRole('row').last()).toContainText('1.00 USD')
    await page.getByRole('button', { name: 'Previous' }).click()
    await page.getByLabel('Status').selectOption('Paid')
    await expect(page.getByText('No payout is like this.')).toBeVisible()
    await page.getByRole('button', { name: 'Show all' }).click()
    await page.getByLabel('Arrives from').fill('2000-01-01')
    await expect(page.getByText('1–10 of 12 payouts')).toBeVisible()
    await page.getByLabel('Arrives until').fill('2000-01-02')
    await expect(page.getByText('No payout is like this.')).toBeVisible()
    await page.getByRole('button', { name: 'Show all' }).click()

    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export CSV' }).click()
    const lines = (await readFile(await (await download).path(), 'utf8')).trim().split('\r\n')
    expect(lines).toHaveLength(13)
    expect(lines[0]).toContain('"id","created","arrival_date","amount","currency"')
    expect(lines[1]).toContain(`"${payouts.at(-1)?.id}"`)
    expect(lines[1]).toContain('"12.00","usd"')

    await page.getByRole('row').nth(1).getByRole('button').click()
    await expect(dialog(page).getByRole('heading', { name: 'Payout' })).toBeVisible()
    await expect(dialog(page)).toContainText('Amount12.00 USD')
  })

  test('payout-details: an overlay for one payout, and nothing for an id that is none', async ({
    page,
    expectConsole,
  }) => {
    expectConsole.push(/status of 404/)
    const { accountId, payouts } = await accountWithPayouts()
    await openComponentHost(page, { accountId, components: { payout_details: {} } })
    await place(page, 'payout-details', { Payout: payouts[0]?.id }, ['OnClose'])
    await expect(dialog(page)).toContainText('Amount1.00 USD')
    await dialog(page).getByRole('button', { name: 'Close' }).click()
    await expect.poll(() => toldTo(page, 'OnClose')).toHaveLength(1)
    await page.evaluate(() => document.querySelector('stripe-connect-payout-details')?.remove())
    const asked = page.waitForResponse((answer) => answer.status() === 404)
    await place(page, 'payout-details', { Payout: 'po_nobody' })
    await asked
    await expect(dialog(page)).toHaveCount(0)
    expect(await page.locator('stripe-connect-payout-details').boundingBox()).toMatchObject({ height: 0 })
    expect(await toldTo(page, 'OnLoadError')).toEqual([])
  })

  test('instant-payouts-promotion: tells whether it shows, and of the payout it made', async ({ page }) => {
    const accountId = await newAccount({ balance: { usd: { available: 10_000 } } })
    const listeners = ['OnInstantPayoutsPromotionLoaded', 'OnInstantPayoutCreated']
    const components = { instant_payouts_promotion: { instant_payouts: true } }
    await openComponentHost(page, { accountId, components })
    await place(page, 'instant-payouts-promotion', {}, listeners)
    await expect(page.getByRole('heading', { name: '98.50 USD within minutes' })).toBeVisible()
    expect(await toldTo(page, 'OnInstantPayoutsPromotionLoaded')).toEqual([{ promotionShown: true }])
    await page.getByRole('button', { name: 'Instant payout' }).click()
    await dialog(page).getByRole('button', { name: 'Pay out 98.50 USD' }).click()
    await expect.poll(async () => (await simulator.state(accountId)).payouts.length).toBe(1)
    const [payout] = (await simulator.state(accountId)).payouts
    await expect.poll(() => toldTo(page, 'OnInstantPayoutCreated')).toEqual([{ payoutId: payout?.id }])
    await expect
      .poll(() => toldTo(page, 'OnInstantPayoutsPromotionLoaded'))
      .toEqual([{ promotionShown: true }, { promotionShown: false }])
  })

  test('instant-payouts-promotion: shows nothing where its session does not allow instant payouts', async ({
    page,
  }) => {
    const accountId = await newAccount({ balance: { usd: { available: 10_000 } } })
    await openComponentHost(page, { accountId, components: { instant_payouts_promotion: { instant_payouts: false } } })
    await place(page, 'instant-payouts-promotion', {}, ['OnInstantPayoutsPromotionLoaded'])
    await expect.poll(() => toldTo(page, 'OnInstantPayoutsPromotionLoaded')).toEqual([{ promotionShown: false }])
    await expect(page.getByRole('button')).toHaveCount(0)
  })

  test('notification-banner: tells how much there is to do, and what', async ({ page }) => {
    const accountId = await newAccount({ currently_due: ['external_account', 'individual.verification.document'] })
    await openComponentHost(page, { accountId, components: { notification_banner: {} } })
    await place(page, 'notification-banner', {}, ['OnNotificationsChange'])
    await expect(page.getByRole('heading', { name: 'Details are needed' })).toBeVisible()
    expect(await toldTo(page, 'OnNotificationsChange')).toEqual([{ total: 2, actionRequired: 2 }])
    const only = { CollectionOptions: { fields: 'currently_due', requirements: { only: ['external_account'] } } }
    await place(page, 'notification-banner', only, ['OnNotificationsChange'])
    await expect.poll(() => toldTo(page, 'OnNotificationsChange')).toContainEqual({ total: 1, actionRequired: 1 })
  })

  test('notification-banner: takes no room where there is nothing to do, and says so', async ({ page }) => {
    await openComponentHost(page, { accountId: await newAccount(), components: { notification_banner: {} } })
    await place(page, 'notification-banner', {}, ['OnNotificationsChange'])
    await expect.poll(() => toldTo(page, 'OnNotificationsChange')).toEqual([{ total: 0, actionRequired: 0 }])
    expect(await page.locator('stripe-connect-notification-banner').boundingBox()).toMatchObject({ height: 0 })
  })

  for (const tag of ['payouts', 'payouts-list', 'notification-banner', 'instant-payouts-promotion']) {
    test(`${tag} is refused by a session that does not enable it, and says so`, async ({ page }) => {
      await openComponentHost(page, { accountId: await newAccount(), components: { balances: ALL } })
      await place(page, tag)
      await expect(page.getByRole('heading', { name: 'Stripe refused this component' })).toBeVisible()
      expect(await toldTo(page, 'OnLoadError')).toMatchObject([
        { elementTagName: tag, error: { type: 'invalid_request_error' } },
      ])
    })
  }

  test('all of them together are free of accessibility violations, and add no landmark that the host has', async ({
    page,
  }) => {
    const { accountId } = await accountWithPayouts()
    const promotion = { instant_payouts: true, external_account_collection: true }
    const components = {
      payouts: ALL,
      payouts_list: {},
      instant_payouts_promotion: promotion,
    }
    await openComponentHost(page, { accountId, components })
    for (const tag of ['instant-payouts-promotion', 'payouts', 'payouts-list']) {
      await place(page, tag)
    }
    await expect(page.getByRole('region', { name: 'Bank accounts', exact: true })).toBeVisible()
    const names = await page.getByRole('region').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))
    expect(names).toEqual(['USD balance', null])
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
    await page.getByRole('button', { name: 'Edit schedule' }).click()
    const inDialog = await new AxeBuilder({ page }).analyze()
    expect(inDialog.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  })
})

test.describe('the instance', () => {
  test('all 92 appearance variables reach the component and are used by it', async ({ page }) => {
    const types = await readFile('node_modules/@stripe/connect-js/dist/exportedTypes/shared.d.ts', 'utf8')
    const declared = /AppearanceVariables = \{([\s\S]*?)\n\};/.exec(types)?.[1] ?? ''
    const names = [...declared.matchAll(/^\s{4}(\w+)\?:/gm)].map(([, name]) => name ?? '')
    expect(names).toHaveLength(92)
    const variables = Object.fromEntries(names.map((name, index) => [name, `${index + 1}px`]))
    const accountId = await newAccount({ balance: { usd: { available: 10_000 } } })
    await openComponentHost(page, { accountId, components: { balances: ALL }, params: { appearance: { variables } } })
    await place(page, 'balances')
    await expect(balance(page, 'USD')).toBeVisible()
    const reached = await page.evaluate((all) => {
      const element = document.querySelector('stripe-connect-balances')
      if (!element?.shadowRoot) return []
      const root = element.shadowRoot.querySelector('.root')
      if (!root) return []
      const rules = element.shadowRoot.adoptedStyleSheets
        .flatMap((sheet) => [...sheet.cssRules])
        .map((rule) => rule.cssText)
        .join('\n')
      const style = getComputedStyle(root)
      return all
        .filter(
          (name) => style.getPropertyValue(`--c-${name}`) !== '' && new RegExp(`var\\(--c-${name}[,)]`).test(rules),
        )
        .map((name) => [name, style.getPropertyValue(`--c-${name}`)])
    }, names)
    expect(Object.fromEntries(reached)).toEqual(variables)
  })

  test('update() changes colours, overlays and locale while the component stands, with no new session', async ({
    page,
  }) => {
    const accountId = await newAccount({ settings: MANUAL, balance: { usd: { available: 1_234_567 } } })
    const host = await openComponentHost(page, {
      accountId,
      components: { balances: ALL },
      params: { locale: 'en-US' },
    })
    await place(page, 'balances')
    await expect(balance(page, 'USD')).toContainText('12,345.67')
    await page.evaluate(() =>
      window.instance.update({
        locale: 'de-DE',
        appearance: { overlays: 'drawer', variables: { colorPrimary: '#aa0033', fontSizeBase: '20px' } },
        displayOptions: { showObjectIds: true },
        somethingNew: true,
      }),
    )
    await expect(balance(page, 'USD')).toContainText('12.345,67')
    await expect(page.getByText(/^ba_/)).toBeVisible()
    const button = page.getByRole('button', { name: 'Pay out' })
    await expect(button).toHaveCSS('background-color', 'rgb(170, 0, 51)')
    await expect(button).toHaveCSS('font-size', '17.5px')
    await button.click()
    await expect(dialog(page)).toHaveClass('drawer')
    await dialog(page).getByLabel('Amount').fill('1.000,50')
    await expect(dialog(page).getByRole('button', { name: 'Pay out 1.000,50 USD' })).toBeVisible()
    expect(host.secrets).toBe(1)
  })

  test('fonts are accepted, and one that cannot be had harms nothing', async ({ page }) => {
    const accountId = await newAccount({ balance: { usd: { available: 100 } } })
    const fonts = [{ family: 'Nowhere', src: 'url(data:font/woff2;base64,AAAA)', weight: '400' }]
    const warned = page.waitForEvent('console', (message) => message.text().includes('could not load a font'))
    await openComponentHost(page, { accountId, components: { balances: {} }, params: { fonts } })
    await place(page, 'balances')
    await expect(balance(page, 'USD')).toBeVisible()
    expect((await warned).type()).toBe('warning')
  })

  test('a secret serves once: a second instance with the same one is refused and says why', async ({
    page,
    expectConsole,
  }) => {
    expectConsole.push(/status of 401/)
    const options = { accountId: await newAccount(), components: { balances: ALL } }
    const secret = await createClientSecret(options)
    const host = await openComponentHost(page, options)
    host.fetchSecret = async () => secret
    await page.evaluate(() => window.initialize({}))
    await place(page, 'balances')
    await expect(balance(page, 'USD')).toBeVisible()
    await page.evaluate(() => window.initialize({}))
    await place(page, 'balances')
    await expect(page.getByText('This client secret was already used.')).toBeVisible()
    expect(await toldTo(page, 'OnLoadError')).toHaveLength(1)
  })

  test('logout() ends the session at Stripe and empties every component for good', async ({ page }) => {
    const accountId = await newAccount()
    await openComponentHost(page, { accountId, components: { balances: ALL, payouts_list: {} } })
    await place(page, 'balances')
    await place(page, 'payouts-list')
    await expect(balance(page, 'USD')).toBeVisible()
    await page.evaluate(() => window.instance.logout())
    await expect(balance(page, 'USD')).toHaveCount(0)
    const requests = await simulator.requests(accountId)
    expect(requests.at(-1)).toMatchObject({ path: '/connect/logout', status: 200 })
    await place(page, 'balances')
    // Asked after the component has had its turn: what it had sent would have been on record by this answer.
    await page.evaluate((health) => fetch(health, { mode: 'no-cors' }), `${world.simulatorUrl}/_sim/health`)
    await expect(page.getByRole('group')).toHaveCount(0)
    expect((await simulator.requests(accountId)).length).toBe(requests.length)
  })
})
