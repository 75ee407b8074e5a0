import type { CalendarDate } from '../calendar/calendar-date'

/** How the payouts of an account are doing, the most urgent first. */
export const ACCOUNT_STATES = ['blocked', 'action_needed', 'waiting', 'paid_as_scheduled'] as const

export type AccountState = (typeof ACCOUNT_STATES)[number]

/** What is kept with an account for the list: its state, the code of the reason, and the day of the next payout. */
export type AccountStanding = {
  state: AccountState
  reason: string | null
  nextPayoutOn: CalendarDate | null
}
