import { type ApprovalRule, rulesMet } from '../access/approval-rules'
import type { Role } from '../access/permissions'
import type { PlatformRules } from '../access/platform-rules'
import type { AccountRef } from '../accounts/connected-account'
import type { ExpectedPayout } from '../payouts/expected-payouts'
import type { Snapshot } from '../reading'
import {
  applyPatch,
  type BalanceSettings,
  canClear,
  diffBalanceSettings,
  type FieldChange,
  fieldsOf,
  findFieldErrors,
  patchOf,
  reversed,
} from '../settings/balance-settings'
import { fieldLock } from '../settings/field-locks'
import type { BalanceSettingsField } from '../settings/fields'
import { governedBy, type Policy } from './policy'
import { type AccountFacts, membership } from './segment'

/** Milliseconds after which stored settings are too old to plan with. The sweep reads every account far more often. */
const TOO_OLD = 7 * 24 * 3_600_000

/** Why nothing is planned for an account although the policy is for it. */
export const SKIP_CODES = [
  'controller',
  'liability',
  'country',
  'locked',
  'invalid',
  'other_policy',
  'changed_since',
  'disconnected',
  'needs_approval',
  'exception',
] as const
export type SkipCode = (typeof SKIP_CODES)[number]

/** What isn't known of an account, so that nothing can be said. */
export const UNREAD_CODES = ['facts', 'never_read', 'too_old'] as const
export type UnreadCode = (typeof UNREAD_CODES)[number]

/** By what accounts of a plan can be listed beside their state; `approval` are those that need a second person. */
export const ITEM_REASONS = [...SKIP_CODES, ...UNREAD_CODES, 'approval'] as const
export type ItemReason = (typeof ITEM_REASONS)[number]

/** What a plan says of one account. */
export type Planned =
  /** `needs` are the rules by which a second person has to approve it. */
  | {
      kind: 'change'
      changes: readonly FieldChange[]
      needs: readonly ApprovalRule[]
      /** The variants of the policy by which it changes, in words. */
      variant: string | null
    }
  | { kind: 'unchanged' }
  /** Nothing of it is changed, not even what could be. `message` is for people. */
  | { kind: 'skipped'; because: SkipCode; message: string }
  | { kind: 'unread'; because: UnreadCode }

/** An account as it is stored. */
export type PlannedAccount = {
  account: AccountRef
  facts: AccountFacts
  /** Null before the first reading. */
  settings: Snapshot<BalanceSettings> | null
  /** The payouts that are expected of it now. */
  expected: readonly ExpectedPayout[]
}

export type Circumstances = {
  /** The role of the person who plans. */
  role: Role
  rules: PlatformRules
  /** All policies; those that come before the planned one are looked at. */
  policies: readonly Policy[]
  now: Date
}

/** What a policy would change of an account now. Null where the account isn't of its segment. Stripe is not asked. */
export function planFor(policy: Policy, planned: PlannedAccount, circumstances: Circumstances): Planned | null {
  const member = membership(policy.segment, planned.facts)
  if (member === 'out') return null
  if (member === 'unknown') return { kind: 'unread', because: 'facts' }
  const { values, variant, instead, isUnclear } = governedBy(policy, circumstances.policies, planned.facts)
  if (isUnclear) return { kind: 'unread', because: 'facts' }
  // A policy may have variants only, and none for this account.
  if (fieldsOf(values).length === 0 && instead.length === 0) return null
  if (fieldsOf(values).length === 0)
    return {
      kind: 'skipped',
      because: 'other_policy',
      message: `Decided by ${instead.map(({ name }) => name).join(', ')}.`,
    }
  const { settings } = planned
  if (settings === null) return { kind: 'unread', because: 'never_read' }
  if (circumstances.now.getTime() - settings.readAt.getTime() > TOO_OLD) return { kind: 'unread', because: 'too_old' }
  const changes = diffBalanceSettings(settings.value, applyPatch(settings.value, values))
  return changes.length === 0
    ? { kind: 'unchanged' }
    : planChanges(changes, planned.account, settings.value, circumstances, variant)
}

/**
 * What it takes to undo a change that was carried out. An account that somebody has changed since is left as it is.
 *
 * @param done the changes as they were carried out
 */
export function planRollback(
  done: readonly FieldChange[],
  { account, settings }: Pick<PlannedAccount, 'account' | 'settings'>,
  circumstances: Circumstances,
): Planned {
  if (settings === null) return { kind: 'unread', because: 'never_read' }
  const wanted = done.map(reversed)
  if (isAt(wanted, 'after', settings.value)) return { kind: 'unchanged' }
  if (!isAt(wanted, 'before', settings.value))
    return { kind: 'skipped', because: 'changed_since', message: 'Somebody has changed these settings since.' }
  return planChanges(wanted, account, settings.value, circumstances)
}

/** Whether the settings have exactly the values from before the changes, or from after them. */
export function isAt(changes: readonly FieldChange[], side: 'before' | 'after', settings: BalanceSettings): boolean {
  const as = changes.map((change) => ({ ...change, before: change[side] }) as FieldChange)
  const values = Object.fromEntries(as.map(({ field, before }) => [field, before]))
  return diffBalanceSettings(settings, { ...settings, ...values }).length === 0
}

function planChanges(
  changes: readonly FieldChange[],
  account: AccountRef,
  settings: BalanceSettings,
  { role, rules }: Circumstances,
  variant: string | null = null,
): Planned {
  const locks = changes.flatMap(({ field }) => {
    const lock = fieldLock(field, { account, role, settings, rules })
    return lock === null ? [] : [{ lock, because: lockedBy(field, account, settings) }]
  })
  const [first] = locks
  if (first)
    return {
      ...{ kind: 'skipped', because: first.because },
      message: [...new Set(locks.map(({ lock }) => lock))].join(' '),
    }
  const errors = Object.values(findFieldErrors(patchOf(changes), account.country))
  if (errors.length > 0) return { kind: 'skipped', because: 'country', message: errors.join(' ') }
  if (changes.some(({ field, after }) => after === null && !canClear(settings, field)))
    return { kind: 'skipped', because: 'invalid', message: CANNOT_CLEAR }
  return { kind: 'change', changes, needs: rulesMet(changes, rules.approvals), variant }
}

/** What locks a field that is locked for admins. */
function lockedBy(field: BalanceSettingsField, { controller }: AccountRef, settings: BalanceSettings): SkipCode {
  if (settings.unread?.[field] !== undefined || settings[field] === undefined) return 'locked'
  if (controller.isController === false) return 'controller'
  if (field === 'delayDaysOverride') return 'liability'
  return field === 'minimumBalances' ? 'country' : 'locked'
}

const CANNOT_CLEAR = 'The Stripe API version in use can’t clear this.'
