import { test as base, expect, type Page } from '@playwright/test'
import { Rig, WEDNESDAY } from '../testing/rig.ts'
import { type Components, Platform } from './platform.ts'

/** Every feature of the balances component. */
export const ALL_FEATURES = {
  instant_payouts: true,
  standard_payouts: true,
  edit_payout_schedule: true,
  external_account_collection: true,
}

interface WorkerFixtures {
  rig: Rig
  sharedPlatform: Platform
}

interface Fixtures {
  /** The platform's page without components. */
  platform: Platform
  page: Page
  /** Fails the test on an unexpected error in the browser's console. */
  expectedErrors: RegExp[]
  /** Creates an account and shows its balances component. Returns the account's id. */
  openBalances: (
    traits?: Record<string, unknown>,
    options?: { features?: Components[string]; params?: object },
  ) => Promise<string>
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  rig: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
    async ({}, use) => {
      const rig = await Rig.start({ accounts: 5 })
      await rig.control('POST', '/reset', { accounts: 5, now: WEDNESDAY })
      await use(rig)
      await rig.stop()
    },
    { scope: 'worker' },
  ],

  sharedPlatform: [
    async ({ browser, rig }, use) => {
      const context = await browser.newContext()
      const page = await context.newPage()
      const platform = await Platform.start(page, rig)
      await use(platform)
      await context.close()
      await platform.stop()
    },
    { scope: 'worker' },
  ],

  platform: async ({ sharedPlatform }, use) => {
    await use(sharedPlatform)
    await sharedPlatform.clear()
  },

  page: async ({ platform }, use) => await use(platform.page),

  expectedErrors: [
    async ({ page }, use) => {
      const expected: RegExp[] = []
      const unexpected: string[] = []
      const note = (text: string) => {
        if (!expected.some((pattern) => pattern.test(text))) unexpected.push(text)
      }
      const noteConsole = (message: { type(): string; text(): string }) => {
        if (message.type() === 'error') note(message.text())
      }
      const noteError = (error: Error) => note(error.message)
      page.on('console', noteConsole)
      page.on('pageerror', noteError)
      await use(expected)
      page.off('console', noteConsole)
      page.off('pageerror', noteError)
      expect(unexpected, 'errors in the console').toEqual([])
    },
    { auto: true },
  ],

  openBalances: async ({ rig, platform }, use) => {
    await use(async (traits = {}, { features = ALL_FEATURES, params } = {}) => {
      const account = await rig.newAccount({ country: 'US', profile: 'custom', ...traits })
      await platform.initialize(account, { balances: features }, params)
      await platform.place()
      await expect(platform.page.getByRole('group', { name: 'Upcoming payouts' })).toBeVisible()
      return account
    })
  },
})

export { expect, type Page }
export const balance = (page: Page, code: string) => page.getByRole('region', { name: `${code} balance` })
export const dialog = (page: Page) => page.getByRole('dialog')
export const notice = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text })
