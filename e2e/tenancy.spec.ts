import { storedEntriesOf } from './support/database'
import { expect, test } from './support/test'

test('an owner opens their own account and still gets in after being refused elsewhere', async ({
  page,
  createAccount,
  signInAs,
  expectConsole,
}) => {
  expectConsole.push(/status of 404/)
  const [own, theirs] = [await createAccount(), await createAccount()]
  await signInAs('owner', { accounts: [own] })
  const refused = await page.goto(`/balance?account=${theirs.id}`)
  expect(refused?.status()).toBe(404)
  const allowed = await page.goto('/balance')
  expect(allowed?.status()).toBe(200)
  await expect(page.getByRole('heading', { level: 1, name: own.name })).toBeVisible()
  await expect(page.getByRole('navigation', { name: 'Your accounts' })).toHaveCount(0)
  await page.goto(`/accounts/${own.id}`)
  await expect(page).toHaveURL('/balance')
})

test('an owner of two accounts chooses between them', async ({ page, createAccount, signInAs }) => {
  const [one, two] = [await createAccount({ name: 'Aa first' }), await createAccount({ name: 'Bb second' })]
  await signInAs('owner', { accounts: [one, two] })
  await page.goto('/balance')
  await expect(page.getByRole('heading', { level: 1, name: one.name })).toBeVisible()
  await expect(page).toHaveTitle(`${one.name} · Overview · Spillway`)
  const picker = page.getByRole('navigation', { name: 'Your accounts' })
  await picker.getByRole('link', { name: two.name }).click()
  await expect(page.getByRole('heading', { level: 1, name: two.name })).toBeVisible()
  await expect(picker.getByRole('link', { name: two.name })).toHaveAttribute('aria-current', 'page')
  await expect(page).toHaveURL(`/balance?account=${two.id}`)
  await expect(page).toHaveTitle(`${two.name} · Overview · Spillway`)
})

test('who asks for another’s account or a missing one is recorded, with the difference that their answer doesn’t show', async ({
  createAccount,
  clientAs,
}) => {
  const [own, theirs] = [await createAccount(), await createAccount()]
  const missing = `acct_1${'Z'.repeat(theirs.id.length - 6)}`
  const { request, person } = await clientAs('owner', [own])
  for (const id of [theirs.id, missing]) expect((await request.get(`/balance?account=${id}`)).status()).toBe(404)
  const page404 = await request.get(`/balance?account=${theirs.id}&account=${own.id}`)
  expect(page404.status(), 'two accounts at once are none').toBe(404)
  const denied = (await storedEntriesOf(person)).filter(({ type }) => type === 'denied')
  expect(denied.map(({ accountId, details }) => [accountId, details])).toEqual([
    [theirs.id, expect.stringContaining('not their account')],
    [null, expect.stringContaining('no such account')],
  ])
})

test('the document of a refused page holds nothing of the other account', async ({
  page,
  createAccount,
  signInAs,
  expectConsole,
}) => {
  expectConsole.push(/status of 404/)
  const own = await createAccount()
  const theirs = await createAccount({ name: 'Secretly Rich Ltd', email: 'rich@secret.example' })
  await signInAs('owner', { accounts: [own] })
  const answer = await page.goto(`/balance?account=${theirs.id}`)
  expect(answer?.status()).toBe(404)
  await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible()
  const html = await page.content()
  for (const secret of [theirs.name, 'rich@secret.example']) expect(html).not.toContain(secret)
  // What was typed comes back as the address and nothing else.
  const traces = html.split(theirs.id).slice(0, -1)
  for (const before of traces) expect(before.slice(-40)).toMatch(/account(=|\\?"\s*:\s*\\?")$/)
})
