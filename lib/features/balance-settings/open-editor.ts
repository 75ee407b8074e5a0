import type { BalanceSettingsField } from '@/lib/domain/settings/fields'
import type { EditorCore } from './editor-core'
import type { EditorEvent, EditorState } from './editor-state'
import type { LoadedSettings } from './form-facts'

/**
 * The editor of a page that may not have the editor's core yet. The core alone decides what an event means; until it is
 * there, events wait for it in their order, and what somebody types is shown meanwhile.
 */
export type OpenEditor = {
  core: EditorCore | null
  state: EditorState
  /** Without the core: the state before everything that waits. */
  before: EditorState
  waiting: readonly EditorEvent[]
}

export type OpenEditorEvent =
  | Exclude<EditorEvent, { type: 'read' }>
  | { type: 'read'; reading: LoadedSettings }
  | { type: 'core_loaded'; core: EditorCore }

export function startEditing(reading: LoadedSettings): EditorState {
  const { draft } = reading
  return {
    base: reading,
    latest: reading,
    draft,
    reason: '',
    write: { kind: 'editing' },
    sent: { fields: [], draft },
  }
}

export function openEditor(reading: LoadedSettings): OpenEditor {
  const state = startEditing(reading)
  return { core: null, state, before: state, waiting: [] }
}

/** The only way from one state of an open editor to the next. */
export function nextOpenEditor(editor: OpenEditor, event: OpenEditorEvent): OpenEditor {
  const { core, state, before, waiting } = editor
  if (event.type === 'core_loaded') {
    if (core) return editor
    return { ...editor, core: event.core, state: waiting.reduce(event.core.nextEditorState, before), waiting: [] }
  }
  if (core) return { ...editor, state: core.nextEditorState(state, event) }
  const shown = showWaiting(state, event)
  if (event.type !== 'read' || waiting.length > 0) return { ...editor, state: shown, waiting: [...waiting, event] }
  if (shown === state) return editor
  const read = { ...shown, base: event.reading, draft: event.reading.draft }
  return { ...editor, state: read, before: read }
}

function showWaiting(state: EditorState, event: EditorEvent): EditorState {
  if (event.type === 'edit') return { ...state, draft: { ...state.draft, ...event.draft } }
  return event.type === 'read' && event.reading.readAt > state.latest.readAt
    ? { ...state, latest: event.reading }
    : state
}

/** The fields in which somebody typed something that waits; whether it changes anything isn't known yet. */
export const waitingFields = ({ waiting }: OpenEditor) => [
  ...new Set(
    waiting.flatMap((event) => (event.type === 'edit' ? (Object.keys(event.draft) as BalanceSettingsField[]) : [])),
  ),
]
