import { type BalanceSettings, diffBalanceSettings, type FieldChange, settingsFrom } from '../settings/balance-settings'
import { BALANCE_SETTINGS_FIELDS, type BalanceSettingsField, type FieldValue, forEveryField } from '../settings/fields'
import type { Unread } from '../settings/unread'
import type { AuditEntry } from './audit-entry'

/** What the record shows of one setting at a moment. */
export type SettingAsOf = {
  /**
   * `known`: the value is `after` of the change that `entry` made. `replaced_later`: no entry until then shows it, and
   * `entry`, the first one after that, replaced the value `before`. `unchanged`: no entry at all changes it, and both sides
   * of `change` are what the record accounts for now. `unreadable`: `entry` may have changed the setting, and this version
   * can't read it. `not_shown`: the value isn't known.
   */
  found:
    | { kind: 'known'; change: FieldChange; entry: AuditEntry }
    | { kind: 'replaced_later'; change: FieldChange; entry: AuditEntry }
    | { kind: 'unchanged'; change: FieldChange }
    | { kind: 'unreadable'; entry: AuditEntry }
    | { kind: 'not_shown' }
  /** The latest change after that whose outcome isn't known, so that the value may be another one. */
  doubt: { change: FieldChange; entry: AuditEntry } | null
}

export type SettingsAsOf = Record<BalanceSettingsField, SettingAsOf>

/** Whether our change replaced this outside change before anybody had noticed it. */
const isReplaced = ({ event }: AuditEntry): boolean =>
  event.type === 'balance_settings.changed_outside' && event.replacedBy !== undefined

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

/** What followed a moment: changes of settings, oldest first. */
export type Later = {
  entries: readonly AuditEntry[]
  /** The settings that the record accounts for after all of them; null where that isn't known, or there are more. */
  now: BalanceSettings | null
}

/** What later entries say of a value that no earlier one shows. */
function foundLater(field: BalanceSettingsField, { entries, now }: Later): SettingAsOf['found'] {
  for (const entry of entries) {
    if (isUnreadable(entry) && mayHaveHappened(entry)) return { kind: 'not_shown' }
    const change = changeOf(entry, field)
    // What a change without a known outcome replaced may have been replaced by it.
    if (change && isOpen(entry)) return { kind: 'not_shown' }
    if (change && isFact(entry)) return { kind: 'replaced_later', change, entry }
  }
  const value = now?.[field]
  if (value === undefined) return { kind: 'not_shown' }
  return { kind: 'unchanged', change: { field, before: value, after: value } as FieldChange }
}

const changeOf = ({ event }: AuditEntry, field: BalanceSettingsField): FieldChange | undefined =>
  'changes' in event ? event.changes.find((each) => each.field === field) : undefined

/**
 * The settings of an account after `entries`, which are its changes of settings until a moment, newest first. A refused
 * change and one in conflict changed nothing.
 *
 * @param later what followed, for settings that none of `entries` shows
 */
export function settingsAsOf(entries: readonly AuditEntry[], later: Later = { entries: [], now: null }): SettingsAsOf {
  return forEveryField((field) => {
    let doubt: SettingAsOf['doubt'] = null
    for (const entry of entries) {
      if (isUnreadable(entry) && mayHaveHappened(entry)) return { found: { kind: 'unreadable', entry }, doubt }
      const change = changeOf(entry, field)
      if (!change || isReplaced(entry)) continue
      if (isFact(entry)) return { found: { kind: 'known', change, entry }, doubt }
      if (isOpen(entry)) doubt ??= { change, entry }
    }
    return { found: foundLater(field, later), doubt }
  })
}

/** Whether earlier entries would say nothing more. */
export const isComplete = (settings: SettingsAsOf): boolean =>
  BALANCE_SETTINGS_FIELDS.every((field) => settings[field].found.kind !== 'not_shown')

type Known = { [F in BalanceSettingsField]: FieldValue<F> | Unread | null }

/** `unknown`: at one moment at least, the value isn't known for sure. */
export type Comparison = 'same' | 'different' | 'unknown'

/** The value at the moment; undefined where it isn't known. */
const valueAt = ({ found }: SettingAsOf) => {
  if (found.kind === 'known') return found.change.after
  return found.kind === 'replaced_later' || found.kind === 'unchanged' ? found.change.before : undefined
}

/** Setting by setting, whether an account had the same value at two moments. */
export function compareAsOf(one: SettingsAsOf, other: SettingsAsOf): Record<BalanceSettingsField, Comparison> {
  const isSure = (setting: SettingAsOf) => valueAt(setting) !== undefined && !setting.doubt
  const valuesOf = (settings: SettingsAsOf) =>
    settingsFrom((field) => valueAt(settings[field]) as Known[typeof field] | undefined)
  const different = new Set(diffBalanceSettings(valuesOf(one), valuesOf(other)).map(({ field }) => field))
  return forEveryField((field) =>
    isSure(one[field]) && isSure(other[field]) ? (different.has(field) ? 'different' : 'same') : 'unknown',
  )
}
