// Orders against a real database and a Stripe in memory whose every answer comes when fast-check says so: the
// interleavings of clicks, tabs and people. INTERLEAVINGS sets how many (npm test: 150 on each database).
import fc from 'fast-check'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { openAccount, openForJob, type Person } from '@/lib/domain/access/permissions'
import type { AccountProfile } from '@/lib/domain/accounts/connected-account'
import type { PayoutOrder } from '@/lib/domain/payouts/manual-payout'
import type { Payout } from '@/lib/domain/payouts/payout'
import { fail, succeed } from '@/lib/domain/result'
import type { StripeFailure } from '@/lib/domain/stripe/stripe-failure'
import { bankOf, payoutOf, pictureOf } from '@/lib/domain/testing/account-money'
import { saveAccountProfile } from '@/lib/gateways/db/accounts'
import { findAccountEntry } from '@/lib/gateways/db/audit-log'
import { database } from '@/lib/gateways/db/client'
import { findOpenOrder } from '@/lib/gateways/db/payout-orders'
import { openTestDatabase } from '@/lib/gateways/db/testing/test-database'
import { checkOrder, orderPayout, resolveOpenOrder } from './order-payout'

/** Stripe's side of one account. */
let stripe: { available: number; payouts: Payout[]; creates: { entryId: string; wasAnnounced: boolean }[] }
/** When an answer comes, and whether it comes: before the effect, after it, or never. */
let wait: (label: string) => Promise<void>
let losesAnswer: () => 'never' | 'before' | 'after'
/** Stripe refuses every payout, though it was asked rightly. */
let refuses: StripeFailure | null

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
    const lost = losesAnswer()
    await wait('create')
    if (refuses) return fail(refuses)
    if (lost === 'before') return fail({ kind: 'no_answer', requestId: null })
    const entry = await (await database()).auditEntry.findUnique({ where: { id: entryId } })
    stripe.creates.push({ entryId, wasAnnounced: entry?.isIntent === true })
    const again = stripe.payouts.find(({ orderedBy }) => orderedBy === entryId)
    if (!again && order.amount > stripe.available)
      return fail({ kind: 'invalid', param: null, message: 'You have insufficient funds', requestId: 'req_2' })
    if (!again) {
      stripe.available -= order.amount
      stripe.payouts.unshift(orderedPayout(order, entryId))
    }
    await wait('answer')
    if (lost === 'after') return fail({ kind: 'no_answer', requestId: null })
    return succeed({ payout: orderedPayout(order, entryId), requestId: 'req_3' })
  },
  findPayoutOfEntry: async (_access: unknown, { entryId }: { entryId: string }) => {
    await wait('find')
    return succeed(stripe.payouts.find(({ orderedBy }) => orderedBy === entryId) ?? null)
  },
}))

const { account, settings } = pictureOf()
const PROFILE: AccountProfile = {
  ...account,
  id: 'acct_0',
  name: 'Shop',
  email: null,
  chargesEnabled: true,
  detailsSubmitted: true,
  createdAt: new Date('2026-01-01'),
  payoutInterval: 'manual',
  delayDays: 2,
}
const OWNED = 10_000
/** More than an order can take to land. Milliseconds. */
const LATER = 11 * 60_000
const ada: Person = { id: 'p1', name: 'Ada', email: 'ada@x', staffRole: 'admin', memberships: [] }

const orderedPayout = (order: PayoutOrder, entryId: string) =>
  payoutOf({ ...order, id: `po_${entryId}`, status: 'pending', createdAt: new Date(), orderedBy: entryId })

let accounts = 0
/** An account of this run alone, with `OWNED` minor units of usd that can be paid out. */
async function newAccount() {
  const id = `acct_${++accounts}`
  await saveAccountProfile({ ...PROFILE, id }, new Date())
  stripe = { available: OWNED, payouts: [], creates: [] }
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
  losesAnswer = () => 'never'
  refuses = null
})
afterEach(() => vi.useRealTimers())

describe('A payout by hand', () => {
  test('is announced on disk before Stripe hears of it, under the id that Stripe gets as its key', async () => {
    const access = await newAccount()
    const outcome = await orderPayout(access, submission(2_500))
    expect(outcome).toMatchObject({ kind: 'made', payout: { amount: 2_500 } })
    const [entry] = await entriesOf(access.account.id)
    expect(stripe.creates).toEqual([{ entryId: entry?.id, wasAnnounced: true }])
    expect(entry).toMatchObject({ type: 'payout.create', isIntent: true, outcomes: [{ outcome: 'applied' }] })
    expect(await findOpenOrder(access)).toBeNull()
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

  test('whose answer was lost holds the turn until Stripe shows what became of it', async () => {
    const access = await newAccount()
    losesAnswer = () => 'after'
    const lost = await orderPayout(access, submission(2_500))
    expect(lost).toMatchObject({ kind: 'unknown' })
    losesAnswer = () => 'never'
    expect(await orderPayout(access, submission(1_000, 7_500))).toMatchObject({ kind: 'refused' })
    if (lost.kind !== 'unknown') throw new Error('not unknown')
    expect(await checkOrder(access, lost.entryId)).toMatchObject({ kind: 'made', payout: { amount: 2_500 } })
    expect((await findAccountEntry(access, lost.entryId))?.outcome).toBe('applied')
    expect(await orderPayout(access, submission(1_000, 7_500))).toMatchObject({ kind: 'made' })
  })

  for (const kind of ['not_permitted', 'rate_limited', 'account_unreachable'] as const) {
    test(`is refused at once where Stripe answers ${kind}, and the next order need not wait`, async () => {
      const access = await newAccount()
      refuses = { kind, requestId: 'req_4' }
      const refused = await orderPayout(access, submission(2_500))
      expect(refused).toMatchObject({ kind: 'refused', message: expect.stringMatching(/^Nothing was paid out: /) })
      expect((await entriesOf(access.account.id))[0]?.outcomes).toMatchObject([
        { outcome: 'refused', stripeRequestId: 'req_4' },
      ])
      refuses = null
      expect(await orderPayout(access, submission(2_500))).toMatchObject({ kind: 'made' })
      expect(stripe.payouts).toHaveLength(1)
    })
  }

  test('that took long to be sent is not given up from the time of its announcement', async () => {
    const access = await newAccount()
    const click = submission(2_500)
    const sent = Promise.withResolvers<void>()
    const landed = Promise.withResolvers<void>()
    wait = async (label) => {
      // Reading took nine minutes; the payout itself is on its way for two more.
      if (label === 'balance') vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 9 * 60_000 })
      if (label !== 'create') return
      sent.resolve()
      await landed.promise
    }
    const first = orderPayout(access, click)
    await sent.promise
    vi.setSystemTime(Date.now() + 2 * 60_000)
    wait = async () => {}
    expect(await orderPayout(access, click)).toMatchObject({ kind: 'unknown' })
    expect(await orderPayout(access, submission(1_000))).toMatchObject({ kind: 'refused' })
    landed.resolve()
    expect(await first).toMatchObject({ kind: 'made' })
    expect(stripe.payouts).toHaveLength(1)
    expect((await entriesOf(access.account.id))[0]?.outcomes).toMatchObject([{ outcome: 'applied' }])
  })

  test('that lands after it was given up is recorded as made, because what Stripe has is the last word', async () => {
    const access = await newAccount()
    losesAnswer = () => 'before'
    const lost = await orderPayout(access, submission(2_500))
    if (lost.kind !== 'unknown') throw new Error('not unknown')
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + LATER })
    expect(await checkOrder(access, lost.entryId)).toMatchObject({ kind: 'refused' })
    stripe.payouts.unshift(orderedPayout(order(2_500), lost.entryId))
    expect(await checkOrder(access, lost.entryId)).toMatchObject({ kind: 'made' })
    expect((await findAccountEntry(access, lost.entryId))?.outcome).toBe('applied')
  })

  test('that never reached Stripe is refused once it can no longer arrive, and only then the next may begin', async () => {
    const access = await newAccount()
    losesAnswer = () => 'before'
    const lost = await orderPayout(access, submission(2_500))
    if (lost.kind !== 'unknown') throw new Error('not unknown')
    expect(await checkOrder(access, lost.entryId)).toMatchObject({ kind: 'unknown' })
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + LATER })
    losesAnswer = () => 'never'
    expect(await orderPayout(access, submission(1_000))).toMatchObject({ kind: 'made' })
    expect(await checkOrder(access, lost.entryId)).toMatchObject({ kind: 'refused' })
    expect((await findAccountEntry(access, lost.entryId))?.outcome).toBe('refused')
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
    expect(await findOpenOrder(access)).toBeNull()
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
      expect(await findOpenOrder(access)).toBeNull()
    })
  }
})

test('in every interleaving of clicks, tabs, lost answers and moving balances, nothing is ever paid out twice', async () => {
  const click = fc.record({
    tab: fc.integer({ min: 0, max: 2 }),
    amount: fc.integer({ min: 1, max: OWNED }),
    lost: fc.constantFrom('never', 'never', 'before', 'after'),
  })
  const seen = { paidOut: 0, nothing: 0 }
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(click, { minLength: 2, maxLength: 4 }),
      fc.oneof(fc.constant(0), fc.integer({ min: -OWNED, max: OWNED })),
      fc.boolean(),
      async (scheduler, clicks, shock, isPayout) => {
        vi.useRealTimers()
        const access = await newAccount()
        const fates = clicks.map(({ lost }) => lost)
        losesAnswer = () => fates.pop() ?? 'never'
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
        const outcomes = (await scheduler.waitFor(work)).slice(0, -1)

        wait = async () => {}
        vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + LATER })
        await resolveOpenOrder(access)

        const ours = stripe.payouts.filter(({ orderedBy }) => orderedBy !== null)
        const made = new Set(ours.map(({ orderedBy }) => orderedBy))
        seen[ours.length > 0 ? 'paidOut' : 'nothing']++
        // All had seen the whole balance, so after the first payout none of the others was confirmed as it stood.
        if (shock <= 0) expect(ours.length).toBeLessThanOrEqual(1)
        expect(ours.length).toBeLessThanOrEqual(tabs.size)
        expect(stripe.creates.every(({ wasAnnounced }) => wasAnnounced)).toBe(true)
        expect(await findOpenOrder(openForJob('sync', access.account))).toBeNull()
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
    { numRuns: Number(process.env.INTERLEAVINGS ?? 150), endOnFailure: true },
  )
  // Otherwise nothing would have been put to the test.
  expect(Math.min(seen.paidOut, seen.nothing)).toBeGreaterThan(10)
}, 3_600_000)
