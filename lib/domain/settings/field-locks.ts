import type { Role } from '../access/permissions'
import type { PlatformRules } from '../access/platform-rules'
import type { AccountRef } from '../accounts/connected-account'
import { BALANCE_SETTINGS_FIELDS, type BalanceSettings, type BalanceSettingsField } from './balance-settings'

/** Null = editable; otherwise the reason, in words for the person who sees the disabled field. */
export type FieldLock = string | null

/** Stripe docs, minimum balances: not offered for accounts in these countries. */
const NO_MINIMUM_BALANCES = ['BR', 'IN', 'TH']
/** Stripe docs, customized start of day: the countries whose accounts may have their own. */
export const CUSTOM_START_OF_DAY_COUNTRIES = ['AU', 'HK', 'ID', 'IN', 'JP', 'MY', 'NZ', 'SG', 'TH']

type Circumstances = { account: AccountRef; role: Role; settings: BalanceSettings; rules: PlatformRules }

/**
 * The one place that says whether a field can be edited and why not; the editor disables by it and the server refuses
 * a forged submission by it. What only Stripe knows, such as the lowest delay, is left to Stripe.
 */
export function fieldLock(field: BalanceSettingsField, { account, role, settings, rules }: Circumstances): FieldLock {
  const { controller, country } = account
  if (role === 'viewer' || role === 'member') return 'Your role can read these settings but not change them.'
  if (role === 'owner' && !rules.ownerFields.includes(field)) return 'Only the platform can change this.'
  if (settings[field] === undefined) return 'Not available in the Stripe API version in use.'
  if (!controller.isController)
    return 'Another platform controls this account, so Stripe does not let this one change it.'
  if (field === 'minimumBalances' && NO_MINIMUM_BALANCES.includes(country))
    return 'Stripe does not offer minimum balances in this country.'
  if (field === 'startOfDay' && !CUSTOM_START_OF_DAY_COUNTRIES.includes(country))
    return 'Stripe does not offer an own start of day in this country.'
  // Stripe docs, manage payout schedule: the delay can be edited only where the platform is liable for losses.
  if (field === 'delayDaysOverride' && controller.lossesLiability === 'stripe') {
    return controller.dashboard === 'full'
      ? 'Stripe carries this account’s losses, so Stripe sets its delay; the account can ask Stripe Support.'
      : 'Stripe carries this account’s losses, so Stripe sets its delay.'
  }
  return null
}

export function fieldLocks(circumstances: Circumstances): Record<BalanceSettingsField, FieldLock> {
  return Object.fromEntries(BALANCE_SETTINGS_FIELDS.map((field) => [field, fieldLock(field, circumstances)])) as Record<
    BalanceSettingsField,
    FieldLock
  >
}
