import { storedEntries } from '../support/database'
import { startMailServer } from '../support/mail-server'
import { plugIn } from '../support/passkey-device'
import { simulator } from '../support/simulator'
import { expect, test } from '../support/test'

test('an owner learns by mail of a change from outside, reports that it wasn’t them, and sets payouts to manual', async ({
  page,
  createAccount,
  signInAs,
}) => {
  test.slow()
  const mailServer = await startMailServer()
  const mailsTo = ({ email }: { email: string }) =>
    mailServer.received.filter(({ to }) => to === email).map(({ text }) => text)
  try {
    const account = await createAccount()
    const admin = await signInAs('admin')
    const owner = await signInAs('owner', { accounts: [account] })
    await page.goto('/balance')
    await simulator.changeSettings(account.id, {
      payouts: { schedule: { interval: 'weekly', weekly_payout_days: ['friday'] } },
    })
    // Nothing wakes the mail; it is looked for every 10 seconds.
    await expect.poll(() => mailsTo(owner).length, { timeout: 30_000 }).toBe(1)
    const [mail = ''] = mailsTo(owner)
    expect(mail).toContain('changed balance settings outside Spillway')
    const link = /http\S+\/not-me\/[\w-]{43}/.exec(mail)?.[0] ?? ''

    await page.goto(link)
    expect((await storedEntries(account.id)).map(({ type }) => type)).not.toContain('change.disputed')
    await page.getByRole('button', { name: 'Report: this wasn’t me' }).click()
    await expect(page.getByRole('status').filter({ hasText: 'You reported that this wasn’t you' })).toBeVisible()
    await page.getByRole('button', { name: 'Set payouts to manual' }).click()
    await expect(page.getByText('Payouts are manual')).toBeVisible()
    expect((await simulator.settings(account.id)).payments.payouts.schedule.interval).toBe('manual')
    const entries = await storedEntries(account.id)
    expect(entries.map(({ type }) => type)).toContain('change.disputed')
    expect(entries.find(({ type }) => type === 'balance_settings.update')?.outcomes).toEqual(['applied'])

    await page.goto(link)
    await expect(page.getByRole('button', { name: 'Report: this wasn’t me' })).toBeHidden()
    await expect.poll(() => mailsTo(admin).length, { timeout: 30_000 }).toBe(1)
    expect(mailsTo(admin)[0]).toContain(account.name)
  } finally {
    await mailServer.stop()
  }
})

const PASSWORD = 'a long password for tests'
const NEW_PASSWORD = 'another long password for tests'

test('an admin invites an owner by mail, who signs in, forgets the password and gets a new one by mail', async ({
  page,
  browser,
  signInAs,
  createAccount,
}) => {
  test.slow()
  const mailServer = await startMailServer()
  const email = `${crypto.randomUUID()}@people.example`
  const links = () =>
    mailServer.received.flatMap(
      ({ to, text }) => (to === email && text.match(/http\S+\/set-password\/[\w-]{43}/)) || [],
    )
  const linkOf = async (mail: number) => {
    await expect.poll(() => links().length, { timeout: 30_000 }).toBe(mail)
    return links()[mail - 1] ?? ''
  }
  try {
    const account = await createAccount()
    await signInAs('admin')
    await page.goto('/people')
    const invite = page.getByRole('region', { name: 'Invite someone' })
    await invite.getByRole('button', { name: 'Create invitation' }).click()
    await expect(invite.getByRole('alert')).toContainText('Give an email address')
    await invite.getByLabel('Email').fill(email)
    await invite.getByLabel('Role').selectOption('Owner')
    await invite.getByLabel('Connected account').fill(account.id)
    await invite.getByRole('button', { name: 'Create invitation' }).click()
    await expect(invite.getByRole('status')).toContainText('Invitation sent to')
    await expect(page.getByRole('region', { name: 'Open invitations' })).toContainText(email)
    const link = await linkOf(1)
    await page.goto(link)
    await expect(page.getByText('Sign out first')).toBeVisible()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page).toHaveURL(/\/sign-in/)
    expect(await page.evaluate(() => document.referrer)).not.toContain('set-password')
    await signInAs('admin')

    const theirs = await (await browser.newContext()).newPage()
    const setPassword = async (password: string) => {
      await theirs.getByLabel('New password').fill(password)
      await theirs.getByRole('button', { name: 'Set password' }).click()
      await theirs.getByRole('link', { name: 'Sign in' }).click()
      await theirs.getByLabel('Email').fill(email)
      await theirs.getByLabel('Password').fill(password)
      await theirs.getByRole('button', { name: 'Sign in', exact: true }).click()
      await expect(theirs).toHaveURL(/\/balance/)
    }
    await theirs.goto(link)
    await theirs.getByLabel('Your name').fill('Olga')
    await setPassword(PASSWORD)
    await expect(theirs.getByText(account.name).first()).toBeVisible()

    await theirs.context().clearCookies()
    await theirs.goto(link)
    await expect(theirs.getByText('This link doesn’t work any more')).toBeVisible()
    await theirs.goto('/sign-in')
    await theirs.getByRole('link', { name: 'Forgot your password?' }).click()
    await theirs.getByLabel('Email').fill(email)
    await theirs.getByRole('button', { name: 'Send link' }).click()
    await expect(theirs.getByRole('status')).toContainText('If somebody signs in with this email')
    await theirs.goto(await linkOf(2))
    await setPassword(NEW_PASSWORD)

    await page.goto(`/people?q=${account.id}`)
    await page.getByRole('link', { name: 'Olga' }).click()
    await page.getByRole('button', { name: 'Remove all access' }).click()
    await page.getByRole('button', { name: 'Remove now' }).click()
    await expect(page).toHaveURL(/\/people$/)
    await page.goto(`/audit?account=${account.id}`)
    await expect(page.getByText(`added ${email} as owner of ${account.id}`, { exact: false }).first()).toBeAttached()
  } finally {
    await mailServer.stop()
  }
})

test('an owner invites somebody by mail, who signs up with a passkey, without a password, and sees the account', async ({
  page,
  browser,
  openOwnBalance,
}) => {
  test.slow()
  const mailServer = await startMailServer()
  const email = `${crypto.randomUUID()}@people.example`
  try {
    const { account } = await openOwnBalance()
    await page.goto(`/access?account=${account.id}`)
    const invite = page.getByRole('region', { name: 'Invite somebody' })
    await invite.getByLabel('Email').fill(email)
    await invite.getByRole('button', { name: 'Send invitation' }).click()
    const received = () =>
      mailServer.received.find(({ to }) => to === email)?.text.match(/http\S+\/set-password\/[\w-]{43}/)
    await expect.poll(received, { timeout: 30_000 }).toBeTruthy()
    const theirs = await (await browser.newContext()).newPage()
    await plugIn(theirs)
    await theirs.goto(received()?.[0] ?? '')
    await theirs.getByRole('button', { name: 'Use a passkey instead' }).click()
    await theirs.getByLabel('Your name').fill('Max')
    await theirs.getByRole('button', { name: 'Use a passkey instead' }).click()
    await expect(theirs.getByRole('status')).toContainText('Your passkey is made')
    await expect(theirs.getByRole('listitem')).toHaveCount(10)
    await theirs.getByRole('link', { name: 'Sign in' }).click()
    await theirs.getByRole('button', { name: 'Use a passkey' }).click()
    await expect(theirs.getByRole('heading', { name: account.name })).toBeVisible()
    await page.reload()
    await expect(page.getByRole('row', { name: email })).toContainText('Max')
  } finally {
    await mailServer.stop()
  }
})
