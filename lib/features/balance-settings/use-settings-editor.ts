import { useRouter } from 'next/navigation'
import { type Dispatch, startTransition, useEffect, useReducer } from 'react'
import type { BalanceSettingsPatch } from '@/lib/domain/settings/balance-settings'
import type { BalanceSettingsField } from '@/lib/domain/settings/fields'
import { askAction } from '@/lib/ui/call-action'
import { announceRecorded, CHANGED_AT_STRIPE } from '@/lib/ui/page-events'
import { reportPageNews } from '@/lib/ui/page-news'
import { useWrite } from '@/lib/ui/use-write'
import { isInProgress } from '@/lib/ui/write-state'
import { checkSaveAction, saveBalanceSettingsAction } from './actions'
import type { Draft } from './draft'
import type { EditorCore } from './editor-core'
import type { LoadedSettings } from './form-facts'
import { nextOpenEditor, type OpenEditorEvent, openEditor, waitingFields } from './open-editor'
import type { FieldErrors, SettingsReading } from './save-outcome'
import { useStoredDraft } from './use-stored-draft'

type Props = { accountId: string; country: string | null; loaded: LoadedSettings }

const AT_REST: ReturnType<EditorCore['readState']> = {
  changes: [],
  inWords: [],
  unsaved: [],
  found: {},
  changedMeanwhile: [],
}

const loadCore = async (dispatch: Dispatch<OpenEditorEvent>) =>
  dispatch({ type: 'core_loaded', core: (await import('./editor-core')).editorCore })

/** The editor of one account: its state, and what a person can do with it. */
export function useSettingsEditor({ accountId, country, loaded }: Props) {
  const [editor, dispatch] = useReducer(nextOpenEditor, loaded, openEditor)
  const { core, state, waiting } = editor
  const router = useRouter()
  const { write } = state
  if (loaded.readAt > state.latest.readAt) dispatch({ type: 'read', reading: loaded })

  useEffect(() => {
    if (waiting.length > 0) loadCore(dispatch).catch(() => reportPageNews({ kind: 'not_loaded' }))
  }, [waiting])

  const seen = core?.readState(state, country) ?? AT_REST
  const edit = (typed: Partial<Draft>) => dispatch({ type: 'edit', draft: typed })
  const kept = core ? seen.unsaved : waitingFields(editor)
  useStoredDraft(accountId, { draft: state.draft, unsaved: kept, restore: edit })

  const send = useWrite({
    state: write,
    dispatch,
    check: (entryId) => askAction(checkSaveAction, accountId, entryId),
    onAnswer({ kind }) {
      if (kind === 'saved') window.dispatchEvent(new Event(CHANGED_AT_STRIPE))
      if (kind === 'requested') startTransition(() => router.refresh())
      if (kind !== 'signed_out') announceRecorded()
    },
  })

  /** Saves the given field, or all that differ; only their own validation can stop it. */
  function save(only?: BalanceSettingsField) {
    const fields = only ? [only] : seen.unsaved
    if (!core || fields.length === 0) return
    const { errors, submission } = core.prepareSave(state, fields, country)
    if (Object.keys(errors).length > 0) return dispatch({ type: 'reject', fields: errors })
    void send(
      () => dispatch({ type: 'send', fields }),
      (call) => call(saveBalanceSettingsAction, accountId, submission),
    )
  }

  const errors: FieldErrors = { ...(write.kind === 'invalid' && write.fields), ...seen.found }
  return {
    ...state,
    ...seen,
    core,
    errors,
    isBusy: isInProgress(write),
    /** Somebody is about to edit. Where the core doesn't arrive, the edit says so. */
    expectEdits() {
      if (!core) loadCore(dispatch).catch(() => undefined)
    },
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
