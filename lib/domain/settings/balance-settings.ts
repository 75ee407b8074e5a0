import {
  BALANCE_SETTINGS_FIELDS,
  type BalanceSettingsField,
  definitionOf,
  type FieldPatch,
  type FieldValue,
} from './fields'
import { describeUnread, isUnread, type Unread } from './unread'

/**
 * The fields that can be written. A field that the API version in use lacks is left out; null means "not set". `unread`
 * holds, in Stripe's own words, the values that this version doesn't know; their fields are left out as well.
 */
export type WritableBalanceSettings = { [F in BalanceSettingsField]?: FieldValue<F> | null } & {
  unread?: Partial<Record<BalanceSettingsField, string>> | undefined
}

/** A connected account's balance settings, whatever API version they were read with. */
export type BalanceSettings = WritableBalanceSettings & {
  /** The current settlement delay in days; read-only at Stripe. Null where Stripe doesn't say. */
  delayDays: number | null
  /** Whether Stripe lets funds leave at all; read-only. */
  payoutsStatus: 'enabled' | 'disabled' | null
  /** Fields that the API version in use can replace but not clear, unlike other versions. */
  replaceOnly?: readonly BalanceSettingsField[]
}

/** Whether a field can be unset, which is also what it takes to restore that it wasn't set. */
export const canClear = ({ replaceOnly }: Pick<BalanceSettings, 'replaceOnly'>, field: BalanceSettingsField): boolean =>
  definitionOf(field).canBeCleared && !replaceOnly?.includes(field)

/** Only what is to change. Stripe leaves every field that is not sent as it is. */
export type BalanceSettingsPatch = { [F in BalanceSettingsField]?: FieldPatch<F> }

export type FieldChange = {
  [F in BalanceSettingsField]: {
    field: F
    before: FieldValue<F> | Unread | null
    after: FieldValue<F> | Unread | null
  }
}[BalanceSettingsField]

/** The writable part in canonical form, so that two readings of the same settings are equal as JSON. */
export function writableSettings(settings: WritableBalanceSettings): WritableBalanceSettings {
  const unread = Object.entries(settings.unread ?? {})
  return {
    ...Object.fromEntries(
      BALANCE_SETTINGS_FIELDS.map((field) => {
        const value = settings[field]
        return [field, value == null ? value : definitionOf(field).canonical(value)]
      }),
    ),
    ...(unread.length > 0 && { unread: Object.fromEntries(unread.sort(([a], [b]) => (a < b ? -1 : 1))) }),
  }
}

/** Settings put together field by field; `undefined` where the API version in use lacks the field. */
export function settingsFrom(
  read: <F extends BalanceSettingsField>(field: F) => FieldValue<F> | Unread | null | undefined,
): WritableBalanceSettings {
  const settings = Object.fromEntries(BALANCE_SETTINGS_FIELDS.map((field) => [field, read(field)]))
  return withValues({}, settings)
}

/** `settings` with some fields set, to values or to what is unread. */
function withValues(
  settings: WritableBalanceSettings,
  values: Partial<Record<BalanceSettingsField, unknown>>,
): WritableBalanceSettings {
  const { unread: before, ...fields } = settings
  const unread = { ...before }
  const known: Record<string, unknown> = { ...fields }
  for (const field of Object.keys(values) as BalanceSettingsField[]) {
    const value = values[field]
    delete unread[field]
    if (isUnread(value)) unread[field] = value.unread
    known[field] = isUnread(value) ? undefined : value
  }
  return { ...known, ...(Object.keys(unread).length > 0 && { unread }) }
}

/** A field's value, null where it is not set, or what is unread. */
const valueIn = (settings: WritableBalanceSettings, field: BalanceSettingsField): unknown => {
  const unread = settings.unread?.[field]
  return unread === undefined ? (settings[field] ?? null) : ({ unread } satisfies Unread)
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** Field by field, what differs between two readings; unchanged fields are left out. */
export function diffBalanceSettings(before: WritableBalanceSettings, after: WritableBalanceSettings): FieldChange[] {
  const [from, to] = [writableSettings(before), writableSettings(after)]
  return BALANCE_SETTINGS_FIELDS.filter((field) => !isSame(valueIn(from, field), valueIn(to, field))).map(
    (field) => ({ field, before: valueIn(from, field), after: valueIn(to, field) }) as FieldChange,
  )
}

/** Whether two readings say the same thing of a field: an API version may lack it, or answer in another sense. */
export function isComparable(field: BalanceSettingsField, before: BalanceSettings, after: BalanceSettings): boolean {
  const says = ({ [field]: value, unread }: BalanceSettings) => value !== undefined || unread?.[field] !== undefined
  const sense = ({ replaceOnly }: BalanceSettings) => replaceOnly?.includes(field) ?? false
  return says(before) && says(after) && sense(before) === sense(after)
}

/** What `settings` become once Stripe has taken `patch`. */
export function applyPatch(settings: WritableBalanceSettings, patch: BalanceSettingsPatch): WritableBalanceSettings {
  const patched = fieldsOf(patch).map((field) => [
    field,
    definitionOf(field).applyChange(settings[field] ?? null, patch[field]),
  ])
  return writableSettings(withValues(settings, Object.fromEntries(patched)))
}

/** The patch that makes these changes; a value that is unread cannot be sent, so its field is left as it is. */
export function patchOf(changes: readonly FieldChange[]): BalanceSettingsPatch {
  return Object.fromEntries(
    changes
      .filter(({ after }) => !isUnread(after))
      .map(({ field, before, after }) => [
        field,
        definitionOf(field).changeBetween(isUnread(before) ? null : before, after),
      ]),
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
  return writableSettings(withValues(settings, Object.fromEntries(changes.map(({ field, before }) => [field, before]))))
}

/** A field's value in words; nothing is said of a field that the API version in use lacks. */
export function describeSetting(settings: WritableBalanceSettings, field: BalanceSettingsField): string | null {
  if (settings[field] === undefined && settings.unread?.[field] === undefined) return null
  const value = valueIn(settings, field)
  return describeFieldValue({ field, before: value, after: value } as FieldChange, 'after')
}

/** One side of a change in words: "Every Monday", "7 days", "On", "Not set". */
export function describeFieldValue(change: FieldChange, side: 'before' | 'after'): string {
  const value = change[side]
  return isUnread(value) ? describeUnread(value) : definitionOf(change.field).describe(value)
}

/** What is wrong with a patch before Stripe is asked, as a sentence for each field. Stripe has the last word. */
export function findFieldErrors(
  patch: BalanceSettingsPatch,
  country: string | null,
): Partial<Record<BalanceSettingsField, string>> {
  return Object.fromEntries(
    fieldsOf(patch).flatMap((field) => {
      const error = definitionOf(field).findError(patch[field], country)
      return error ? [[field, error]] : []
    }),
  )
}
