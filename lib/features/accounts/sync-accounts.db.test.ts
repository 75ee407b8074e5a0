import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { AccountProfile } from '@/lib/domain/accounts/connected-account'
import { fail, succeed } from '@/lib/domain/result'
import type { StripeFailure } from '@/lib/domain/stripe/stripe-failure'
import { bankOf, payoutOf } from '@/lib/domain/testing/account-money'
import { DAILY, profileOf } from '@/lib/domain/testing/connected-account'
import { saveAccountProfiles } from '@/lib/gateways/db/accounts'
import { NO_ORIGIN } from '@/lib/gateways/db/audit-log'
import { database } from '@/lib/gateways/db/client'
import { claimSyncRun, latestSyncRun, saveSyncProgress } from '@/lib/gateways/db/sync-runs'
import { openTestDatabase } from '@/lib/gateways/db/testing/test-database'
import type { AccountPage } from '@/lib/gateways/stripe/accounts'
import { continueSync, requestSync } from './sync-accounts'

/** Stripe's side: its accounts in the order of its list, what it was asked, and what goes wrong. */
const stripe = {
  accounts: [] as AccountProfile[],
  /** Entries of the list without an id. */
  unreadable: 0,
  /** Accounts that the database cannot keep. */
  odd: new Set<string>(),
  asked: [] as string[],
  /** Throws or answers with a failure in place of Stripe, as often as it is asked. */
  trouble: (_what: string, _id: string | null): StripeFailure | null => null,
}
const PAGE = 4
const ODD = null as unknown as string

const noAnswer: StripeFailure = { kind: 'no_answer', requestId: null }

function ask<T>(what: string, id: string | null, answer: () => T) {
  stripe.asked.push(`${what} ${id ?? ''}`)
  const failure = stripe.trouble(what, id)
  return failure ? fail(failure) : succeed(answer())
}

vi.mock('@/lib/gateways/stripe/accounts', () => ({
  listAccountPage: async (after: string | null) =>
    ask('list', after, (): AccountPage => {
      const from = after === null ? 0 : stripe.accounts.findIndex(({ id }) => id === after) + 1
      const listed = stripe.accounts.slice(from, from + PAGE)
      const hasMore = from + PAGE < stripe.accounts.length
      return {
        accounts: listed.map((account) => (stripe.odd.has(account.id) ? { ...account, name: ODD } : account)),
        unreadable: from === 0 ? stripe.unreadable : 0,
        next: hasMore ? (listed.at(-1)?.id ?? null) : null,
      }
    }),
}))
vi.mock('@/lib/gateways/stripe/balances', () => ({
  readBalance: async ({ account }: { account: { id: string } }) =>
    ask('balance', account.id, () => ({ available: [{ amount: 100, currency: 'usd' }], pending: [] })),
}))
vi.mock('@/lib/gateways/stripe/balance-settings', () => ({
  readBalanceSettings: async ({ account }: { account: { id: string } }) =>
    ask('settings', account.id, () => ({ value: DAILY, requestId: null })),
}))
vi.mock('@/lib/gateways/stripe/external-accounts', () => ({
  listExternalAccounts: async ({ account }: { account: { id: string } }) =>
    ask('external_accounts', account.id, () => [bankOf()]),
}))
vi.mock('@/lib/gateways/stripe/payouts', () => ({
  listPayouts: async ({ account }: { account: { id: string } }) =>
    ask('payouts', account.id, () => ({
      payouts: [payoutOf({ id: `po_${account.id}` })],
      unreadable: 0,
      hasMore: false,
    })),
}))
const waits = vi.hoisted((): number[] => [])
// Waiting for another try takes no time.
vi.mock('node:timers/promises', () => ({ setTimeout: async (ms: number) => void waits.push(ms) }))

const request = () => requestSync({ actor: { kind: 'system', name: 'Test' }, origin: NO_ORIGIN })
const never = new AbortController().signal
const latest = async () => {
  const run = await latestSyncRun(new Date())
  if (!run) throw new Error('no sync')
  return run
}
const syncEntries = async () => (await database()).auditEntry.findMany({ where: { type: 'accounts.synced' } })
const stored = async () =>
  (await database()).connectedAccount.findMany({ orderBy: { id: 'asc' }, omit: { settings: true, balance: true } })
const idOf = (index: number) => `acct_${String(index).padStart(4, '0')}`
/** The lease of a process that has died ends. */
const later = () => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 120_000 })

beforeAll(async () => {
  await openTestDatabase()
})
beforeEach(async () => {
  vi.useRealTimers()
  const db = await database()
  await db.syncRun.deleteMany()
  for (const table of ['AccountFacet', 'AccountFacetCount', 'AccountBalance', 'AccountWord', 'ConnectedAccount'])
    await db.$executeRawUnsafe(`DELETE FROM "${table}"`)
  stripe.accounts = Array.from({ length: 10 }, (_, index) => profileOf(idOf(index))).reverse()
  stripe.unreadable = 0
  stripe.odd.clear()
  stripe.asked = []
  stripe.trouble = () => null
  waits.length = 0
})

test('a sync keeps every account with its balance and settings, and is recorded once', async () => {
  const before = (await syncEntries()).length
  expect(await request()).toBe('started')
  expect(await request()).toBe('already_running')
  await continueSync(never)
  expect(await latest()).toMatchObject({ seen: 10, refreshed: 10, gone: 0, skipped: 0, failure: null, isOpen: false })
  expect((await stored()).map(({ id, payoutInterval }) => [id, payoutInterval])).toEqual(
    Array.from({ length: 10 }, (_, index) => [idOf(index), 'daily']),
  )
  expect(await (await database()).accountBalance.count()).toBe(10)
  expect((await stored()).map(({ state, stateReason }) => [state, stateReason])).toEqual(
    Array.from({ length: 10 }, () => ['paid_as_scheduled', 'scheduled']),
  )
  expect((await syncEntries()).length).toBe(before + 1)
  expect(await request()).toBe('started')
})

test('an account that the whole list does not have is marked as disconnected, and nothing is asked about it', async () => {
  const missing = profileOf('acct_missing')
  await saveAccountProfiles([missing], new Date(Date.now() - 60_000))
  await request()
  await continueSync(never)
  expect(await latest()).toMatchObject({ gone: 1, refreshed: 10 })
  expect((await stored()).filter(({ goneAt }) => goneAt).map(({ id }) => id)).toEqual(['acct_missing'])
  expect(stripe.asked.filter((asked) => asked.endsWith('acct_missing'))).toEqual([])
})

describe('what cannot be read', () => {
  test('is skipped, counted and named, and the sync completes', async () => {
    await saveAccountProfiles([profileOf(idOf(9), { name: 'As it was' })], new Date(Date.now() - 60_000))
    stripe.odd.add(idOf(9))
    stripe.trouble = (what, id) => {
      if (what === 'settings' && id === idOf(3)) throw new Error('an interval we do not know')
      if (what === 'balance' && id === idOf(5)) return { kind: 'not_permitted', requestId: null }
      if (id === idOf(7)) return { kind: 'account_unreachable', requestId: null }
      return null
    }
    await request()
    await continueSync(never)
    const run = await latest()
    expect(run).toMatchObject({ seen: 10, refreshed: 10, gone: 0, skipped: 4, failure: null, isOpen: false })
    expect(run.skippedAccounts).toEqual(
      expect.arrayContaining([
        { id: idOf(9), part: 'account', because: 'unreadable' },
        { id: idOf(3), part: 'settings', because: 'unreadable' },
        { id: idOf(5), part: 'balance', because: 'not_permitted' },
        { id: idOf(7), part: 'balance', because: 'account_unreachable' },
        { id: idOf(7), part: 'settings', because: 'account_unreachable' },
        { id: idOf(7), part: 'external_accounts', because: 'account_unreachable' },
        { id: idOf(7), part: 'payouts', because: 'account_unreachable' },
      ]),
    )
    expect(run.skippedAccounts).toHaveLength(7)
    // What is known of it stays, and it is not taken for disconnected.
    expect((await stored()).at(-1)).toMatchObject({ id: idOf(9), name: 'As it was', goneAt: null })
  })

  test('in an entry of the list without an id is counted', async () => {
    stripe.unreadable = 2
    await request()
    await continueSync(never)
    expect(await latest()).toMatchObject({ seen: 12, skipped: 2, skippedAccounts: [], failure: null, isOpen: false })
    expect(await stored()).toHaveLength(10)
  })

  test('in the profile and in the details of one account is counted once', async () => {
    await request()
    await continueSync(never)
    stripe.odd.add(idOf(3))
    stripe.trouble = (what, id) =>
      what === 'settings' && id === idOf(3) ? { kind: 'unreadable', requestId: null } : null
    await request()
    await continueSync(never)
    const run = await latest()
    expect(run.skipped).toBe(1)
    expect(run.skippedAccounts.map(({ part }) => part)).toEqual(['account', 'settings'])
  })

  test('in a hundred accounts is counted a hundred times, and twenty are named', async () => {
    stripe.accounts = Array.from({ length: 100 }, (_, index) => profileOf(idOf(index)))
    for (const { id } of stripe.accounts) stripe.odd.add(id)
    await request()
    await continueSync(never)
    const run = await latest()
    expect([run.seen, run.skipped, run.skippedAccounts.length]).toEqual([100, 100, 20])
  })

  test('because Stripe does not answer for one account, though asked several times, holds up no other', async () => {
    stripe.trouble = (_, id) => (id === idOf(4) ? noAnswer : null)
    await request()
    await continueSync(never)
    expect(await latest()).toMatchObject({ refreshed: 10, skipped: 1, failure: null, isOpen: false })
    expect(stripe.asked.filter((asked) => asked === `balance ${idOf(4)}`)).toHaveLength(5)
  })
})

describe('when Stripe does not answer', () => {
  test('at all, the sync pauses, says so, and completes once Stripe answers', async () => {
    let isSilent = true
    stripe.trouble = (what) => (isSilent && what !== 'list' ? noAnswer : null)
    await request()
    const resumesAt = await continueSync(never)
    expect(await latest()).toMatchObject({
      isOpen: true,
      isRunning: false,
      failure: 'Stripe did not answer.',
      resumesAt,
      refreshed: 0,
      skipped: 0,
    })
    expect(await continueSync(never), 'before that nobody tries again').toBeUndefined()
    expect((await latest()).refreshed).toBe(0)

    isSilent = false
    const lists = stripe.asked.filter((asked) => asked.startsWith('list')).length
    later()
    await continueSync(never)
    expect(await latest()).toMatchObject({ isOpen: false, failure: null, seen: 10, refreshed: 10, skipped: 0 })
    expect(
      stripe.asked.filter((asked) => asked.startsWith('list')),
      'the list is not read again',
    ).toHaveLength(lists)
  })

  test.each<[StripeFailure['kind'], string]>([
    ['rate_limited', 'Stripe is limiting our requests at the moment.'],
    ['no_answer', 'Stripe did not answer.'],
  ])('to the list, because of %s, the sync pauses with that reason', async (kind, failure) => {
    stripe.trouble = () => ({ kind, requestId: null }) as StripeFailure
    await request()
    expect(await continueSync(never)).toBeInstanceOf(Date)
    expect(await latest()).toMatchObject({ isOpen: true, failure })
  })

  test.each(['rate_limited', 'not_sent'] as const)(
    'and asks for three seconds (%s), the sync retries after three seconds',
    async (kind) => {
      let times = 0
      stripe.trouble = () => (++times === 1 ? { kind, retryInMs: 3000, requestId: null } : null)
      await request()
      await continueSync(never)
      expect(waits).toEqual([3000])
      expect(await latest()).toMatchObject({ isOpen: false, refreshed: 10, skipped: 0 })
    },
  )

  test('and asks for two minutes, the sync pauses for two minutes, not longer and not shorter', async () => {
    stripe.trouble = () => ({ kind: 'rate_limited', retryInMs: 120_000, requestId: null })
    await request()
    const before = Date.now()
    const resumesAt = await continueSync(never)
    expect(waits).toEqual([])
    expect(Math.abs((resumesAt?.getTime() ?? 0) - before - 120_000)).toBeLessThan(5000)
  })

  test('because the key may not list accounts, the sync has failed, and another may be started', async () => {
    stripe.trouble = () => ({ kind: 'not_permitted', requestId: null })
    await request()
    await continueSync(never)
    const run = await latest()
    expect(run).toMatchObject({
      isOpen: false,
      failure: 'Stripe doesn’t permit this request.',
    })
    expect(await request()).toBe('started')
  })
})

describe('a sync that is interrupted', () => {
  test('by a stop continues where it was, without reading again what it had', async () => {
    const stopping = new AbortController()
    stripe.trouble = (what, id) => {
      if (what === 'list' && id === idOf(2)) stopping.abort()
      return null
    }
    await request()
    await continueSync(stopping.signal)
    expect(await latest()).toMatchObject({ isOpen: true, isRunning: false, failure: null })
    const listed = stripe.asked.length
    await continueSync(never)
    expect(await latest()).toMatchObject({ isOpen: false, seen: 10, refreshed: 10 })
    expect(stripe.asked.slice(listed).filter((asked) => asked.startsWith('list'))).toEqual([])
  })

  test('by the death of its process is taken over after the lease, from its cursor, and the dead one can no longer write', async () => {
    await request()
    const dead = await claimSyncRun(new Date())
    if (!dead) throw new Error('not claimed')
    await saveAccountProfiles(stripe.accounts.slice(0, 4), new Date())
    await saveSyncProgress(dead, { ...dead, cursor: idOf(6), seen: 4 }, new Date())
    await continueSync(never)
    expect(await latest(), 'while it may be alive').toMatchObject({ isRunning: true, seen: 4 })
    expect(stripe.asked).toEqual([])

    later()
    expect(await latest()).toMatchObject({ isOpen: true, isRunning: false })
    await continueSync(never)
    expect(await latest()).toMatchObject({ isOpen: false, seen: 10, refreshed: 10, gone: 0 })
    expect(stripe.asked[0]).toBe(`list ${idOf(6)}`)
    expect(await saveSyncProgress(dead, { ...dead, seen: 0 }, new Date())).toBe(false)
    expect((await latest()).seen).toBe(10)
  })

  test('whose account at the cursor has left the platform reads the list from its beginning', async () => {
    await request()
    const dead = await claimSyncRun(new Date())
    if (!dead) throw new Error('not claimed')
    await saveSyncProgress(dead, { ...dead, cursor: 'acct_left', seen: 4 }, new Date())
    later()
    stripe.trouble = (what, id) =>
      what === 'list' && id === 'acct_left'
        ? { kind: 'invalid', param: 'starting_after', message: 'No such account', requestId: null }
        : null
    await continueSync(never)
    expect(await latest()).toMatchObject({ isOpen: false, seen: 10, failure: null })
  })

  test('by an error of our own says that, and is tried again', async () => {
    stripe.trouble = (what) => {
      if (what === 'list') throw new TypeError('page.data is not iterable')
      return null
    }
    await request()
    await expect(continueSync(never)).rejects.toThrow('page.data is not iterable')
    expect(await latest()).toMatchObject({ isOpen: true, failure: 'An error in Spillway interrupted the sync.' })
  })

  test('at any account, any number of times, has read every account in the end', async () => {
    stripe.accounts = Array.from({ length: 130 }, (_, index) => profileOf(idOf(index))).reverse()
    await request()
    for (let round = 0; (await latest()).isOpen && round < 200; round++) {
      const stopping = new AbortController()
      let left = 3 + round * 7
      stripe.trouble = () => {
        if (--left === 0) stopping.abort()
        return null
      }
      await continueSync(stopping.signal)
    }
    expect(await latest()).toMatchObject({ isOpen: false, seen: 130, refreshed: 130, gone: 0 })
    expect(await (await database()).accountBalance.count()).toBe(130)
  }, 90_000)
})

test('of several processes one works on the sync, and the others ask Stripe nothing', async () => {
  await request()
  await Promise.all(Array.from({ length: 6 }, () => continueSync(never)))
  expect(stripe.asked.filter((asked) => asked.startsWith('balance'))).toHaveLength(10)
  expect(await latest()).toMatchObject({ isOpen: false, refreshed: 10 })
})
