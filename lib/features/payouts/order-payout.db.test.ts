// Orders against a real database and a Stripe in memory whose every answer comes when fast-check says so: the
// interleavings of clicks, tabs and people. INTERLEAVINGS sets how many.
import fc from 'fast-check'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type AccountAccess, openAccount, type Person } from '@/lib/domain/access/permissions'
import type { AccountProfile } from '@/lib/domain/accounts/connected-account'
import type { PayoutOrder } from '@/lib/domain/payouts/manual-payout'
import type { Payout } from '@/lib/domain/payouts/payout'
import { fail, type Result, succeed } from '@/lib/domain/result'
import type { StripeFailure } from '@/lib/domain/stripe/stripe-failure'
import { bankOf, moneyOf, payoutOf } from '@/lib/domain/testing/account-money'
import { saveAccountProfiles } from '@/lib/gateways/db/accounts'
import { findAccountEntry } from '@/lib/gateways/db/audit-log'
import { database } from '@/lib/gateways/db/client'
import { listOpenIntents } from '@/lib/gateways/db/intents'
import { openTestDatabase } from '@/lib/gateways/db/testing/test-database'
import { resolveIntents } from '@/lib/record/resolve-intents'
import { checkOrder, orderPayout } from './order-payout'

/** Stripe's side of one account. `keys` says what was done under an idempotency key. */
let stripe: {
  available: number
  payouts: Payout[]
  creates: { entryId: string; wasAnnounced: boolean }[]
  keys: Map<string, 'at work' | 'done' | 'voided'>
}
/** When an answer comes. */
let wait: (label: string) => Promise<void>
type Fate = 'answered' | 'never arrives' | 'arrives late' | 'answer lost'
let fate: () => Fate
/** Stripe refuses every payout, though it was asked rightly. */
let refuses: StripeFailure | null

const NO_ANSWER = fail({ kind: 'no_answer' as const, requestId: null })

async function carryOut(order: PayoutOrder, entryId: string): Promise<Result<null, StripeFailure>> {
  const entry = await (await database()).auditEntry.findUnique({ where: { id: entryId } })
  stripe.creates.push({ entryId, wasAnnounced: entry?.isIntent === true })
  // Refused, because another request came first under this key.
  if (stripe.keys.has(entryId)) return NO_ANSWER
  stripe.keys.set(entryId, 'at work')
  await wait('work')
  stripe.keys.set(entryId, 'done')
  if (order.amount > stripe.available)
    return fail({ kind: 'invalid', param: null, message: 'You have insufficient funds', requestId: 'req_2' })
  stripe.available -= order.amount
  stripe.payouts.unshift(orderedPayout(order, entryId))
  return succeed(null)
}

vi.mock('@/lib/auth/request', () => ({ requestOrigin: async () => ({ requestId: null, ipAddress: null }) }))
vi.mock('@/lib/gateways/stripe/balances', () => ({
  readBalance: async () => {
    await wait('balance')
    return succeed({ available: [{ amount: stripe.available, currency: 'usd' }], pending: [], instant: [] })
  },
}))
vi.mock('@/lib/gateways/stripe/balance-settings', () => ({
  readBalanceSettings: async () => succeed({ value: settings, requestId: 'req_1' }),
}))
vi.mock('@/lib/gateways/stripe/external-accounts', () => ({ listExternalAccounts: async () => succeed([bankOf()]) }))
vi.mock('@/lib/gateways/stripe/payouts', () => ({
  createPayout: async (_access: unknown, order: PayoutOrder, { entryId }: { entryId: string }) => {
    const end = fate()
    await wait('create')
    if (refuses) return fail(refuses)
    if (end === 'never arrives') return NO_ANSWER
    if (end === 'arrives late') {
      arrivals.push(wait('arrival').then(() => carryOut(order, entryId)))
      return NO_ANSWER
    }
    const done = await carryOut(order, entryId)
    await wait('answer')
    if (end === 'answer lost') return NO_ANSWER
    return done.ok ? succeed({ payout: orderedPayout(order, entryId), requestId: 'req_3' }) : done
  },
  findPayoutOfEntry: async (_access: unknown, { entryId }: { entryId: string }) => {
    await wait('find')
    return succeed(stripe.payouts.find(({ orderedBy }) => orderedBy === entryId) ?? null)
  },
}))
vi.mock('@/lib/gateways/stripe/void-write', () => ({
  voidWrite: async ({ entryId }: { entryId: string }) => {
    await wait('void')
    const before = stripe.keys.get(entryId)
    if (before === 'at work') return NO_ANSWER
    if (before === 'done') return succeed('begun')
    stripe.keys.set(entryId, 'voided')
    return succeed('voided')
  },
}))

/** Requests to Stripe whose sender has given up. */
let arrivals: Promise<unknown>[]

const { account, settings } = moneyOf()
const PROFILE: AccountProfile = {
  ...account,
  id: 'acct_0',
  timeZone: null,
  name: 'Shop',
  email: null,
  chargesEnabled: true,
  detailsSubmitted: true,
  createdAt: new Date('2026-01-01'),
  payoutInterval: 'manual',
  delayDays: 2,
}
const OWNED = 10_000
const ada: Person = { id: 'p1', name: 'Ada', email: 'ada@x', staffRole: 'admin', memberships: [] }

const orderedPayout = (order: PayoutOrder, entryId: string) =>
  payoutOf({ ...order, id: `po_${entryId}`, status: 'pending', createdAt: new Date(), orderedBy: entryId })

let accounts = 0
/** An account of this run alone, with `OWNED` minor units of usd that can be paid out. */
async function newAccount() {
  const id = `acct_${++accounts}`
  await saveAccountProfiles([{ ...PROFILE, id }], new Date())
  stripe = { available: OWNED, payouts: [], creates: [], keys: new Map() }
  arrivals = []
  const access = openAccount(ada, { ...PROFILE, id }, 'payouts:create')
  if (!access) throw new Error('no access')
  return access
}

const order = (amount: number): PayoutOrder => ({ method: 'standard', amount, currency: 'usd', destinationId: 'ba_1' })
const submission = (amount: number, seen = OWNED, orderId: string = crypto.randomUUID()) => ({
  orderId,
  order: order(amount),
  seen,
})
const openOrders = ({ account }: AccountAccess) => listOpenIntents(account.id, 'payout.create')
const entriesOf = async (accountId: string) =>
  (await database()).auditEntry.findMany({
    where: { accountId },
    include: { outcomes: { orderBy: [{ at: 'asc' }, { id: 'asc' }] } },
    orderBy: { id: 'asc' },
  })

beforeAll(async () => {
  await openTestDatabase()
})
beforeEach(() => {
  wait = async () => {}
  fate = () => 'answered'
  refuses = null
})
afterEach(() => vi.useRealTimers())

describe('A manual payout', () => {
  test('is announced on disk before Stripe hears of it, under the id that Stripe gets as its key', async () => {
    const access = await newAccount()
    const outcome = await orderPayout(access, submission(2_500))
    expect(outcome).toMatchObject({ kind: 'made', payout: { amount: 2_500 } })
    const [entry] = await entriesOf(access.account.id)
    expect(stripe.creates).toEqual([{ entryId: entry?.id, wasAnnounced: true }])
    expect(entry).toMatchObject({ type: 'payout.create', isIntent: true, outcomes: [{ outcome: 'applied' }] })
    expect(await openOrders(access)).toEqual([])
  })

  test('goes to no destination that was added while the cooling-off lasts, and Stripe hears nothing of it', async () => {
    const access = await newAccount()
    const env = await import('@/lib/env')
    const values = { ...env.environment(), PAYOUT_COOLING_OFF_HOURS: 24 }
    const set = vi.spyOn(env, 'environment').mockReturnValue(values)
    const { knownBank } = await database()
    const key = { accountId: access.account.id, externalAccountId: 'ba_1' }
    await knownBank.create({ data: { ...key, addedAt: new Date(Date.now() - 3_600_000) } })
    const refused = await orderPayout(access, submission(2_500))
    expect(refused).toMatchObject({ kind: 'refused', message: expect.stringContaining('was added recently') })
    expect(stripe.creates).toEqual([])
    expect((await entriesOf(access.account.id))[0]?.outcomes).toMatchObject([{ outcome: 'refused' }])
    await knownBank.updateMany({ where: key, data: { addedAt: null } })
    expect(await orderPayout(access, submission(2_500))).toMatchObject({ kind: 'made' })
    set.mockRestore()
  })

  test('is one payout however often the same confirmation is sent, and every answer says so', async () => {
    const access = await newAccount()
    const click = submission(2_500)
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => orderPayout(access, click)))
    expect(stripe.payouts).toHaveLength(1)
    expect(outcomes.filter(({ kind }) => kind === 'made').length).toBeGreaterThanOrEqual(1)
    for (const { kind } of outcomes) expect(['made', 'unknown']).toContain(kind)
    expect(await orderPayout(access, click)).toMatchObject({ kind: 'made', payout: { amount: 2_500 } })
  })

  test('is not sent when less is there than was shown, because another tab may have paid it out', async () => {
    const access = await newAccount()
    await orderPayout(access, submission(4_000))
    const second = await orderPayout(access, submission(4_000))
    expect(second).toMatchObject({ kind: 'changed', most: 6_000 })
    expect(stripe.payouts).toHaveLength(1)
    expect(await orderPayout(access, submission(4_000, 6_000))).toMatchObject({ kind: 'made' })
  })

  test('whose answer was lost is found at Stripe before another order of the account begins', async () => {
    const access = await newAccount()
    fate = () => 'answer lost'
    const lost = await orderPayout(access, submission(2_500))
    if (lost.kind !== 'unknown') throw new Error(lost.kind)
    fate = () => 'answered'
    expect(await orderPayout(access, submission(1_000, 7_500))).toMatchObject({ kind: 'made' })
    expect((await findAccountEntry(access, lost.entryId))?.outcome).toBe('applied')
    expect(await checkOrder(access, lost.entryId)).toMatchObject({ kind: 'made', payout: { amount: 2_500 } })
  })

  for (const kind of ['not_permitted', 'rate_limited', 'account_unreachable'] as const) {
    test(`is refused at once where Stripe answers ${kind}, and the next order need not wait`, async () => {
      const access = await newAccount()
      refuses = { kind, requestId: 'req_4' }
      const refused = await orderPayout(access, submission(2_500))
      expect(refused).toMatchObject({ kind: 'refused', message: expect.stringMatching(/^No payout was sent: /) })
      expect((await entriesOf(access.account.id))[0]?.outcomes).toMatchObject([
        { outcome: 'refused', stripeRequestId: 'req_4' },
      ])
      refuses = null
      expect(await orderPayout(access, submission(2_500))).toMatchObject({ kind: 'made' })
      expect(stripe.payouts).toHaveLength(1)
    })
  }

  test('that Stripe is carrying out at this moment holds up the next order, which is not sent', async () => {
    const access = await newAccount()
    const begun = Promise.withResolvers<void>()
    const finished = Promise.withResolvers<void>()
    wait = async (label) => {
      if (label !== 'work') return
      begun.resolve()
      await finished.promise
    }
    const first = orderPayout(access, submission(2_500))
    await begun.promise
    // As after a pause of this process: nobody has renewed the lease.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 })
    expect(await orderPayout(access, submission(1_000))).toMatchObject({ kind: 'refused' })
    finished.resolve()
    expect(await first).toMatchObject({ kind: 'made' })
    expect(stripe.payouts).toHaveLength(1)
    expect((await entriesOf(access.account.id))[0]?.outcomes).toMatchObject([{ outcome: 'applied' }])
  })

  test('that never reached Stripe is refused when somebody asks, and the next may begin', async () => {
    const access = await newAccount()
    fate = () => 'never arrives'
    const lost = await orderPayout(access, submission(2_500))
    if (lost.kind !== 'unknown') throw new Error(lost.kind)
    expect(await checkOrder(access, lost.entryId)).toMatchObject({ kind: 'refused' })
    expect((await findAccountEntry(access, lost.entryId))?.outcome).toBe('refused')
    fate = () => 'answered'
    expect(await orderPayout(access, submission(1_000))).toMatchObject({ kind: 'made' })
  })

  test('that arrives at Stripe after it was found not to have been made is not made', async () => {
    const access = await newAccount()
    fate = () => 'arrives late'
    const arrival = Promise.withResolvers<void>()
    wait = (label) => (label === 'arrival' ? arrival.promise : Promise.resolve())
    const late = await orderPayout(access, submission(2_500))
    if (late.kind !== 'unknown') throw new Error(late.kind)
    fate = () => 'answered'
    expect(await orderPayout(access, submission(1_000))).toMatchObject({ kind: 'made' })
    arrival.resolve()
    await Promise.all(arrivals)
    expect(stripe.payouts.map(({ amount }) => amount)).toEqual([1_000])
    expect((await findAccountEntry(access, late.entryId))?.outcome).toBe('refused')
  })

  test('is refused with the reason, and recorded as such, when Stripe has less than the balance said', async () => {
    const access = await newAccount()
    wait = async (label) => {
      if (label === 'create') stripe.available = 100
    }
    expect(await orderPayout(access, submission(2_500))).toMatchObject({
      kind: 'invalid',
      fields: { amount: expect.stringContaining('insufficient funds') },
    })
    expect((await entriesOf(access.account.id))[0]?.outcomes).toMatchObject([{ outcome: 'refused' }])
    expect(await openOrders(access)).toEqual([])
  })

  for (const [what, amount] of [
    ['more than there is', OWNED + 1],
    ['nothing', 0],
    ['less than nothing', -5],
  ] as const) {
    test(`of ${what} is refused at its field and never reaches Stripe`, async () => {
      const access = await newAccount()
      expect(await orderPayout(access, submission(amount))).toMatchObject({ kind: 'invalid', fields: { amount: /./ } })
      expect(stripe.creates).toEqual([])
      expect(await openOrders(access)).toEqual([])
    })
  }
})

/**
 * Lets the scheduler choose which of Stripe's answers comes next, each time only once everybody waits for one. Without
 * that, the first is always served first, because the database takes its time.
 */
async function inAnyOrder<T>(scheduler: fc.Scheduler, work: Promise<T>): Promise<T> {
  let isDone = false
  const done = work.finally(() => {
    isDone = true
  })
  while (!isDone) {
    for (let before = -1; before !== scheduler.count(); ) {
      before = scheduler.count()
      await new Promise((resolve) => setTimeout(resolve, QUIET))
    }
    if (scheduler.count() > 0) await scheduler.waitOne()
  }
  return done
}

/** Milliseconds without a new question to Stripe, after which everybody is taken to wait for an answer. */
const QUIET = 5

test('in every interleaving of clicks, tabs, lost answers, late arrivals and moving balances, nothing is paid out twice', async () => {
  const click = fc.record({
    tab: fc.integer({ min: 0, max: 2 }),
    amount: fc.integer({ min: 1, max: OWNED }),
    end: fc.constantFrom<Fate[]>('answered', 'answered', 'never arrives', 'arrives late', 'answer lost'),
  })
  const seen = { paidOut: 0, nothing: 0 }
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(click, { minLength: 2, maxLength: 4 }),
      fc.oneof(fc.constant(0), fc.integer({ min: -OWNED, max: OWNED })),
      fc.boolean(),
      async (scheduler, clicks, shock, isPayout) => {
        const access = await newAccount()
        const fates = clicks.map(({ end }) => end)
        fate = () => fates.pop() ?? 'answered'
        wait = (label) => scheduler.schedule(Promise.resolve(), label)
        // Each tab has one confirmation open; clicking it again sends the same order, whatever has happened since.
        const tabs = new Map<number, ReturnType<typeof submission>>()
        for (const { tab, amount } of clicks) if (!tabs.has(tab)) tabs.set(tab, submission(amount))
        const sent = clicks.map(({ tab }) => tabs.get(tab)).flatMap((one) => (one ? [one] : []))
        // Meanwhile money comes in, is refunded, or is paid out elsewhere, as in Stripe's component.
        const moves = scheduler.schedule(Promise.resolve(), 'meanwhile').then(() => {
          stripe.available += shock
          if (isPayout && shock < 0)
            stripe.payouts.unshift({ ...orderedPayout(order(-shock), 'elsewhere'), orderedBy: null })
        })
        const work = Promise.all([...sent.map((one) => orderPayout(access, one)), moves])
        const outcomes = (await inAnyOrder(scheduler, work)).slice(0, -1)

        // Requests not answered yet arrive before or after everything is resolved.
        await inAnyOrder(scheduler, resolveIntents(100))
        await scheduler.waitIdle()
        wait = async () => {}
        await Promise.all(arrivals)
        await resolveIntents(100)

        const ours = stripe.payouts.filter(({ orderedBy }) => orderedBy !== null)
        const made = new Set(ours.map(({ orderedBy }) => orderedBy))
        seen[ours.length > 0 ? 'paidOut' : 'nothing']++
        // All had seen the whole balance, so after the first payout none of the others was confirmed as it was shown.
        if (shock <= 0) expect(ours.length).toBeLessThanOrEqual(1)
        expect(ours.length).toBeLessThanOrEqual(tabs.size)
        expect(stripe.creates.every(({ wasAnnounced }) => wasAnnounced)).toBe(true)
        expect(await openOrders(access)).toEqual([])
        for (const entry of await entriesOf(access.account.id)) {
          const last = entry.outcomes.at(-1)?.outcome
          expect(last).toBe(made.has(entry.id) ? 'applied' : last === 'conflict' ? 'conflict' : 'refused')
          expect(entry.outcomes.filter(({ outcome }) => outcome !== 'unknown')).toHaveLength(1)
        }
        for (const outcome of outcomes)
          if (outcome && outcome.kind === 'made')
            expect(stripe.payouts.map(({ id }) => id)).toContain(outcome.payout.id)
      },
    ),
    { numRuns: Number(process.env.INTERLEAVINGS ?? 40), endOnFailure: true },
  )
  // Otherwise nothing would have been put to the test.
  expect(Math.min(seen.paidOut, seen.nothing)).toBeGreaterThan(2)
}, 3_600_000)
