import { describeFieldValue, FIELD_LABELS } from '@/lib/domain/settings/balance-settings'
import { Button } from '@/lib/ui/button'
import { FieldMessage, inputClasses } from '@/lib/ui/field'
import type { SettingsEditor } from './use-settings-editor'

/** Stays in view while something differs from Stripe: what would change, why, and the two ways out. */
export function SaveBar({ editor, reasonRequired }: { editor: SettingsEditor; reasonRequired: boolean }) {
  const { changes, dirty, reason, errors, isBusy } = editor
  const [only] = dirty
  const verb = dirty.length === 1 && only ? `Save ${FIELD_LABELS[only].toLowerCase()}` : `Save ${dirty.length} changes`
  const label = reasonRequired ? 'Reason' : 'Reason (optional)'
  return (
    <section
      aria-label="Unsaved changes"
      className="sticky bottom-0 z-20 -mx-4 border-y border-line bg-surface px-4 py-3 max-md:bottom-12 sm:mx-0 sm:rounded-md sm:border"
    >
      <dl className="flex max-h-40 flex-col gap-0.5 overflow-y-auto text-xs">
        {changes.map((change) => (
          <div key={change.field} className="flex flex-wrap gap-x-1.5">
            <dt className="text-muted">{FIELD_LABELS[change.field]}</dt>
            <dd className="min-w-0 break-words">
              {describeFieldValue(change, 'before')} <span aria-hidden="true">→</span>
              <span className="sr-only"> becomes </span>{' '}
              <span className="font-medium">{describeFieldValue(change, 'after')}</span>
            </dd>
          </div>
        ))}
      </dl>
      <div className="mt-2 flex flex-wrap items-start gap-2">
        <div className="min-w-40 flex-1">
          <input
            aria-label={label}
            placeholder={label}
            required={reasonRequired}
            aria-invalid={errors.reason !== undefined}
            aria-describedby={errors.reason && 'reason-error'}
            maxLength={500}
            value={reason}
            disabled={isBusy}
            onChange={(event) => editor.setReason(event.target.value)}
            className={inputClasses}
          />
          {errors.reason && <FieldMessage name="reason" error={errors.reason} />}
        </div>
        <Button onClick={editor.discard} disabled={isBusy}>
          Discard
        </Button>
        <Button look="primary" type="submit" disabled={isBusy}>
          {isBusy ? 'Saving…' : verb}
        </Button>
      </div>
    </section>
  )
}
