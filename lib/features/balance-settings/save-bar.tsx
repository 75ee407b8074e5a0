import { describeFieldValue, FIELD_LABELS, type FieldChange } from '@/lib/domain/balance-settings'
import { Button } from '@/lib/ui/button'
import { FieldMessage, inputClasses } from '@/lib/ui/field'

type Props = {
  changes: FieldChange[]
  reason: string
  reasonError: string | undefined
  isBusy: boolean
  onReason: (reason: string) => void
  onDiscard: () => void
}

/** Stays in view while something differs from Stripe: what would change, why, and the two ways out. */
export function SaveBar({ changes, reason, reasonError, isBusy, onReason, onDiscard }: Props) {
  const [only] = changes
  const verb =
    changes.length === 1 && only ? `Save ${FIELD_LABELS[only.field].toLowerCase()}` : `Save ${changes.length} changes`
  return (
    <section
      aria-label="Unsaved changes"
      className="sticky bottom-0 z-20 -mx-4 border-y border-line bg-surface px-4 py-3 sm:mx-0 sm:rounded-md sm:border max-md:bottom-12"
    >
      <dl className="flex flex-col gap-0.5 text-xs">
        {changes.map((change) => (
          <div key={change.field} className="flex flex-wrap gap-x-1.5">
            <dt className="text-muted">{FIELD_LABELS[change.field]}</dt>
            <dd>
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
            aria-label="Reason (optional)"
            placeholder="Reason (optional)"
            maxLength={500}
            value={reason}
            disabled={isBusy}
            onChange={(event) => onReason(event.target.value)}
            className={inputClasses}
          />
          {reasonError && <FieldMessage name="reason" error={reasonError} />}
        </div>
        <Button onClick={onDiscard} disabled={isBusy}>
          Discard
        </Button>
        <Button look="primary" type="submit" disabled={isBusy}>
          {isBusy ? 'Saving…' : verb}
        </Button>
      </div>
    </section>
  )
}
