import { calendarOf } from '../banks/bank-holidays.ts'
import { payoutStep } from '../banks/currencies.ts'
import { post } from '../money/money.ts'
import { standardArrival, writePayout } from '../payouts/payout-departure.ts'
import { delayDays } from '../settings/balance-settings-view.ts'
import { type PayoutDay, payoutDaysBefore } from '../settings/payout-schedule.ts'
import type { Simulation } from '../simulation.ts'
import { addBusinessDays, DAY_SECONDS } from '../time/calendar.ts'
import type { Account, ExternalAccount } from '../world/state.ts'

export interface Story {
  currency: string
  /** What the balance has to come to, in minor units. */
  available: number
  pending: number
  payouts: number
  failed: string | null
}

/** A past that adds up: charges, the payouts made of them, and what is left is exactly the balance asked for. */
export function writeHistory(simulation: Simulation, account: Account, story: Story): void {
  const destination = account.external_accounts.find((each) => each.currency === story.currency)
  const days = destination ? pastPayoutDays(simulation, account, story) : []
  const returned = destination ? writePayouts(simulation, account, story, destination, days) : 0
  const now = simulation.clock.seconds()
  // What is left came in after the last payout: had it been there before, it would have left with it.
  const since = days.at(-1)?.moment ?? now - 5 * DAY_SECONDS
  if (story.available < 0) {
    const refunded = -story.available + simulation.random.integer(20, 90) * 100
    charge(simulation, account, story.currency, refunded + story.available, since + Math.floor((now - since) / 3))
    post(simulation, account, {
      type: 'adjustment',
      currency: story.currency,
      amount: -refunded,
      created: since + Math.floor(((now - since) * 2) / 3),
      description: 'Chargeback withdrawal',
    })
  } else {
    charges(simulation, account, story.currency, story.available - returned, since, now)
  }
  writePending(simulation, account, story)
}

/** The latest payout days of the schedule, oldest first; a manual one was paid out once a week, in the morning. */
function pastPayoutDays(simulation: Simulation, account: Account, { currency, payouts: count }: Story): PayoutDay[] {
  const now = simulation.clock.seconds()
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

/** Returns what a failed payout brought back. */
function writePayouts(
  simulation: Simulation,
  account: Account,
  story: Story,
  destination: ExternalAccount,
  days: readonly PayoutDay[],
): number {
  const { random } = simulation
  let returned = 0
  days.forEach((day, index) => {
    const step = payoutStep(story.currency)
    const usual = Math.max(Math.abs(story.available), 20 * step * 10)
    const failure = index === days.length - 1 ? story.failed : null
    const size = failure === null ? 0.6 + random.next() * 0.8 : 0.7
    const amount = Math.max(step, Math.round((usual * size) / step) * step)
    const since = days[index - 1]?.moment ?? day.moment - 6 * DAY_SECONDS
    charges(simulation, account, story.currency, amount, since, day.moment)
    addPayout(simulation, account, destination, amount, day, failure)
    if (failure !== null) returned += amount
  })
  return returned
}

function addPayout(
  simulation: Simulation,
  account: Account,
  destination: ExternalAccount,
  amount: number,
  { day, moment: created }: PayoutDay,
  failure: string | null,
): void {
  const now = simulation.clock.seconds()
  const arrival = standardArrival(account, destination.currency, day)
  const isPaid = arrival <= now
  const isAutomatic = account.balance_settings.interval !== 'manual'
  const payout = writePayout(simulation, account, destination, {
    id: simulation.ids.next('po'),
    amount,
    arrival_date: arrival,
    automatic: isAutomatic,
    created,
    reconciliation_status: !isAutomatic ? 'not_applicable' : isPaid ? 'completed' : 'in_progress',
    statement_descriptor: account.balance_settings.statement_descriptor,
    status: isPaid ? 'paid' : 'in_transit',
    trace_id: isPaid
      ? { status: 'supported', value: `TRACE${simulation.ids.letters(10)}` }
      : { status: 'pending', value: null },
  })
  if (failure !== null) {
    payout.status = 'failed'
    payout.failure_code = failure
    payout.failure_message = 'The bank returned this payout.'
    payout.trace_id = { status: 'unsupported', value: null }
    payout.reconciliation_status = isAutomatic ? 'in_progress' : 'not_applicable'
    payout.failure_balance_transaction = post(simulation, account, {
      type: 'payout_failure',
      currency: payout.currency,
      amount,
      created: Math.min(now - 3600, created + DAY_SECONDS),
      description: 'STRIPE PAYOUT',
      source: payout.id,
    }).id
  }
}

function writePending(simulation: Simulation, account: Account, story: Story): void {
  if (story.pending === 0) return
  const now = simulation.clock.seconds()
  const longest = Math.max(1, Math.min(delayDays(account), 7))
  const parts = split(simulation, story.pending, simulation.random.integer(1, Math.min(3, longest)))
  parts.forEach((amount, index) => {
    const availableOn = addBusinessDays(now, index + 1, calendarOf(account, story.currency))
    charge(simulation, account, story.currency, amount, now - simulation.random.integer(1, 20) * 3600, availableOn)
  })
}

/** After one moment and before another. */
function charges(
  simulation: Simulation,
  account: Account,
  currency: string,
  total: number,
  after: number,
  before: number,
): void {
  if (total === 0) return
  split(simulation, total, simulation.random.integer(2, 4)).forEach((amount, index, all) => {
    const created = after + Math.floor(((before - after) * (index + 1)) / (all.length + 1))
    charge(simulation, account, currency, amount, created)
  })
}

/** A payment that nets this much after Stripe's fee. */
function charge(
  simulation: Simulation,
  account: Account,
  currency: string,
  net: number,
  created: number,
  availableOn?: number,
): void {
  if (net === 0) return
  const fee = net > 0 ? Math.round(net * 0.03) : 0
  post(simulation, account, {
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
    source: simulation.ids.next('ch'),
  })
}

function split(simulation: Simulation, total: number, parts: number): number[] {
  const amounts: number[] = []
  let left = total
  for (let index = parts; index > 1; index -= 1) {
    const amount = Math.round((left / index) * (0.7 + simulation.random.next() * 0.6))
    amounts.push(amount)
    left -= amount
  }
  return [...amounts, left]
}
