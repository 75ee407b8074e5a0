import { diffBalanceSettings, type FieldChange, settingsFrom } from '../settings/balance-settings'
import { BALANCE_SETTINGS_FIELDS, type BalanceSettingsField, type FieldValue, forEveryField } from '../settings/fields'
import type { Unread } from '../settings/unread'
import type { AuditEntry } from './audit-entry'

/** What the record shows of one setting at a moment. */
export type SettingAsOf = {
  /**
   * `known`: the value is `after` of the change that `entry` made. `unreadable`: `entry` may have changed the setting,
   * and this version can't read it. `not_shown`: no entry until then shows a value, so it isn't known.
   */
  found:
    | { kind: 'known'; change: FieldChange; entry: AuditEntry }
    | { kind: 'unreadable'; entry: AuditEntry }
    | { kind: 'not_shown' }
  /** The latest change after that whose outcome isn't known, so that the value may be another one. */
  doubt: { change: FieldChange; entry: AuditEntry } | null
}

export type SettingsAsOf = Record<BalanceSettingsField, SettingAsOf>

/** Whether Stripe has the change: it was applied, or was made outside Spillway. */
const isFact = ({ event, outcome }: AuditEntry): boolean =>
  event.type === 'balance_settings.changed_outside' ||
  (event.type === 'balance_settings.update' && outcome === 'applied')

/** Whether nobody knows yet, or ever will, if Stripe has the change. */
const isOpen = ({ event, outcome }: AuditEntry): boolean =>
  event.type === 'balance_settings.update' && (outcome === 'pending' || outcome === 'unknown')

const isUnreadable = ({ event }: AuditEntry): boolean =>
  event.type === 'unread' &&
  (event.recorded === 'balance_settings.update' || event.recorded === 'balance_settings.changed_outside')

/** Whether Stripe may have the change of an entry that can't be read. */
const mayHaveHappened = ({ outcome }: AuditEntry): boolean => outcome !== 'refused' && outcome !== 'conflict'

/**
 * The settings of an account after `entries`, which are its changes of settings until a moment, newest first. A refused
 * change and one in conflict changed nothing.
 */
export function settingsAsOf(entries: readonly AuditEntry[]): SettingsAsOf {
  return forEveryField((field) => {
    let doubt: SettingAsOf['doubt'] = null
    for (const entry of entries) {
      if (isUnreadable(entry) && mayHaveHappened(entry)) return { found: { kind: 'unreadable', entry }, doubt }
      const change = 'changes' in entry.event ? entry.event.changes.find((each) => each.field === field) : undefined
      if (!change) continue
      if (isFact(entry)) return { found: { kind: 'known', change, entry }, doubt }
      if (isOpen(entry)) doubt ??= { change, entry }
    }
    return { found: { kind: 'not_shown' }, doubt }
  })
}

/** Whether earlier entries would say nothing more. */
export const isComplete = (settings: SettingsAsOf): boolean =>
  BALANCE_SETTINGS_FIELDS.every((field) => settings[field].found.kind !== 'not_shown')

type Known = { [F in BalanceSettingsField]: FieldValue<F> | Unread | null }

/** `unknown`: at one moment at least, the value isn't known for sure. */
export type Comparison = 'same' | 'different' | 'unknown'

/** Setting by setting, whether an account had the same value at two moments. */
export function compareAsOf(one: SettingsAsOf, other: SettingsAsOf): Record<BalanceSettingsField, Comparison> {
  const isSure = ({ found, doubt }: SettingAsOf) => found.kind === 'known' && !doubt
  const valuesOf = (settings: SettingsAsOf) =>
    settingsFrom((field) => {
      const { found } = settings[field]
      return found.kind === 'known' ? (found.change.after as Known[typeof field]) : undefined
    })
  const different = new Set(diffBalanceSettings(valuesOf(one), valuesOf(other)).map(({ field }) => field))
  return forEveryField((field) =>
    isSure(one[field]) && isSure(other[field]) ? (different.has(field) ? 'different' : 'same') : 'unknown',
  )
}
