import type { Balance } from '../money/balance'
import type { Snapshot } from '../reading'
import type { BalanceSettings } from '../settings/balance-settings'
import type { AccountStanding } from './account-state'
import type { AccountProfile } from './connected-account'
import type { ExternalAccount } from './external-account'

/** A connected account as it is stored: its profile, and what Stripe answered last; null before the first answer. */
export type AccountOverview = AccountProfile & {
  /** When Stripe stopped listing it; null while it is connected. */
  goneAt: Date | null
  syncedAt: Date
  settings: Snapshot<BalanceSettings> | null
  balance: Snapshot<Balance> | null
  externalAccounts: Snapshot<readonly ExternalAccount[]> | null
  /** When a reading last showed that the record accounts for these settings; null while it doesn't. */
  settingsRecordedAt: Date | null
  /** When its latest payouts were first listed; null before. */
  payoutsReadAt: Date | null
  /** When the latest event of it was processed; null before the first. */
  latestEventAt: Date | null
  /** As the list has it. */
  standing: AccountStanding
}
