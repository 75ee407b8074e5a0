import { calendarOf } from '../banks/bank-holidays.ts'
import { payoutStep } from '../banks/currencies.ts'
import { post } from '../money/post.ts'
import { arePayoutsPaused } from '../payouts/held-payouts.ts'
import { addPayout, standardArrival } from '../payouts/send-payout.ts'
import { delayDays } from '../settings/balance-settings-view.ts'
import { type PayoutDay, payoutDaysBefore } from '../settings/payout-days.ts'
import { addBusinessDays, DAY_SECONDS } from '../time/calendar.ts'
import type { Account, ExternalAccount } from '../world/state.ts'
import type { World } from '../world/world.ts'

/** The past that an account gets in one currency. */
export interface Past {
  currency: string
  /** The balance at the end, in minor units. */
  available: number
  pending: number
  payouts: number
  failed: string | null
}

/** Adds past charges and the payouts that paid them out, so that exactly the requested balance remains. */
export function addHistory(world: World, account: Account, past: Past): void {
  const destination = account.external_accounts.find((each) => each.currency === past.currency)
  const days = destination ? pastPayoutDays(world, account, past) : []
  const returned = destination ? addPayouts(world, account, past, destination, days) : 0
  const now = world.clock.seconds()
  // The rest was paid in after the last payout, which would have included it otherwise.
  const since = days.at(-1)?.moment ?? now - 5 * DAY_SECONDS
  if (past.available < 0) {
    const refunded = -past.available + world.random.integer(20, 90) * 100
    charge(world, account, past.currency, refunded + past.available, since + Math.floor((now - since) / 3))
    post(world, account, {
      type: 'adjustment',
      currency: past.currency,
      amount: -refunded,
      created: since + Math.floor(((now - since) * 2) / 3),
      description: 'Chargeback withdrawal',
    })
  } else {
    charges(world, account, past.currency, past.available - returned, since, now)
  }
  addPending(world, account, past)
}

/** The latest payout days of the schedule, oldest first. A manual schedule had one payout a week, in the morning. */
function pastPayoutDays(world: World, account: Account, { currency, payouts: count }: Past): PayoutDay[] {
  const now = world.clock.seconds()
  const days: PayoutDay[] = []
  if (account.balance_settings.interval === 'manual') {
    for (let back = count; back > 0; back -= 1) {
      const day = addBusinessDays(now - (back - 1) * 7 * DAY_SECONDS, -1, calendarOf(account, currency))
      days.push({ day, moment: day + 9 * 3600 })
    }
    return days
  }
  for (const day of payoutDaysBefore(account, currency, now)) {
    if (days.length === count || day.moment < account.created + 7 * DAY_SECONDS) break
    days.unshift(day)
  }
  return days
}

/** Returns the funds that a failed payout returned. */
function addPayouts(
  world: World,
  account: Account,
  past: Past,
  destination: ExternalAccount,
  days: readonly PayoutDay[],
): number {
  const { random } = world
  let returned = 0
  days.forEach((day, index) => {
    const step = payoutStep(past.currency)
    const usual = Math.max(Math.abs(past.available), 20 * step * 10)
    const isLast = index === days.length - 1
    const failure = isLast ? past.failed : null
    const size = failure === null ? 0.6 + random.next() * 0.8 : 0.7
    const amount = Math.max(step, Math.round((usual * size) / step) * step)
    const since = days[index - 1]?.moment ?? day.moment - 6 * DAY_SECONDS
    charges(world, account, past.currency, amount, since, day.moment)
    addPastPayout(world, account, destination, amount, day, { failure, isLast })
    if (failure !== null) returned += amount
  })
  return returned
}

function addPastPayout(
  world: World,
  account: Account,
  destination: ExternalAccount,
  amount: number,
  { day, moment: created }: PayoutDay,
  { failure, isLast }: { failure: string | null; isLast: boolean },
): void {
  const now = world.clock.seconds()
  const arrival = standardArrival(account, destination.currency, day)
  const isPaid = arrival <= now
  const isAutomatic = account.balance_settings.interval !== 'manual'
  // The platform paused payouts right after the last one.
  const isPaused = isLast && arePayoutsPaused(account)
  const payout = addPayout(world, account, destination, {
    id: world.ids.next('po'),
    amount,
    arrival_date: arrival,
    automatic: isAutomatic,
    created,
    reconciliation_status: !isAutomatic ? 'not_applicable' : isPaid ? 'completed' : 'in_progress',
    statement_descriptor: account.balance_settings.statement_descriptor,
    status: isPaid ? 'paid' : isPaused ? 'pending' : 'in_transit',
    trace_id: isPaid
      ? { status: 'supported', value: `TRACE${world.ids.letters(10)}` }
      : { status: 'pending', value: null },
  })
  if (failure !== null) {
    payout.status = 'failed'
    payout.failure_code = failure
    payout.failure_message = 'The bank returned this payout.'
    payout.trace_id = { status: 'unsupported', value: null }
    payout.reconciliation_status = isAutomatic ? 'in_progress' : 'not_applicable'
    payout.failure_balance_transaction = post(world, account, {
      type: 'payout_failure',
      currency: payout.currency,
      amount,
      created: Math.min(now - 3600, created + DAY_SECONDS),
      description: 'STRIPE PAYOUT',
      source: payout.id,
    }).id
  }
}

function addPending(world: World, account: Account, past: Past): void {
  if (past.pending === 0) return
  const now = world.clock.seconds()
  const longest = Math.max(1, Math.min(delayDays(account), 7))
  const parts = split(world, past.pending, world.random.integer(1, Math.min(3, longest)))
  parts.forEach((amount, index) => {
    const availableOn = addBusinessDays(now, index + 1, calendarOf(account, past.currency))
    charge(world, account, past.currency, amount, now - world.random.integer(1, 20) * 3600, availableOn)
  })
}

/** Splits a total into charges between two moments. */
function charges(world: World, account: Account, currency: string, total: number, after: number, before: number): void {
  if (total === 0) return
  split(world, total, world.random.integer(2, 4)).forEach((amount, index, all) => {
    const created = after + Math.floor(((before - after) * (index + 1)) / (all.length + 1))
    charge(world, account, currency, amount, created)
  })
}

/** A charge of which this amount is left after Stripe's fee. */
function charge(
  world: World,
  account: Account,
  currency: string,
  net: number,
  created: number,
  availableOn?: number,
): void {
  if (net === 0) return
  const fee = net > 0 ? Math.round(net * 0.03) : 0
  post(world, account, {
    type: 'charge',
    currency,
    amount: net + fee,
    fee,
    fee_details:
      fee > 0
        ? [{ amount: fee, application: null, currency, description: 'Stripe processing fees', type: 'stripe_fee' }]
        : [],
    created,
    ...(availableOn === undefined ? {} : { available_on: availableOn }),
    description: 'Online order',
    source: world.ids.next('ch'),
  })
}

function split(world: World, total: number, parts: number): number[] {
  const amounts: number[] = []
  let left = total
  for (let index = parts; index > 1; index -= 1) {
    const amount = Math.round((left / index) * (0.7 + world.random.next() * 0.6))
    amounts.push(amount)
    left -= amount
  }
  return [...amounts, left]
}
