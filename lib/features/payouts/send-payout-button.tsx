'use client'
import { Suspense, useEffect, useState } from 'react'
import type { PayoutOffer } from '@/lib/domain/payouts/manual-payout'
import { Button } from '@/lib/ui/button'
import { lazyPart } from '@/lib/ui/lazy-part'
import { PAY_OUT } from '@/lib/ui/page-events'

// Few people open it, so the page loads it on first use.
const SendPayoutDialog = lazyPart(() => import('./send-payout-dialog'))

export function SendPayoutButton({ offer, label }: { offer: PayoutOffer; label: string }) {
  return <Button onClick={() => window.dispatchEvent(new CustomEvent(PAY_OUT, { detail: offer }))}>{label}</Button>
}

/** Outside of what is re-rendered: when the offer disappears, an open dialog stays. */
export function SendPayoutHost({ accountId }: { accountId: string }) {
  const [opened, setOpened] = useState<PayoutOffer | null>(null)
  useEffect(() => {
    const open = (event: Event) => setOpened((event as CustomEvent<PayoutOffer>).detail)
    window.addEventListener(PAY_OUT, open)
    return () => window.removeEventListener(PAY_OUT, open)
  }, [])
  return (
    <Suspense>
      {opened && <SendPayoutDialog accountId={accountId} offer={opened} onClose={() => setOpened(null)} />}
    </Suspense>
  )
}
