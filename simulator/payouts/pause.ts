import { dayOf } from '../time/calendar.ts'
import { type Account, BY_CLOCK, type Payout } from '../world/state.ts'
import type { World } from '../world/world.ts'
import { arePayoutsPaused } from './held-payouts.ts'
import { nextStepAt, scheduleNextStep, submitPayout } from './payout-life-cycle.ts'
import { financialAccountArrival, instantArrival, standardArrival } from './send-payout.ts'

/** Runs a change of the account. If it pauses payouts, or lifts their pause, those already made stop or resume. */
export function holdOrResume(world: World, account: Account, change: () => void): void {
  const wasPaused = arePayoutsPaused(account)
  change()
  const isPaused = arePayoutsPaused(account)
  if (wasPaused === isPaused) return
  for (const payout of account.payouts.filter(({ amount, status }) => status === 'pending' && amount > 0)) {
    if (isPaused) scheduleNextStep(world, account, payout)
    else resume(world, account, payout)
  }
}

/** [assumption] A payout that should have left meanwhile leaves at once, and its arrival moves. */
function resume(world: World, account: Account, payout: Payout): void {
  const now = world.clock.seconds()
  if ((nextStepAt(account, payout) ?? now) > now) return
  const before = payout.arrival_date
  payout.arrival_date = Math.max(before, arrivalFrom(account, payout, now))
  submitPayout(world, account, payout, BY_CLOCK, payout.arrival_date === before ? {} : { arrival_date: before })
  scheduleNextStep(world, account, payout)
}

function arrivalFrom(account: Account, { currency, method, payout_method }: Payout, now: number): number {
  if (payout_method !== undefined) return financialAccountArrival(now)
  if (method === 'instant') return instantArrival(now)
  return standardArrival(account, currency, dayOf(now, account.balance_settings.start_of_day))
}
