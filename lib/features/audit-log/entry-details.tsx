import type { AuditEntry } from '@/lib/domain/audit/audit-entry'
import { describeFieldValue } from '@/lib/domain/settings/balance-settings'
import { labelOf } from '@/lib/domain/settings/fields'
import { isolate } from '@/lib/domain/text'
import { entryText as text } from './text'

export function ActorName({ actor }: { actor: AuditEntry['actor'] }) {
  if (actor.kind === 'outside' && actor.name === '') return <span className="font-medium">{text.outsideSpillway}</span>
  const isHidden = actor.kind === 'person' && actor.name === ''
  return (
    <>
      {isHidden ? (
        <span className="font-medium">{text.staff}</span>
      ) : (
        <bdi translate="no" className="font-medium">
          {actor.name}
        </bdi>
      )}
      {actor.kind === 'person' && actor.role && <span className="text-muted">{` (${actor.role})`}</span>}
    </>
  )
}

/** What happened, each field before and after, the reason and Stripe's response. */
export function EntryDetails({ entry, description }: { entry: AuditEntry; description: string }) {
  const { changes = [], unreadFields = [] } = 'changes' in entry.event ? entry.event : {}
  return (
    <div className="min-w-0">
      <p className="break-words first-letter:uppercase">{description}</p>
      {changes.length > 0 && (
        <dl className="mt-1 flex flex-col gap-0.5 text-xs">
          {changes.map((change) => (
            <div key={change.field} className="flex flex-wrap gap-x-1.5">
              <dt className="text-muted">{labelOf(change.field)}</dt>
              <dd>
                <span className="text-muted line-through decoration-line-strong">
                  {describeFieldValue(change, 'before')}
                </span>
                <span aria-hidden="true"> → </span>
                <span className="sr-only">{text.changedTo}</span>
                <span className="font-medium">{describeFieldValue(change, 'after')}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {unreadFields.length > 0 && <p className="mt-1 text-xs">{text.unreadFields(unreadFields)}</p>}
      {entry.reason && <p className="mt-1 text-xs break-words text-muted">{text.reason(isolate(entry.reason))}</p>}
      {entry.outcomeMessage && (
        <p className="mt-1 text-xs break-words text-muted">
          <bdi translate="no">{entry.outcomeMessage}</bdi>
        </p>
      )}
      {entry.stripeRequestId && <p className="mt-1 font-mono text-xs break-all text-muted">{entry.stripeRequestId}</p>}
    </div>
  )
}
