import { changeRole, forgetPlatformRules, storedEntries, storedEntriesOfType } from '../support/database'
import { killServer } from '../support/own-server'
import { simulator } from '../support/simulator'
import { expect, type Page, test } from '../support/test'

test.afterAll(forgetPlatformRules)

const DELAY = 9
/** Another process takes over what a dead one had begun. */
const MEANWHILE = { timeout: 20_000 }
const delayOf = async (id: string) =>
  (await simulator.settings(id)).payments.settlement_timing.delay_days_override ?? null
const status = (page: Page, words: string) => page.getByText(words, { exact: true }).first()
const press = (page: Page, button: string) => page.getByRole('button', { name: button }).click()

/** What the record says of a rollout's own steps, in their order. */
const stepsOf = async (rolloutUrl: string) =>
  (await storedEntriesOfType('rollout.moved')).flatMap(({ details, actorName }) => {
    const { rolloutId, move } = JSON.parse(details)
    return rolloutUrl.endsWith(rolloutId) ? [`${actorName}: ${move}`] : []
  })

test('a policy is approved, carried out across two crashes, restored where somebody strayed and undone, and Stripe, the record and the page agree at each step', async ({
  page,
  browser,
  createAccount,
  signInAs,
  expectConsole,
}) => {
  test.slow()
  // While the server is away, open pages ask for what isn't answered.
  expectConsole.push(/Failed to (load resource|fetch)|ERR_/)
  // No other test of this world has accounts in New Zealand.
  const accounts = [
    await createAccount({ country: 'NZ' }),
    await createAccount({ country: 'NZ' }),
    await createAccount({ country: 'NZ' }),
    await createAccount({ country: 'NZ' }),
    await createAccount({ country: 'NZ' }),
  ]
  const delays = () => Promise.all(accounts.map(({ id }) => delayOf(id)))
  /** So many accounts have the delay at Stripe, for each change there is one applied entry, and the page counts the same. */
  const agree = async (at: Page, chips: string[], { slow, changes }: { slow: number; changes: number }) => {
    for (const chip of chips) await expect(at.getByRole('link', { name: chip, exact: true })).toBeVisible(MEANWHILE)
    expect((await delays()).filter((delay) => delay === DELAY)).toHaveLength(slow)
    let [written, recorded] = [0, 0]
    for (const { id } of accounts) {
      written += (await simulator.settingsChanges(id)).filter(({ actor }) => actor !== 'dashboard').length
      recorded += (await storedEntries(id)).filter(
        ({ type, outcomes, details }) =>
          type === 'balance_settings.update' && outcomes.at(-1) === 'applied' && 'rolloutId' in JSON.parse(details),
      ).length
    }
    expect({ written, recorded }).toEqual({ written: changes, recorded: changes })
  }

  const ada = await signInAs('admin')
  await page.goto('/settings')
  await page.getByLabel('Accounts that a rollout may change without a second person').fill('2')
  await press(page, 'Save platform settings')
  await expect(page.getByRole('status').filter({ hasText: 'Platform settings updated' })).toBeVisible()
  const second = await (await browser.newContext()).newPage()
  const bea = await signInAs('admin', { page: second })

  await page.goto('/fleet')
  await page.getByRole('link', { name: 'New policy' }).click()
  await page.getByLabel('Name').fill('Slow in New Zealand')
  await page.getByRole('region', { name: 'Accounts', exact: true }).getByLabel('Countries').fill('NZ')
  const settings = page.getByRole('region', { name: 'Settings', exact: true })
  await settings.getByLabel('Settlement delay in days').fill(String(DELAY))
  await press(page, 'Save policy')
  await expect(page.getByRole('heading', { name: 'Slow in New Zealand' })).toBeVisible()

  await press(page, 'Plan a rollout')
  await agree(page, ['To be changed 5'], { slow: 0, changes: 0 })
  const rollout = page.url()
  await page.getByLabel('Accounts of the first stage').fill('1')
  await page.getByLabel('Second stage ends at, in percent').fill('100')
  await page.getByRole('checkbox', { name: 'Wait after each stage' }).check()
  await page.getByLabel('Reason').fill('Agreed with risk')
  await press(page, 'Start rollout')
  await expect(status(page, 'Waiting for approval')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Approve and start' })).toBeHidden()
  await agree(page, ['To be changed 5'], { slow: 0, changes: 0 })

  await second.goto(rollout)
  await press(second, 'Approve and start')
  await expect(status(second, 'Paused')).toBeVisible()
  await agree(second, ['Changed 1', 'To be changed 4'], { slow: 1, changes: 1 })

  // Who approved it isn't an admin any more, so that it needs another approval; here the same person may again.
  await changeRole(bea.personId, 'viewer')
  await page.reload()
  await press(page, 'Resume')
  await expect(page.getByText('approved this and may not do so any more')).toBeVisible()
  await agree(page, ['Changed 1', 'To be changed 4'], { slow: 1, changes: 1 })
  await changeRole(bea.personId, 'admin')

  // Of the four that are left, the answer about one is lost, and the request about another.
  const left = (await Promise.all(accounts.map(async ({ id }) => ((await delayOf(id)) === null ? [id] : [])))).flat()
  const [unsent = '', unanswered = ''] = left
  await simulator.fail(unsent, { method: 'POST', path: '/v1/balance_settings' }, { kind: 'hang' })
  await simulator.fail(unanswered, { method: 'POST', path: '/v1/balance_settings' }, { kind: 'timeout_after' })
  await second.reload()
  await press(second, 'Approve and start')
  for (const id of [unsent, unanswered])
    await expect.poll(async () => (await simulator.writes(id)).length, { intervals: [50] }).toBe(1)
  await page.reload()
  await press(page, 'Pause')
  await expect(status(page, 'Paused')).toBeVisible()
  await killServer()
  await page.reload()
  await expect(status(page, 'Paused')).toBeVisible()
  await agree(page, ['Changed 4', 'To be changed 1'], { slow: 4, changes: 4 })

  await killServer()
  await second.reload()
  await press(second, 'Resume')
  await expect(status(second, 'Complete')).toBeVisible()
  await agree(second, ['Changed 5'], { slow: 5, changes: 5 })
  expect(await stepsOf(rollout)).toEqual([
    `${ada.name}: plan`,
    `${ada.name}: start`,
    `${bea.name}: approve`,
    'Rollout: wait',
    `${ada.name}: resume`,
    'Rollout: lapse',
    `${bea.name}: approve`,
    `${ada.name}: pause`,
    `${bea.name}: resume`,
    'Rollout: complete',
  ])
  for (const { id } of accounts) expect(await simulator.settingsChanges(id), 'nothing is done twice').toHaveLength(1)
  await second.goto('/audit')
  await expect(second.getByText('completed the rollout').first()).toBeVisible()

  const [strayed] = accounts
  await simulator.changeSettings(strayed?.id ?? '', { settlement_timing: { delay_days_override: 4 } })
  const row = page.getByRole('row').filter({ hasText: strayed?.name ?? '' })
  await expect(async () => {
    await page.goto('/fleet/drift')
    await expect(row).toContainText('Changed in the Stripe Dashboard or API', { timeout: 500 })
  }).toPass()
  await row.getByRole('checkbox').check()
  await press(page, 'Plan to bring back')
  await agree(page, ['To be changed 1'], { slow: 4, changes: 5 })
  await page.getByRole('checkbox', { name: 'Wait after each stage' }).uncheck()
  await press(page, 'Start rollout')
  await expect(status(page, 'Complete')).toBeVisible()
  await agree(page, ['Changed 1'], { slow: 5, changes: 6 })

  await page.goto(rollout)
  await press(page, 'Plan a rollback')
  await expect(page.getByRole('heading', { name: 'Rollback of Slow in New Zealand' })).toBeVisible()
  await agree(page, ['To be changed 5'], { slow: 5, changes: 6 })
  await page.getByRole('checkbox', { name: 'Wait after each stage' }).uncheck()
  await page.getByLabel('Reason').fill('It was too slow')
  await press(page, 'Start rollout')
  await expect(status(page, 'Waiting for approval')).toBeVisible()
  await second.goto(page.url())
  await press(second, 'Approve and start')
  await expect(status(second, 'Complete')).toBeVisible()
  await agree(second, ['Changed 5'], { slow: 0, changes: 11 })
  expect(await delays()).toEqual(accounts.map(() => null))
  await second.context().close()
})
