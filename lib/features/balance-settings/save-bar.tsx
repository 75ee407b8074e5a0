import { describeFieldValue } from '@/lib/domain/settings/balance-settings'
import { labelOf } from '@/lib/domain/settings/fields'
import { Button } from '@/lib/ui/button'
import { TextField } from '@/lib/ui/text-field'
import { editorText as text } from './text'
import type { SettingsEditor } from './use-settings-editor'

/** Stays in view while something differs from Stripe: what would change, why, and the two ways out. */
export default function SaveBar({ editor, reasonRequired }: { editor: SettingsEditor; reasonRequired: boolean }) {
  const { changes, unsaved, reason, errors, isBusy } = editor
  const [only] = unsaved
  const reasonLabel = reasonRequired ? text.reason : text.optionalReason
  return (
    <section
      aria-label={text.unsaved}
      className="sticky bottom-0 z-20 -mx-4 border-y border-line bg-surface px-4 py-3 max-md:bottom-12 sm:mx-0 sm:rounded-md sm:border"
    >
      <dl className="flex max-h-40 flex-col gap-0.5 overflow-y-auto text-xs">
        {changes.map((change) => (
          <div key={change.field} className="flex flex-wrap gap-x-1.5">
            <dt className="text-muted">{labelOf(change.field)}</dt>
            <dd className="min-w-0 break-words">
              <span>{describeFieldValue(change, 'before')}</span> <span aria-hidden="true">→</span>
              <span className="sr-only">{` ${text.becomes} `}</span>{' '}
              <span className="font-medium">{describeFieldValue(change, 'after')}</span>
            </dd>
          </div>
        ))}
      </dl>
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
        <Button look="primary" type="submit" disabled={isBusy}>
          {isBusy
            ? text.saving
            : unsaved.length === 1 && only
              ? text.saveOne(labelOf(only))
              : text.saveSeveral(unsaved.length)}
        </Button>
      </div>
    </section>
  )
}
