'use client'
import { type ReactNode, useEffect, useState } from 'react'
import { RECORDED } from '@/lib/ui/page-events'
import { readAccountTimelineAction } from './actions'

/** Shows the list that the server rendered, and fetches it again when another part of the page adds an entry. */
export function RefreshedTimeline({ accountId, initial }: { accountId: string; initial: ReactNode }) {
  const [latest, setLatest] = useState<ReactNode>(null)
  useEffect(() => {
    const refresh = async () => {
      // Without an answer, the entries shown stay.
      const list = await readAccountTimelineAction(accountId).catch(() => null)
      if (list) setLatest(list)
    }
    window.addEventListener(RECORDED, refresh)
    return () => window.removeEventListener(RECORDED, refresh)
  }, [accountId])
  return latest ?? initial
}
