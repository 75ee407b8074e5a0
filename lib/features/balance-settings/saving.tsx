// What a form with edits has more than one without.
import { Button } from '@/lib/ui/button'
import { areDraftsKept } from '@/lib/ui/drafts'
import { Notice } from '@/lib/ui/notice'
import { TextField } from '@/lib/ui/text-field'
import type { SaveState } from './editor-state'
import type { FormFacts } from './form-facts'
import { saveText as text } from './save-text'
import type { SettingsEditor } from './use-settings-editor'

type Props = { editor: SettingsEditor; labels: FormFacts['labels'] }

/** Stays in view while something differs from Stripe: what would change, why, and the two ways out. */
export function SaveBar({ editor, labels, reasonRequired }: Props & { reasonRequired: boolean }) {
  const { inWords, unsaved, found, reason, errors, isBusy } = editor
  const [only] = unsaved
  const isInvalid = Object.keys(found).length > 0
  const reasonLabel = reasonRequired ? text.reason : text.optionalReason
  return (
    <section
      aria-label={text.unsaved}
      className="sticky bottom-0 z-20 -mx-4 border-y border-line bg-surface px-4 py-3 max-md:bottom-12 sm:mx-0 sm:rounded-md sm:border"
    >
      <dl className="flex max-h-40 flex-col gap-0.5 overflow-y-auto text-xs">
        {inWords.map(({ field, before, after }) => (
          <div key={field} className="flex flex-wrap gap-x-1.5">
            <dt className="text-muted">{labels[field]}</dt>
            <dd className="min-w-0 break-words">
              <span>{before}</span> <span aria-hidden="true">→</span>
              <span className="sr-only">{` ${text.becomes} `}</span> <span className="font-medium">{after}</span>
            </dd>
          </div>
        ))}
      </dl>
      <p role="status" className="mt-1 text-xs text-failed empty:hidden">
        {isInvalid ? text.correct : null}
      </p>
      <div className="mt-2 flex flex-wrap items-start gap-2">
        <TextField
          label={reasonLabel}
          isLabelHidden
          placeholder={reasonLabel}
          required={reasonRequired}
          error={errors.reason}
          maxLength={500}
          value={reason}
          disabled={isBusy}
          onChange={(event) => editor.setReason(event.target.value)}
          className="min-w-40 flex-1"
        />
        <Button onClick={editor.discard} disabled={isBusy}>
          {text.discard}
        </Button>
        <Button look="primary" type="submit" disabled={isBusy || isInvalid}>
          {isBusy
            ? text.saving
            : unsaved.length === 1 && only
              ? text.saveOne(labels[only])
              : text.saveSeveral(unsaved.length)}
        </Button>
      </div>
    </section>
  )
}

/** Stripe's settings are no longer those that were edited. Nothing is lost, and the next save would be refused. */
export function ChangedMeanwhile({ editor: { changedMeanwhile, isBusy, compare }, labels }: Props) {
  return (
    // Present before there is a change, because a screen reader announces only what changes in it.
    <div role="status" className="empty:hidden">
      {changedMeanwhile.length > 0 && !isBusy && (
        <Notice tone="warning" title={text.changedMeanwhile(changedMeanwhile.map((field) => labels[field]))}>
          <p>{text.changedMeanwhileHelp}</p>
          <div className="mt-2">
            <Button onClick={compare}>{text.compare}</Button>
          </div>
        </Notice>
      )}
    </div>
  )
}

/** Saved, not saved, or not yet known: always one of the three, and what is safe to do. `sent` are labels. */
export function SaveStatus({ state, sent }: { state: SaveState; sent: string[] }) {
  switch (state.kind) {
    case 'editing':
    case 'unchanged':
    case 'conflict':
      return null
    case 'sending':
      return (
        <p role="status" className="text-sm text-muted">
          {text.saving}
        </p>
      )
    case 'saved':
      return (
        <Notice tone="good" title={text.updated(sent)} live="status">
          {text.saved}
        </Notice>
      )
    case 'requested':
      return (
        <Notice tone="info" title={text.requested} live="status">
          {text.requestedHelp}
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
  // biome-ignore lint/a11y/useValidAnchor: the page itself, which leads to the sign-in and back to it
  <a href="" className="font-medium underline">
    {text.signIn}
  </a>
)
