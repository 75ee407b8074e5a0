import { type BalanceSettingsField, labelOf } from '@/lib/domain/settings/fields'
import { areDraftsKept } from '@/lib/ui/drafts'
import { Notice } from '@/lib/ui/notice'
import type { SaveState } from './editor-state'
import { editorText, saveText as text } from './text'

/** Saved, not saved, or not yet known: always one of the three, and what is safe to do. */
export function SaveStatus({ state, sent }: { state: SaveState; sent: readonly BalanceSettingsField[] }) {
  switch (state.kind) {
    case 'editing':
    case 'unchanged':
    case 'conflict':
      return null
    case 'sending':
      return (
        <p role="status" className="text-sm text-muted">
          {editorText.saving}
        </p>
      )
    case 'saved':
      return (
        <Notice tone="good" title={text.updated(sent.map(labelOf))} live="status">
          {text.saved}
        </Notice>
      )
    case 'invalid':
      return (
        <Notice tone="problem" title={text.notSaved} live="alert">
          {state.fields.form ?? text.checkField}
        </Notice>
      )
    case 'refused':
      return (
        <Notice tone="problem" title={text.notSaved} live="alert">
          {`${state.message} ${text.typedIsKept}`}
        </Notice>
      )
    case 'unknown':
      return (
        <Notice tone="warning" title={text.unknown} live="status">
          {text.checking}
        </Notice>
      )
    case 'lost':
      return (
        <Notice tone="warning" title={text.unknown} live="alert">
          {`${text.lost} ${typedText()}`}
        </Notice>
      )
    case 'signed_out':
      return (
        <Notice tone="problem" title={text.notSaved} live="alert">
          <span>{text.sessionEnded}</span> <SignIn />
          <span>{`. ${typedText()}`}</span>
        </Notice>
      )
    case 'signed_out_since':
      return (
        <Notice tone="warning" title={text.unknown} live="alert">
          <span>{text.sessionEndedSince}</span> <SignIn /> <span>{`${text.seeCurrent} ${typedText()}`}</span>
        </Notice>
      )
  }
}

const typedText = () => (areDraftsKept() ? text.keptInTab : text.notKept)

const SignIn = () => (
  <a href="/sign-in" className="font-medium underline">
    {text.signIn}
  </a>
)
