import type { BalanceSettings } from '@/lib/domain/settings/balance-settings'
import type { BalanceSettingsField } from '@/lib/domain/settings/fields'

/** What Stripe said, and a moment (epoch ms, the server's) at which that was still so: the older never replaces the newer. */
export type SettingsReading = { settings: BalanceSettings; readAt: number }

export type FieldErrors = Partial<Record<BalanceSettingsField | 'reason' | 'form', string>>

/** What becomes of a save: exactly one of saved, not saved, or not yet known. */
export type SaveOutcome =
  /** `current` is what Stripe now says, not what was sent. */
  | { kind: 'saved'; current: SettingsReading }
  | { kind: 'unchanged' }
  /** Nothing was sent: another person has to approve it. */
  | { kind: 'requested'; requestId: string }
  /** Nothing was changed; `fields` says where and why. */
  | { kind: 'invalid'; fields: FieldErrors }
  /** Nothing was sent; `theirs` is what someone else has saved meanwhile. */
  | { kind: 'conflict'; theirs: SettingsReading }
  /** Nothing was changed; `isForNow` where Stripe only takes no more at this moment. */
  | { kind: 'refused'; message: string; isForNow?: boolean }
  /** It may or may not have taken effect; `entryId` is what to ask about. */
  | { kind: 'unknown'; entryId: string }
  | { kind: 'signed_out' }
