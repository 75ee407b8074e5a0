import { expect, test } from './support/test'

const PASSWORD = 'a long password for tests'

test('an admin invites an owner, who sets a password by the link, signs in and sees their own account', async ({
  page,
  browser,
  signInAs,
  createAccount,
}) => {
  const account = await createAccount()
  const email = `${crypto.randomUUID()}@people.example`
  await signInAs('admin')
  await page.goto('/people')
  const invite = page.getByRole('region', { name: 'Invite someone' })
  await invite.getByRole('button', { name: 'Create invitation' }).click()
  await expect(invite.getByRole('alert')).toContainText('Give an email address')
  await invite.getByLabel('Email').fill(email)
  await invite.getByLabel('Role').selectOption('Owner')
  await invite.getByLabel('Connected account').fill(account.id)
  await invite.getByRole('button', { name: 'Create invitation' }).click()
  await expect(invite.getByRole('status')).toContainText('created')
  const link = await invite.getByLabel('Link, shown only now').inputValue()
  await expect(page.getByRole('region', { name: 'Open invitations' })).toContainText(email)

  await page.goto(link)
  await expect(page.getByText('Sign out first')).toBeVisible()

  const theirs = await (await browser.newContext()).newPage()
  await theirs.goto(link)
  await theirs.getByLabel('Your name').fill('Olga')
  await theirs.getByLabel('New password').fill(PASSWORD)
  await theirs.getByRole('button', { name: 'Set password' }).click()
  await theirs.getByRole('link', { name: 'Sign in' }).click()
  await theirs.getByLabel('Email').fill(email)
  await theirs.getByLabel('Password').fill(PASSWORD)
  await theirs.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(theirs).toHaveURL(/\/balance/)
  await expect(theirs.getByText(account.name).first()).toBeVisible()

  await theirs.context().clearCookies()
  await theirs.goto(link)
  await expect(theirs.getByText('This link doesn’t work any more')).toBeVisible()

  await page.goto(`/people?q=${account.id}`)
  await page.getByRole('link', { name: 'Olga' }).click()
  await page.getByRole('button', { name: 'Remove all access' }).click()
  await page.getByRole('button', { name: 'Remove now' }).click()
  await expect(page).toHaveURL(/\/people$/)
  await page.goto(`/audit?account=${account.id}`)
  await expect(page.getByText(`added ${email} as owner of ${account.id}`, { exact: false }).first()).toBeAttached()
})

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
