import { actionIds } from './support/actions'
import { countSyncRuns, endSessions, storedEntries } from './support/database'
import { addPersonByCommand } from './support/people'
import { simulator } from './support/simulator'
import { expect, openField, openTab, type Page, test } from './support/test'
import { world } from './support/world'

// A browser is not the one that the page was opened in: somebody else signed in, the server was updated, the page was
// translated, cookies or storage are blocked.

const descriptor = (page: Page) => page.getByLabel('Name on the bank statement')
const saveDescriptor = (page: Page) => page.getByRole('button', { name: 'Save statement descriptor' })
const news = (page: Page, name: string | RegExp) => page.getByRole('dialog', { name })
const payout = (page: Page) => page.getByRole('dialog', { name: /^Send payout/ })
const isSaved = (page: Page) => expect(page.getByRole('status').filter({ hasText: 'Saved at Stripe' })).toBeVisible()
const draftsIn = (page: Page) => page.evaluate(() => Object.keys(sessionStorage).filter((key) => /spillway/.test(key)))
const postsOf = async (id: string) => (await simulator.requests(id)).filter(({ method }) => method === 'POST')

async function openPayout(page: Page, amount?: string) {
  await page
    .getByRole('region', { name: 'Manual payouts' })
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: 'Standard payout' }) })
    .getByRole('button')
    .click()
  if (amount !== undefined) await payout(page).getByLabel('Amount').fill(amount)
}

test('a tab of one person does nothing for the next who signs in in the same browser, and offers them no draft', async ({
  page,
  openOwnSettings,
  signInAs,
}) => {
  const { account } = await openOwnSettings()
  await openField(page, 'Statement descriptor')
  await descriptor(page).fill('OF THE FIRST')
  await expect.poll(() => draftsIn(page)).toHaveLength(1)
  const sending = await page.context().newPage()
  await sending.goto('/balance/payouts')
  await openPayout(sending, '12.34')
  await payout(sending).getByRole('button', { name: 'Review' }).click()
  const [posts, entries] = [await postsOf(account.id), await storedEntries(account.id)]

  const owner = await signInAs('owner', { accounts: [account] })
  const tab = await page.context().newPage()
  await tab.goto('/balance/settings')
  await expect(tab.getByRole('heading', { name: account.name })).toBeVisible()
  const refusal = (of: Page) => news(of, new RegExp(`You are now signed in as .*${owner.name}`))
  const expectRefusal = async (of: Page) => {
    await expect(refusal(of)).toBeVisible()
    await refusal(of).getByRole('button', { name: 'Close' }).click()
    await expect(refusal(of)).toBeHidden()
  }
  for (const each of [page, sending]) await expectRefusal(each)

  await payout(sending).getByRole('button', { name: 'Send 12.34 USD' }).click()
  await expectRefusal(sending)
  await saveDescriptor(page).click()
  await expectRefusal(page)
  await expect(descriptor(page), 'what was typed is still there').toHaveValue('OF THE FIRST')
  // A tab that becomes visible again opens its stream again.
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await expectRefusal(page)
  expect(await postsOf(account.id), 'nothing is sent to Stripe').toEqual(posts)
  expect(await storedEntries(account.id), 'nothing is recorded as the owner’s').toEqual(entries)

  await saveDescriptor(page).click()
  await refusal(page).getByRole('button', { name: 'Reload' }).click()
  await expect(page).toHaveURL(/\/balance/)
  await expect(page.getByRole('button', { name: owner.name })).toBeVisible()
  await expect(descriptor(page)).toHaveValue('')
  await openField(page, 'Statement descriptor')
  await descriptor(page).fill('OF THE OWNER')
  await expect.poll(async () => (await draftsIn(page)).filter((key) => key.includes(owner.viewer))).toHaveLength(1)

  await tab.getByRole('button', { name: owner.name }).click()
  await tab.getByRole('button', { name: 'Sign out' }).click()
  await expect(tab).toHaveURL('/sign-in')
  await expect(news(page, 'You are signed out')).toBeVisible()
  expect(await draftsIn(page), 'drafts are removed at sign-out').toEqual([])
})

test('signing out clears the document and what the browser kept, and a tab of somebody else can’t do it', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount()
  const first = await signInAs('owner', { accounts: [account] })
  await page.goto('/balance')
  const second = await signInAs('owner', { accounts: [account] })
  const refused = await page.request.post('/sign-out', {
    form: { viewer: first.viewer },
    headers: { origin: world.appUrl },
    maxRedirects: 0,
  })
  expect([refused.status(), refused.headers().location]).toEqual([303, '/'])

  await page.goto('/balance')
  await page.evaluate(() => Object.assign(window, { isSameDocument: true }))
  await page.getByRole('button', { name: second.name }).click()
  const answer = page.waitForResponse((response) => response.url().endsWith('/sign-out'))
  await page.getByRole('button', { name: 'Sign out' }).click()
  const headers = await (await answer).allHeaders()
  expect(headers['clear-site-data']).toBe('"cache", "storage"')
  await expect(page).toHaveURL('/sign-in')
  expect(await page.evaluate(() => 'isSameDocument' in window)).toBe(false)
  await page.goBack()
  await expect(page).toHaveURL('/sign-in')
})

test('who signs out with unsaved changes is asked first, and can stay with everything that was typed', async ({
  page,
  openOwnSettings,
}) => {
  const { owner } = await openOwnSettings()
  await openField(page, 'Statement descriptor')
  await descriptor(page).fill('NOT SAVED')
  await expect.poll(() => draftsIn(page)).toHaveLength(1)
  const asked: string[] = []
  page.on('dialog', (dialog) => {
    asked.push(dialog.type())
    void (asked.length === 1 ? dialog.dismiss() : dialog.accept())
  })
  await page.getByRole('button', { name: owner.name }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect.poll(() => asked).toEqual(['confirm'])
  await expect(descriptor(page)).toHaveValue('NOT SAVED')
  expect(await draftsIn(page)).toHaveLength(1)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL('/sign-in')
  expect(asked).toEqual(['confirm', 'confirm'])
})

test.describe('after a deploy under an open page', () => {
  test.beforeEach(({ expectConsole }) => void expectConsole.push(/409/))

  /** What a page of an earlier build sends: an action that the server doesn't know. */
  async function deployUnder(page: Page) {
    const [known = ''] = actionIds().values()
    const unknown = `${known.slice(0, 2)}${'5'.repeat(known.length - 2)}`
    await page.route(
      (url) => url.origin === world.appUrl,
      (route) => {
        const headers = route.request().headers()
        return headers['next-action']
          ? route.continue({ headers: { ...headers, 'next-action': unknown } })
          : route.fallback()
      },
    )
  }
  const updated = (page: Page) => news(page, 'Spillway was updated')
  async function reload(page: Page) {
    await expect(updated(page)).toContainText('Nothing was changed or sent.')
    await expect(updated(page)).toContainText('What you typed is kept.')
    await page.unrouteAll()
    const warnings: string[] = []
    page.on('dialog', (dialog) => {
      warnings.push(dialog.type())
      void dialog.accept()
    })
    await updated(page).getByRole('button', { name: 'Reload' }).click()
    await expect(updated(page)).toHaveCount(0)
    expect(warnings, 'the browser doesn’t warn of what is kept').toEqual([])
    page.removeAllListeners('dialog')
  }

  test('a save and a payout say that nothing was done, and what was typed is there after the reload', async ({
    page,
    openOwnSettings,
  }) => {
    const { account } = await openOwnSettings()
    await openField(page, 'Statement descriptor')
    await descriptor(page).fill('KEPT')
    await deployUnder(page)
    await saveDescriptor(page).click()
    await reload(page)
    await expect(descriptor(page)).toHaveValue('KEPT')
    await saveDescriptor(page).click()
    await isSaved(page)

    await openTab(page, 'Payouts')
    await openPayout(page, '12.34')
    await payout(page).getByRole('button', { name: 'Review' }).click()
    await deployUnder(page)
    await payout(page).getByRole('button', { name: 'Send 12.34 USD' }).click()
    await reload(page)
    expect((await postsOf(account.id)).filter(({ path }) => path === '/v1/payouts')).toEqual([])
    await openPayout(page)
    await expect(payout(page).getByLabel('Amount')).toHaveValue('12.34')
    await payout(page).getByRole('button', { name: 'Review' }).click()
    await payout(page).getByRole('button', { name: 'Send 12.34 USD' }).click()
    await expect(payout(page).getByText('12.34 USD sent')).toBeVisible()
    expect((await simulator.state(account.id)).payouts).toHaveLength(1)
  })

  test('the platform’s settings, a sync and signing in say so too', async ({ page, signInAs }) => {
    await signInAs('admin')
    await page.goto('/settings')
    const rule = page.getByRole('checkbox', { name: 'Require a reason for every change of balance settings' })
    const bar = page.getByRole('button', { name: 'Save platform settings' })
    const before = await rule.isChecked()
    await expect(bar, 'nothing is unsaved at load').toHaveCount(0)
    await rule.setChecked(!before)
    await deployUnder(page)
    await bar.click()
    await reload(page)
    await expect(rule).toBeChecked({ checked: !before })
    await page.getByRole('button', { name: 'Discard' }).click()
    await expect(rule).toBeChecked({ checked: before })
    await expect(bar).toHaveCount(0)

    await page.goto('/accounts')
    const runs = await countSyncRuns()
    await deployUnder(page)
    await page.getByRole('button', { name: 'Sync' }).click()
    await expect(updated(page)).toBeVisible()
    expect(await countSyncRuns()).toEqual(runs)
    await page.unrouteAll()

    await page.context().clearCookies()
    await page.goto('/sign-in')
    await page.getByLabel('Email').fill('somebody@people.example')
    await page.getByLabel('Password').fill('whatever it is')
    await deployUnder(page)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(updated(page)).toBeVisible()
  })
})

test('a payout whose answer was lost is the same payout after the page is loaded again', async ({
  page,
  openOwnPayouts,
  expectConsole,
}) => {
  expectConsole.push(/ERR_FAILED/)
  const { account } = await openOwnPayouts()
  await openPayout(page, '12.34')
  await payout(page).getByRole('button', { name: 'Review' }).click()
  await page.route('**/balance/payouts', async (route) => {
    if (!route.request().headers()['next-action']) return route.fallback()
    await route.fetch()
    await route.abort()
  })
  await payout(page).getByRole('button', { name: 'Send 12.34 USD' }).click()
  await expect(payout(page)).toContainText('Not yet known')
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await page.reload()
  await openPayout(page)
  await payout(page).getByRole('button', { name: 'Send 12.34 USD' }).click()
  await expect(payout(page).getByText('12.34 USD sent')).toBeVisible()
  expect((await simulator.state(account.id)).payouts, 'it is sent once').toHaveLength(1)
})

test('a part of the page that a deploy has removed doesn’t break the page: it says so and offers a reload', async ({
  page,
  openOwnPayouts,
  expectConsole,
}) => {
  expectConsole.push(/404/)
  await openOwnPayouts()
  await expect(page.getByRole('region', { name: 'Manual payouts' }).getByRole('button').first()).toBeVisible()
  const remove = () => page.route('**/_next/static/chunks/**', (route) => route.fulfill({ status: 404 }))
  const missing = news(page, 'Couldn’t load a part of this page')
  await remove()
  for (const time of ['first', 'second']) {
    await openPayout(page)
    await expect(missing, `the ${time} time`).toBeVisible()
    await missing.getByRole('button', { name: 'Close' }).click()
  }
  await page.unrouteAll()

  await page.goto('/balance/settings')
  const askForChange = page.getByRole('button', { name: 'Ask for a change' })
  await openField(page, 'Statement descriptor')
  await descriptor(page).fill('KEPT')
  await expect(saveDescriptor(page)).toBeVisible()
  await remove()
  await askForChange.click()
  await expect(page.getByText('Couldn’t load this part. Reload the page.')).toBeVisible()
  await page.unrouteAll()
  await missing.getByRole('button', { name: 'Reload' }).click()
  await expect(descriptor(page)).toHaveValue('KEPT')
  await askForChange.click()
  await expect(page.getByLabel('What you would like')).toBeVisible()
})

test('a page that the browser has translated keeps its figures current, and its forms work', async ({
  page,
  openOwnBalance,
}) => {
  const { account } = await openOwnBalance()
  await expect(page.getByRole('region', { name: 'Balances' }).getByText('Simulated')).toBeVisible()
  await translate(page)
  await expect(page.getByRole('heading', { name: '‹Payout status›' }), 'the page is translated').toBeVisible()

  await page.getByRole('region', { name: '‹Balance figures›' }).locator('summary').click()
  // Stripe's component, which is not ours, doesn't follow.
  const cards = ['payout-status', 'balance-figures', 'manual-payouts'].map((id) => `[aria-labelledby=${id}-heading]`)
  const amounts = (amount: string) => page.locator(cards.join()).getByText(amount)
  for (const [before, after] of [
    ['500.00 USD', 900],
    ['900.00 USD', 300],
    ['300.00 USD', 700],
  ] as const) {
    if (after === 700) {
      await page.goto('/balance/payouts')
      await expect(amounts(before).first()).toBeVisible()
      await translate(page)
    } else expect(await amounts(before).count()).toBeGreaterThan(1)
    await simulator.changeAccount(account.id, { balance: { usd: { available: after * 100 } } })
    await expect(amounts(`${after}.00 USD`).first()).toBeVisible()
    await expect(amounts(before), 'no figure is left behind').toHaveCount(0)
    await translate(page)
  }

  await page.goto('/balance/settings')
  await expect(page.getByRole('form', { name: 'Balance settings' })).toBeVisible()
  await translate(page)
  await page.locator('form summary').first().click()
  await page.getByRole('radio').nth(1).check()
  await translate(page)
  await page.getByRole('radio').nth(0).check()
  await translate(page)
  await page.locator('form summary').nth(1).click()
  await page.locator('form input[maxlength]').last().fill('TRANSLATED')
  await translate(page)
  await page.getByRole('button', { name: /Save/ }).last().click()
  await expect(page.getByRole('status').filter({ hasText: 'Saved at Stripe' })).toBeVisible()
  await translate(page)
  await simulator.changeSettings(account.id, { payouts: { statement_descriptor: 'OUTSIDE' } })
  await expect(page.getByText('OUTSIDE').first()).toBeVisible()
})

/** As browsers do: every text in two elements of their own, with other words, except where the page forbids it. */
const translate = (page: Page) =>
  page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const texts: Text[] = []
    while (walker.nextNode()) {
      const text = walker.currentNode as Text
      const parent = text.parentElement
      if (!text.data.trim() || !parent || parent.closest('[translate=no], script, style, svg, font, title')) continue
      texts.push(text)
    }
    for (const text of texts) {
      const [outer, inner] = [document.createElement('font'), document.createElement('font')]
      inner.textContent = `‹${text.data}›`
      outer.append(inner)
      text.replaceWith(outer)
    }
  })

for (const { situation, block } of [
  {
    situation: 'blocked',
    block: () => {
      for (const name of ['sessionStorage', 'localStorage', 'BroadcastChannel'])
        Object.defineProperty(window, name, {
          get() {
            throw new DOMException('blocked', 'SecurityError')
          },
        })
    },
  },
  {
    situation: 'full',
    block: () => {
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError')
      }
    },
  },
]) {
  test(`with ${situation} storage the editor works, and says that it can’t keep what is typed`, async ({
    page,
    createAccount,
    signInAs,
  }) => {
    await page.addInitScript(block)
    const account = await createAccount()
    const owner = await signInAs('owner', { accounts: [account] })
    await page.goto('/balance/settings')
    await openField(page, 'Statement descriptor')
    await descriptor(page).fill('NOT SAVED')
    await expect(saveDescriptor(page)).toBeVisible()
    await endSessions(owner.personId)
    await saveDescriptor(page).click()
    await expect(page.getByRole('alert').filter({ hasText: 'Your session has ended' })).toContainText(
      'copy what you typed first',
    )
    page.on('dialog', (dialog) => void dialog.accept())
    await signInAs('owner', { accounts: [account] })
    await page.goto('/balance/settings')
    await openField(page, 'Statement descriptor')
    await descriptor(page).fill('SAVED')
    await saveDescriptor(page).click()
    await isSaved(page)
  })
}

test('a corrupt draft, and one of another form, leave out what can’t be read', async ({
  page,
  createAccount,
  signInAs,
}) => {
  const account = await createAccount()
  const owner = await signInAs('owner', { accounts: [account] })
  const name = `spillway:draft:1:${owner.viewer}:settings:${account.id}`
  await page.goto('/sign-in')
  for (const { stored, value } of [
    { stored: '{{{', value: '' },
    {
      stored: '{"schedule":{"interval":5},"minimumBalances":[null],"statementDescriptor":"READABLE"}',
      value: 'READABLE',
    },
    { stored: '{"statementDescriptor":{"toString":null},"startOfDay":[]}', value: '' },
  ]) {
    await page.evaluate(([key, text]) => sessionStorage.setItem(String(key), String(text)), [name, stored])
    await page.goto('/balance/settings')
    await openField(page, 'Payout schedule')
    await expect(page.getByRole('radio', { name: 'Daily' })).toBeChecked()
    await expect(descriptor(page)).toHaveValue(value)
    await openField(page, 'Statement descriptor')
    await descriptor(page).fill('')
    await expect(page.getByRole('region', { name: 'Unsaved changes' })).toHaveCount(0)
  }
})

test('a browser that blocks cookies learns so after signing in', async ({ page }) => {
  const viewer = await addPersonByCommand('viewer')
  await page.setExtraHTTPHeaders({ 'x-forwarded-for': '192.0.2.77' })
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill(viewer.email)
  await page.getByLabel('Password').fill(viewer.password)
  await page.route('**/sign-in?signed-in*', async (route) => {
    await page.context().clearCookies()
    const { cookie: _, ...headers } = await route.request().allHeaders()
    await route.continue({ headers })
  })
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Your browser blocks cookies' })).toContainText(
    'Allow cookies for this site',
  )
  await page.unrouteAll()
  await page.getByLabel('Email').fill(viewer.email)
  await page.getByLabel('Password').fill(viewer.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL('/')
})

test('a change at Stripe during an edit is announced at once, and what is typed stays', async ({
  page,
  openSettings,
}) => {
  const account = await openSettings()
  await openField(page, 'Statement descriptor')
  await descriptor(page).fill('MINE')
  await simulator.changeSettings(account.id, { payouts: { schedule: { interval: 'manual' } } })
  await expect(page.getByRole('status').filter({ hasText: 'Payout schedule was changed at Stripe' })).toBeVisible()
  await expect(descriptor(page)).toHaveValue('MINE')
  await openField(page, 'Payout schedule')
  await expect(page.getByRole('radio', { name: 'Daily' })).toBeChecked()
  await page.getByRole('button', { name: 'Compare' }).click()
  const conflict = page.getByRole('region', { name: 'Someone else changed these settings' })
  await expect(conflict.getByRole('row', { name: 'Payout schedule' }).getByRole('cell')).toHaveText([
    'Daily',
    'Manual',
    'Unchanged',
  ])
  await conflict.getByRole('button', { name: 'Keep my changes and review' }).click()
  await saveDescriptor(page).click()
  await isSaved(page)
  expect((await simulator.settings(account.id)).payments.payouts).toMatchObject({
    schedule: { interval: 'manual' },
    statement_descriptor: 'MINE',
  })
})
