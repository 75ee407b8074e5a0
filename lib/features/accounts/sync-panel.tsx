'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useEffectEvent, useState, useTransition } from 'react'
import { Button } from '@/lib/ui/button'
import { callAction } from '@/lib/ui/call-action'
import { pageViewer, reportPageNews } from '@/lib/ui/page-news'
import { Time } from '@/lib/ui/time'
import { startSyncAction } from './actions'
import type { SyncStatus } from './load-accounts'
import { syncText as text } from './text'

/** Milliseconds. */
const POLL_EVERY = 1000

const isOpen = ({ state }: SyncStatus) => state === 'waiting' || state === 'running' || state === 'paused'

/** When the list was last synced with Stripe and, for those who may, the button that starts a sync. */
export function SyncPanel({ sync, maySync }: { sync: SyncStatus | null; maySync: boolean }) {
  const router = useRouter()
  const [isStarting, start] = useTransition()
  const [isUnanswered, setIsUnanswered] = useState(false)
  const [polled, setPolled] = useState<{ since: SyncStatus | null; status: SyncStatus } | null>(null)
  // What the page was rendered with is newer than what was polled before.
  const shown = polled && polled.since === sync ? polled.status : sync
  const isUnfinished = shown !== null && isOpen(shown)

  const poll = useEffectEvent(async () => {
    if (document.hidden) return
    const answer = await fetch(`/api/sync?viewer=${pageViewer()}`).catch(() => null)
    if (answer?.status === 409) reportPageNews({ kind: 'other_person', name: await answer.json() })
    if (answer?.status !== 200) return
    const status: SyncStatus = await answer.json()
    setPolled({ since: sync, status })
    if (!isOpen(status)) router.refresh()
  })
  useEffect(() => {
    if (!isUnfinished) return
    const timer = setInterval(poll, POLL_EVERY)
    return () => clearInterval(timer)
  }, [isUnfinished])

  return (
    <div className="flex flex-wrap items-center gap-3">
      <div role="status" className="text-xs text-muted">
        {isUnanswered ? text.unanswered : shown ? <Status sync={shown} /> : text.never}
      </div>
      {maySync && (
        <Button
          disabled={isUnfinished || isStarting}
          onClick={() =>
            start(async () => {
              const called = await callAction(startSyncAction)
              setIsUnanswered(!called.ok && called.failure === 'no_answer')
              if (called.ok) router.refresh()
            })
          }
        >
          {isUnfinished || isStarting ? text.starting : text.start}
        </Button>
      )}
    </div>
  )
}

function Status({ sync }: { sync: SyncStatus }) {
  if (sync.state === 'waiting') return <span>{text.waiting}</span>
  if (sync.state === 'running') return <span>{text.running(sync.seen, sync.refreshed)}</span>
  if (sync.state === 'paused') return <span>{text.paused(sync.failure ?? '', timeOf(sync.resumesAt ?? sync.at))}</span>
  if (sync.state === 'failed') return <span className="text-failed">{`${text.incomplete} ${sync.failure}`}</span>
  return (
    <>
      <span>{text.done}</span> <Time at={new Date(sync.at)} ageOnly />
      {sync.skipped > 0 && <Skipped sync={sync} />}
    </>
  )
}

const timeOf = (at: number) => new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })

function Skipped({ sync: { skipped, skippedAccounts } }: { sync: SyncStatus }) {
  const more = skipped - new Set(skippedAccounts.map(({ id }) => id)).size
  return (
    <details className="text-failed">
      <summary>{text.skipped(skipped)}</summary>
      <ul>
        {skippedAccounts.map(({ id, part, because }) => (
          <li key={`${id} ${part}`}>
            <a href={`/accounts/${id}`} className="underline">
              {id}
            </a>{' '}
            <span>{`${text.parts[part]}: ${text.because[because] ?? because}`}</span>
          </li>
        ))}
        {more > 0 && <li>{text.more(more)}</li>}
      </ul>
    </details>
  )
}
