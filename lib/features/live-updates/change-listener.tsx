'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { RECORDED } from '@/lib/domain/page-signals'

/** Milliseconds between two drawings of the page, and before a stream that was refused is asked for again. */
const DRAW_EVERY = 1000
const ASK_AGAIN = 15_000

/** Draws the page's own parts anew when Stripe has told something about the account; nothing typed is touched. */
export function ChangeListener({ accountId, drawnAt }: { accountId: string; drawnAt: number }) {
  const router = useRouter()
  const lastDrawn = useRef(0)
  useEffect(() => {
    let source: EventSource | null = null
    let again: ReturnType<typeof setTimeout> | undefined
    let drawing: ReturnType<typeof setTimeout> | undefined
    const draw = () => {
      lastDrawn.current = Date.now()
      drawing = undefined
      router.refresh()
      window.dispatchEvent(new Event(RECORDED))
    }
    const onChange = () => {
      drawing ??= setTimeout(draw, Math.max(0, lastDrawn.current + DRAW_EVERY - Date.now()))
    }
    const stop = () => {
      clearTimeout(again)
      source?.close()
      source = null
    }
    // A tab that nobody looks at keeps no connection; what it missed it is told when it is looked at again.
    const follow = () => {
      stop()
      if (document.hidden) return
      const opened = new EventSource(`/api/accounts/${accountId}/changes?since=${drawnAt}`)
      source = opened
      opened.addEventListener('change', onChange)
      // A browser asks again by itself, except after an answer that was no stream.
      opened.addEventListener('error', () => {
        if (opened.readyState === EventSource.CLOSED) again = setTimeout(follow, ASK_AGAIN)
      })
    }
    follow()
    document.addEventListener('visibilitychange', follow)
    return () => {
      stop()
      clearTimeout(drawing)
      document.removeEventListener('visibilitychange', follow)
    }
  }, [accountId, drawnAt, router])
  return null
}
