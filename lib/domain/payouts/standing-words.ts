import type { AccountState } from '../accounts/account-state'
import { capitalize, isolate } from '../text'
import type { PayoutCauseCode } from './payout-cause'

/** The name of each state; null is the state of an account of which too little is known. */
export const nameState = (state: AccountState | null): string => (state ? STATE_WORDS[state] : 'Not known yet')

const STATE_WORDS: Record<AccountState, string> = {
  blocked: 'Blocked',
  action_needed: 'Action needed',
  waiting: 'Waiting',
  paid_as_scheduled: 'Paid as scheduled',
}

const REASON_WORDS: Record<PayoutCauseCode, string> = {
  disabled_by_platform: 'Paused by the platform',
  rejected: 'Rejected',
  under_review: 'Under review by Stripe',
  requirements_due: 'Payouts disabled, requirements due',
  disabled_by_stripe: 'Disabled by Stripe',
  maybe_paused: 'Payout status not given',
  negative_balance: 'Negative balance',
  no_bank_account: 'Bank account missing',
  bank_errored: 'Bank account needs attention',
  requirements_open: 'Requirements due',
  late: 'Payout overdue',
  manual: 'Funds to send manually',
  in_transit: 'Payout in transit',
  held: 'Payout held',
  unknown_schedule: 'Schedule not known',
  below_minimum_balance: 'Reserved by minimum balance',
  below_minimum_payout: 'Below the minimum payout',
  first_payout: 'Waiting for the first payout',
  settlement_delay: 'Payments not settled yet',
  weekend_or_holiday: 'Moved by a weekend or holiday',
  scheduled: 'Payout scheduled',
  transferred: 'Transferred by rules',
  unknown_transfer_rule: 'Transfer rule not known',
  unknown_minimum_balance: 'Minimum balance not known',
  nothing_available: 'No funds',
}

/** The reasons that this version knows, in their order on screen. */
export const REASONS = Object.keys(REASON_WORDS) as PayoutCauseCode[]

/** The reason of a state in few words; one that this version doesn't know is shown as it is stored. */
export const nameReason = (reason: string): string =>
  Object.hasOwn(REASON_WORDS, reason)
    ? REASON_WORDS[reason as PayoutCauseCode]
    : capitalize(isolate(reason.replaceAll(/[._]/g, ' ')))
