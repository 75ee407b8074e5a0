import { storedEntries } from './support/database'
import { expect, test } from './support/test'

test('a person who is removed is out with the next request, and nobody but an admin sees people', async ({
  page,
  browser,
  signInAs,
}) => {
  const theirs = await (await browser.newContext()).newPage()
  const viewer = await signInAs('viewer', { page: theirs })
  await theirs.goto('/accounts')
  await expect(
    theirs.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'People', exact: true }),
  ).toHaveCount(0)
  expect((await theirs.request.get('/people')).status()).toBe(404)

  await signInAs('admin')
  await page.goto(`/people/${viewer.personId}`)
  await page.getByLabel('Role', { exact: true }).selectOption('Not staff')
  await page.getByRole('button', { name: 'Save role' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Role saved' })).toBeVisible()
  await expect(page.getByText('Not signed in anywhere.')).toBeVisible()
  await theirs.reload()
  await expect(theirs).toHaveURL(/\/sign-in/)
})

test('an owner removes another one, who is out with the next request, and the last one can’t leave', async ({
  page,
  browser,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount()
  const theirs = await (await browser.newContext()).newPage()
  const other = await signInAs('owner', { accounts: [account], page: theirs })
  await theirs.goto('/balance')
  await expect(theirs.getByRole('heading', { level: 1 })).toHaveText(account.name)

  await signInAs('owner', { accounts: [account] })
  await page.goto(`/access?account=${account.id}`)
  const people = page.getByRole('region', { name: 'People of this account' })
  await expect(people).toContainText(other.email)
  await people.getByRole('button', { name: `Make member: ${other.name}` }).click()
  await expect(people.getByRole('row', { name: other.name })).toContainText('Member')
  await people.getByRole('button', { name: `Remove ${other.name}` }).click()
  await people.getByRole('button', { name: 'Remove now' }).click()
  await expect(people).not.toContainText(other.email)
  await theirs.reload()
  await expect(theirs).toHaveURL(/\/sign-in/)

  await people.getByRole('button', { name: 'Leave', exact: true }).click()
  await expect(people.getByRole('alert')).toContainText('You can’t undo this yourself')
  await people.getByRole('button', { name: 'Leave this account' }).click()
  await expect(people.getByRole('alert')).toContainText('This is the last owner')
  expect((await storedEntries(account.id)).map(({ type }) => type)).toContain('person.removed')
})

test('an operator looks at an account as its owner does, changes nothing, leaves, and the owner sees that it happened', async ({
  page,
  browser,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount()
  const ownersPage = await (await browser.newContext()).newPage()
  await signInAs('owner', { accounts: [account], page: ownersPage })
  const operator = await signInAs('operator')
  await page.goto(`/accounts/${account.id}`)
  await page.getByRole('button', { name: 'View as owner' }).click()
  await expect(page).toHaveURL(`/balance?account=${account.id}`)
  const banner = page.getByRole('region', { name: 'View as owner' })
  await expect(banner).toContainText('15 minutes left')
  await expect(page.getByRole('button', { name: /^Save/ })).toHaveCount(0)
  await page.goto('/accounts')
  await expect(page).toHaveURL('/balance')
  await banner.getByRole('button', { name: 'Leave this view' }).click()
  await expect(page).toHaveURL(`/accounts/${account.id}`)

  await ownersPage.goto(`/access?account=${account.id}`)
  const views = ownersPage.getByRole('region', { name: 'Views by the platform’s staff' })
  await expect(views).toContainText('Operator')
  await expect(ownersPage.getByText(operator.name)).toHaveCount(0)
  await ownersPage.goto(`/balance/activity?account=${account.id}`)
  await expect(ownersPage.getByText('left the view as owner').first()).toBeAttached()
})
