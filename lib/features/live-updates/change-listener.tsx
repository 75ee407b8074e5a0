'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useEffectEvent, useRef, useTransition } from 'react'
import { RECORDED } from '@/lib/ui/page-events'

/**
 * Milliseconds between two drawings of the page, after which one that has not come is given up, and before a stream that
 * was refused is asked for again.
 */
const DRAW_EVERY = 1000
const GIVE_UP = 15_000
const ASK_AGAIN = 15_000

/** Draws the page's own parts anew when Stripe has told something about the account; nothing typed is touched. */
export function ChangeListener({ accountId, drawnAt }: { accountId: string; drawnAt: number }) {
  const router = useRouter()
  const [isDrawing, startDrawing] = useTransition()
  const isStale = useRef(false)
  const lastDrawn = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)

  const draw = useEffectEvent(() => {
    timer.current = undefined
    // A new drawing would drop the one that is on its way, and while much happens none would ever come.
    if (!isStale.current || (isDrawing && Date.now() - lastDrawn.current < GIVE_UP)) return
    isStale.current = false
    lastDrawn.current = Date.now()
    startDrawing(() => router.refresh())
    window.dispatchEvent(new Event(RECORDED))
  })
  const drawSoon = useEffectEvent(() => {
    timer.current ??= setTimeout(() => draw(), Math.max(0, lastDrawn.current + DRAW_EVERY - Date.now()))
  })

  useEffect(() => {
    if (!isDrawing && isStale.current) drawSoon()
  }, [isDrawing])

  useEffect(() => {
    let source: EventSource | null = null
    let again: ReturnType<typeof setTimeout> | undefined
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
      opened.addEventListener('change', () => {
        isStale.current = true
        drawSoon()
      })
      // A browser asks again by itself, except after an answer that was no stream.
      opened.addEventListener('error', () => {
        if (opened.readyState === EventSource.CLOSED) again = setTimeout(follow, ASK_AGAIN)
      })
    }
    follow()
    document.addEventListener('visibilitychange', follow)
    return () => {
      stop()
      document.removeEventListener('visibilitychange', follow)
    }
  }, [accountId, drawnAt])

  useEffect(() => () => clearTimeout(timer.current), [])
  return null
}
