import { BALANCE_SETTINGS_FIELDS, type BalanceSettings, type BalanceSettingsField } from './balance-settings'
import type { AccountRef } from './connected-account'
import type { Role } from './permissions'

/** Null = editable; otherwise the reason, in words for the person who sees the disabled field. */
export type FieldLock = string | null

/** Never settlement delay or negative-balance debits: those move the platform's risk. */
const OWNER_FIELDS: readonly BalanceSettingsField[] = ['schedule', 'statementDescriptor']

/**
 * The one place that says whether a field can be edited and why not; the editor disables by it and the server refuses
 * a forged submission by it. What only Stripe knows, such as the lowest delay, is left to Stripe.
 */
export function fieldLock(
  field: BalanceSettingsField,
  account: AccountRef,
  role: Role,
  settings: BalanceSettings,
): FieldLock {
  if (role === 'viewer' || role === 'member') return 'Your role can read these settings but not change them.'
  if (role === 'owner' && !OWNER_FIELDS.includes(field)) return 'Only the platform can change this.'
  if (!account.controller.isController)
    return 'Another platform controls this account, so Stripe does not let this one change it.'
  if (settings[field] === undefined) return 'Not available in the Stripe API version in use.'
  // Stripe docs, manage payout schedule: the delay can be edited only where the platform is liable for losses.
  if (field === 'delayDaysOverride' && account.controller.lossesLiability === 'stripe') {
    return 'Stripe carries this account’s losses, so Stripe sets its delay.'
  }
  return null
}

export function fieldLocks(
  account: AccountRef,
  role: Role,
  settings: BalanceSettings,
): Record<BalanceSettingsField, FieldLock> {
  return Object.fromEntries(
    BALANCE_SETTINGS_FIELDS.map((field) => [field, fieldLock(field, account, role, settings)]),
  ) as Record<BalanceSettingsField, FieldLock>
}
