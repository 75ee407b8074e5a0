'use client'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { RECORDED } from '@/lib/domain/page-signals'

/** Draws the page's own parts anew when Stripe has told something about the account; nothing typed is touched. */
export function LiveUpdates({ accountId }: { accountId: string }) {
  const router = useRouter()
  useEffect(() => {
    let source: EventSource | null = null
    const onChange = () => {
      router.refresh()
      window.dispatchEvent(new Event(RECORDED))
    }
    // A tab that nobody looks at keeps no connection; what it missed it reads when it is looked at again.
    const follow = () => {
      source?.close()
      source = null
      if (document.hidden) return
      source = new EventSource(`/api/accounts/${accountId}/changes`)
      source.addEventListener('change', onChange)
    }
    const onVisibility = () => {
      follow()
      if (!document.hidden) onChange()
    }
    follow()
    document.addEventListener('visibilitychange', onVisibility)
    return () => {
      source?.close()
      document.removeEventListener('visibilitychange', onVisibility)
    }
  }, [accountId, router])
  return null
}
