import { storedEntriesOf } from './support/database'
import { startWithProvider } from './support/own-server'
import { addPersonByCommand } from './support/people'
import { expect, test } from './support/test'

test('staff sign in by the identity provider, and the page says when it is down', async ({ page, expectConsole }) => {
  // The provider’s page has no icon, and would load a font from elsewhere.
  expectConsole.push(/status of 404|ERR_FAILED/)
  await page.route(
    ({ hostname }) => hostname !== 'localhost',
    (route) => route.abort(),
  )
  const admin = await addPersonByCommand('admin')
  const { spillway, address, provider } = await startWithProvider(admin)
  const choose = () => page.getByRole('link', { name: 'Continue with Example' }).click()
  await page.goto(`${address}/security`)
  await choose()
  await page.getByPlaceholder('Enter any login').fill('ada')
  await page.getByPlaceholder('and password').fill('x')
  await page.getByRole('button', { name: 'Sign-in' }).click()
  await expect(page).toHaveURL(`${address}/security`)
  await expect(page.getByText('The platform asks its staff for a passkey or an authenticator app')).toBeVisible()
  const [signedIn] = (await storedEntriesOf(admin)).slice(-1)
  expect(signedIn).toMatchObject({ type: 'sign_in', details: expect.stringContaining('single_sign_on') })

  await page.context().clearCookies()
  await provider.stop()
  await page.goto(`${address}/security`)
  await choose()
  await expect(page.getByRole('alert').filter({ hasText: 'The identity provider doesn’t answer' })).toBeVisible()
  // An open page keeps asking a server that is gone.
  await page.close()
  await spillway.stop()
})
