import {
  BALANCE_SETTINGS_FIELDS,
  type BalanceSettingsField,
  definitionOf,
  type FieldPatch,
  type FieldValue,
} from './fields'

/** A rule that moves funds to a financial account instead of paying them out; read-only here. */
export type TransferRule = { payoutMethod: string; upTo: number | null }

/** The fields that can be written. A field that the API version in use lacks is left out; null means "not set". */
export type WritableBalanceSettings = { [F in BalanceSettingsField]?: FieldValue<F> | null }

/** A connected account's balance settings, whatever API version they were read with. */
export type BalanceSettings = WritableBalanceSettings & {
  /** The current settlement delay in days; read-only at Stripe. */
  delayDays: number
  /** Whether Stripe lets funds leave at all; read-only. */
  payoutsStatus: 'enabled' | 'disabled' | null
  /** By currency; read-only here. */
  transferRules?: Record<string, TransferRule[]> | null
}

/** Only what is to change. Stripe leaves every field that is not sent as it is. */
export type BalanceSettingsPatch = { [F in BalanceSettingsField]?: FieldPatch<F> }

export type FieldChange = {
  [F in BalanceSettingsField]: { field: F; before: FieldValue<F> | null; after: FieldValue<F> | null }
}[BalanceSettingsField]

/** The writable part in canonical form, so that two readings of the same settings are equal as JSON. */
export function writableSettings(settings: WritableBalanceSettings): WritableBalanceSettings {
  return Object.fromEntries(
    BALANCE_SETTINGS_FIELDS.map((field) => {
      const value = settings[field]
      return [field, value == null ? value : definitionOf(field).canonical(value)]
    }),
  )
}

/** Settings put together field by field; `undefined` where the API version in use lacks the field. */
export function settingsFrom(
  read: <F extends BalanceSettingsField>(field: F) => FieldValue<F> | null | undefined,
): WritableBalanceSettings {
  return Object.fromEntries(BALANCE_SETTINGS_FIELDS.map((field) => [field, read(field)]))
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** Field by field, what differs between two readings; unchanged fields are left out. */
export function diffBalanceSettings(before: WritableBalanceSettings, after: WritableBalanceSettings): FieldChange[] {
  const [from, to] = [writableSettings(before), writableSettings(after)]
  return BALANCE_SETTINGS_FIELDS.filter((field) => !isSame(from[field], to[field])).map(
    (field) => ({ field, before: from[field] ?? null, after: to[field] ?? null }) as FieldChange,
  )
}

/** What `settings` become once Stripe has taken `patch`. */
export function applyPatch(settings: WritableBalanceSettings, patch: BalanceSettingsPatch): WritableBalanceSettings {
  const patched = fieldsOf(patch).map((field) => [
    field,
    definitionOf(field).applyChange(settings[field] ?? null, patch[field]),
  ])
  return writableSettings({ ...settings, ...Object.fromEntries(patched) })
}

/** The patch that makes these changes. */
export function patchOf(changes: readonly FieldChange[]): BalanceSettingsPatch {
  return Object.fromEntries(
    changes.map(({ field, before, after }) => [field, definitionOf(field).changeBetween(before, after)]),
  )
}

/** The fields that a patch changes, in reading order. */
export const fieldsOf = (patch: BalanceSettingsPatch): BalanceSettingsField[] =>
  BALANCE_SETTINGS_FIELDS.filter((field) => patch[field] !== undefined)

/** The same change the other way round. */
export const reversed = ({ field, before, after }: FieldChange) =>
  ({ field, before: after, after: before }) as FieldChange

/** What the settings were before `changes` (newest first) were made. */
export function undoChanges(
  settings: WritableBalanceSettings,
  changes: readonly FieldChange[],
): WritableBalanceSettings {
  const undone = { ...settings, ...Object.fromEntries(changes.map((change) => [change.field, change.before])) }
  return writableSettings(undone)
}

/** One side of a change in words: "Every Monday", "7 days", "On", "Not set". */
export const describeFieldValue = (change: FieldChange, side: 'before' | 'after'): string =>
  definitionOf(change.field).describe(change[side])

/** What is wrong with a patch before Stripe is asked, as a sentence for each field. Stripe has the last word. */
export function findFieldErrors(
  patch: BalanceSettingsPatch,
  country: string,
): Partial<Record<BalanceSettingsField, string>> {
  return Object.fromEntries(
    fieldsOf(patch).flatMap((field) => {
      const error = definitionOf(field).findError(patch[field], country)
      return error ? [[field, error]] : []
    }),
  )
}
