import { delayDays } from '../balance-settings-view.ts'
import { addBusinessDays, DAY_SECONDS } from '../calendar.ts'
import { payoutStep } from '../currencies.ts'
import { post } from '../money.ts'
import { scheduleNextStep } from '../payouts.ts'
import type { Simulation } from '../simulation.ts'
import type { Account, ExternalAccount, Payout } from '../state.ts'

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
  const returned = destination ? writePayouts(simulation, account, story, destination) : 0
  const now = simulation.clock.seconds()
  if (story.available < 0) {
    const refunded = -story.available + simulation.random.integer(20, 90) * 100
    charge(simulation, account, story.currency, refunded + story.available, now - 4 * DAY_SECONDS)
    post(simulation, account, {
      type: 'adjustment',
      currency: story.currency,
      amount: -refunded,
      created: now - 2 * DAY_SECONDS,
      description: 'Chargeback withdrawal',
    })
  } else {
    charges(simulation, account, story.currency, story.available - returned, now - 5 * DAY_SECONDS, 3 * DAY_SECONDS)
  }
  writePending(simulation, account, story)
}

/** Returns what a failed payout brought back. */
function writePayouts(simulation: Simulation, account: Account, story: Story, destination: ExternalAccount): number {
  const { random, clock } = simulation
  let returned = 0
  for (let back = story.payouts; back > 0; back -= 1) {
    const created = addBusinessDays(clock.seconds() - (back - 1) * 7 * DAY_SECONDS, -1) + 9 * 3600
    const step = payoutStep(story.currency)
    const usual = Math.max(Math.abs(story.available), 20 * step * 10)
    const failure = back === 1 ? story.failed : null
    const size = failure === null ? 0.6 + random.next() * 0.8 : 0.7
    const amount = Math.max(step, Math.round((usual * size) / step) * step)
    charges(simulation, account, story.currency, amount, created - 6 * DAY_SECONDS, 4 * DAY_SECONDS)
    addPayout(simulation, account, destination, amount, created, failure)
    if (failure !== null) returned += amount
  }
  return returned
}

function addPayout(
  simulation: Simulation,
  account: Account,
  destination: ExternalAccount,
  amount: number,
  created: number,
  failure: string | null,
): void {
  const now = simulation.clock.seconds()
  const arrival = addBusinessDays(created, 2)
  const id = simulation.ids.next('po')
  const transaction = post(simulation, account, {
    type: 'payout',
    currency: destination.currency,
    amount: -amount,
    created,
    description: 'STRIPE PAYOUT',
    source: id,
  })
  const payout: Payout = {
    id,
    amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: arrival,
    automatic: account.balance_settings.interval !== 'manual',
    balance_transaction: transaction.id,
    created,
    currency: destination.currency,
    description: 'STRIPE PAYOUT',
    destination: destination.id,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    metadata: {},
    method: 'standard',
    source_type: 'card',
    statement_descriptor: account.balance_settings.statement_descriptor,
    status: arrival > now ? 'in_transit' : 'paid',
    trace_id:
      arrival > now
        ? { status: 'pending', value: null }
        : { status: 'supported', value: `TRACE${simulation.ids.letters(10)}` },
    type: destination.object,
  }
  account.payouts.push(payout)
  if (failure !== null) {
    payout.status = 'failed'
    payout.failure_code = failure
    payout.failure_message = 'The bank returned this payout.'
    payout.trace_id = null
    payout.failure_balance_transaction = post(simulation, account, {
      type: 'payout_failure',
      currency: payout.currency,
      amount,
      created: Math.min(now - 3600, created + DAY_SECONDS),
      description: 'STRIPE PAYOUT',
      source: id,
    }).id
  } else {
    scheduleNextStep(simulation, account, payout)
  }
}

function writePending(simulation: Simulation, account: Account, story: Story): void {
  if (story.pending === 0) return
  const now = simulation.clock.seconds()
  const longest = Math.max(1, Math.min(delayDays(account), 7))
  const parts = split(simulation, story.pending, simulation.random.integer(1, Math.min(3, longest)))
  parts.forEach((amount, index) => {
    const availableOn = addBusinessDays(now, index + 1)
    charge(simulation, account, story.currency, amount, now - simulation.random.integer(1, 20) * 3600, availableOn)
  })
}

function charges(
  simulation: Simulation,
  account: Account,
  currency: string,
  total: number,
  from: number,
  span: number,
): void {
  if (total === 0) return
  split(simulation, total, simulation.random.integer(2, 4)).forEach((amount, index, all) => {
    charge(simulation, account, currency, amount, from + Math.floor((span * index) / all.length))
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
