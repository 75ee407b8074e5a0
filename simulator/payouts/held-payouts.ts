import { DAY_SECONDS } from '../time/calendar.ts'
import type { Account, Payout } from '../world/state.ts'

// [docs connect/pausing-payments-or-payouts-on-connected-accounts] From the creation of the payout.
const LONGEST_HOLD = 10 * DAY_SECONDS

/** True while the platform pauses payouts, which a rejection also does unless it leaves payouts enabled [assumption]. */
export function arePayoutsPaused({ payouts_enabled, requirements }: Account): boolean {
  const reason = requirements.disabled_reason ?? ''
  return !payouts_enabled && (reason === 'platform_paused' || reason.startsWith('rejected.'))
}

/**
 * [docs] A pause stops payouts that weren't sent to the bank yet. [assumption] It doesn't stop debits, nor a payout that
 * is being reversed.
 */
export function isHeld(account: Account, { amount, reversed_by, status }: Payout): boolean {
  return arePayoutsPaused(account) && status === 'pending' && amount > 0 && reversed_by === null
}

/** [docs] When a payout that is still held is canceled. */
export function endOfHold(payout: Payout): number {
  return payout.created + LONGEST_HOLD
}
