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
