import { captureAction, captureActions, forgeAction } from './support/actions'
import { changeRole, removeMembership, storedEntries, storedEntriesOf } from './support/database'
import { type LoggedRequest, simulator } from './support/simulator'
import { expect, type Page, test } from './support/test'

const manual = (page: Page) => page.getByRole('radio', { name: 'Manual' })
const save = (page: Page) => page.getByRole('button', { name: 'Save payout schedule' })
const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true }).first()

/** The two actions that every account page calls by itself or at a click: the session and the save. */
async function captureAccountActions(page: Page, path: string, accountId: string) {
  const session = await captureAction(page, [accountId], () => page.goto(path))
  await expect(card(page, 'Balances').getByRole('region', { name: 'USD balance' })).toBeVisible()
  await manual(page).check({ force: true })
  const actions = await captureActions(page, async () => {
    await save(page).click()
    await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()
    await expect(card(page, 'Timeline')).toContainText('changed balance settings')
  })
  const write = actions.find(({ body }) => body.includes('"manual"'))
  const timeline = actions.find(({ body }) => body === JSON.stringify([accountId]) && body !== session.body)
  if (!write) throw new Error('The save was not seen.')
  return { session, write, timeline: timeline ?? actions.find(({ body }) => body === JSON.stringify([accountId])) }
}

/** What differs between two answers to the same question for reasons that tell nothing. */
function withoutNoise(html: string, typedId: string) {
  return html
    .replaceAll(typedId, 'ID')
    .replaceAll(/nonce="\w*"/g, '')
    .replaceAll(/'nonce-\w+'/g, '')
    .replaceAll(/[0-9a-f]{32}/g, 'HEX')
    .replaceAll(/"[\w-]{21}[a-z]"/g, '"KEY"')
    .split('\n')
    .sort()
    .join('\n')
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
  page,
  createAccount,
  signInAs,
}) => {
  const own = await createAccount()
  const theirs = await createAccount({ name: 'Secretly Rich Ltd', email: 'rich@secret.example' })
  const missing = `acct_1${'Z'.repeat(theirs.id.length - 6)}`
  const owner = await signInAs('owner', { accounts: [own] })
  const before = await simulator.requests(theirs.id)

  for (const path of [(id: string) => `/balance?account=${id}`, (id: string) => `/accounts/${id}`]) {
    const kinds: Record<string, string>[] = [{}, { RSC: '1' }, { RSC: '1', 'Next-Router-Prefetch': '1' }]
    for (const headers of kinds) {
      const [foreign, absent] = await Promise.all(
        [theirs.id, missing].map((id) => page.request.get(path(id), { headers })),
      )
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
  const page404 = await page.request.get(`/balance?account=${theirs.id}&account=${own.id}`)
  expect(page404.status(), 'two accounts at once are none').toBe(404)
  expect(await simulator.requests(theirs.id)).toEqual(before)
  const denied = (await storedEntriesOf(owner)).filter(({ type }) => type === 'denied')
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

test('an owner’s own calls, replayed for another’s account, are refused, recorded and never reach Stripe', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const [own, theirs] = [await createAccount(), await createAccount()]
  const missing = `acct_1${'Y'.repeat(20)}`
  const owner = await signInAs('owner', { accounts: [own] })
  const { session, write, timeline } = await captureAccountActions(page, '/balance', own.id)
  expect(new Set([session, write, timeline].map((action) => action?.headers['next-action'])).size).toBe(3)

  const before = await simulator.requests(theirs.id)
  for (const action of [session, write, timeline]) {
    if (!action) continue
    const answers = await Promise.all(
      [theirs.id, missing].map((id) => forgeAction(page, action, { replace: { [own.id]: id } })),
    )
    expect(answers.map((answer) => answer.status())).toEqual([404, 404])
    const [foreign = '', absent = ''] = await Promise.all(answers.map((answer) => answer.text()))
    expect(foreign).not.toContain(theirs.name)
    // The answer of the call itself; behind it Next streams the caller's own page anew, in whatever order it is ready.
    const told = (text: string, id: string) =>
      withoutNoise(
        text
          .split('\n')
          .filter((line) => /^[01]:/.test(line))
          .join('\n'),
        id,
      )
    expect(told(foreign, theirs.id)).toContain('404')
    expect(told(foreign, theirs.id)).toBe(told(absent, missing))
    // What was typed may come back in an address, and nothing more of it.
    expect(foreign.replaceAll(own.id, '')).not.toContain(theirs.id)
  }
  expect(await simulator.requests(theirs.id)).toEqual(before)
  const denied = (await storedEntries(theirs.id)).filter(({ type }) => type === 'denied')
  expect(denied.map(({ actorName, details }) => [actorName, JSON.parse(details).attempted])).toEqual([
    [owner.name, `account_session:create on ${theirs.id}`],
    [owner.name, `balance_settings:update on ${theirs.id}`],
    [owner.name, `account:read on ${theirs.id}`],
  ])
  expect((await storedEntriesOf(owner)).filter(({ details }) => details.includes(missing))).toHaveLength(3)

  const again = await forgeAction(page, session)
  expect(again.status(), 'for their own account the same call works').toBe(200)
  expect(await again.text()).toContain('accs_secret__')
})

test('what became of a save is told only to those who may read that account', async ({
  page,
  browser,
  createAccount,
  signInAs,
}) => {
  test.slow()
  const [own, theirs] = [await createAccount(), await createAccount()]
  await signInAs('owner', { accounts: [own] })
  await page.goto('/balance')
  await manual(page).check({ force: true })
  await simulator.fail(own.id, { method: 'POST', path: '/v1/balance_settings' }, { kind: 'reset_after' }, 2)
  const check = await captureAction(page, [own.id, '-'], async () => {
    await save(page).click()
    await expect(page.getByText('Not yet known')).toBeVisible()
  })
  const last = check.body.includes('manual')
    ? await captureAction(page, [own.id, '-'], () => expect(page.getByText('Not yet known')).toBeVisible())
    : check
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()

  const context = await browser.newContext({ baseURL: new URL(page.url()).origin })
  const their = await context.newPage()
  await signInAs('owner', { accounts: [theirs], page: their })
  const before = await simulator.requests(own.id)
  expect((await forgeAction(their, last)).status()).toBe(404)
  const foreignEntry = await forgeAction(their, last, { replace: { [own.id]: theirs.id } })
  expect(foreignEntry.status()).toBe(200)
  expect(await foreignEntry.text()).toContain('There is no such change on this account.')
  expect(await simulator.requests(own.id)).toEqual(before)
  await context.close()
})

for (const role of ['viewer', 'member'] as const) {
  test(`a ${role} sees the settings locked, and a forged save is refused and recorded`, async ({
    page,
    browser,
    createAccount,
    signInAs,
  }) => {
    const account = await createAccount()
    await signInAs('admin')
    const { write } = await captureAccountActions(page, `/accounts/${account.id}`, account.id)
    const writes = await simulator.writes(account.id)

    const context = await browser.newContext({ baseURL: new URL(page.url()).origin })
    const their = await context.newPage()
    const reader = await signInAs(role, { accounts: [account], page: their })
    await their.goto(role === 'viewer' ? `/accounts/${account.id}` : '/balance')
    await expect(their.getByText('Your role can read these settings but not change them.').first()).toBeVisible()
    await expect(manual(their)).toBeDisabled()
    const answer = await forgeAction(their, write, { replace: { '"manual"': '"daily"', '"daily"': '"manual"' } })
    expect(answer.status()).toBe(404)
    expect(await simulator.writes(account.id)).toEqual(writes)
    expect((await storedEntries(account.id)).at(-1)).toMatchObject({
      type: 'denied',
      actorName: reader.name,
      details: expect.stringContaining(`not for a ${role}`),
    })
    await context.close()
  })
}

test('an owner cannot change a field that only the platform may change, however they send it', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount()
  const owner = await signInAs('owner', { accounts: [account] })
  await page.goto('/balance')
  await expect(page.getByLabel('Delay in days')).toBeDisabled()
  await expect(page.getByText('Only the platform can change this.').first()).toBeVisible()
  const { write } = await captureAccountActions(page, '/balance', account.id)
  const writes = await simulator.writes(account.id)
  for (const patch of ['"delayDaysOverride":14', '"debitNegativeBalances":true']) {
    const answer = await forgeAction(page, write, { replace: { '"schedule":{"interval":"manual"}': patch } })
    expect(answer.status()).toBe(200)
    const text = await answer.text()
    expect(text).toContain('"kind":"invalid"')
    expect(text).toContain('Only the platform can change this.')
    expect((await storedEntries(account.id)).at(-1)).toMatchObject({ type: 'denied', actorName: owner.name })
  }
  expect(await simulator.writes(account.id)).toEqual(writes)
})

test('a role that is taken away counts from the next request on', async ({
  page,
  createAccount,
  signInAs,
  expectConsole,
}) => {
  expectConsole.push(/status of 404/)
  const account = await createAccount()
  const owner = await signInAs('owner', { accounts: [account] })
  const { session, write } = await captureAccountActions(page, '/balance', account.id)
  await removeMembership(owner.personId, account.id)
  const since = (await simulator.requests(account.id)).length
  for (const action of [session, write]) expect((await forgeAction(page, action)).status()).toBe(404)
  expect((await page.goto(`/balance?account=${account.id}`))?.status()).toBe(404)
  await page.goto('/balance')
  await expect(page.getByText('No account yet')).toBeVisible()
  const later: LoggedRequest[] = (await simulator.requests(account.id)).slice(since)
  expect(later.filter(({ path }) => path.startsWith('/v1/'))).toEqual([])
})

test('an admin who becomes a viewer cannot save with the page they still have open', async ({
  page,
  createAccount,
  signInAs,
  expectConsole,
}) => {
  expectConsole.push(/status of 404/)
  const account = await createAccount()
  const admin = await signInAs('admin')
  await page.goto(`/accounts/${account.id}`)
  await manual(page).check({ force: true })
  await changeRole(admin.personId, 'viewer')
  const [answer] = await Promise.all([
    page.waitForResponse((response) => (response.request().postData() ?? '').includes('"manual"')),
    save(page).click(),
  ])
  expect(answer.status()).toBe(404)
  await expect.poll(async () => (await storedEntries(account.id)).at(-1)?.type).toBe('denied')
  expect(await simulator.writes(account.id)).toEqual([])
})
