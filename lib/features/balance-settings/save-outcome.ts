import type { BalanceSettings, BalanceSettingsField } from '@/lib/domain/settings/balance-settings'

export type FieldErrors = Partial<Record<BalanceSettingsField | 'reason' | 'form', string>>

/** What becomes of a save: exactly one of saved, not saved, or not yet known. */
export type SaveOutcome =
  /** `settings` is what Stripe now says, not what was sent. */
  | { kind: 'saved'; settings: BalanceSettings }
  | { kind: 'unchanged' }
  /** Nothing was changed; `fields` says where and why. */
  | { kind: 'invalid'; fields: FieldErrors }
  /** Nothing was sent; `theirs` is what someone else has saved meanwhile. */
  | { kind: 'conflict'; theirs: BalanceSettings }
  /** Nothing was changed. */
  | { kind: 'refused'; message: string }
  /** It may or may not have taken effect; `entryId` is what to ask about. */
  | { kind: 'unknown'; entryId: string }
  | { kind: 'signed_out' }
