import { useReducer } from 'react'
import { type BalanceSettingsPatch, findFieldErrors, writableSettings } from '@/lib/domain/settings/balance-settings'
import { type BalanceSettingsField, labelOf } from '@/lib/domain/settings/fields'
import { callAction } from '@/lib/ui/call-action'
import { CHANGED_AT_STRIPE, RECORDED } from '@/lib/ui/page-events'
import { useWrite } from '@/lib/ui/use-write'
import { isInProgress } from '@/lib/ui/write-state'
import { checkSaveAction, saveBalanceSettingsAction } from './actions'
import { type Draft, readDraft } from './draft'
import { fieldsChangedMeanwhile, nextEditorState, startEditing, unsavedFields } from './editor-state'
import type { FieldErrors, SettingsReading } from './save-outcome'
import { useStoredDraft } from './use-stored-draft'

type Props = { accountId: string; country: string | null; loaded: SettingsReading }

/** The editor of one account: its state, and what a person can do with it. */
export function useSettingsEditor({ accountId, country, loaded }: Props) {
  const [state, dispatch] = useReducer(nextEditorState, loaded, startEditing)
  if (loaded.readAt > state.latest.readAt) dispatch({ type: 'read', reading: loaded })

  const { base, draft, write } = state
  const { changes, patch, unreadable } = readDraft(draft, base.settings)
  const unsaved = unsavedFields(state)
  const edit = (typed: Partial<Draft>) => dispatch({ type: 'edit', draft: typed })
  useStoredDraft(accountId, { draft, unsaved, restore: edit })

  const send = useWrite({
    state: write,
    dispatch,
    check: (entryId) => callAction(checkSaveAction, accountId, entryId),
    onAnswer({ kind }) {
      if (kind === 'saved') window.dispatchEvent(new Event(CHANGED_AT_STRIPE))
      if (kind !== 'signed_out') window.dispatchEvent(new Event(RECORDED))
    },
  })

  /** Saves the given field, or all that differ; only their own validation can stop it. */
  function save(only?: BalanceSettingsField) {
    const fields = only ? [only] : unsaved
    if (fields.length === 0) return
    const wanted = pick(patch, fields)
    const errors = { ...findFieldErrors(wanted, country), ...pick(unreadable, fields) }
    if (Object.keys(errors).length > 0) return dispatch({ type: 'reject', fields: errors })
    const submission = { patch: wanted, base: writableSettings(base.settings), reason: state.reason }
    void send(
      () => dispatch({ type: 'send', fields }),
      () => callAction(saveBalanceSettingsAction, accountId, submission),
    )
  }

  const errors: FieldErrors = write.kind === 'invalid' ? write.fields : {}
  return {
    ...state,
    changes,
    unsaved,
    changedMeanwhile: fieldsChangedMeanwhile(state).map(labelOf),
    errors,
    isBusy: isInProgress(write),
    edit,
    setReason: (reason: string) => dispatch({ type: 'set_reason', reason }),
    restore: (earlier: BalanceSettingsPatch) => dispatch({ type: 'restore', patch: earlier }),
    save,
    compare: () => dispatch({ type: 'compare' }),
    discard: () => dispatch({ type: 'discard' }),
    takeTheirs: (theirs: SettingsReading) => dispatch({ type: 'take_theirs', theirs }),
    keepMine: (theirs: SettingsReading) => dispatch({ type: 'keep_mine', theirs }),
  }
}

export type SettingsEditor = ReturnType<typeof useSettingsEditor>

const pick = <T extends object>(map: T, fields: readonly BalanceSettingsField[]): T =>
  Object.fromEntries(Object.entries(map).filter(([field]) => fields.some((each) => each === field))) as T
