import { payoutStep } from '../banks/currencies.ts'
import { malformed } from '../http/stripe-error.ts'
import { availableOn } from '../settings/settlement.ts'
import { DAY_SECONDS } from '../time/calendar.ts'
import type { Account, Activity, FeeDetail, FollowUp } from '../world/state.ts'
import type { World } from '../world/world.ts'
import { post } from './post.ts'

export interface ActivityPlan {
  /** The last charge is before this, in seconds; its refund or dispute can come later. */
  until: number
  /** On average; it may be a fraction. */
  charges_per_day: number
  /** The share of charges that is refunded within five days, 0 to 1. */
  refund_rate: number
  /** The share of charges that is disputed within ten days, 0 to 1. Two of five disputes are won later. */
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
 * Plans charges in the account's default currency, with Stripe's fee and the platform's, some of them refunded or
 * disputed. All random numbers are the world's own: the same seed, calls and clock give the same activity. A second plan
 * replaces the first, but charges that were made keep their refunds and disputes.
 */
export function planActivity(world: World, account: Account, plan: ActivityPlan): void {
  const now = world.clock.seconds()
  if (!(plan.until > now)) throw malformed('until must be in the future.', { param: 'until' })
  if (!(plan.charges_per_day > 0 && plan.charges_per_day <= MOST_CHARGES_PER_DAY)) {
    throw malformed(`charges_per_day must be above 0 and at most ${MOST_CHARGES_PER_DAY}.`, {
      param: 'charges_per_day',
    })
  }
  for (const param of ['refund_rate', 'dispute_rate'] as const) {
    if (!(plan[param] >= 0 && plan[param] <= 1)) throw malformed(`${param} must be between 0 and 1.`, { param })
  }
  const activity: Activity = { ...plan, next_charge: null, follow_ups: account.activity?.follow_ups ?? [] }
  account.activity = activity
  activity.next_charge = nextCharge(world, activity)
  scheduleNext(world, account, activity)
  world.saveSoon()
}

/** When the next charge, refund or dispute is due. */
export function nextActivity(activity: Activity): number | null {
  const moments = activity.follow_ups.map(({ at }) => at)
  if (activity.next_charge !== null) moments.push(activity.next_charge)
  return moments.length === 0 ? null : Math.min(...moments)
}

/** Makes the charges, refunds and disputes that are due. Returns whether there were any. */
export function runActivity(world: World, account: Account): boolean {
  const { activity } = account
  if (!activity) return false
  const now = world.clock.seconds()
  const next = nextActivity(activity)
  if (next === null || next > now) return false
  const due = activity.follow_ups.filter(({ at }) => at <= now)
  activity.follow_ups = activity.follow_ups.filter(({ at }) => at > now)
  for (const followUp of due) {
    if (followUp.kind === 'refund') refund(world, account, followUp)
    else dispute(world, account, activity, followUp)
  }
  if (activity.next_charge !== null && activity.next_charge <= now) {
    if (account.charges_enabled) charge(world, account, activity)
    activity.next_charge = nextCharge(world, activity)
  }
  if (nextActivity(activity) === null) account.activity = null
  else scheduleNext(world, account, activity)
  return true
}

function scheduleNext(world: World, account: Account, activity: Activity): void {
  const next = nextActivity(activity)
  if (next !== null) world.schedule(account, next)
}

function nextCharge(world: World, { until, charges_per_day }: Activity): number | null {
  const gap = (DAY_SECONDS / charges_per_day) * (0.25 + 1.5 * world.random.next())
  const at = world.clock.seconds() + Math.max(1, Math.round(gap))
  return at <= until ? at : null
}

function charge(world: World, account: Account, activity: Activity): void {
  const { random, ids, clock } = world
  const currency = account.default_currency
  const scale = payoutStep(currency)
  const now = clock.seconds()
  const amount = random.integer(500, 18_000) * scale
  const stripeFee = Math.round(amount * STRIPE_SHARE) + STRIPE_FIXED * scale
  const applicationFee = Math.round(amount * APPLICATION_SHARE)
  const platformPaysStripe = account.controller?.fees.payer === 'application'
  const source = ids.next('ch')
  const available_on = availableOn(account, now)
  const details: FeeDetail[] = [
    { amount: applicationFee, application: 'ca_simulator', currency, description: null, type: 'application_fee' },
  ]
  if (!platformPaysStripe) details.push(stripeFeeDetail(stripeFee, currency))
  post(world, account, {
    type: 'charge',
    currency,
    amount,
    fee: applicationFee + (platformPaysStripe ? 0 : stripeFee),
    fee_details: details,
    description: 'Online order',
    source,
    available_on,
  })
  postPlatformShare(world, account, { currency, applicationFee, stripeFee, available_on })
  const fate = random.next()
  if (fate < activity.refund_rate) {
    const at = now + random.integer(3600, 5 * DAY_SECONDS)
    activity.follow_ups.push({ at, kind: 'refund', charge: source, amount })
  } else if (fate < activity.refund_rate + activity.dispute_rate) {
    const at = now + random.integer(1, 10) * DAY_SECONDS
    activity.follow_ups.push({ at, kind: 'dispute', charge: source, amount })
  }
}

/** The platform gets its fee, and pays Stripe's if the account doesn't. */
function postPlatformShare(
  world: World,
  account: Account,
  fees: { currency: string; applicationFee: number; stripeFee: number; available_on: number },
): void {
  const { platform } = world.accounts
  const { currency, applicationFee, stripeFee, available_on } = fees
  const source = world.ids.next('fee')
  post(world, platform, { type: 'application_fee', currency, amount: applicationFee, source, available_on })
  if (account.controller?.fees.payer !== 'application') return
  const description = `Stripe processing fees of ${account.id}`
  post(world, platform, { type: 'stripe_fee', currency, amount: -stripeFee, description, available_on })
}

function stripeFeeDetail(amount: number, currency: string): FeeDetail {
  return { amount, application: null, currency, description: 'Stripe processing fees', type: 'stripe_fee' }
}

/** Refunds the whole charge from what is available. The fees of the charge are not returned. */
function refund(world: World, account: Account, { charge, amount }: FollowUp): void {
  const currency = account.default_currency
  const description = `Refund of ${charge}`
  post(world, account, { type: 'refund', currency, amount: -amount, description, source: world.ids.next('re') })
}

/** Withdraws the whole charge and a fee, or returns both if the dispute was won. */
function dispute(world: World, account: Account, activity: Activity, { kind, charge, amount }: FollowUp): void {
  const { random, ids, clock } = world
  const currency = account.default_currency
  const fee = DISPUTE_FEE * payoutStep(currency)
  const isWon = kind === 'dispute_won'
  post(world, account, {
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
  activity.follow_ups.push({ at, kind: 'dispute_won', charge, amount })
}
