import type { Clock } from '../time/clock.ts'
import type { AccountSessions } from './account-sessions.ts'
import type { Accounts } from './accounts.ts'
import type { Events } from './events.ts'
import type { Identifiers } from './identifiers.ts'
import type { SeededRandom } from './seeded-random.ts'
import type { Account, Cause, InstantPayoutSettings } from './state.ts'

/** One Stripe with its platform and accounts, as the rules for money, payouts and settings see it. */
export interface World {
  readonly clock: Clock
  readonly random: SeededRandom
  readonly ids: Identifiers
  readonly accounts: Accounts
  readonly events: Events
  readonly sessions: AccountSessions
  readonly instantPayouts: InstantPayoutSettings
  /** Runs everything that is due by now, each at its own time. */
  catchUp(): void
  /** Makes the clock handle this account at that moment. */
  schedule(account: Account, due: number): void
  /** Finds the next payout day again, after a change of schedule, bank account or money. */
  planPayoutDay(account: Account): void
  /** Plans what is due for an account that wasn't there before, and counts it in the platform's reserve. */
  resume(account: Account): void
  /** Adds an entry to the ledger. */
  record(account: Account, type: string, cause: Cause, before: unknown, after: unknown): void
  /** Saves the state file soon, for a change that has no ledger entry. */
  saveSoon(): void
}
