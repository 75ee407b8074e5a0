import {
  type BalanceSettingsPatch,
  describeFieldValue,
  describeSetting,
  findFieldErrors,
  writableSettings,
} from '@/lib/domain/settings/balance-settings'
import type { BalanceSettingsField } from '@/lib/domain/settings/fields'
import { minimumBalances } from '@/lib/domain/settings/fields/minimum-balances'
import { readDraft } from './draft'
import { type EditorState, fieldsChangedMeanwhile, nextEditorState, unsavedFields } from './editor-state'
import { PreviewBody } from './preview-body'
import { previewOf } from './preview-of'
import type { FieldErrors } from './save-outcome'

/** What the form needs from the first edit on, and not before: the rules about settings and the forecast of payouts. */
export const editorCore = {
  nextEditorState,
  readState,
  prepareSave,
  describeSetting,
  findMinimumError,
  previewOf,
  PreviewBody,
}

export type EditorCore = typeof editorCore

/** What a form changes: as values, in words, what is wrong with it, and what Stripe changed meanwhile. */
function readState(state: EditorState, country: string | null) {
  const { changes } = readDraft(state.draft, state.base.settings)
  const unsaved = unsavedFields(state)
  const inWords = changes.map((change) => ({
    field: change.field,
    before: describeFieldValue(change, 'before'),
    after: describeFieldValue(change, 'after'),
  }))
  const { errors } = prepareSave(state, unsaved, country)
  return { changes, inWords, unsaved, found: errors, changedMeanwhile: fieldsChangedMeanwhile(state) }
}

/** What a save of these fields sends, and what their own validation finds wrong with it. */
function prepareSave(
  { base, draft, reason }: EditorState,
  fields: readonly BalanceSettingsField[],
  country: string | null,
) {
  const { patch, unreadable } = readDraft(draft, base.settings)
  const wanted: BalanceSettingsPatch = pick(patch, fields)
  const errors: FieldErrors = { ...findFieldErrors(wanted, country), ...pick(unreadable, fields) }
  return { errors, submission: { patch: wanted, base: writableSettings(base.settings), reason } }
}

const pick = <T extends object>(map: T, fields: readonly BalanceSettingsField[]): T =>
  Object.fromEntries(Object.entries(map).filter(([field]) => fields.some((each) => each === field))) as T

/** What is wrong with one row of the minimum balances. */
function findMinimumError(row: { currency: string; text: string }): string | undefined {
  const read = minimumBalances.fromDraft([row])
  if ('error' in read) return read.error
  return read.value ? minimumBalances.findError(read.value, '') : undefined
}
