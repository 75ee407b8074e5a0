import type { WorkerStatus } from '@/lib/record/worker-status'
import { PageLink } from '@/lib/ui/page-link'
import { statusText as text } from './text'

/** The accounts that the sweep could not read at its last look, each with what is missing and why. */
export function UnreadAccounts({ sweep: { unread, unreadCount } }: { sweep: WorkerStatus['sweep'] }) {
  if (unreadCount === 0) return null
  return (
    <details className="text-failed">
      <summary className="cursor-pointer">{text.sweepUnread(unreadCount)}</summary>
      <ul className="mt-1 space-y-1 text-xs">
        {unread.map(({ accountId, part, because }) => (
          <li key={accountId}>
            <PageLink href={`/accounts/${accountId}`} className="break-all underline" translate="no">
              {accountId}
            </PageLink>{' '}
            <span>{text.unreadPart(text.parts[part] ?? part, text.because[because] ?? because)}</span>
          </li>
        ))}
        {unreadCount > unread.length && <li>{text.more(unreadCount - unread.length)}</li>}
      </ul>
    </details>
  )
}
