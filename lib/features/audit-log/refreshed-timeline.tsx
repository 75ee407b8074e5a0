'use client'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { askAction } from '@/lib/ui/call-action'
import { RECORDED } from '@/lib/ui/page-events'
import { readAccountTimelineAction } from './actions'

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
      // Without an answer, the entries shown stay.
      const called = await askAction(readAccountTimelineAction, accountId)
      if (called.ok && called.value) setLatest({ insteadOf: rendered.current, list: called.value })
    }
    window.addEventListener(RECORDED, refresh)
    return () => window.removeEventListener(RECORDED, refresh)
  }, [accountId])
  return latest !== null && latest.insteadOf === initial ? latest.list : initial
}
