import { expect, test } from 'vitest'
import { ACCOUNT_STATES, type AccountState } from '../lib/domain/accounts/account-state'
import { HOLIDAY_DATA } from '../lib/domain/calendar/bank-holiday-data'
import { addDays, requireCalendarDate } from '../lib/domain/calendar/calendar-date'
import { balanceParts } from '../lib/domain/money/balance-parts'
import { settlingFundsOf } from '../lib/domain/money/settling-funds'
import type { AccountMoney } from '../lib/domain/payouts/account-money'
import { standingOf } from '../lib/domain/payouts/account-standing'
import { payoutDayAsOf, upcomingPayouts } from '../lib/domain/payouts/forecast'
import { offerManualPayout } from '../lib/domain/payouts/manual-payout'
import { rulesIn, splitPayout } from '../lib/domain/payouts/payout-split'
import { describePayoutStatus } from '../lib/domain/payouts/payout-status'
import { readAccountWire } from '../lib/gateways/stripe/wire/account'
import { readBalanceWire } from '../lib/gateways/stripe/wire/balance'
import { fromGa } from '../lib/gateways/stripe/wire/balance-settings'
import { readPendingWire } from '../lib/gateways/stripe/wire/balance-transaction'
import { readExternalAccountWire } from '../lib/gateways/stripe/wire/external-account'
import { readPayoutWire } from '../lib/gateways/stripe/wire/payout'
import { changeAccount } from '../simulator/accounts/account-changes.ts'
import { renderAccount } from '../simulator/accounts/account-view.ts'
import { renderExternalAccount } from '../simulator/banks/external-account-view.ts'
import { instantPayouts } from '../simulator/connect/instant-payouts.ts'
import { planActivity } from '../simulator/money/activity.ts'
import { renderBalance } from '../simulator/money/balance-view.ts'
import { renderBalanceTransaction } from '../simulator/money/transaction-view.ts'
import { payoutRoutes } from '../simulator/payouts/due-payouts.ts'
import { renderPayout } from '../simulator/payouts/payout-view.ts'
import { upcomingPayouts as upcomingInComponent } from '../simulator/payouts/upcoming-payouts.ts'
import { renderBalanceSettings } from '../simulator/settings/balance-settings-view.ts'
import { payoutDaysAfter } from '../simulator/settings/payout-days.ts'
import type { SimulatedWorld } from '../simulator/simulated-world.ts'
import { BY_TEST, populatedWorld } from '../simulator/testing/world.ts'
import { beginningOf, DAY_SECONDS, dayOf } from '../simulator/time/calendar.ts'
import type { Account } from '../simulator/world/state.ts'

// What the page says of an account of the demo, from Stripe's answers alone, against what the simulator then pays. Both
// sides read Stripe's documents on their own.

const DAYS = 60
const PAYOUTS_ON_PAGE = 50
const TRANSACTIONS_ON_PAGE = 500

const dateOf = (seconds: number) => requireCalendarDate(new Date(seconds * 1000).toISOString().slice(0, 10))
const nameOf = (account: Account) => `${account.business_profile.name} (${account.country})`

/** Everything that the page reads. */
function pageOf(world: SimulatedWorld, account: Account): AccountMoney {
  const profile = readAccountWire(renderAccount(account))
  const plain = readBalanceWire(renderBalance(world, account, true))
  const transactions = account.balance_transactions.slice(-TRANSACTIONS_ON_PAGE).map(renderBalanceTransaction)
  const balance = plain && { ...plain, settling: settlingFundsOf(plain, transactions.map(readPendingWire)) }
  if (!profile || !balance) throw new Error(`${nameOf(account)} cannot be read`)
  const banks = account.platform_controls ? account.external_accounts : []
  return {
    now: world.clock.now(),
    account: profile,
    settings: fromGa(renderBalanceSettings(account)),
    balance,
    externalAccounts: banks.flatMap((bank) => readExternalAccountWire(renderExternalAccount(account, bank)) ?? []),
    payouts: account.payouts
      .slice(-PAYOUTS_ON_PAGE)
      .reverse()
      .flatMap((payout) => readPayoutWire(renderPayout(payout)) ?? []),
  }
}

type Payments = Record<string, number>
const add = (payments: Payments, currency: string, to: string, amount: number) => {
  if (amount > 0) payments[`${currency} to ${to}`] = (payments[`${currency} to ${to}`] ?? 0) + amount
}

/** Causes that say what is sent next, and when. */
const SENDS = [
  ...['scheduled', 'transferred', 'weekend_or_holiday'],
  ...['settlement_delay', 'first_payout', 'below_minimum_balance', 'negative_balance'],
]

/** What the page promises for the payout day that begins at this moment, by currency and destination. */
function promisedFor(world: SimulatedWorld, account: Account, moment: number): Payments {
  const page = pageOf(world, account)
  const day = dateOf(dayOf(moment, account.balance_settings.start_of_day))
  const payments: Payments = {}
  for (const { code, currency, date, amount } of describePayoutStatus(page)) {
    if (!SENDS.includes(code) || date !== day) continue
    if (currency === null || amount === null) throw new Error(`${nameOf(account)}: ${code} without an amount`)
    const split = splitPayout(amount, rulesIn(page.settings, currency), currency)
    for (const transfer of split?.transfers ?? []) add(payments, currency, transfer.payoutMethod, transfer.amount)
    add(payments, currency, 'bank', split?.toBank ?? 0)
  }
  return payments
}

function paidAt(account: Account, moment: number): Payments {
  const payments: Payments = {}
  for (const { amount, automatic, created, currency, payout_method } of account.payouts) {
    if (automatic && created === moment) add(payments, currency, payout_method ?? 'bank', amount)
  }
  return payments
}

/** When the days of accounts begin, from the first to the last. */
function* beginnings(accounts: readonly Account[], from: number, until: number): Generator<[number, Account[]]> {
  const moments = new Map<number, Account[]>()
  for (const account of accounts) {
    const { start_of_day } = account.balance_settings
    for (let day = dayOf(from, start_of_day) + DAY_SECONDS; ; day += DAY_SECONDS) {
      const moment = beginningOf(day, start_of_day)
      if (moment > until) break
      moments.set(moment, [...(moments.get(moment) ?? []), account])
    }
  }
  yield* [...moments].sort(([one], [other]) => one - other)
}

function setPaused(world: SimulatedWorld, account: Account, isPaused: boolean): void {
  changeAccount(world, account, BY_TEST, () => {
    account.payouts_enabled = !isPaused
    account.requirements.disabled_reason = isPaused ? 'platform_paused' : null
  })
}

/** Rules of every kind for accounts that have none. */
function addTransferRules(accounts: readonly Account[]): void {
  const upTo = (amount: number) =>
    ({ payout_method: 'fa_more', type: 'transfer_up_to_amount', transfer_up_to_amount: amount }) as const
  const all = { payout_method: 'fa_more', type: 'transfer_all', transfer_up_to_amount: null } as const
  const kinds = [[upTo(1)], [upTo(12_345)], [all], [upTo(5_000), upTo(7_000)], [upTo(20_000), all]]
  accounts
    .filter(({ balance_settings }) => balance_settings.automatic_transfer_rules_by_currency === null)
    .filter(({ default_currency }) => ['usd', 'gbp', 'eur'].includes(default_currency))
    .forEach(({ balance_settings, default_currency }, index) => {
      const rules = kinds[index % (kinds.length + 1)]
      if (rules) balance_settings.automatic_transfer_rules_by_currency = { [default_currency]: rules }
    })
}

// Over Christmas, and over Carnival, Chinese New Year and the first Indian holidays of the year.
const STARTS = ['2026-11-28T09:00:00Z', '2027-02-02T17:45:00Z'] as const
// Every fifty days, as long as bank holidays are known.
const MORE_STARTS = Array.from({ length: 21 }, (_, index) =>
  new Date(Date.parse(STARTS[0]) + index * 50 * DAY_SECONDS * 1000).toISOString(),
)

test.each([
  { start: STARTS[0], rules: 'its own transfer rules', atLeast: 2 },
  { start: STARTS[1], rules: 'transfer rules of every kind', atLeast: 20 },
])(
  'from $start, every demo account with $rules is paid what its page promises, to the minor unit, for 60 days',
  ({ start, atLeast }) => {
    const world = populatedWorld(start, 60, 1)
    const accounts = world.accounts.all()
    if (atLeast > 2) addTransferRules(accounts)
    const from = world.clock.seconds()
    const until = from + DAYS * DAY_SECONDS
    for (const account of accounts.filter(({ charges_enabled }) => charges_enabled)) {
      planActivity(world, account, { until, charges_per_day: 2, refund_rate: 0.05, dispute_rate: 0.02 })
    }
    const toFinancialAccounts = new Set<Account>()
    let compared = 0
    for (const [moment, due] of beginnings(accounts, from, until)) {
      world.advanceTo((moment - 1) * 1000)
      const promised = due.map((account) => promisedFor(world, account, moment))
      world.advanceTo(moment * 1000)
      due.forEach((account, index) => {
        const paid = paidAt(account, moment)
        expect(promised[index], `${nameOf(account)}, ${dateOf(moment)}`).toEqual(paid)
        if (Object.keys(paid).some((to) => !to.endsWith('bank'))) toFinancialAccounts.add(account)
        compared += Object.keys(paid).length
      })
    }
    expect(compared).toBeGreaterThan(900)
    expect(toFinancialAccounts.size).toBeGreaterThanOrEqual(atLeast)
  },
)

test.each(MORE_STARTS)(
  'from %s, the days of 60 days are those on which the simulator pays every demo account',
  (start) => {
    const world = populatedWorld(start, 60, 1)
    const now = world.clock.seconds()
    let compared = 0
    for (const account of world.accounts.all()) {
      const { settings } = pageOf(world, account)
      const { schedule, startOfDay, delayDays } = settings
      if (!schedule || schedule.interval === 'manual') continue
      const until = addDays(payoutDayAsOf({ now: now * 1000, startOfDay }), DAYS)
      for (const { currency } of payoutRoutes(account)) {
        const { country } = account
        const place = { country, currency, delayDays, holidays: HOLIDAY_DATA }
        const promised = upcomingPayouts({ now: now * 1000, startOfDay, until, schedule, ...place })
        if (promised.kind === 'manual') throw new Error('The schedule is automatic')
        const paid: string[] = []
        for (const { day } of payoutDaysAfter(account, currency, now)) {
          if (dateOf(day) > until) break
          paid.push(dateOf(day))
        }
        expect(paid, `${nameOf(account)} ${currency}`).toEqual(promised.payouts.map(({ sendOn }) => sendOn))
        compared += paid.length
      }
    }
    expect(compared).toBeGreaterThan(1000)
  },
)

test('while an account is paused, its page promises no day for payouts already made, and they resume or come back', () => {
  const world = populatedWorld('2026-11-30T09:00:00Z', 60, 1)
  const isLiable = (account: Account) => account.controller?.losses.payments === 'application'
  world.advanceTo(Date.parse('2026-12-01T00:30:00Z'))
  const held = world.accounts
    .all()
    .filter((account) => isLiable(account) && account.payouts_enabled && account.payouts.at(-1)?.status === 'pending')
  expect(held.length).toBeGreaterThan(5)
  for (const account of held) setPaused(world, account, true)
  const lifted = held.filter((_, index) => index % 2 === 0)
  const left = held.filter((account) => !lifted.includes(account))
  const codesOf = (account: Account) => describePayoutStatus(pageOf(world, account)).map(({ code }) => code)

  for (let day = 1; day <= 14; day += 1) {
    if (day === 5) for (const account of lifted) setPaused(world, account, false)
    for (const account of held) {
      const isPaused = !account.payouts_enabled
      const isHeld = account.payouts.some(({ amount, status }) => status === 'pending' && amount > 0)
      const codes = codesOf(account)
      if (isPaused) expect(codes, nameOf(account)).toContain('disabled_by_platform')
      if (isPaused && isHeld) expect(codes, nameOf(account)).toContain('held')
      if (isPaused) expect(codes, nameOf(account)).not.toContain('in_transit')
    }
    world.advanceTo(world.clock.now() + DAY_SECONDS * 1000)
  }
  const lastBefore = (account: Account) =>
    account.payouts.findLast(({ created }) => created < Date.parse('2026-12-01T00:30:00Z') / 1000)?.status
  expect(lifted.map(lastBefore)).toEqual(lifted.map(() => 'paid'))
  expect(left.map(lastBefore)).toEqual(left.map(() => 'canceled'))
})

const textOf = (page: AccountMoney, currency: string) =>
  describePayoutStatus(page)
    .filter((cause) => cause.currency === currency)
    .map(({ next }) => next)
    .join(' ')

/** The first payouts that the page says are sent next, by currency and destination, each with the days of its arrival. */
function nextOnPage(page: AccountMoney): Payments {
  const payments: Payments = {}
  for (const { code, currency, amount } of describePayoutStatus(page)) {
    if (!SENDS.includes(code) || currency === null || amount === null) continue
    const split = splitPayout(amount, rulesIn(page.settings, currency), currency)
    for (const transfer of split?.transfers ?? []) add(payments, currency, transfer.payoutMethod, transfer.amount)
    add(payments, currency, 'bank', split?.toBank ?? 0)
  }
  return payments
}

function nextInComponent(account: Account, now: number): Payments {
  const payments: Payments = {}
  const all = upcomingInComponent(account, now)
  // Whether a bank pays a debit isn't known, so the page names no payout that depends on one.
  const debited = new Set(all.filter(({ amount }) => amount < 0).map(({ currency }) => currency))
  const upcoming = all.filter(({ currency }) => !debited.has(currency))
  for (const { amount, arrival_date, currency, payout_method } of upcoming) {
    const first = upcoming.find((each) => each.currency === currency && each.payout_method === payout_method)
    if (first?.arrival_date === arrival_date) add(payments, currency, payout_method ?? 'bank', amount)
  }
  return payments
}

test.each(STARTS)(
  'from %s, page and component agree on the next payouts and on instant payouts, on every demo account',
  (start) => {
    const world = populatedWorld(start, 60, 1)
    const accounts = world.accounts.all()
    for (const account of accounts.filter(({ charges_enabled }) => charges_enabled))
      planActivity(world, account, {
        until: world.clock.seconds() + 10 * DAY_SECONDS,
        ...{ charges_per_day: 2, refund_rate: 0.05, dispute_rate: 0.02 },
      })
    let [next, instant, withPending] = [0, 0, 0]
    for (let step = 0; step < 20; step++) {
      for (const account of accounts) {
        const page = pageOf(world, account)
        const name = `${nameOf(account)}, ${new Date(world.clock.now()).toISOString()}`
        const onPage = nextOnPage(page)
        expect(onPage, name).toEqual(nextInComponent(account, world.clock.seconds()))
        for (const { amount, currency } of upcomingInComponent(account, world.clock.seconds()))
          if (amount < 0) expect(textOf(page, currency), name).toContain('Stripe debits the bank account')
        next += Object.keys(onPage).length
        withPending += page.balance.pending.some(({ amount }) => amount > 0) ? 1 : 0
        for (const { currency } of page.balance.available) {
          const { amount, blocker, limit, most } = instantPayouts(world, account, currency)
          const offer = offerManualPayout('instant', currency, page, { standard: true, instant: true })
          if (blocker === 'daily_limit' || page.account.controller.isController === false) continue
          expect(offer.ok, `${name} ${currency} ${blocker}`).toBe(blocker === null)
          if (!offer.ok) continue
          expect(offer.offer.most, name).toBe(most - (most % offer.offer.step))
          // Of a currency that is paid out in steps, the gross amount is that of whole steps.
          const rounded = Math.ceil((amount * (most % offer.offer.step)) / most)
          if (most < limit)
            expect(
              Math.abs(offer.offer.most + (offer.offer.feeForMost ?? 0) + rounded - amount),
              name,
            ).toBeLessThanOrEqual(1)
          instant++
        }
      }
      world.advanceTo(world.clock.now() + 11 * 3_600_000)
    }
    expect([next > 500, instant > 100, withPending > 300]).toEqual([true, true, true])
  },
)

const sum = (amounts: readonly number[]) => amounts.reduce((all, amount) => all + amount, 0)

/** The sums of an account as its books have them, by currency. */
function booksOf(account: Account, currency: string) {
  const { available, pending } = account.balances[currency] ?? { available: {}, pending: [] }
  // A debit of the bank account is no payout.
  const isUnderway = ({ amount, status }: Account['payouts'][number]) =>
    amount > 0 && (status === 'pending' || status === 'in_transit')
  return {
    currency,
    available: sum(Object.values(available)),
    pending: sum(pending.map(({ amount }) => amount)),
    inTransit: sum(
      account.payouts
        .filter((payout) => payout.currency === currency && isUnderway(payout))
        .map(({ amount }) => amount),
    ),
  }
}

test('for 30 days, every demo account has on its page the sums and requirements of its books, and a state that comes true', () => {
  const world = populatedWorld(STARTS[0], 60, 1)
  const accounts = world.accounts.all()
  for (const account of accounts.filter(({ charges_enabled }) => charges_enabled))
    planActivity(world, account, {
      until: world.clock.seconds() + 75 * DAY_SECONDS,
      ...{ charges_per_day: 2, refund_rate: 0.05, dispute_rate: 0.02 },
    })
  const states = new Map<AccountState, number>()
  const promised: { account: Account; name: string; at: number }[] = []
  for (let day = 0; day < 30; day += 5) {
    for (const account of accounts) {
      const page = pageOf(world, account)
      const name = `${nameOf(account)}, ${new Date(world.clock.now()).toISOString()}`
      const shown = balanceParts(page.balance, {
        minimums: page.settings.minimumBalances,
        schedule: page.settings.schedule,
        payouts: page.payouts,
        defaultCurrency: page.account.defaultCurrency,
      })
      expect(
        shown.map(({ currency, available, pending, inTransit }) => ({ currency, available, pending, inTransit })),
        name,
      ).toEqual(shown.map(({ currency }) => booksOf(account, currency)))

      const { past_due, currently_due, eventually_due } = account.requirements
      const { pastDue = [], currentlyDue = [], eventuallyDue = [] } = page.account.requirements ?? {}
      expect([...pastDue].sort(), name).toEqual([...past_due].sort())
      expect([...pastDue, ...currentlyDue].sort(), name).toEqual([...new Set([...past_due, ...currently_due])].sort())
      expect([...pastDue, ...currentlyDue, ...eventuallyDue].sort(), name).toEqual(
        [...new Set([...past_due, ...currently_due, ...eventually_due])].sort(),
      )

      const { state } = standingOf({ ...page, morePayouts: false })
      if (state === null) throw new Error(`${name} has no state`)
      states.set(state, (states.get(state) ?? 0) + 1)
      if (!account.payouts_enabled) expect(state, name).toBe('blocked')
      if (past_due.length + currently_due.length > 0) expect(['blocked', 'action_needed'], name).toContain(state)
      if (shown.some(({ available }) => available < 0)) expect(state, name).not.toBe('paid_as_scheduled')
      if (state === 'paid_as_scheduled') promised.push({ account, name, at: world.clock.seconds() })
    }
    world.advanceTo(world.clock.now() + 5 * DAY_SECONDS * 1000)
  }
  world.advanceTo(world.clock.now() + 40 * DAY_SECONDS * 1000)
  for (const { account, name, at } of promised)
    expect(
      account.payouts.some(
        ({ status, created, arrival_date }) => status === 'paid' && Math.max(created, arrival_date) >= at - DAY_SECONDS,
      ),
      name,
    ).toBe(true)
  expect([...states.keys()].sort()).toEqual([...ACCOUNT_STATES].sort())
  expect(promised.length).toBeGreaterThan(150)
})
