import fc from 'fast-check'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openFleetForJob, openForJob, openPlatform } from '@/lib/domain/access/permissions'
import { ACCOUNT_STATES, type AccountState } from '@/lib/domain/accounts/account-state'
import type { AccountProfile } from '@/lib/domain/accounts/connected-account'
import { REQUIREMENT_LEVELS, type RequirementLevel, type Requirements } from '@/lib/domain/accounts/requirements'
import { nameSortKey } from '@/lib/domain/accounts/search-words'
import { requireCalendarDate } from '@/lib/domain/calendar/calendar-date'
import { membership, type Segment } from '@/lib/domain/fleet/segment'
import type { Money } from '@/lib/domain/money/money'
import { ADMIN, profileOf } from '@/lib/domain/testing/connected-account'
import { indexOutdatedAccounts } from './account-index'
import { countAccounts, listAccounts } from './account-list'
import { type AccountListQuery, LISTED_STATES, type ListedState } from './account-list-query'
import { listMatching } from './account-search'
import { markAccountGone, saveAccountProfiles } from './accounts'
import { database } from './client'
import { listAccountsToPlan } from './planned-accounts'
import { replaceBalance } from './recorded-balances'
import { replaceExternalAccounts } from './recorded-external-accounts'
import { setAccountStanding } from './testing/standing'
import { openTestDatabase } from './testing/test-database'

const EVERYTHING: AccountListQuery = {
  search: '',
  state: null,
  filters: {},
  range: null,
  sort: 'name',
  direction: 'asc',
  cursor: null,
}

function staff() {
  const access = openPlatform(ADMIN, 'accounts:list')
  if (!access) throw new Error('the admin may list')
  return access
}

/** The ids of all pages, one after the other. */
async function listAll(
  query: AccountListQuery,
  pageSize: number,
  direction: 'after' | 'before' = 'after',
): Promise<string[]> {
  const ids: string[] = []
  let cursor = query.cursor
  for (let pages = 0; pages < 500; pages++) {
    const page = await listAccounts(staff(), { ...query, cursor }, pageSize)
    const listed = page.accounts.map(({ id }) => id)
    if (direction === 'after') ids.push(...listed)
    else ids.unshift(...listed)
    const next = direction === 'after' ? page.next : page.previous
    if (next === null) return ids
    cursor = { direction, id: next }
  }
  throw new Error('the pages do not end')
}

type Stored = {
  profile: AccountProfile
  available: Money[]
  state: AccountState | null
  reason: string | null
  nextPayoutOn: string | null
  isGone: boolean
  requirement: RequirementLevel
}

const day = (date: string | null) => (date === null ? null : requireCalendarDate(date))

/** Brings an account into the database by the ways in which the product learns of it. */
async function store({ profile, available, state, reason, nextPayoutOn, isGone }: Stored, readAt: Date): Promise<void> {
  await saveAccountProfiles([profile], readAt)
  const access = openForJob('sync', profile)
  if (available.length > 0) await replaceBalance(access, { balance: { available, pending: [] }, readAt }, () => [])
  await setAccountStanding(access, { state, reason, nextPayoutOn: day(nextPayoutOn) })
  if (isGone) await markAccountGone(access, readAt)
}

beforeAll(async () => {
  await openTestDatabase()
})

async function forgetAccounts() {
  const db = await database()
  await db.accountFacet.deleteMany()
  await db.accountFacetCount.deleteMany()
  await db.accountBalance.deleteMany()
  await db.accountWord.deleteMany()
  await db.connectedAccount.deleteMany()
}

const amounts = fc.uniqueArray(
  fc.record({
    amount: fc.constantFrom(-5000, -1, 0, 1, 700, 700_000_000_000),
    currency: fc.constantFrom('usd', 'eur', 'jpy'),
  }),
  { selector: ({ currency }) => currency, maxLength: 3 },
)

const requirementsOf = (level: RequirementLevel): Requirements => ({
  pastDue: level === 'past_due' ? ['external_account'] : [],
  currentlyDue: level === 'currently_due' ? ['external_account'] : [],
  eventuallyDue: level === 'none' ? [] : ['company.tax_id'],
  deadline: null,
})

const accountOf = (id: string): fc.Arbitrary<Stored> =>
  fc
    .record({
      name: fc.constantFrom('alpha', 'Álpha', 'ALPHA 2', 'beta', 'Öl', '😀 Shop', '\ufb01sh', '～wave', '', 'İstanbul'),
      country: fc.constantFrom('US', 'DE', 'JP', null),
      createdAt: fc.integer({ min: 1, max: 4 }).map((n) => new Date(`2026-0${n}-01`)),
      payoutsEnabled: fc.boolean(),
      dashboard: fc.constantFrom('none' as const, 'express' as const, 'full' as const),
      payoutInterval: fc.constantFrom('daily', 'weekly', 'manual', 'fortnightly', null),
      delayDays: fc.constantFrom(2, 7, null),
      available: amounts,
      state: fc.constantFrom(...ACCOUNT_STATES, null),
      reason: fc.constantFrom('no_bank_account', 'negative_balance', null),
      nextPayoutOn: fc.constantFrom('2026-12-01', '2026-12-02', null),
      requirement: fc.constantFrom<RequirementLevel[]>(...REQUIREMENT_LEVELS),
      isGone: fc.boolean(),
    })
    .map(({ available, state, reason, nextPayoutOn, isGone, dashboard, requirement, ...profile }) => ({
      profile: profileOf(id, {
        ...profile,
        requirements: requirementsOf(requirement),
        controller: { ...profileOf(id).controller, dashboard },
      }),
      available,
      state,
      reason: state && reason,
      nextPayoutOn: state && nextPayoutOn,
      requirement,
      isGone,
    }))

const queries: fc.Arbitrary<AccountListQuery> = fc
  .record({
    state: fc.constantFrom<(ListedState | null)[]>(...LISTED_STATES, null, null, null),
    filters: fc.record(
      {
        payouts: fc.constantFrom('enabled', 'disabled'),
        reason: fc.constantFrom('no_bank_account', 'negative_balance'),
        requirement: fc.constantFrom(...REQUIREMENT_LEVELS),
        next_payout: fc.constantFrom('2026-12-01', '2026-12-02'),
        schedule: fc.constantFrom('daily', 'manual', 'fortnightly', 'never'),
        delay: fc.constantFrom('2', '7'),
        currency: fc.constantFrom('usd', 'eur', 'jpy'),
        country: fc.constantFrom('US', 'DE'),
        type: fc.constantFrom('custom', 'express', 'standard'),
        balance: fc.constant('negative'),
      },
      { requiredKeys: [] },
    ),
    range: fc.constantFrom(null, { min: 0, max: null }, { min: null, max: -1 }, { min: -1, max: 700 }),
    sort: fc.constantFrom('name', 'state', 'available', 'next_payout', 'created'),
    direction: fc.constantFrom('asc', 'desc'),
  })
  // Most combinations of eight filters list nothing.
  .map(({ filters, ...query }) => ({
    ...EVERYTHING,
    ...query,
    filters: Object.fromEntries(Object.entries(filters).slice(0, 2)),
  }))
  .map((query) => ({
    ...query,
    range: query.filters.currency ? query.range : null,
    sort: query.sort === 'available' && !query.filters.currency ? 'name' : query.sort,
  })) as fc.Arbitrary<AccountListQuery>

/** The list as it should be, read from the accounts one by one. */
function expected(accounts: readonly Stored[], { state, filters, range, sort, direction }: AccountListQuery): string[] {
  const amount = ({ available }: Stored) => available.find(({ currency }) => currency === filters.currency)?.amount
  const values = (account: Stored): Record<string, string | undefined> => ({
    payouts: account.profile.payoutsEnabled && !account.isGone ? 'enabled' : 'disabled',
    reason: account.reason ?? undefined,
    requirement: account.requirement,
    next_payout: account.nextPayoutOn ?? undefined,
    schedule: account.profile.payoutInterval ?? undefined,
    delay: account.profile.delayDays?.toString(),
    country: account.profile.country ?? undefined,
    type: { none: 'custom', express: 'express', full: 'standard' }[account.profile.controller.dashboard ?? 'full'],
    balance: account.available.some((money) => money.amount < 0) ? 'negative' : undefined,
  })
  const isListed = (account: Stored) =>
    (state === 'disconnected'
      ? account.isGone
      : !account.isGone && (state === null || (account.state ?? 'unknown') === state)) &&
    Object.entries(filters).every(([filter, value]) =>
      filter === 'currency' ? amount(account) !== undefined : values(account)[filter] === value,
    ) &&
    (!range ||
      ((amount(account) ?? 0) >= (range.min ?? -Infinity) && (amount(account) ?? 0) <= (range.max ?? Infinity)))
  const rank = (account: Stored) =>
    account.isGone ? 9 : account.state ? ACCOUNT_STATES.indexOf(account.state) : ACCOUNT_STATES.length
  const keys = (account: Stored): (number | Buffer)[] => {
    const name = Buffer.from(nameSortKey(account.profile.name))
    if (sort === 'available' || range) return [amount(account) ?? 0]
    if (sort === 'created') return [account.profile.createdAt?.getTime() ?? 0]
    if (sort === 'next_payout') return [Buffer.from(account.nextPayoutOn ?? '~')]
    return sort === 'state' ? [rank(account), name] : [name]
  }
  const sign = direction === 'asc' ? 1 : -1
  const compare = (a: Stored, b: Stored) => {
    const [one, two] = [
      [...keys(a), Buffer.from(a.profile.id)],
      [...keys(b), Buffer.from(b.profile.id)],
    ]
    for (const [index, key] of one.entries()) {
      const other = two[index]
      const difference = Buffer.isBuffer(key) ? Buffer.compare(key, other as Buffer) : key - (other as number)
      if (difference !== 0) return sign * difference
    }
    return 0
  }
  return accounts
    .filter(isListed)
    .sort(compare)
    .map(({ profile }) => profile.id)
}

describe('the list', () => {
  const stored: Stored[] = []
  beforeAll(async () => {
    await forgetAccounts()
    const ids = Array.from({ length: 160 }, (_, index) => `acct_${index % 2 ? 'L' : 'l'}ist${index}`)
    const sample = fc.sample(fc.tuple(...ids.map(accountOf)), 1)[0] ?? []
    // Few accounts are disconnected.
    stored.push(...sample.map((account, index) => ({ ...account, isGone: account.isGone && index % 4 === 0 })))
    for (const account of stored) await store(account, new Date())
  }, 60_000)

  test('under any filters, in any order and page size, is exactly the accounts that have them, forwards and back', async () => {
    await fc.assert(
      fc.asyncProperty(queries, fc.integer({ min: 3, max: 60 }), async (query, pageSize) => {
        const ids = expected(stored, query)
        expect(await listAll(query, pageSize)).toEqual(ids)
        const last = ids.at(-1)
        if (last === undefined) return
        const back = await listAll({ ...query, cursor: { direction: 'before', id: last } }, pageSize, 'before')
        expect(back).toEqual(ids.slice(0, -1))
      }),
      { numRuns: 100 },
    )
  })

  test('is chosen whole for a change of all that match, whatever is searched for and however many are looked at together', async () => {
    const searches = fc.constantFrom('', '', 'alpha', 'ÖL', '2 alp', 'acct_list1', 'nobody', 'po_unknown123')
    await fc.assert(
      fc.asyncProperty(queries, searches, fc.integer({ min: 7, max: 200 }), async (query, search, limit) => {
        const found: string[] = []
        for (let after: string | null = ''; after !== null; ) {
          const piece = await listMatching({ ...query, search }, { after, limit })
          found.push(...piece.ids)
          after = piece.next
        }
        const listed = query.state === 'disconnected' ? [] : await listAll({ ...query, search }, 200)
        expect(found).toEqual(listed.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))))
      }),
      { numRuns: 100 },
    )
  })

  test('is the accounts of a policy that is for accounts with the same conditions', async () => {
    const job = openFleetForJob()
    await fc.assert(
      fc.asyncProperty(queries, async ({ state, filters, range }) => {
        const { currency, next_payout: day, ...facts } = filters
        fc.pre(state !== 'unknown' && state !== 'disconnected' && day === undefined)
        const segment: Segment = {
          facts: Object.fromEntries(Object.entries({ ...facts, ...(state && { state }) }).map(([k, v]) => [k, [v]])),
          available: currency ? { currency, min: range?.min ?? null, max: range?.max ?? null } : null,
          createdFrom: null,
        }
        const { accounts } = await listAccountsToPlan(job, '', 1000)
        const members = accounts.filter((each) => membership(segment, each.facts) === 'in')
        const listed = await listMatching({ search: '', state, filters, range }, { after: '', limit: 1000 })
        expect(members.map(({ account }) => account.id)).toEqual(listed.ids)
      }),
      { numRuns: 100 },
    )
  })

  test('shows every value that is known, and no value that is not', async () => {
    for (const { profile, available, state, reason, nextPayoutOn, isGone, requirement } of stored.slice(0, 40)) {
      const { accounts } = await listAccounts(
        staff(),
        { ...EVERYTHING, search: profile.id, state: isGone ? 'disconnected' : null },
        200,
      )
      const row = accounts.find(({ id }) => id === profile.id)
      expect(row).toMatchObject({
        name: profile.name || profile.id,
        country: profile.country,
        state,
        stateReason: reason,
        nextPayoutOn,
      })
      expect(row?.available).toEqual(available.toSorted((a, b) => (a.currency < b.currency ? -1 : 1)))
      expect(row?.goneAt !== null).toBe(isGone)
      expect(row?.requirements?.level).toBe(requirement)
    }
  })

  test('counts the accounts of each state and of each value, without counting them', async () => {
    for (const state of [...LISTED_STATES, null]) {
      const counts = await countAccounts(staff(), state)
      for (const [filter, values] of Object.entries(counts.filters))
        for (const { value, count } of values)
          expect([filter, value, count]).toEqual([
            filter,
            value,
            expected(stored, { ...EVERYTHING, state, filters: { [filter]: value } }).length,
          ])
      for (const each of counts.states)
        expect(each.count).toBe(expected(stored, { ...EVERYTHING, state: each.state }).length)
    }
  })

  test('begins at its first page where the cursor’s account is no longer known', async () => {
    const cursor = { direction: 'after', id: 'acct_nobody' } as const
    const first = await listAccounts(staff(), EVERYTHING, 5)
    expect(await listAccounts(staff(), { ...EVERYTHING, cursor }, 5)).toEqual(first)
  })
})

/** What the index holds, as text, without what belongs to accounts that are not indexed again. */
async function indexed() {
  const db = await database()
  const tables = [
    await db.accountFacet.findMany({ orderBy: [{ accountId: 'asc' }, { facet: 'asc' }] }),
    await db.accountBalance.findMany({ orderBy: [{ accountId: 'asc' }, { currency: 'asc' }] }),
    await db.accountWord.findMany({ orderBy: [{ accountId: 'asc' }, { word: 'asc' }] }),
    await db.accountFacetCount.findMany({
      where: { count: { not: 0 } },
      orderBy: [{ facet: 'asc' }, { state: 'asc' }],
    }),
  ]
  return JSON.stringify(tables, (_, value: unknown) => (typeof value === 'bigint' ? Number(value) : value))
}

describe('the index', () => {
  beforeEach(forgetAccounts)

  test('after any changes is what a new index of the accounts would be, and its counts are right', async () => {
    const ids = ['acct_A', 'acct_B', 'acct_C']
    const changes = fc.array(fc.oneof(...ids.map(accountOf)), { minLength: 1, maxLength: 8 })
    let at = Date.now()
    await fc.assert(
      fc.asyncProperty(changes, async (accounts) => {
        for (const account of accounts) await store(account, new Date(++at))
        const before = await indexed()
        const db = await database()
        await db.accountFacet.deleteMany()
        await db.accountBalance.deleteMany()
        await db.accountWord.deleteMany()
        await db.accountFacetCount.deleteMany()
        await db.connectedAccount.updateMany({ data: { indexedAs: '' } })
        await indexOutdatedAccounts(() => {})
        expect(await indexed()).toBe(before)
      }),
      { numRuns: 12 },
    )
  })

  test('stays right while many processes write the same accounts at the same time', async () => {
    const ids = ['acct_A', 'acct_B', 'acct_C', 'acct_D']
    const accounts = fc.sample(fc.oneof(...ids.map(accountOf)), 20)
    const at = Date.now()
    await Promise.all(accounts.map((account, index) => store(account, new Date(at + index))))
    const before = await indexed()
    await (await database()).connectedAccount.updateMany({ data: { indexedAs: '0' } })
    await indexOutdatedAccounts(() => {})
    expect(await indexed()).toBe(before)
  })

  test('is made at the start for accounts that an earlier version wrote, however often that is interrupted', async () => {
    const db = await database()
    const ids = Array.from({ length: 450 }, (_, index) => `acct_Old${index}`)
    for (let from = 0; from < ids.length; from += 50)
      await saveAccountProfiles(
        ids.slice(from, from + 50).map((id) => profileOf(id)),
        new Date(),
      )
    const whole = await indexed()
    await db.connectedAccount.updateMany({ data: { indexedAs: '' } })
    await db.accountFacet.deleteMany()
    await db.accountWord.deleteMany()
    await db.accountFacetCount.deleteMany()
    const stop = new Error('stopped')
    await expect(
      indexOutdatedAccounts(() => {
        throw stop
      }),
    ).rejects.toBe(stop)
    expect((await db.accountFacet.count({ where: { facet: '' } })) < ids.length).toBe(true)
    const done: number[] = []
    await indexOutdatedAccounts((count) => done.push(count))
    expect(done).toEqual([100, 200, 300, 350])
    expect(await indexed()).toBe(whole)
  })

  test('takes a document of any shape, because an earlier version stored it', async () => {
    const db = await database()
    await saveAccountProfiles([profileOf('acct_Odd')], new Date())
    for (const document of [
      [],
      'text',
      7,
      { available: {} },
      { available: [null, { amount: 'x' }, { currency: 'usd', amount: 5 }] },
    ]) {
      await db.connectedAccount.update({
        where: { id: 'acct_Odd' },
        data: { balance: document, externalAccounts: document, requirements: document, indexedAs: '0' },
      })
      await indexOutdatedAccounts(() => {})
      await listAccounts(staff(), EVERYTHING, 5)
    }
    const [listed] = (await listAccounts(staff(), EVERYTHING, 5)).accounts
    expect(listed).toMatchObject({ available: [{ currency: 'usd', amount: 5 }], requirements: null })
  })

  test('an older reading that comes late changes neither the account nor the list', async () => {
    const profile = profileOf('acct_Late', { name: 'New name' })
    await saveAccountProfiles([profile], new Date(2000))
    await saveAccountProfiles([{ ...profile, name: 'Old name', payoutInterval: 'manual' }], new Date(1000))
    const { accounts } = await listAccounts(staff(), EVERYTHING, 5)
    expect(accounts.map(({ name, payoutInterval }) => [name, payoutInterval])).toEqual([['New name', 'daily']])
  })

  test('an account that is listed again after it was disconnected is connected again', async () => {
    const profile = profileOf('acct_Back')
    await saveAccountProfiles([profile], new Date(1000))
    const access = openForJob('sync', profile)
    expect([await markAccountGone(access, new Date()), await markAccountGone(access, new Date())]).toEqual([
      true,
      false,
    ])
    const listed = async (state: ListedState | null) =>
      (await listAccounts(staff(), { ...EVERYTHING, state }, 5)).accounts.length
    expect([await listed(null), await listed('disconnected')]).toEqual([0, 1])
    await saveAccountProfiles([profile], new Date(2000))
    expect([await listed(null), await listed('disconnected')]).toEqual([1, 0])
  })
})

describe('two filters that many accounts have and few have both', () => {
  const query: AccountListQuery = { ...EVERYTHING, filters: { country: 'DE', schedule: 'manual' } }
  const idOf = (index: number) => `acct_${String(index).padStart(5, '0')}`
  beforeAll(async () => {
    await forgetAccounts()
    const profiles = Array.from({ length: 2_600 }, (_, index) =>
      profileOf(idOf(index), {
        name: idOf(index),
        country: index < 1_300 ? 'DE' : 'US',
        payoutInterval: index >= 1_298 ? 'manual' : 'daily',
      }),
    )
    while (profiles.length > 0) await saveAccountProfiles(profiles.splice(0, 100), new Date())
  }, 60_000)

  test('have short pages that say so, because only so many accounts are looked through for one, and no account is missed', async () => {
    const first = await listAccounts(staff(), query, 50)
    expect(first).toEqual({ accounts: [], previous: null, next: idOf(999), incomplete: 'filters' })
    expect(await listAll(query, 50)).toEqual([idOf(1_298), idOf(1_299)])
    expect(await listAll({ ...query, direction: 'desc' }, 50)).toEqual([idOf(1_299), idOf(1_298)])
    const back = await listAll({ ...query, cursor: { direction: 'before', id: idOf(1_299) } }, 50, 'before')
    expect(back).toEqual([idOf(1_298)])
  })
})

describe('a search', () => {
  const find = async (search: string, change: Partial<AccountListQuery> = {}) =>
    (await listAccounts(staff(), { ...EVERYTHING, ...change, search }, 50)).accounts.map(({ id }) => id)

  beforeAll(async () => {
    await forgetAccounts()
    const bakery = profileOf('acct_1Bakery', { name: 'İstanbul Ekmek & Kahve', email: 'ada.lovelace@ekmek.example' })
    const others = ['Álamo', 'Beta', 'beta Two', 'Straße', '😀 Shop'].map((name, index) =>
      profileOf(`acct_1Other${index}`, { name }),
    )
    await saveAccountProfiles([bakery, ...others], new Date())
    const bank = {
      id: 'ba_1BankOfAda',
      kind: 'bank_account',
      name: null,
      last4: '6789',
      country: 'TR',
      currency: 'try',
      isDefault: true,
      status: 'new',
      takesInstant: false,
    } as const
    await replaceExternalAccounts(openForJob('sync', bakery), { accounts: [bank], readAt: new Date() }, () => [])
    await (await database()).recordedPayout.create({
      data: { payoutId: 'po_1AbCdEfGhIjK', accountId: bakery.id, status: 'paid', at: new Date() },
    })
  })

  test.each([
    'ISTANBUL',
    'i\u0307stanbul',
    ' \u200bekm',
    'kahve ist',
    'ada.love',
    'ekmek.exa',
    'acct_1bak',
    'acct_1Bakery',
    '1Bakery',
    'ba_1BankOf',
    'po_1AbCdEfGhIjK',
    'Po_1AbCdEfGhIjK',
    'PO_1AbCdEfG',
    'po_1AbCdEfG',
    'po_1AbCdEfGhIjK ekmek',
  ])('for %j finds the account', async (search) => {
    expect(await find(search)).toEqual(['acct_1Bakery'])
  })

  test.each(['stanbul', 'kahve beta', "' OR 1=1 --", 'po_1AbCdEfGhIjKl', 'po_1AbCdEfGhIjK beta', 'lovelace@other'])(
    'for %j finds nothing',
    async (search) => {
      expect(await find(search)).toEqual([])
    },
  )

  test('of nothing but blanks and signs that no name begins with lists every account', async () => {
    expect(await find(' \u200b% ')).toHaveLength(6)
  })

  test('is sorted and filtered like the list, and its pages go forwards and back', async () => {
    const query: AccountListQuery = { ...EVERYTHING, search: 'other' }
    expect(await find('bet')).toEqual(['acct_1Other1', 'acct_1Other2'])
    expect(await find('bet', { direction: 'desc' })).toEqual(['acct_1Other2', 'acct_1Other1'])
    expect(await find('bet', { filters: { country: 'DE' } })).toEqual([])
    expect(await find('bet', { filters: { country: 'US', schedule: 'daily' } })).toHaveLength(2)
    expect(await find('bet', { state: 'disconnected' })).toEqual([])
    const all = ['acct_1Other0', 'acct_1Other1', 'acct_1Other2', 'acct_1Other3', 'acct_1Other4']
    expect(await find('other')).toEqual([])
    expect(await listAll({ ...query, search: 'acct_1o' }, 2)).toEqual(all)
    const cursor = { direction: 'before', id: 'acct_1Other2' } as const
    expect(await listAll({ ...query, search: 'acct_1o', cursor }, 2, 'before')).toEqual([
      'acct_1Other0',
      'acct_1Other1',
    ])
  })

  test('finds any account by any beginning of its words, as its name was when it was last saved', async () => {
    const id = 'acct_1Changing'
    let at = Date.now()
    const words = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(words, fc.nat(), fc.constantFrom('NFC', 'NFD'), async (name, length, form) => {
        // PostgreSQL stores no NUL, and Stripe's names have none.
        const text = name.join(' ').replaceAll('\0', '')
        await saveAccountProfiles([profileOf(id, { name: text })], new Date(++at))
        const word = name[length % name.length]?.replaceAll('\0', '') ?? ''
        const typed = [...word]
          .slice(0, 1 + (length % 8))
          .join('')
          .normalize(form)
          .toUpperCase()
        const page = await listAccounts(staff(), { ...EVERYTHING, search: `${typed} acct_1Changing` }, 50)
        expect(page.accounts.map((account) => account.id)).toEqual([id])
      }),
      { numRuns: 40 },
    )
  })

  test('that more accounts match than it lists says so', async () => {
    const profiles = Array.from({ length: 230 }, (_, index) =>
      profileOf(`acct_1Many${index}`, { name: 'Many of them' }),
    )
    while (profiles.length > 0) await saveAccountProfiles(profiles.splice(0, 100), new Date())
    const page = await listAccounts(staff(), { ...EVERYTHING, search: 'many' }, 50)
    expect(page).toMatchObject({ incomplete: 'search', previous: null })
    expect(await listAll({ ...EVERYTHING, search: 'many' }, 50)).toHaveLength(200)
    const one = await listAccounts(staff(), { ...EVERYTHING, search: 'many acct_1Many7' }, 50)
    expect(one.incomplete).toBeNull()
  })
})
