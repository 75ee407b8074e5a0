import { submittedBase } from '../support/actions'
import { readRecord, storedEntries } from '../support/database'
import { startOurNginx } from '../support/nginx'
import { startInstance } from '../support/own-server'
import { simulator } from '../support/simulator'
import { type Client, expect, test } from '../support/test'
import { world } from '../support/world'

test.use({ ignoreHTTPSErrors: true })

/** Accounts of a rollout that is interrupted. */
const ACCOUNTS = 40

/** Saves an account's settings again and again, whatever becomes of each save. @returns how many were answered as saved */
function keepSaving(admin: Client, accountId: string) {
  let saved = 0
  let isStopped = false
  const ended = (async () => {
    for (let count = 0; !isStopped; count++) {
      const base = submittedBase(await simulator.settings(accountId))
      const submission = { patch: { statementDescriptor: `SAVE ${count}` }, base, reason: null }
      const answer = await admin.call('saveBalanceSettingsAction', [accountId, submission]).catch(() => null)
      if (answer?.ok() && (await answer.text()).includes('"kind":"saved"')) saved++
    }
  })()
  return {
    saved: () => saved,
    stop: async () => {
      isStopped = true
      await ended
    },
  }
}

test('of two instances behind nginx one is killed under load: nothing is lost or done twice, and open pages follow the other', {
  tag: '@postgres',
}, async ({ page, createAccount, signInAs, clientAs, expectConsole }) => {
  test.slow()
  // Responses in progress break off when the instance is killed.
  expectConsole.push(/ERR_HTTP2_PROTOCOL_ERROR|ERR_INCOMPLETE_CHUNKED_ENCODING|status of 502/)
  const second = await startInstance()
  const nginx = await startOurNginx((text) => {
    const first = `server 127.0.0.1:${world.environment.PORT};`
    return text
      .replace(first, `${first} server 127.0.0.1:${second.port};`)
      .replace('location / {', 'location / { add_header X-Instance $upstream_addr always;')
  })
  const watched = await createAccount({ balance: { usd: { available: 12_300 } } })
  const busy = [await createAccount(), await createAccount(), await createAccount()]
  const admin = await clientAs('admin', busy)
  await signInAs('viewer')

  // nginx shares requests out, so the page's stream soon is on the instance that will be killed.
  await expect(async () => {
    const opened = page.waitForResponse((answer) => answer.headers()['content-type']?.includes('event-stream') ?? false)
    await page.goto(`/accounts/${watched.id}`)
    expect((await opened).headers()['x-instance']).toContain(`:${second.port}`)
  }).toPass()
  await expect(page.getByText('123.00 USD').first()).toBeVisible()
  const savings = busy.map(({ id }) => keepSaving(admin, id))
  for (const { saved } of savings) await expect.poll(saved, { timeout: 30_000 }).toBeGreaterThan(2)

  second.kill()
  await simulator.changeAccount(watched.id, { balance: { usd: { available: 45_600 } } })
  await expect(page.getByText('456.00 USD').first(), 'the open page follows the other instance').toBeVisible()
  const before = savings.map(({ saved }) => saved())
  for (const [index, { saved }] of savings.entries())
    await expect.poll(saved, { timeout: 30_000 }).toBeGreaterThan((before[index] ?? 0) + 2)
  for (const { stop } of savings) await stop()

  await expect.poll(async () => (await readRecord(world.environment.DATABASE_URL)).open, { timeout: 45_000 }).toBe(0)
  for (const [index, { id }] of busy.entries()) {
    const saves = (await storedEntries(id)).filter(({ type }) => type === 'balance_settings.update')
    const applied = saves.filter(({ outcomes }) => outcomes.includes('applied'))
    expect(
      saves.every(({ outcomes }) => outcomes.length === 1),
      'each save has one outcome',
    ).toBe(true)
    expect(applied.length, 'what was answered as saved is in the record').toBeGreaterThanOrEqual(
      savings[index]?.saved() ?? 0,
    )
    expect((await simulator.settingsChanges(id)).length, 'what is in the record happened once').toBe(applied.length)
  }
  await page.close()
  await nginx.stop()
})

test('an instance that is killed in the middle of a rollout loses and doubles nothing, and the other continues within 15 seconds on the open page', {
  tag: '@postgres',
}, async ({ page, createAccount, signInAs, expectConsole }) => {
  test.slow()
  expectConsole.push(/ERR_HTTP2_PROTOCOL_ERROR|ERR_INCOMPLETE_CHUNKED_ENCODING|status of 502|Failed to fetch/)
  // More than are written at once, and in a country that no other test of this world has. Stripe is slow with each of them.
  const accounts = await Promise.all(Array.from({ length: ACCOUNTS }, () => createAccount({ country: 'NZ' })))
  for (const { id } of accounts)
    await simulator.fail(id, { method: 'POST', path: '/v1/balance_settings' }, { kind: 'delay', ms: 1500 })
  const second = await startInstance()
  // All requests reach the second one, which begins the rollout because it was asked to.
  const nginx = await startOurNginx((text) => {
    const first = `server 127.0.0.1:${world.environment.PORT}`
    return text.replace(`${first};`, `server 127.0.0.1:${second.port}; ${first} backup;`)
  })
  await signInAs('admin')
  await page.goto('/fleet')
  await page.getByRole('link', { name: 'New policy' }).click()
  await page.getByLabel('Name').fill('Slow in New Zealand')
  await page.getByRole('region', { name: 'Accounts', exact: true }).getByLabel('Countries').fill('NZ')
  await page.getByRole('region', { name: 'Settings', exact: true }).getByLabel('Settlement delay in days').fill('9')
  await page.getByRole('button', { name: 'Save policy' }).click()
  await page.getByRole('button', { name: 'Plan a rollout' }).click()
  const counted = (words: string) => page.getByRole('link', { name: words })
  await expect(counted(`To be changed ${ACCOUNTS}`)).toBeVisible()
  await page.getByRole('button', { name: 'Start rollout' }).click()
  const reached = async () => (await Promise.all(accounts.map(({ id }) => simulator.settingsChanges(id)))).flat().length
  await expect.poll(reached, { intervals: [50] }).toBeGreaterThan(0)

  second.kill()
  const killedAt = Date.now()
  // What it had sent still arrives.
  await expect
    .poll(async () =>
      (await Promise.all(accounts.map(({ id }) => simulator.requests(id))))
        .flat()
        .every(({ ended_at_ms }) => ended_at_ms !== null),
    )
    .toBe(true)
  const before = await reached()
  expect(before, 'it was killed in the middle').toBeLessThan(ACCOUNTS)
  const left = 15_000 - (Date.now() - killedAt)
  await expect.poll(reached, { timeout: left, intervals: [200] }).toBeGreaterThan(before)
  await expect(page.getByText('Complete', { exact: true }).first()).toBeVisible({ timeout: 60_000 })
  await expect(counted(`Changed ${ACCOUNTS}`)).toBeVisible()
  for (const { id } of accounts) {
    expect(await simulator.settingsChanges(id)).toHaveLength(1)
    const writes = (await storedEntries(id)).filter(({ type }) => type === 'balance_settings.update')
    expect(writes.filter(({ outcomes }) => outcomes.at(-1) === 'applied')).toHaveLength(1)
    expect(writes.every(({ outcomes }) => outcomes.length === 1)).toBe(true)
  }
  await page.close()
  await nginx.stop()
})
