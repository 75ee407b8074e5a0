import { isReader, type Role } from '../access/permissions'
import type { PlatformRules } from '../access/platform-rules'
import type { AccountRef } from '../accounts/connected-account'
import { isolate } from '../text'
import type { BalanceSettings } from './balance-settings'
import { BALANCE_SETTINGS_FIELDS, type BalanceSettingsField, definitionOf, forEveryField } from './fields'

/** Null = editable; otherwise the reason, in words for the person who sees the disabled field. */
export type FieldLock = string | null

/** What the platform keeps from owners. */
export const PLATFORM_ONLY = 'Only the platform can change this.'

type Circumstances = { account: AccountRef; role: Role; settings: BalanceSettings; rules: PlatformRules }

/**
 * The one place that says whether a field can be edited and why not. The editor disables fields by it, and the server
 * refuses a forged submission by it. What only Stripe knows, such as the minimum delay, is left to Stripe.
 */
export function fieldLock(field: BalanceSettingsField, { account, role, settings, rules }: Circumstances): FieldLock {
  if (isReader(role)) return 'Your role can read these settings but not change them.'
  // Some fields are never given to owners: `canBeGivenToOwners` in fields/<setting>.ts.
  if (role === 'owner' && !rules.ownerFields.includes(field)) return PLATFORM_ONLY
  const unread = settings.unread?.[field]
  if (unread !== undefined)
    return `Spillway doesn’t know the value that Stripe has, “${isolate(unread)}”. Change it in the Stripe Dashboard.`
  if (settings[field] === undefined) return 'Not available in the Stripe API version in use.'
  if (account.controller.isController === false)
    return 'Another platform controls this account, so Stripe doesn’t let this platform change it.'
  return definitionOf(field).findLock(account)
}

/**
 * Reasons that lock several fields, each with its fields in reading order: said once, instead of beside every field.
 */
export function sharedLocks(
  locks: Record<BalanceSettingsField, FieldLock>,
): { reason: string; fields: BalanceSettingsField[] }[] {
  const locked = BALANCE_SETTINGS_FIELDS.filter((field) => locks[field] !== null)
  const byReason = Map.groupBy(locked, (field) => locks[field] ?? '')
  return [...byReason].flatMap(([reason, fields]) => (fields.length > 1 ? [{ reason, fields }] : []))
}

export const fieldLocks = (circumstances: Circumstances): Record<BalanceSettingsField, FieldLock> =>
  forEveryField((field) => fieldLock(field, circumstances))
