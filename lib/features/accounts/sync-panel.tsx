'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useTransition } from 'react'
import { Button } from '@/lib/ui/button'
import { Time } from '@/lib/ui/time'
import { startSyncAction } from './actions'
import type { SyncStatus } from './load-accounts'
import { syncText as text } from './text'

/** When the list was last synced with Stripe and, for those who may, the button that starts a sync. */
export function SyncPanel({ sync, maySync }: { sync: SyncStatus | null; maySync: boolean }) {
  const router = useRouter()
  const [isStarting, start] = useTransition()
  const isRunning = sync?.state === 'running'

  useEffect(() => {
    if (!isRunning) return
    const timer = setInterval(() => router.refresh(), 1000)
    return () => clearInterval(timer)
  }, [isRunning, router])

  return (
    <div className="flex flex-wrap items-center gap-3">
      <p role="status" className="text-xs text-muted">
        {!sync && text.never}
        {isRunning && text.running(sync.seen, sync.refreshed)}
        {sync?.state === 'done' && (
          <>
            {text.done} <Time at={sync.at} ageOnly />
          </>
        )}
        {sync?.state === 'failed' && <span className="text-failed">{sync.failure ?? text.incomplete}</span>}
      </p>
      {maySync && (
        <Button
          disabled={isRunning || isStarting}
          onClick={() =>
            start(async () => {
              await startSyncAction()
              router.refresh()
            })
          }
        >
          {isRunning || isStarting ? text.starting : text.start}
        </Button>
      )}
    </div>
  )
}
