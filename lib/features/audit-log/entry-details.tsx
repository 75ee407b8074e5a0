'use client'
import type { ActorWords, EntryWords } from './entry-words'
import { entryText as text } from './text'

export function ActorName({ actor: { name, isOurs, role } }: { actor: ActorWords }) {
  return (
    <>
      {isOurs ? (
        <span className="font-medium">{name}</span>
      ) : (
        <bdi translate="no" className="font-medium">
          {name}
        </bdi>
      )}
      {role !== undefined && <span className="text-muted">{` (${role})`}</span>}
    </>
  )
}

/** What happened, each field before and after, the reason and Stripe's response. */
export function EntryDetails({
  entry: { description, changes, unreadFields, reason, message, requestId },
}: {
  entry: EntryWords
}) {
  return (
    <div className="min-w-0">
      <p className="break-words first-letter:uppercase">{description}</p>
      {changes && (
        <dl className="mt-1 flex flex-col gap-0.5 text-xs">
          {changes.map(([setting, before, after]) => (
            <div key={setting} className="flex flex-wrap gap-x-1.5">
              <dt className="text-muted">{setting}</dt>
              <dd>
                <span className="text-muted line-through decoration-line-strong">{before}</span>
                <span aria-hidden="true"> → </span>
                <span className="sr-only">{text.changedTo}</span>
                <span className="font-medium">{after}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {unreadFields && <p className="mt-1 text-xs">{unreadFields}</p>}
      {reason && <p className="mt-1 text-xs break-words text-muted">{reason}</p>}
      {message && (
        <p className="mt-1 text-xs break-words text-muted">
          <bdi translate="no">{message}</bdi>
        </p>
      )}
      {requestId && <p className="mt-1 font-mono text-xs break-all text-muted">{requestId}</p>}
    </div>
  )
}
