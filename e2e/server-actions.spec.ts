import { randomUUID } from 'node:crypto'
import { actionIds, submittedBase } from './support/actions'
import {
  changeRole,
  removeMembership,
  storedEntries,
  storedEntriesOf,
  storedEvents,
  type TestRole,
} from './support/database'
import { simulator } from './support/simulator'
import { type Client, expect, test } from './support/test'

// Server actions are plain HTTP endpoints: each is called here by requests, with arguments that would work, as everybody
// who may not use it.

type Money = { balance: number; destinationId: string; pendingPayoutId: string }
type Subject = { accountId: string; base: object; money: Money }
type AccountAction = {
  args: (subject: Subject) => unknown[]
  /** Admins and owners may use all of them. */
  also: TestRole[]
  /** In the answer to someone who may. */
  works: RegExp
  attempted: string
  /** The only page that has it. From another one, Next forwards the call, and a refusal then has the status 200. */
  path?: string
}

const READERS: TestRole[] = ['operator', 'viewer', 'member']

/** In an order in which each of them still works after those before it. */
const ACCOUNT_ACTIONS: Record<string, AccountAction> = {
  createBalancesSessionAction: {
    args: ({ accountId }) => [accountId],
    also: READERS,
    works: /accs_secret__/,
    attempted: 'account_session:create',
  },
  createPlacedSessionAction: {
    args: ({ accountId }) => [accountId],
    also: READERS,
    works: /accs_secret__/,
    attempted: 'account_session:create',
    path: '/balance/components',
  },
  confirmForComponentsAction: {
    args: ({ accountId }) => [accountId],
    also: READERS,
    works: /"answer":true/,
    attempted: 'account_session:create',
    path: '/balance/components',
  },
  readAccountTimelineAction: {
    args: ({ accountId }) => [accountId],
    also: READERS,
    works: /created an account session/,
    attempted: 'account:read',
  },
  readSettingsHistoryAction: {
    args: ({ accountId }) => [accountId],
    also: READERS,
    works: /"answer":\{"changes":\[\]/,
    attempted: 'account:read',
  },
  orderPayoutAction: {
    args: ({ accountId, money: { balance, destinationId } }) => [
      accountId,
      {
        orderId: randomUUID(),
        order: { method: 'standard', amount: 1_000, currency: 'usd', destinationId },
        seen: balance,
      },
    ],
    also: [],
    works: /"kind":"made"/,
    attempted: 'payouts:create',
  },
  checkOrderAction: {
    args: ({ accountId }) => [accountId, randomUUID()],
    also: [],
    works: /There is no such/,
    attempted: 'payouts:create',
  },
  cancelPayoutAction: {
    args: ({ accountId, money }) => [accountId, money.pendingPayoutId],
    also: [],
    works: /"kind":"canceled"/,
    attempted: 'payouts:create',
  },
  saveBalanceSettingsAction: {
    args: ({ accountId, base }) => [accountId, { patch: { statementDescriptor: 'FORGED' }, base, reason: null }],
    also: ['operator'],
    works: /"kind":"saved"/,
    attempted: 'balance_settings:update',
  },
  checkSaveAction: {
    args: ({ accountId }) => [accountId, randomUUID()],
    also: ['operator'],
    works: /There is no such change/,
    attempted: 'balance_settings:update',
  },
  createCalendarLinkAction: {
    args: ({ accountId }) => [accountId],
    also: [],
    works: /\/api\/calendar\//,
    attempted: 'calendar_feed:manage',
  },
  revokeCalendarLinkAction: {
    args: ({ accountId }) => [accountId],
    also: [],
    works: /^1:\{"answer":true\}/m,
    attempted: 'calendar_feed:manage',
  },
}

/** Only for admins; their success concerns everybody and is shown by sync.spec.ts and platform-rules.spec.ts. */
const PLATFORM_ACTIONS: Record<string, { path: string; attempted: string }> = {
  startSyncAction: { path: '/accounts', attempted: 'accounts:sync' },
  savePlatformRulesAction: { path: '/settings', attempted: 'platform_rules:update' },
  savePlatformProfileAction: { path: '/settings', attempted: 'platform_rules:update' },
}

/** They come from pages that are rendered for nobody in particular. */
const FOR_EVERYBODY = [
  'signInAction',
  'setPasswordAction',
  'beginSignUpAction',
  'signUpAction',
  'passCodeAction',
  'passkeySignInOptionsAction',
  'signInWithPasskeyAction',
  'requestResetAction',
]

const postsOf = async (id: string) => (await simulator.requests(id)).filter(({ method }) => method === 'POST')
const attemptsOf = async (client: Client) =>
  (await storedEntriesOf(client.person))
    .filter(({ type }) => type === 'denied')
    .map(({ details, accountId }) => ({ attempted: JSON.parse(details).attempted, accountId }))

const MANUAL = {
  settings: { payments: { payouts: { schedule: { interval: 'manual' } } } },
  balance: { usd: { available: 50_000 } },
}

/** What the actions need of such an account, of which a payout is pending. */
async function payOutFrom(accountId: string): Promise<Subject> {
  const { id: pendingPayoutId } = await simulator.payOut(accountId, { amount: 5_000, currency: 'usd' })
  const { external_accounts: banks } = await simulator.state(accountId)
  return {
    accountId,
    base: submittedBase(await simulator.settings(accountId)),
    money: { balance: 45_000, destinationId: banks[0]?.id ?? '', pendingPayoutId },
  }
}

test('a server action refuses and records everybody without the permission, sends nothing, and works for the others', async ({
  createAccount,
  clientAs,
}) => {
  test.slow()
  const account = await createAccount(MANUAL)
  const other = await createAccount()
  const subject = await payOutFrom(account.id)
  const [stranger, admin] = [await clientAs('owner', [other]), await clientAs('admin')]
  const roles = new Map<TestRole, Client>()
  for (const role of ['operator', 'viewer', 'member', 'owner'] as const)
    roles.set(role, await clientAs(role, [account]))
  const before = await postsOf(account.id)

  for (const [name, { args, also, attempted, path }] of Object.entries(ACCOUNT_ACTIONS)) {
    for (const [role, client] of [...roles, ['stranger', stranger] as const]) {
      if (role === 'owner' || also.some((one) => one === role)) continue
      const answer = await client.call(name, args(subject), path ? { path } : {})
      expect(answer.status(), `${name} by a ${role}`).toBe(404)
      if (role === 'stranger') expect(await answer.text()).not.toContain(account.name)
      expect(await attemptsOf(client), `${name} by a ${role}`).toContainEqual({
        attempted: `${attempted} on ${account.id}`,
        accountId: account.id,
      })
    }
  }
  expect(await postsOf(account.id)).toEqual(before)

  for (const [name, { args, works }] of Object.entries(ACCOUNT_ACTIONS)) {
    const owner = roles.get('owner')
    const answer = await owner?.call(name, args(subject))
    expect(answer?.status(), `${name} by the owner`).toBe(200)
    expect(await answer?.text(), `${name} by the owner`).toMatch(works)
  }
  for (const [name, { args, also }] of Object.entries(ACCOUNT_ACTIONS)) {
    for (const client of [admin, ...also.map((role) => roles.get(role))])
      expect((await client?.call(name, args(subject)))?.status(), name).toBe(200)
  }
  const canceled = (await storedEntries(account.id)).filter(({ type }) => type === 'payout.cancel')
  expect(canceled, 'canceled once, however often it is asked for').toHaveLength(1)
})

test('no server action does anything for a page that was rendered for somebody else, or that does not say for whom', async ({
  createAccount,
  clientAs,
}) => {
  const account = await createAccount(MANUAL)
  const subject = await payOutFrom(account.id)
  const [opener, admin] = [await clientAs('admin', [account]), await clientAs('admin', [account])]
  // Stripe's event about the payout arrives on its own.
  await expect.poll(async () => (await storedEntries(account.id)).map(({ type }) => type)).toEqual(['payout.step'])
  await expect.poll(async () => (await storedEvents(account.id)).waiting).toBe(0)
  const [posts, entries] = [await postsOf(account.id), await storedEntries(account.id)]
  for (const name of actionIds().keys()) {
    if (FOR_EVERYBODY.includes(name)) continue
    const args = ACCOUNT_ACTIONS[name]?.args(subject) ?? [{}]
    for (const viewer of [opener.person.viewer, '', 'x']) {
      const answer = await admin.call(name, args, { viewer })
      expect(answer.status(), `${name} from a page of ${viewer}`).toBe(200)
      expect(await answer.text(), name).toContain(`{"signedInAs":"${admin.person.name}"}`)
    }
  }
  expect(await postsOf(account.id), 'nothing is sent to Stripe').toEqual(posts)
  expect(await storedEntries(account.id), 'nothing is recorded of the account').toEqual(entries)
  for (const client of [opener, admin]) expect(await storedEntriesOf(client.person)).toEqual([])
})

test('only admins sync and change the platform’s rules: everybody else is recorded, staff refused and owners sent home', async ({
  createAccount,
  clientAs,
}) => {
  const account = await createAccount()
  for (const [name, { path, attempted }] of Object.entries(PLATFORM_ACTIONS)) {
    for (const role of ['operator', 'viewer'] as const) {
      const client = await clientAs(role)
      expect((await client.call(name, [{}], { path })).status(), `${name} by a ${role}`).toBe(404)
      expect((await attemptsOf(client))[0], `${name} by a ${role}`).toEqual({ attempted, accountId: null })
    }
    const owner = await clientAs('owner', [account])
    const answer = await owner.call(name, [{}], { path })
    expect(answer.headers()['x-action-redirect'], `${name} by an owner`).toMatch(/^\/balance\b/)
    expect((await attemptsOf(owner))[0], `${name} by an owner`).toEqual({ attempted, accountId: null })
    const visitor = await (await clientAs('nobody')).call(name, [{}], { path })
    expect(visitor.headers()['x-action-redirect'], `${name} by nobody`).toMatch(/^\/sign-in\b/)
  }
})

test('an owner cannot change a field that only the platform may change', async ({ createAccount, clientAs }) => {
  const account = await createAccount()
  const owner = await clientAs('owner', [account])
  const base = submittedBase(await simulator.settings(account.id))
  for (const patch of [{ delayDaysOverride: 14 }, { debitNegativeBalances: !base.debitNegativeBalances }]) {
    const answer = await owner.call('saveBalanceSettingsAction', [account.id, { patch, base, reason: null }])
    expect(answer.status()).toBe(200)
    expect(await answer.text()).toContain('Only the platform can change this.')
    expect((await storedEntries(account.id)).at(-1)).toMatchObject({ type: 'denied', actorName: owner.person.name })
  }
  expect(await simulator.writes(account.id)).toEqual([])
})

test('a lost role counts from the next request on', async ({ createAccount, clientAs }) => {
  const account = await createAccount()
  const [owner, admin] = [await clientAs('owner', [account]), await clientAs('admin', [account])]
  const base = submittedBase(await simulator.settings(account.id))
  const save = [account.id, { patch: { statementDescriptor: 'LATE' }, base, reason: null }]
  for (const client of [owner, admin])
    expect((await client.call('createBalancesSessionAction', [account.id])).status()).toBe(200)
  await removeMembership(owner.person.personId, account.id)
  await changeRole(admin.person.personId, 'viewer')
  const since = (await simulator.requests(account.id)).length

  expect((await owner.call('createBalancesSessionAction', [account.id])).status()).toBe(404)
  for (const client of [owner, admin]) expect((await client.call('saveBalanceSettingsAction', save)).status()).toBe(404)
  expect((await owner.request.get(`/balance?account=${account.id}`)).status()).toBe(404)
  expect(await (await owner.request.get('/balance')).text()).toContain('No account yet')
  expect(await simulator.writes(account.id)).toEqual([])
  const asked = (await simulator.requests(account.id)).slice(since).filter(({ path }) => path.startsWith('/v1/'))
  expect(asked.filter(({ path }) => path === '/v1/account_sessions')).toEqual([])
})

test('a payout that is confirmed five times at once is made once', async ({ createAccount, clientAs }) => {
  const account = await createAccount(MANUAL)
  const [bank] = (await simulator.state(account.id)).external_accounts
  const owner = await clientAs('owner', [account])
  const order = { method: 'standard', amount: 1_000, currency: 'usd', destinationId: bank?.id }
  const confirmed = [account.id, { orderId: randomUUID(), order, seen: 50_000 }]
  const answers = await Promise.all(Array.from({ length: 5 }, () => owner.call('orderPayoutAction', confirmed)))
  for (const answer of answers) expect(await answer.text()).toMatch(/"kind":"(made|unknown)"/)
  expect(await (await owner.call('orderPayoutAction', confirmed)).text()).toContain('"kind":"made"')
  expect((await simulator.state(account.id)).payouts).toHaveLength(1)
  expect((await storedEntries(account.id)).filter(({ type }) => type === 'payout.create')).toHaveLength(1)
})

test('only people who may read an account learn what became of a save', async ({ createAccount, clientAs }) => {
  const [own, theirs] = [await createAccount(), await createAccount()]
  const base = submittedBase(await simulator.settings(own.id))
  const owner = await clientAs('owner', [own])
  await owner.call('saveBalanceSettingsAction', [own.id, { patch: { statementDescriptor: 'OWN' }, base, reason: null }])
  const [entry] = await storedEntries(own.id)
  // What the event of the save makes us read comes first.
  await expect.poll(async () => (await storedEvents(own.id)).ids.length).toBeGreaterThan(1)
  await expect.poll(async () => (await storedEvents(own.id)).waiting).toBe(0)
  const asked = await simulator.requests(own.id)
  const stranger = await clientAs('owner', [theirs])
  expect((await stranger.call('checkSaveAction', [own.id, entry?.id])).status()).toBe(404)
  const swapped = await stranger.call('checkSaveAction', [theirs.id, entry?.id])
  expect(await swapped.text()).toContain('There is no such change on this account.')
  expect(await simulator.requests(own.id)).toEqual(asked)
  expect(await (await owner.call('checkSaveAction', [own.id, entry?.id])).text()).toContain('"kind":"saved"')
})
