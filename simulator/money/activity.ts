import { payoutStep } from '../banks/currencies.ts'
import { malformed } from '../http/stripe-error.ts'
import { settlementOf } from '../settings/payout-schedule.ts'
import type { Simulation } from '../simulation.ts'
import { DAY_SECONDS } from '../time/calendar.ts'
import type { Account, Activity, Consequence, FeeDetail } from '../world/state.ts'
import { post } from './money.ts'

export interface ActivityPlan {
  /** Seconds since the epoch; what the last charges lead to may come later. */
  until: number
  /** On average; fractions are fine. */
  charges_per_day: number
  /** The share of charges that is refunded within five days, 0 to 1. */
  refund_rate: number
  /** The share of charges that is disputed within ten days, 0 to 1; two of five disputes are won back later. */
  dispute_rate: number
}

const MOST_CHARGES_PER_DAY = 10_000
// [docs] United States prices of cards and disputes, in minor units; for every country [assumption].
const STRIPE_SHARE = 0.029
const STRIPE_FIXED = 30
const DISPUTE_FEE = 1500
const APPLICATION_SHARE = 0.05
const CHANCE_TO_WIN = 0.4

/**
 * From now on charges come in with the clock, in the account's default currency, with Stripe's fee and the platform's;
 * some are refunded or disputed. Everything is drawn from the simulation's own random numbers: the same seed, calls
 * and clock give the same business. A second plan takes the place of the first; what has happened keeps its consequences.
 */
export function scheduleActivity(simulation: Simulation, account: Account, plan: ActivityPlan): void {
  const now = simulation.clock.seconds()
  if (!(plan.until > now)) throw malformed('until must be in the future.', { param: 'until' })
  if (!(plan.charges_per_day > 0 && plan.charges_per_day <= MOST_CHARGES_PER_DAY)) {
    throw malformed(`charges_per_day must be above 0 and at most ${MOST_CHARGES_PER_DAY}.`, {
      param: 'charges_per_day',
    })
  }
  for (const param of ['refund_rate', 'dispute_rate'] as const) {
    if (!(plan[param] >= 0 && plan[param] <= 1)) throw malformed(`${param} must be between 0 and 1.`, { param })
  }
  const consequences = account.activity?.consequences ?? []
  const activity: Activity = { ...plan, next_charge: null, consequences }
  account.activity = activity
  activity.next_charge = nextCharge(simulation, activity)
  wakeForNext(simulation, account, activity)
  simulation.touch()
}

/** When this account's business wants to be looked at next. */
export function nextOfActivity(activity: Activity): number | null {
  const moments = activity.consequences.map(({ at }) => at)
  if (activity.next_charge !== null) moments.push(activity.next_charge)
  return moments.length === 0 ? null : Math.min(...moments)
}

/** Does what the plan has for this moment. Tells whether there was anything. */
export function doBusiness(simulation: Simulation, account: Account): boolean {
  const { activity } = account
  if (!activity) return false
  const now = simulation.clock.seconds()
  const next = nextOfActivity(activity)
  if (next === null || next > now) return false
  const due = activity.consequences.filter(({ at }) => at <= now)
  activity.consequences = activity.consequences.filter(({ at }) => at > now)
  for (const consequence of due) suffer(simulation, account, activity, consequence)
  if (activity.next_charge !== null && activity.next_charge <= now) {
    if (account.charges_enabled) charge(simulation, account, activity)
    activity.next_charge = nextCharge(simulation, activity)
  }
  if (nextOfActivity(activity) === null) account.activity = null
  else wakeForNext(simulation, account, activity)
  return true
}

function wakeForNext(simulation: Simulation, account: Account, activity: Activity): void {
  const next = nextOfActivity(activity)
  if (next !== null) simulation.wake(account, next)
}

function nextCharge(simulation: Simulation, { until, charges_per_day }: Activity): number | null {
  const gap = (DAY_SECONDS / charges_per_day) * (0.25 + 1.5 * simulation.random.next())
  const at = simulation.clock.seconds() + Math.max(1, Math.round(gap))
  return at <= until ? at : null
}

function charge(simulation: Simulation, account: Account, activity: Activity): void {
  const { random, ids, clock, accounts } = simulation
  const currency = account.default_currency
  const scale = payoutStep(currency)
  const now = clock.seconds()
  const amount = random.integer(500, 18_000) * scale
  const stripeFee = Math.round(amount * STRIPE_SHARE) + STRIPE_FIXED * scale
  const applicationFee = Math.round(amount * APPLICATION_SHARE)
  const isOnPlatform = account.controller?.fees.payer === 'application'
  const source = ids.next('ch')
  const available_on = settlementOf(account, now)
  const details: FeeDetail[] = [
    { amount: applicationFee, application: 'ca_simulator', currency, description: null, type: 'application_fee' },
  ]
  if (!isOnPlatform) details.push(stripeFeeDetail(stripeFee, currency))
  post(simulation, account, {
    type: 'charge',
    currency,
    amount,
    fee: applicationFee + (isOnPlatform ? 0 : stripeFee),
    fee_details: details,
    description: 'Online order',
    source,
    available_on,
  })
  const fee = ids.next('fee')
  post(simulation, accounts.platform, {
    type: 'application_fee',
    currency,
    amount: applicationFee,
    source: fee,
    available_on,
  })
  if (isOnPlatform) {
    const description = `Stripe processing fees of ${account.id}`
    post(simulation, accounts.platform, { type: 'stripe_fee', currency, amount: -stripeFee, description, available_on })
  }
  const fate = random.next()
  if (fate < activity.refund_rate) {
    activity.consequences.push({
      at: now + random.integer(3600, 5 * DAY_SECONDS),
      kind: 'refund',
      charge: source,
      amount,
    })
  } else if (fate < activity.refund_rate + activity.dispute_rate) {
    activity.consequences.push({
      at: now + random.integer(1, 10) * DAY_SECONDS,
      kind: 'dispute',
      charge: source,
      amount,
    })
  }
}

function stripeFeeDetail(amount: number, currency: string): FeeDetail {
  return { amount, application: null, currency, description: 'Stripe processing fees', type: 'stripe_fee' }
}

/** A refund or a dispute takes the money out of what is available; Stripe's and the platform's fees stay with them. */
function suffer(
  simulation: Simulation,
  account: Account,
  activity: Activity,
  { kind, charge, amount }: Consequence,
): void {
  const { random, ids, clock } = simulation
  const currency = account.default_currency
  if (kind === 'refund') {
    const description = `Refund of ${charge}`
    post(simulation, account, { type: 'refund', currency, amount: -amount, description, source: ids.next('re') })
    return
  }
  const fee = DISPUTE_FEE * payoutStep(currency)
  const isWon = kind === 'dispute_won'
  post(simulation, account, {
    type: 'adjustment',
    reporting_category: isWon ? 'dispute_reversal' : 'dispute',
    currency,
    amount: isWon ? amount : -amount,
    fee: isWon ? -fee : fee,
    fee_details: isWon ? [] : [stripeFeeDetail(fee, currency)],
    description: `Chargeback ${isWon ? 'reversal' : 'withdrawal'} for ${charge}`,
    source: ids.next('dp'),
  })
  if (isWon || !random.chance(CHANCE_TO_WIN)) return
  const at = clock.seconds() + random.integer(7, 20) * DAY_SECONDS
  activity.consequences.push({ at, kind: 'dispute_won', charge, amount })
}
