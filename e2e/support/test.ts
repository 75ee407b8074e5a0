import {
  type APIRequestContext,
  type APIResponse,
  type Browser,
  test as base,
  expect,
  type Page,
} from '@playwright/test'
import { type ActionCall, callAction } from './actions'
import { createSignedInPerson, hasReachedList, type TestRole } from './database'
import { simulator } from './simulator'
import { findRequestProblems } from './stripe-documents'
import { world } from './world'

type Account = { id: string; name: string }
/** `viewer` is what a page that was rendered for them carries. */
type TestPerson = { personId: string; name: string; email: string; viewer: string }

/** Someone who calls the product without a browser. */
export type Client = {
  /** Without a meaning for nobody. */
  person: TestPerson
  headers: Record<string, string>
  request: APIRequestContext
  /** Calls a server action, from their own page unless another origin or viewer is given. */
  call: (action: string, args: readonly unknown[] | string, from?: Partial<ActionCall>) => Promise<APIResponse>
}

type Fixtures = {
  /**
   * A connected account of this test alone, at Stripe's side and in our database. Whatever Spillway then sends about it
   * has to be a request that Stripe's documents know.
   */
  createAccount: (options?: Record<string, unknown>) => Promise<Account>
  /** Opens a session for this page, or for another one. */
  signInAs: (role: TestRole, options?: { accounts?: Account[]; page?: Page }) => Promise<TestPerson>
  /** Someone with an open session, or nobody in particular, without a browser. */
  clientAs: (role: TestRole | 'nobody', accounts?: Account[]) => Promise<Client>
  /** An admin before a new account of this test alone. */
  openAccount: (options?: Record<string, unknown>) => Promise<Account>
  /** The same, before the account's settings. */
  openSettings: (options?: Record<string, unknown>) => Promise<Account>
  /** An owner before their own account: on the manual schedule and with 500.00 USD, unless the test says otherwise. */
  openOwnBalance: OpenOwn
  /** The same before other tabs of it. */
  openOwnPayouts: OpenOwn
  openOwnSettings: OpenOwn
  /** Errors that the page may write to its console; any other fails the test. */
  expectConsole: RegExp[]
}

type OpenOwn = (options?: Record<string, unknown>) => Promise<{ account: Account; owner: TestPerson }>

const openOwn =
  (path: string) =>
  async (
    { page, createAccount, signInAs }: Pick<Fixtures, 'createAccount' | 'signInAs'> & { page: Page },
    use: (open: OpenOwn) => Promise<void>,
  ) => {
    await use(async (options = {}) => {
      const account = await createAccount({
        settings: { payments: { payouts: { schedule: { interval: 'manual' } } } },
        balance: { usd: { available: 50_000 } },
        ...options,
      })
      const owner = await signInAs('owner', { accounts: [account] })
      await page.goto(path)
      return { account, owner }
    })
  }

/** The addresses of an account's tabs, for staff. */
export const settingsOf = ({ id }: { id: string }) => `/accounts/${id}/settings`
export const payoutsOf = ({ id }: { id: string }) => `/accounts/${id}/payouts`
export const historyOf = ({ id }: { id: string }) => `/accounts/${id}/history`

/** Opens a setting of the form, which at rest states its value as a line. */
export async function openField(page: Page, label: string): Promise<void> {
  const field = page.getByRole('form', { name: 'Balance settings' }).getByRole('region', { name: label, exact: true })
  const details = field.locator('details')
  if (!(await details.evaluate((element: HTMLDetailsElement) => element.open))) await details.locator('summary').click()
}

/** Goes to another tab of the account that is open. */
export const openTab = (page: Page, name: 'Overview' | 'Payouts' | 'Settings' | 'History') =>
  page.getByRole('navigation', { name: 'Account', exact: true }).getByRole('link', { name }).click()

/** The page from which a browser calls an action about an account. */
function tabWith(action: string, start: string): string {
  if (/Order|Payout|Calendar/.test(action)) return `${start}/payouts`
  if (action === 'readAccountTimelineAction') return `${start}/history`
  return action === 'createBalancesSessionAction' ? start : `${start}/settings`
}

let counter = 0

const sessionCookie = () => (world.appUrl.startsWith('https:') ? '__Host-spillway' : 'spillway')

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
  createAccount: async ({}, use) => {
    const ids: string[] = []
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
      ids.push(id)
      // The account reaches the product as it would in production: by Stripe's event.
      await simulator.changeAccount(id, { business_profile: { name } })
      await expect
        .poll(() => hasReachedList(id), { message: `${id} reaches the database`, timeout: 15_000, intervals: [50] })
        .toBe(true)
      return { id, name }
    })
    const sent = (await Promise.all(ids.map(simulator.requests))).flat()
    expect(findRequestProblems(sent), 'requests that Stripe’s documents do not know').toEqual([])
  },

  signInAs: async ({ page }, use) => {
    await use(async (role, { accounts = [], page: otherPage } = {}) => {
      const { cookie, ...person } = await createSignedInPerson(
        role,
        accounts.map(({ id }) => id),
      )
      const { hostname, protocol } = new URL(world.appUrl)
      const secure = protocol === 'https:'
      await (otherPage ?? page).context().addCookies([
        {
          name: sessionCookie(),
          value: cookie,
          domain: hostname,
          path: '/',
          httpOnly: true,
          sameSite: 'Lax',
          secure,
        },
      ])
      return person
    })
  },

  clientAs: async ({ playwright }, use) => {
    const requests: APIRequestContext[] = []
    await use(async (role, accounts = []) => {
      const ids = accounts.map(({ id }) => id)
      const signedIn = role === 'nobody' ? null : await createSignedInPerson(role, ids)
      const headers: Record<string, string> = signedIn ? { cookie: `${sessionCookie()}=${signedIn.cookie}` } : {}
      const request = await playwright.request.newContext({
        baseURL: world.appUrl,
        extraHTTPHeaders: headers,
        ignoreHTTPSErrors: true,
      })
      requests.push(request)
      const isStaff = role !== 'nobody' && role !== 'owner' && role !== 'member'
      return {
        person: signedIn ?? { personId: 'nobody', name: '', email: '', viewer: '' },
        headers,
        request,
        call: (action, args, from) =>
          callAction(request, action, args, {
            viewer: signedIn?.viewer ?? '',
            path: isStaff && !ids[0] ? '/accounts' : tabWith(action, isStaff ? `/accounts/${ids[0]}` : '/balance'),
            origin: world.appUrl,
            ...from,
          }),
      }
    })
    for (const request of requests) await request.dispose()
  },

  openAccount: async ({ page, createAccount, signInAs }, use) => {
    await use(async (options) => {
      const account = await createAccount(options)
      await signInAs('admin')
      await page.goto(`/accounts/${account.id}`)
      return account
    })
  },

  openSettings: async ({ page, openAccount }, use) => {
    await use(async (options) => {
      const account = await openAccount(options)
      await page.goto(settingsOf(account))
      return account
    })
  },

  openOwnBalance: openOwn('/balance'),
  openOwnPayouts: openOwn('/balance/payouts'),
  openOwnSettings: openOwn('/balance/settings'),

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
  expectConsole: async ({}, use) => {
    await use([])
  },

  page: async ({ page, expectConsole }, use) => {
    const unexpected: string[] = []
    const isExpected = (text: string) => expectConsole.some((pattern) => pattern.test(text))
    page.on('console', (message) => {
      if (message.type() === 'error' && !isExpected(message.text())) unexpected.push(message.text())
    })
    page.on('pageerror', (error) => {
      if (!isExpected(error.message)) unexpected.push(String(error))
    })
    await use(page)
    expect(unexpected, 'errors in the console').toEqual([])
  },
})

export { type Browser, expect, type Page }
