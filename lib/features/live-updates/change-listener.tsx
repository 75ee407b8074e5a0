'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useEffectEvent, useRef, useTransition } from 'react'
import { announceRecorded } from '@/lib/ui/page-events'
import { pageViewer, reportPageNews } from '@/lib/ui/page-news'

/** Milliseconds. */
const MIN_INTERVAL = 1000
const REFRESH_TIMEOUT = 15_000
const RECONNECT_AFTER = 15_000

/**
 * Refreshes the page when Stripe's events change the account; what someone typed stays.
 *
 * @param since the time of the latest event that the page shows
 */
export function ChangeListener({ accountId, since }: { accountId: string; since: number }) {
  const router = useRouter()
  const [isRefreshing, startRefresh] = useTransition()
  const isStale = useRef(false)
  const lastRefresh = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)

  const refresh = useEffectEvent(() => {
    timer.current = undefined
    // A new refresh would cancel the current one, so with frequent events none would ever finish.
    if (!isStale.current || (isRefreshing && Date.now() - lastRefresh.current < REFRESH_TIMEOUT)) return
    isStale.current = false
    lastRefresh.current = Date.now()
    startRefresh(() => router.refresh())
    announceRecorded()
  })
  const refreshSoon = useEffectEvent(() => {
    timer.current ??= setTimeout(() => refresh(), Math.max(0, lastRefresh.current + MIN_INTERVAL - Date.now()))
  })

  useEffect(() => {
    if (!isRefreshing && isStale.current) refreshSoon()
  }, [isRefreshing])

  useEffect(() => {
    let source: EventSource | null = null
    let reconnect: ReturnType<typeof setTimeout> | undefined
    const disconnect = () => {
      clearTimeout(reconnect)
      source?.close()
      source = null
    }
    // A hidden tab has no connection; once visible, it gets what it missed.
    const connect = () => {
      disconnect()
      if (document.hidden) return
      const opened = new EventSource(`/api/accounts/${accountId}/changes?since=${since}&viewer=${pageViewer()}`)
      source = opened
      opened.addEventListener('change', () => {
        isStale.current = true
        refreshSoon()
      })
      opened.addEventListener('other-person', ({ data }) => {
        disconnect()
        reportPageNews({ kind: 'other_person', name: JSON.parse(data) })
      })
      // The browser reconnects by itself, except after a response that isn't a stream.
      opened.addEventListener('error', () => {
        if (opened.readyState === EventSource.CLOSED) reconnect = setTimeout(connect, RECONNECT_AFTER)
      })
    }
    connect()
    document.addEventListener('visibilitychange', connect)
    return () => {
      disconnect()
      document.removeEventListener('visibilitychange', connect)
    }
  }, [accountId, since])

  useEffect(() => () => clearTimeout(timer.current), [])
  return null
}
