import type { BalanceSettingsPatch } from '@/lib/domain/settings/balance-settings'
import { applyPatch, diffBalanceSettings, fieldsOf } from '@/lib/domain/settings/balance-settings'
import { BALANCE_SETTINGS_FIELDS, type BalanceSettingsField } from '@/lib/domain/settings/fields'
import { isInProgress, nextWriteState, type WriteEvent, type WriteState } from '@/lib/ui/write-state'
import { type Draft, draftOf, editedFields, rebase, takeFields } from './draft'
import type { FieldErrors, SaveOutcome, SettingsReading } from './save-outcome'

type FinalOutcome = Exclude<SaveOutcome, { kind: 'unknown' | 'signed_out' }>
export type SaveState = WriteState<FinalOutcome>

export type EditorState = {
  /** What the edits are compared with, and what the server checks them against before it sends anything. */
  base: SettingsReading
  /** The newest that the page has read; the form follows it once it holds no edits. */
  latest: SettingsReading
  draft: Draft
  reason: string
  write: SaveState
  /** The fields of the last save, and what the form held when it was sent. */
  sent: { fields: readonly BalanceSettingsField[]; draft: Draft }
}

export type EditorEvent =
  | { type: 'edit'; draft: Partial<Draft> }
  | { type: 'set_reason'; reason: string }
  /** Puts earlier values into the form; nothing is saved by it. */
  | { type: 'restore'; patch: BalanceSettingsPatch }
  /** The page was rendered again, with what the server had read for it. */
  | { type: 'read'; reading: SettingsReading }
  /** Found wrong before anything was sent. */
  | { type: 'reject'; fields: FieldErrors }
  | { type: 'send'; fields: readonly BalanceSettingsField[] }
  | Exclude<WriteEvent<FinalOutcome>, { type: 'send' | 'edit' }>
  | { type: 'discard' }
  /** Shows the edits beside what Stripe says now, as a save that meets a change does. */
  | { type: 'compare' }
  | { type: 'take_theirs'; theirs: SettingsReading }
  | { type: 'keep_mine'; theirs: SettingsReading }

/** The fields that differ from what Stripe said, or hold text that is no value. */
export const unsavedFields = ({ draft, base }: Pick<EditorState, 'draft' | 'base'>): BalanceSettingsField[] =>
  editedFields(draft, base.settings)

/** The fields that were changed at Stripe while somebody edits, whether or not they are the edited ones. */
export function fieldsChangedMeanwhile({ base, latest, ...state }: EditorState): BalanceSettingsField[] {
  if (unsavedFields({ ...state, base }).length === 0) return []
  return diffBalanceSettings(base.settings, latest.settings).map(({ field }) => field)
}

/** The only way from one state of the editor to the next. */
export function nextEditorState(state: EditorState, event: EditorEvent): EditorState {
  switch (event.type) {
    case 'edit':
      return {
        ...state,
        draft: { ...state.draft, ...event.draft },
        write: nextWriteState(state.write, { type: 'edit' }),
      }
    case 'set_reason':
      return { ...state, reason: event.reason }
    case 'restore': {
      const restored = draftOf(applyPatch(state.base.settings, event.patch))
      return nextEditorState(state, { type: 'edit', draft: takeFields(state.draft, fieldsOf(event.patch), restored) })
    }
    case 'read':
      return followLatest({ ...state, latest: newer(state.latest, event.reading) })
    case 'reject':
      return isInProgress(state.write) ? state : { ...state, write: { kind: 'invalid', fields: event.fields } }
    case 'send':
      if (isInProgress(state.write)) return state
      return {
        ...state,
        write: nextWriteState(state.write, event),
        sent: { fields: event.fields, draft: state.draft },
      }
    case 'answer':
    case 'no_answer':
    case 'not_done':
      return followLatest(conclude({ ...state, write: nextWriteState(state.write, event) }, state))
    case 'discard':
      return followLatest(startOver(state, state.base, draftOf(state.base.settings)))
    case 'compare':
      return isInProgress(state.write) ? state : { ...state, write: { kind: 'conflict', theirs: state.latest } }
    case 'take_theirs':
      return followLatest(startOver(state, event.theirs, draftOf(event.theirs.settings)))
    case 'keep_mine':
      return startOver(state, event.theirs, rebase(state.draft, state.base.settings, event.theirs.settings))
  }
}

const newer = (one: SettingsReading, other: SettingsReading) => (other.readAt > one.readAt ? other : one)

const startOver = (state: EditorState, base: SettingsReading, draft: Draft): EditorState => ({
  ...state,
  base,
  latest: newer(state.latest, base),
  draft,
  write: { kind: 'editing' },
})

/** A form without edits shows the newest reading. One with edits meets the change when it is saved. */
function followLatest(state: EditorState): EditorState {
  const { base, latest, write } = state
  if (latest.readAt <= base.readAt || isInProgress(write) || write.kind === 'conflict') return state
  if (unsavedFields(state).length > 0) return state
  return { ...state, base: latest, draft: draftOf(latest.settings) }
}

function conclude(next: EditorState, before: EditorState): EditorState {
  if (next.write === before.write) return next
  if (next.write.kind === 'unchanged') return { ...next, write: { kind: 'editing' } }
  // The form is at rest again; what waits for somebody else is shown above it.
  if (next.write.kind === 'requested') return { ...next, draft: draftAfterSave(before, next.base), reason: '' }
  if (next.write.kind !== 'saved') return next
  const { current } = next.write
  return {
    ...next,
    base: current,
    latest: newer(next.latest, current),
    draft: draftAfterSave(before, current),
    reason: '',
  }
}

/** What was saved shows Stripe's answer. What was not part of the save, or was typed since, stays as it is. */
function draftAfterSave({ draft, base, sent }: EditorState, current: SettingsReading): Draft {
  const isSame = (field: BalanceSettingsField) => JSON.stringify(draft[field]) === JSON.stringify(sent.draft[field])
  const edited = editedFields(draft, base.settings)
  const kept = BALANCE_SETTINGS_FIELDS.filter((field) =>
    sent.fields.includes(field) ? !isSame(field) : edited.includes(field),
  )
  return takeFields(draftOf(current.settings), kept, draft)
}
