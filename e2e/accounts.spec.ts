import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { storeAccounts, storedEntriesOf } from './support/database'
import { simulator } from './support/simulator'
import { expect, type Page, test } from './support/test'

/** A prefix that no other test's names have. */
const ownPrefix = () => `Zz${randomUUID().slice(0, 8)}`

const rows = (page: Page) => page.getByRole('table').getByRole('rowheader').getByRole('link')
const search = async (page: Page, text: string) => {
  await page.getByRole('searchbox', { name: 'Search' }).fill(text)
  await expect(page).toHaveURL((url) => url.searchParams.get('q') === text)
}

test('home, the list, its search and its filters make no Stripe request', async ({ page, createAccount, signInAs }) => {
  const prefix = ownPrefix()
  const accounts = [await createAccount({ name: `${prefix} one` }), await createAccount({ name: `${prefix} two` })]
  await signInAs('viewer')
  const requests = async () => [
    await simulator.platformRequests(),
    ...(await Promise.all(accounts.map(({ id }) => simulator.requests(id)))),
  ]
  const before = await requests()

  await page.goto('/')
  await expect(page.getByRole('region', { name: 'Expected payouts' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Sync' }), 'only admins sync').toHaveCount(0)
  await page.getByRole('navigation', { name: 'Accounts by state' }).getByRole('link', { name: 'Waiting' }).click()
  await expect(page).toHaveURL('/accounts?state=waiting')

  await page.goto('/accounts')
  await expect(page.getByRole('button', { name: 'Sync' }), 'only admins sync').toHaveCount(0)
  await search(page, prefix)
  await expect(rows(page)).toHaveText([`${prefix} one`, `${prefix} two`])
  await page.getByRole('link', { name: 'Payouts enabled' }).click()
  await expect(page).toHaveURL(/payouts=enabled/)
  await rows(page).first().hover()
  await page.goBack()
  await expect(page).not.toHaveURL(/payouts=enabled/)
  await expect(rows(page)).toHaveCount(2)
  expect(await requests()).toEqual(before)
})

test('search finds an account by the beginning of its name, email or ID', { tag: '@postgres' }, async ({
  page,
  createAccount,
  signInAs,
}) => {
  const prefix = ownPrefix()
  const email = `${prefix.toLowerCase()}.shop@mail.example`
  const account = await createAccount({ name: `${prefix} Bakery`, email })
  await signInAs('operator')
  await page.goto('/accounts')
  for (const typed of [prefix.toUpperCase(), email.slice(0, 14), account.id, account.id.slice(0, -1)]) {
    await search(page, typed)
    await expect(page).toHaveURL(new RegExp(`q=${encodeURIComponent(typed)}(&|$)`))
    await expect(rows(page)).toHaveText([account.name])
    await expect(page.getByRole('searchbox', { name: 'Search' })).toHaveValue(typed)
  }
  await search(page, 'Bakery of nobody')
  await expect(page.getByText('No matching accounts')).toBeVisible()
  await search(page, account.name.slice(4))
  await expect(page.getByText('No matching accounts'), 'the middle of a name is not its beginning').toBeVisible()
  await page.getByRole('link', { name: 'Clear filters' }).click()
  await expect(page).toHaveURL('/accounts')
  await expect(rows(page).first()).toBeVisible()
})

test('a search follows what is typed, and what comes during a search stays in the field', async ({
  page,
  signInAs,
}) => {
  const [first, second] = [ownPrefix(), ownPrefix()]
  await signInAs('viewer')
  await page.goto('/accounts')
  const field = page.getByRole('searchbox', { name: 'Search' })
  const [asked, answered] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  await page.route(
    (url) => url.searchParams.get('q') === first,
    async (route) => {
      asked.resolve()
      await answered.promise
      await route.continue()
    },
  )
  await field.fill(first)
  await asked.promise
  await field.fill(second)
  answered.resolve()
  await expect(page).toHaveURL(`/accounts?q=${second}`)
  await expect(field).toHaveValue(second)
  await page.getByRole('link', { name: 'Accounts', exact: true }).click()
  await expect(page).toHaveURL('/accounts')
  await expect(field).toHaveValue('')
})

test('an invalid URL parameter shows a list or an empty list, never an error', async ({ page, signInAs }) => {
  await signInAs('viewer')
  for (const query of [
    'q=%00',
    'q=%25',
    `q=${'x'.repeat(500)}`,
    'q=a&q=b',
    'after=acct_nobody&sort=oldest&country=xx',
  ]) {
    const answer = await page.goto(`/accounts?${query}`)
    expect(answer?.status()).toBe(200)
    await expect(page.getByRole('heading', { name: 'Accounts' })).toBeVisible()
  }
})

test('filters are in the URL, so reload, Back and a shared link show the same list', { tag: '@postgres' }, async ({
  page,
  createAccount,
  signInAs,
}) => {
  const prefix = ownPrefix()
  const manual = { settings: { payments: { payouts: { schedule: { interval: 'manual' } } } } }
  await createAccount({ name: `${prefix} daily on` })
  await createAccount({ name: `${prefix} manual on`, ...manual })
  await createAccount({ name: `${prefix} manual off`, ...manual, payouts_enabled: false, country: 'DE' })
  await createAccount({ name: `${prefix} negative`, balance: { usd: { available: -12_345 } } })
  await signInAs('admin')
  await page.goto(`/accounts?q=${prefix}`)
  await expect(rows(page)).toHaveCount(4)
  const filters = page.getByRole('navigation', { name: 'Filters' })
  await filters.getByRole('link', { name: 'Manual' }).click()
  await expect(rows(page)).toHaveText([`${prefix} manual off`, `${prefix} manual on`])
  await filters.getByRole('link', { name: 'Payouts disabled' }).click()
  await expect(rows(page)).toHaveText([`${prefix} manual off`])
  await expect(page).toHaveURL(`/accounts?q=${prefix}&payouts=disabled&schedule=manual`)
  await page.reload()
  await expect(rows(page)).toHaveText([`${prefix} manual off`])
  await expect(filters.locator('[aria-current]')).toHaveText([/^Payouts disabled/, /^Manual/])
  await filters.getByRole('link', { name: 'Payouts disabled' }).click()
  await expect(rows(page)).toHaveCount(2)
  await page.goBack()
  await expect(rows(page)).toHaveText([`${prefix} manual off`])

  await page.goto(`/accounts?q=${prefix}`)
  await filters.getByRole('link', { name: 'Negative balance' }).click()
  await expect(rows(page)).toHaveText([`${prefix} negative`])
  await expect(page.getByRole('table')).toContainText('negative −123.45 USD')

  await page.goto(`/accounts?q=${prefix}`)
  await page.getByText('More filters').click()
  await page.getByRole('combobox', { name: 'Country' }).selectOption('DE')
  await expect(page).toHaveURL(/country=DE/)
  await expect(rows(page)).toHaveText([`${prefix} manual off`])
})

test('pages have no gaps, and their links show the same accounts while new ones arrive', { tag: '@postgres' }, async ({
  page,
  signInAs,
}) => {
  const prefix = ownPrefix()
  const names = Array.from({ length: 120 }, (_, index) => `${prefix} ${String(index).padStart(3, '0')}`)
  await storeAccounts(names.map((name) => ({ id: `acct_${randomUUID().replaceAll('-', '')}`, name })))
  await signInAs('viewer')
  await page.goto(`/accounts?q=${prefix}`)
  await expect(rows(page)).toHaveText(names.slice(0, 50))
  await expect(page.getByRole('link', { name: 'Previous' })).toHaveCount(0)
  await page.getByRole('link', { name: 'Next', exact: true }).click()
  await expect(rows(page)).toHaveText(names.slice(50, 100))
  const second = page.url()

  await storeAccounts([{ id: `acct_${randomUUID().replaceAll('-', '')}`, name: `${prefix} 000 newcomer` }])
  await page.goto(second)
  await expect(rows(page)).toHaveText(names.slice(50, 100))
  await page.getByRole('link', { name: 'Next', exact: true }).click()
  await expect(rows(page)).toHaveText(names.slice(100))
  await expect(page.getByRole('link', { name: 'Next', exact: true })).toHaveCount(0)
  await page.getByRole('link', { name: 'Previous' }).click()
  await expect(rows(page)).toHaveText(names.slice(50, 100))
})

test('selected accounts are exported as a file, and the record says which', async ({ page, signInAs }) => {
  const prefix = ownPrefix()
  const accounts = ['a', 'b', 'c'].map((name) => ({
    id: `acct_${randomUUID().replaceAll('-', '')}`,
    name: `${prefix} ${name}`,
  }))
  await storeAccounts(accounts)
  const person = await signInAs('viewer')
  await page.goto(`/accounts?q=${prefix}`)
  await page.getByRole('checkbox', { name: 'Select all accounts on this page' }).check()
  await expect(page.getByText('3 selected')).toBeVisible()
  await page.getByRole('checkbox', { name: `${prefix} b` }).uncheck()
  await expect(page.getByText('2 selected')).toBeVisible()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export selected' }).click()
  const file = await readFile(await (await download).path(), 'utf8')
  expect(
    file
      .split('\r\n')
      .slice(1, -1)
      .map((line) => line.split(',')[0]),
  ).toEqual([accounts[0]?.id, accounts[2]?.id])
  await expect(page).toHaveURL(/q=Zz/)
  const [entry] = await storedEntriesOf(person)
  expect(entry?.type).toBe('accounts.exported')
  expect(JSON.parse(entry?.details ?? '').accountIds).toEqual([accounts[0]?.id, accounts[2]?.id])
  await page.getByRole('button', { name: 'Clear selection' }).click()
  await expect(page.getByText('2 selected')).toBeHidden()
})

test('a list with its columns is saved as a view under a name, and one that is shared is there for other people', async ({
  page,
  signInAs,
}) => {
  const name = ownPrefix()
  await signInAs('operator')
  await page.goto('/accounts?schedule=manual&sort=created')
  await page.getByRole('button', { name: 'Columns' }).click()
  for (const column of ['Next payout', 'Schedule', 'Delay', 'Country', 'ID'])
    await page.getByRole('checkbox', { name: column, exact: true }).uncheck()
  await page.getByRole('button', { name: 'Apply', exact: true }).click()
  await expect(page.getByRole('columnheader').filter({ hasText: /\w/ })).toHaveText([
    ...['Account', 'State', 'Available', 'Requirements'].map((header) => new RegExp(header)),
    /Created/,
  ])
  await page.getByRole('button', { name: 'Save view' }).click()
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByRole('checkbox', { name: 'Share with everybody on the staff' }).check()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('View saved')).toBeVisible()
  await expect(page.getByRole('link', { name })).toHaveAttribute('aria-current', 'true')

  await signInAs('viewer')
  await page.goto('/accounts')
  await page.getByRole('navigation', { name: 'Saved views' }).getByRole('link', { name }).click()
  await expect(page).toHaveURL(
    '/accounts?schedule=manual&sort=created&columns=state%2Cavailable%2Crequirements%2Ccreated',
  )
  await expect(page.getByRole('button', { name: 'Delete view' }), 'it is another person’s').toHaveCount(0)
})

test('arrow keys move between accounts and Enter opens one', async ({ page, createAccount, signInAs }) => {
  const prefix = ownPrefix()
  const [first, second] = [await createAccount({ name: `${prefix} a` }), await createAccount({ name: `${prefix} b` })]
  await signInAs('viewer')
  await page.goto(`/accounts?q=${prefix}`)
  await page.getByRole('link', { name: first.name }).focus()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('link', { name: second.name })).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(page.getByRole('link', { name: first.name })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`/accounts/${second.id}`)
  await expect(page.getByRole('heading', { level: 1, name: second.name })).toBeVisible()
  await expect(page).toHaveTitle(`${second.name} · Overview · Spillway`)
})

test('a click anywhere in a row opens it, and the copy button only copies', async ({
  page,
  context,
  createAccount,
  signInAs,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const account = await createAccount({ name: ownPrefix() })
  await signInAs('viewer')
  await page.goto(`/accounts?q=${account.name}`)
  await page.getByRole('button', { name: `Copy ${account.id}` }).click()
  await expect(page.getByRole('button', { name: `Copy ${account.id}` })).toHaveText('Copied')
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(account.id)
  await expect(page).toHaveURL(/\/accounts\?/)
  // With the mouse, because the row's link covers the cell.
  const box = await page.getByRole('cell', { name: 'Daily' }).boundingBox()
  if (!box) throw new Error('The row is not in view.')
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
  await expect(page).toHaveURL(`/accounts/${account.id}`)
})

test('no column of the list lies beyond its edge, however wide the window is', async ({
  page,
  createAccount,
  signInAs,
}) => {
  await createAccount({ name: 'A very long name of a shop that sells many things to many people everywhere GmbH & Co' })
  await signInAs('viewer')
  await page.goto('/accounts')
  const overhang = () =>
    rows(page)
      .first()
      .evaluate((row) => {
        const table = row.closest('table')
        return (table?.scrollWidth ?? 0) - (table?.parentElement?.clientWidth ?? 0)
      })
  for (const width of [390, 768, 900, 970, 1040, 1110, 1240, 1410, 1440, 1560, 1920]) {
    await page.setViewportSize({ width, height: 900 })
    expect(await overhang(), `${width} px`).toBeLessThanOrEqual(0)
  }
})
