'use client'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { askAction } from '@/lib/ui/call-action'
import { RECORDED, timesRecorded } from '@/lib/ui/page-events'
import { readAccountTimelineAction } from './actions'

/** How many of the announced entries a timeline of this document has fetched. */
let fetched = 0

/**
 * Shows the list that the server rendered, and fetches it again when another part of the page adds an entry. What was
 * fetched gives way to the next list that the server renders.
 */
export function RefreshedTimeline({ accountId, initial }: { accountId: string; initial: ReactNode }) {
  const [latest, setLatest] = useState<{ insteadOf: ReactNode; list: ReactNode } | null>(null)
  const rendered = useRef(initial)
  rendered.current = initial
  useEffect(() => {
    const refresh = async () => {
      fetched = timesRecorded()
      // Without an answer, the entries shown stay.
      const called = await askAction(readAccountTimelineAction, accountId)
      if (called.ok && called.value) setLatest({ insteadOf: rendered.current, list: called.value })
    }
    // The page's parts arrive one by one, and another one may have added an entry before this one was here.
    if (timesRecorded() !== fetched) void refresh()
    window.addEventListener(RECORDED, refresh)
    return () => window.removeEventListener(RECORDED, refresh)
  }, [accountId])
  return latest !== null && latest.insteadOf === initial ? latest.list : initial
}
