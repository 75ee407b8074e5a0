import { base32 } from '@better-auth/utils/base32'
import { createOTP } from '@better-auth/utils/otp'
import { ageProofs, storedEntriesOf } from './support/database'
import { addPersonByCommand } from './support/people'
import { expect, test } from './support/test'

test('a person sets up an authenticator app, signs in with its code, and confirms an act with a recovery code', async ({
  page,
  signInAs,
}) => {
  const other = await signInAs('viewer')
  await page.context().clearCookies()
  const admin = await addPersonByCommand('admin')
  const password = async () => {
    await page.getByLabel('Email').fill(admin.email)
    await page.getByLabel('Password').fill(admin.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
  }
  await page.goto('/security')
  await password()
  await expect(page, 'back to the page that was asked for').toHaveURL('/security')
  await page.reload()
  await expect(page.getByRole('row', { name: 'This session' })).toBeVisible()

  const panel = page.getByRole('region', { name: 'Authenticator app' })
  await panel.getByRole('button', { name: 'Set up' }).click()
  await expect(panel.getByRole('img', { name: 'QR code' })).toBeVisible()
  const key = await panel.getByLabel('Or type this key').inputValue()
  const app = createOTP(new TextDecoder().decode(base32.decode(key.replaceAll(' ', ''))))
  const now = Math.floor(Date.now() / 30_000)
  await panel.getByLabel('Code that the app shows').fill(await app.hotp(now))
  await panel.getByRole('button', { name: 'Switch on' }).click()
  await expect(panel.getByRole('status')).toContainText('Your authenticator app is set up')
  const recoveryCodes = await panel.getByRole('listitem').allTextContents()
  expect(recoveryCodes).toHaveLength(10)

  await page.context().clearCookies()
  await page.goto(`/people/${other.personId}`)
  await password()
  await expect(page.getByRole('heading', { name: 'Enter your code' })).toBeVisible()
  await page.getByLabel('Code').fill(await app.hotp(now))
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'used already' }), 'a code counts once').toBeVisible()
  // Clocks may differ by half a minute, so the next code is accepted already.
  await page.getByLabel('Code').fill(await app.hotp(now + 1))
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page).toHaveURL(`/people/${other.personId}`)

  await page.reload()
  await ageProofs(admin.email)
  await page.getByLabel('Role', { exact: true }).selectOption('Operator')
  await page.getByRole('button', { name: 'Save role' }).click()
  const dialog = page.getByRole('dialog', { name: 'Confirm that it’s you' })
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByLabel('Role', { exact: true }), 'what was chosen is kept').toHaveValue('operator')
  await page.getByRole('button', { name: 'Save role' }).click()
  await dialog.getByLabel('Code from your authenticator app').fill(recoveryCodes[0] ?? '')
  await dialog.getByRole('button', { name: 'Confirm' }).click()
  const recorded = async () => (await storedEntriesOf(admin)).map(({ type }) => type).slice(1)
  await expect
    .poll(recorded)
    .toEqual(['person.factor_added', 'sign_in', 'person.recovery_code_used', 'person.role_changed'])
})

test('a person creates an API key, which is shown once, reads accounts with it, and revokes it', async ({
  page,
  request,
  signInAs,
  createAccount,
}) => {
  const [admin, { id }] = await Promise.all([signInAs('admin'), createAccount()])
  await page.goto('/security')
  const panel = page.getByRole('region', { name: 'API keys' })
  await panel.getByLabel('Name', { exact: true }).fill('Night script')
  await panel.getByRole('button', { name: 'Create key' }).click()
  await expect(panel.getByRole('alert')).toContainText('choose what the key is for')
  await panel.getByLabel('Read accounts').check()
  await panel.getByRole('button', { name: 'Create key' }).click()
  const key = await panel.getByLabel('API key', { exact: true }).inputValue()
  const read = () => request.get(`/api/v1/accounts/${id}`, { headers: { authorization: `Bearer ${key}` } })
  const found = await read()
  expect([found.status(), (await found.json()).id]).toEqual([200, id])
  expect((await page.request.get(`/api/v1/accounts/${id}`)).status(), 'a session opens nothing there').toBe(401)

  await page.reload()
  await expect(page.getByText(key)).toHaveCount(0)
  await panel.getByRole('button', { name: 'Revoke Night script' }).click()
  await expect(panel.getByRole('row')).toHaveCount(0)
  expect((await read()).status()).toBe(401)
  expect((await storedEntriesOf(admin)).map(({ type }) => type)).toEqual(['api_key.created', 'api_key.revoked'])
})
