import {
  type BalanceSettings,
  type BalanceSettingsPatch,
  diffBalanceSettings,
  type FieldChange,
  patchOf,
  type WritableBalanceSettings,
} from '@/lib/domain/settings/balance-settings'
import {
  BALANCE_SETTINGS_FIELDS,
  type BalanceSettingsField,
  definitionOf,
  type FieldDraft,
  forEveryField,
} from '@/lib/domain/settings/fields'

/** What the form holds, field by field, while somebody types. */
export type Draft = { [F in BalanceSettingsField]: FieldDraft<F> }

export const draftOf = (settings: WritableBalanceSettings): Draft =>
  forEveryField((field) => definitionOf(field).toDraft(settings[field] ?? null)) as Draft

/** `draft` with the given fields taken from `other`. */
export const takeFields = (draft: Draft, fields: readonly BalanceSettingsField[], other: Draft): Draft => ({
  ...draft,
  ...Object.fromEntries(fields.map((field) => [field, other[field]])),
})

type DraftReading = {
  /** In words for people … */
  changes: FieldChange[]
  /** … and as the server takes them. */
  patch: BalanceSettingsPatch
  /** What was typed that is no value at all. Such a field counts as changed and cannot be saved. */
  unreadable: Partial<Record<BalanceSettingsField, string>>
}

/** What the draft changes in `base`. Fields that Stripe's API version lacks are never changed. */
export function readDraft(draft: Draft, base: BalanceSettings): DraftReading {
  const wanted: WritableBalanceSettings = { ...base }
  const unreadable: DraftReading['unreadable'] = {}
  for (const field of BALANCE_SETTINGS_FIELDS) {
    if (base[field] === undefined) continue
    const read = definitionOf(field).fromDraft(draft[field])
    if ('error' in read) unreadable[field] = read.error
    else Object.assign(wanted, { [field]: read.value })
  }
  const changes = diffBalanceSettings(base, wanted)
  return { changes, patch: patchOf(changes), unreadable }
}

/** The fields in which a draft differs from `base`, whether or not what was typed can be read. */
export function editedFields(draft: Draft, base: BalanceSettings): BalanceSettingsField[] {
  const { changes, unreadable } = readDraft(draft, base)
  const changed = changes.map((change) => change.field)
  return BALANCE_SETTINGS_FIELDS.filter((field) => changed.includes(field) || unreadable[field] !== undefined)
}

/** My edits laid over what someone else has saved: fields that I left alone follow theirs. */
export function rebase(draft: Draft, base: BalanceSettings, theirs: BalanceSettings): Draft {
  return takeFields(draftOf(theirs), editedFields(draft, base), draft)
}
