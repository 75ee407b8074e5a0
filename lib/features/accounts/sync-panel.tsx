'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useTransition } from 'react'
import { Button } from '@/lib/ui/button'
import { Time } from '@/lib/ui/time'
import { startSyncAction } from './actions'
import type { SyncStatus } from './load-accounts'

/** When the list was last read from Stripe; for those who may, the button that reads it again. */
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
        {!sync && 'Not yet synced with Stripe'}
        {isRunning && `Syncing: ${sync.seen} accounts found, ${sync.refreshed} read`}
        {sync?.state === 'done' && (
          <>
            Synced <Time at={sync.at} ageOnly />
          </>
        )}
        {sync?.state === 'failed' && (
          <span className="text-failed">{sync.failure ?? 'The last sync was cut off. What it had read is kept.'}</span>
        )}
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
          {isRunning || isStarting ? 'Syncing…' : 'Sync'}
        </Button>
      )}
    </div>
  )
}
