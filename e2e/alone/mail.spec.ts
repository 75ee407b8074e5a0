import { storedEntries } from '../support/database'
import { startMailServer } from '../support/mail-server'
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
