import { storedEntriesOf } from './support/database'
import { simulator } from './support/simulator'
import { expect, test } from './support/test'

/** What differs between two answers to the same question for reasons that tell nothing. */
function withoutNoise(html: string, typedId: string) {
  return (
    html
      .replaceAll(typedId, 'ID')
      .replaceAll(/nonce="\w*"/g, '')
      .replaceAll(/'nonce-\w+'/g, '')
      .replaceAll(/[0-9a-f]{32}/g, 'HEX')
      .replaceAll(/"[\w-]{21}[a-z]"/g, '"KEY"')
      // In a page as in an RSC answer, rows come in the order in which they are ready, and in scripts of any length.
      .replaceAll('"])</script><script >self.__next_f.push([1,"', '')
      .split(/\n|\\n/)
      .sort()
      .join('\n')
  )
}

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
  const picker = page.getByRole('navigation', { name: 'Your accounts' })
  await picker.getByRole('link', { name: two.name }).click()
  await expect(page.getByRole('heading', { level: 1, name: two.name })).toBeVisible()
  await expect(picker.getByRole('link', { name: two.name })).toHaveAttribute('aria-current', 'page')
  await expect(page).toHaveURL(`/balance?account=${two.id}`)
})

test('another’s account and a missing one answer alike, as page and as RSC, without a trace of the other', async ({
  createAccount,
  clientAs,
}) => {
  const own = await createAccount()
  const theirs = await createAccount({ name: 'Secretly Rich Ltd', email: 'rich@secret.example' })
  const missing = `acct_1${'Z'.repeat(theirs.id.length - 6)}`
  const { request, person } = await clientAs('owner', [own])
  const before = await simulator.requests(theirs.id)

  for (const path of [(id: string) => `/balance?account=${id}`, (id: string) => `/accounts/${id}`]) {
    const kinds: Record<string, string>[] = [{}, { RSC: '1' }, { RSC: '1', 'Next-Router-Prefetch': '1' }]
    for (const headers of kinds) {
      const [foreign, absent] = await Promise.all([theirs.id, missing].map((id) => request.get(path(id), { headers })))
      const which = `${path('…')} ${JSON.stringify(headers)}`
      // Next has sent the status of an RSC answer before the page is asked; it must still be the same for both.
      expect(foreign?.status(), which).toBe('RSC' in headers ? absent?.status() : 404)
      expect(absent?.status(), which).toBe('RSC' in headers ? 200 : 404)
      const [foreignText = '', absentText = ''] = [await foreign?.text(), await absent?.text()]
      expect(foreignText).not.toContain(theirs.name)
      expect(foreignText).not.toContain('rich@secret.example')
      expect(foreignText).not.toContain(own.name)
      expect(withoutNoise(foreignText, theirs.id)).toBe(withoutNoise(absentText, missing))
    }
  }
  const page404 = await request.get(`/balance?account=${theirs.id}&account=${own.id}`)
  expect(page404.status(), 'two accounts at once are none').toBe(404)
  expect(await simulator.requests(theirs.id)).toEqual(before)
  const denied = (await storedEntriesOf(person)).filter(({ type }) => type === 'denied')
  expect(denied.map(({ accountId, details }) => [accountId, details])).toContainEqual([
    theirs.id,
    expect.stringContaining('not their account'),
  ])
  expect(denied.map(({ accountId, details }) => [accountId, details])).toContainEqual([
    null,
    expect.stringContaining('no such account'),
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
