import type { CalendarDate } from '../calendar/calendar-date'

/** How the payouts of an account are doing, the most urgent first. */
export const ACCOUNT_STATES = ['blocked', 'action_needed', 'waiting', 'paid_as_scheduled'] as const

export type AccountState = (typeof ACCOUNT_STATES)[number]

/** What is kept with an account for the list; the state and its reason are null while too little is known of the account. */
export type AccountStanding = {
  state: AccountState | null
  /** The code of the first cause (PayoutCauseCode). */
  reason: string | null
  /** The next day on which a payout is sent or arrives; null where none is dated. */
  nextPayoutOn: CalendarDate | null
}
