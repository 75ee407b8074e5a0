import { countSessions, endSessions, storedEntries, storedEntriesNamed, storedEntriesOf } from './support/database'
import { addPersonByCommand } from './support/people'
import { simulator } from './support/simulator'
import { expect, openField, type Page, test } from './support/test'
import { world } from './support/world'

/** Attempts are also counted per address, so each test uses its own. */
function setAddress(page: Page, address: string) {
  return page.setExtraHTTPHeaders({ 'x-forwarded-for': address })
}

async function fillIn(page: Page, email: string, password: string) {
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

const WRONG = 'Incorrect email or password. Check both and try again.'

test('the first admin, added on the command line, signs in with the form, and the audit log has an entry', {
  tag: '@postgres',
}, async ({ page }) => {
  const admin = await addPersonByCommand('admin')
  await setAddress(page, '192.0.2.1')
  await page.goto('/')
  await expect(page).toHaveURL('/sign-in')
  await fillIn(page, admin.email.toUpperCase(), admin.password)

  await expect(page).toHaveURL('/')
  await expect(page.getByRole('heading', { name: 'Home' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Home' })).toBeVisible()
  expect(await storedEntriesOf(admin)).toMatchObject([{ type: 'sign_in', actorName: admin.name, actorRole: 'admin' }])
  await page.goto('/sign-in')
  await expect(page).toHaveURL('/')
})

test('an owner who signs in sees their own account', async ({ page, createAccount }) => {
  const account = await createAccount()
  const owner = await addPersonByCommand('owner', { accountId: account.id })
  await setAddress(page, '192.0.2.2')
  await page.goto(`/balance?account=${account.id}`)
  await fillIn(page, owner.email, owner.password)
  await expect(page, 'back to the page that was asked for').toHaveURL(`/balance?account=${account.id}`)
  await page.goto('/sign-in?to=//evil.example')
  await expect(page).toHaveURL('/balance')
  await expect(page.getByRole('heading', { name: account.name })).toBeVisible()
})

test('a wrong password and an unknown email show the same error, and the email stays in its field', async ({
  page,
}) => {
  const { email } = await addPersonByCommand('viewer')
  const stranger = `nobody.${email}`
  await setAddress(page, '192.0.2.3')
  for (const typed of [email, stranger]) {
    await page.goto('/sign-in')
    await fillIn(page, typed, 'not the password at all')
    await expect(page.getByRole('alert').filter({ hasText: WRONG })).toBeVisible()
    await expect(page.getByLabel('Email')).toHaveValue(typed)
    await expect(page.getByLabel('Password')).toHaveValue('')
    await expect
      .poll(async () => (await storedEntriesNamed(typed)).map(({ type }) => type))
      .toEqual(['sign_in.refused'])
  }
  await expect(page).toHaveURL('/sign-in')
})

test('while others guess, they have to wait everywhere, and the rightful person signs in on a known device', {
  tag: '@postgres',
}, async ({ page, browser }) => {
  const person = await addPersonByCommand('operator')
  await setAddress(page, '192.0.2.40')
  await page.goto('/sign-in')
  await fillIn(page, person.email, person.password)
  await expect(page).toHaveURL('/')
  await page.getByRole('button', { name: person.name }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL('/sign-in')

  const elsewhere = await browser.newPage({ baseURL: world.appUrl })
  await setAddress(elsewhere, '192.0.2.41')
  await elsewhere.goto('/sign-in')
  for (let guess = 1; guess <= 9; guess++) {
    await setAddress(elsewhere, `192.0.2.${40 + guess}`)
    await fillIn(elsewhere, person.email, `guess number ${guess}`)
    await expect.poll(async () => (await storedEntriesNamed(person.email)).length).toBe(guess)
    await expect(elsewhere.getByRole('button', { name: 'Sign in' })).toBeEnabled()
  }
  await expect(elsewhere.getByRole('alert').filter({ hasText: WRONG })).toBeVisible()
  await setAddress(elsewhere, '192.0.2.50')
  await fillIn(elsewhere, person.email, person.password)
  await expect(elsewhere.getByRole('alert').filter({ hasText: 'Too many attempts' })).toContainText(
    'This time is yours',
  )
  expect((await storedEntriesNamed(person.email)).map(({ type }) => type)).toEqual([
    ...Array(9).fill('sign_in.refused'),
    'sign_in.limited',
  ])
  await elsewhere.close()

  await fillIn(page, person.email, person.password)
  await expect(page).toHaveURL('/')
})

test('an address that tries many people is limited too, and gets one entry at first', async ({ page }) => {
  await setAddress(page, '192.0.2.60')
  await page.goto('/sign-in')
  const run = Math.random().toString(36).slice(2)
  let entries = 0
  for (let count = 1; count <= 21; count++) {
    const email = `${run}.${count}@guesses.example`
    await fillIn(page, email, 'whatever it is')
    await expect(page.getByLabel('Email')).toHaveValue(email)
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeEnabled()
    await expect(page.getByRole('alert').filter({ hasText: count <= 20 ? WRONG : 'Too many attempts' })).toBeVisible()
    entries += (await storedEntriesNamed(email)).length
  }
  expect(entries).toBe(1)
})

test('signing out ends the session on the server, after the component has logged out of Stripe', async ({
  page,
  browser,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount()
  const owner = await signInAs('owner', { accounts: [account] })
  const oldCookies = await page.context().cookies()
  await page.goto('/balance')
  await expect(page.getByRole('region', { name: 'Bank accounts', exact: true })).toBeVisible()
  await simulator.fail(account.id, { path: '/connect/logout' }, { kind: 'delay', ms: 1500 })

  await page.getByRole('button', { name: owner.name }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect.poll(async () => (await simulator.requests(account.id)).at(-1)?.path).toBe('/connect/logout')
  expect(await countSessions(owner.personId), 'our session waits for Stripe’s').toBe(1)
  await expect(page).toHaveURL('/sign-in')
  expect((await simulator.requests(account.id)).find(({ path }) => path === '/connect/logout')?.status).toBe(200)
  expect(await countSessions(owner.personId)).toBe(0)
  expect((await storedEntriesOf(owner)).at(-1)).toMatchObject({ type: 'sign_out' })

  const thief = await browser.newContext({ baseURL: world.appUrl })
  await thief.addCookies(oldCookies)
  const stolen = await thief.newPage()
  await stolen.goto('/balance')
  await expect(stolen).toHaveURL('/sign-in')
  await thief.close()
})

test('staff sign out from the menu under their name, which Escape and a click outside close', async ({
  page,
  signInAs,
}) => {
  const { name, personId } = await signInAs('viewer')
  await page.goto('/accounts')
  const menu = page.getByRole('button', { name })
  const signOut = page.getByRole('button', { name: 'Sign out' })
  await menu.click()
  await expect(signOut).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(signOut).toBeHidden()
  await expect(menu).toBeFocused()

  await page.keyboard.press('Enter')
  await expect(signOut).toBeVisible()
  await page.getByRole('heading', { name: 'Accounts' }).click()
  await expect(signOut).toBeHidden()

  await menu.click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL('/sign-in')
  expect(await countSessions(personId)).toBe(0)
})

for (const [path, signIn] of [
  ['/', '/sign-in'],
  ['/accounts', '/sign-in?to=%2Faccounts'],
  ['/accounts/acct_1SpwDemoBakery', '/sign-in?to=%2Faccounts%2Facct_1SpwDemoBakery'],
  ['/audit', '/sign-in?to=%2Faudit'],
  ['/balance', '/sign-in'],
  ['/balance?account=acct_1', '/sign-in?to=%2Fbalance%3Faccount%3Dacct_1'],
] as const) {
  test(`a signed-out visitor of ${path} is sent to sign in`, async ({ page, request }) => {
    const answer = await request.get(path, { maxRedirects: 0 })
    expect(answer.status()).toBe(307)
    expect(answer.headers().location).toBe(signIn)
    await page.goto(path)
    await expect(page).toHaveURL(signIn)
  })
}

test('a session that ends during an edit is explained, nothing typed is lost, and the save works after a new sign-in', async ({
  page,
  createAccount,
}) => {
  const account = await createAccount()
  const owner = await addPersonByCommand('owner', { accountId: account.id })
  await setAddress(page, '192.0.2.4')
  await page.goto('/sign-in')
  await fillIn(page, owner.email, owner.password)
  await page.getByRole('navigation', { name: 'Account', exact: true }).getByRole('link', { name: 'Settings' }).click()
  await openField(page, 'Payout schedule')
  await page.getByRole('radio', { name: 'Manual' }).check()
  await endSessions(owner.personId)
  await page.getByRole('button', { name: 'Save payout schedule' }).click()

  await expect(page.getByRole('alert').filter({ hasText: 'Your session has ended' })).toBeVisible()
  expect(await simulator.writes(account.id)).toEqual([])
  expect((await storedEntries(account.id)).map(({ type }) => type)).toEqual(['person.added'])
  await page.getByRole('link', { name: 'Sign in again' }).click()
  await fillIn(page, owner.email, owner.password)
  await expect(page.getByRole('radio', { name: 'Manual' })).toBeChecked()
  await page.getByRole('button', { name: 'Save payout schedule' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()
})
