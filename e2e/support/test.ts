import { test as base, expect, type Page } from '@playwright/test'
import { createSignedInPerson, isTakenIn, type TestRole } from './database'
import { simulator } from './simulator'
import { world } from './world'

type Account = { id: string; name: string }

type Fixtures = {
  /** A connected account of this test alone, at Stripe's side and in our database. */
  createAccount: (options?: Record<string, unknown>) => Promise<Account>
  /** Opens a session for this page, or for another one. */
  signInAs: (
    role: TestRole,
    options?: { accounts?: Account[]; page?: Page },
  ) => Promise<{ personId: string; name: string; email: string }>
  /** An owner before their own account: paid out by hand and with 500.00 USD, unless the test says otherwise. */
  openOwnBalance: (
    options?: Record<string, unknown>,
  ) => Promise<{ account: Account; owner: { personId: string; name: string; email: string } }>
  /** Fails the test on an unexpected error in the browser's console. */
  expectConsole: RegExp[]
}

let counter = 0

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
  createAccount: async ({}, use) => {
    await use(async (options = {}) => {
      const name =
        typeof options.name === 'string'
          ? options.name
          : `Shop ${process.pid}-${++counter} ${Math.random().toString(36).slice(2, 8)}`
      const { id } = await simulator.createAccount({
        country: 'US',
        profile: 'custom',
        ...options,
        name: `${name} (new)`,
      })
      // The account reaches the product as it would in production: by Stripe's event.
      await simulator.changeAccount(id, { business_profile: { name } })
      await expect.poll(() => isTakenIn(id), { message: `${id} reaches the database`, timeout: 15_000 }).toBe(true)
      return { id, name }
    })
  },

  signInAs: async ({ page }, use) => {
    await use(async (role, { accounts = [], page: otherPage } = {}) => {
      const { cookie, ...person } = await createSignedInPerson(
        role,
        accounts.map(({ id }) => id),
      )
      const { hostname } = new URL(world.appUrl)
      await (otherPage ?? page)
        .context()
        .addCookies([{ name: 'spillway', value: cookie, domain: hostname, path: '/', httpOnly: true, sameSite: 'Lax' }])
      return person
    })
  },

  openOwnBalance: async ({ page, createAccount, signInAs }, use) => {
    await use(async (options = {}) => {
      const account = await createAccount({
        settings: { payments: { payouts: { schedule: { interval: 'manual' } } } },
        balance: { usd: { available: 50_000 } },
        ...options,
      })
      const owner = await signInAs('owner', { accounts: [account] })
      await page.goto('/balance')
      return { account, owner }
    })
  },

  expectConsole: [
    async ({ page }, use) => {
      const expected: RegExp[] = []
      const unexpected: string[] = []
      page.on('console', (message) => {
        if (message.type() === 'error' && !expected.some((pattern) => pattern.test(message.text())))
          unexpected.push(message.text())
      })
      page.on('pageerror', (error) => {
        if (!expected.some((pattern) => pattern.test(error.message))) unexpected.push(String(error))
      })
      await use(expected)
      expect(unexpected, 'errors in the console').toEqual([])
    },
    { auto: true },
  ],
})

export { expect, type Page }
