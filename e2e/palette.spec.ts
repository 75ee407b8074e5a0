import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from './support/test'

const palette = (page: Page) => page.getByRole('dialog', { name: 'Find an account, a payout or a page' })
const field = (page: Page) => palette(page).getByRole('combobox')
const button = (page: Page) => page.getByRole('button', { name: 'Find' })

/** Before the page's script has come, nothing listens to a key. */
const listens = (page: Page) => expect(button(page)).toHaveAttribute('aria-keyshortcuts', 'Control+K Meta+K')

test('an account is found and opened with the keyboard alone, from any staff page', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount()
  await signInAs('viewer')
  await page.goto('/audit')
  await listens(page)
  await page.keyboard.press('Control+k')
  await expect(field(page)).toBeFocused()
  await page.keyboard.type(account.name)
  const option = palette(page).getByRole('option', { name: account.name })
  await expect(option).toHaveAttribute('aria-selected', 'true')
  await expect(palette(page).getByRole('status')).toHaveText('1 found')
  const { violations } = await new AxeBuilder({ page }).include('dialog').analyze()
  expect(violations.map(({ id, help }) => `${id}: ${help}`)).toEqual([])
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/accounts/${account.id}$`))
  await expect(palette(page)).toBeHidden()
})

test('Escape closes the palette, opens nothing, and gives the focus back', async ({ page, signInAs }) => {
  await signInAs('viewer')
  await page.goto('/payouts')
  await listens(page)
  await button(page).click()
  await expect(field(page)).toBeFocused()
  await page.keyboard.type('acc')
  await expect(palette(page).getByRole('option', { name: 'Accounts', exact: false }).first()).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(palette(page)).toBeHidden()
  await expect(button(page)).toBeFocused()
  expect(new URL(page.url()).pathname).toBe('/payouts')
})

test('g and a letter go to a page, unless somebody types or has switched single keys off', async ({
  page,
  signInAs,
}) => {
  await signInAs('viewer')
  await page.goto('/accounts')
  await listens(page)
  await page.getByRole('searchbox').fill('g')
  await page.keyboard.type('p?')
  await expect(page.getByRole('searchbox')).toHaveValue('gp?')
  await page.getByRole('heading', { level: 1 }).click()
  await page.keyboard.press('g')
  await page.keyboard.press('p')
  await expect(page).toHaveURL(/\/payouts/)
  await page.keyboard.press('?')
  const shortcuts = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await shortcuts.getByLabel('Single-key shortcuts').uncheck()
  await page.keyboard.press('Escape')
  await expect(shortcuts).toBeHidden()
  await page.keyboard.press('g')
  await page.keyboard.press('a')
  await page.keyboard.press('?')
  await page.keyboard.press('Control+k')
  await expect(field(page)).toBeFocused()
  expect(new URL(page.url()).pathname).toBe('/payouts')
})

test('a page of somebody who is signed out in the meantime says so', async ({ page, signInAs }) => {
  await signInAs('viewer')
  await page.goto('/accounts')
  await listens(page)
  await page.keyboard.press('Control+k')
  await page.context().clearCookies()
  await field(page).fill('shop')
  await expect(palette(page).getByRole('status')).toContainText('You are signed out')
})

test('Enter never opens what an earlier text found, however slow the next answer is', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const [first, second] = [await createAccount(), await createAccount()]
  await signInAs('viewer')
  await page.goto('/accounts')
  await listens(page)
  await page.keyboard.press('Control+k')
  await field(page).fill(first.name)
  await expect(palette(page).getByRole('option', { name: first.name })).toBeVisible()
  const { promise: held, resolve: answer } = Promise.withResolvers<void>()
  await page.route('**/api/find?*', async (route) => {
    await held
    await route.continue()
  })
  await field(page).fill(second.name)
  await page.keyboard.press('Enter')
  await expect(palette(page).getByRole('status')).toHaveText('Searching…')
  expect(new URL(page.url()).pathname).toBe('/accounts')
  answer()
  await expect(palette(page).getByRole('option', { name: second.name })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/accounts/${second.id}$`))
})
