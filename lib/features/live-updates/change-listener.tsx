'use client'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { RECORDED } from '@/lib/domain/page-signals'

/** Draws the page's own parts anew when Stripe has told something about the account; nothing typed is touched. */
export function ChangeListener({ accountId, drawnAt }: { accountId: string; drawnAt: number }) {
  const router = useRouter()
  useEffect(() => {
    let source: EventSource | null = null
    const onChange = () => {
      router.refresh()
      window.dispatchEvent(new Event(RECORDED))
    }
    // A tab that nobody looks at keeps no connection; what it missed it is told when it is looked at again.
    const follow = () => {
      source?.close()
      source = document.hidden ? null : new EventSource(`/api/accounts/${accountId}/changes?since=${drawnAt}`)
      source?.addEventListener('change', onChange)
    }
    follow()
    document.addEventListener('visibilitychange', follow)
    return () => {
      source?.close()
      document.removeEventListener('visibilitychange', follow)
    }
  }, [accountId, drawnAt, router])
  return null
}
