'use client'
import { lazy, Suspense, useEffect, useState } from 'react'
import type { PayoutOffer } from '@/lib/domain/payouts/manual-payout'
import { Button } from '@/lib/ui/button'
import { PAY_OUT } from '@/lib/ui/page-events'

// Needed by few and late, so the page does not carry it.
const PayOutDialog = lazy(() => import('./pay-out-dialog'))

export function PayOutButton({ offer, label }: { offer: PayoutOffer; label: string }) {
  return <Button onClick={() => window.dispatchEvent(new CustomEvent(PAY_OUT, { detail: offer }))}>{label}</Button>
}

/** Stands outside of what is drawn anew: an offer that is gone must not take an open dialog with it. */
export function PayOutHost({ accountId }: { accountId: string }) {
  const [opened, setOpened] = useState<PayoutOffer | null>(null)
  useEffect(() => {
    const open = (event: Event) => setOpened((event as CustomEvent<PayoutOffer>).detail)
    window.addEventListener(PAY_OUT, open)
    return () => window.removeEventListener(PAY_OUT, open)
  }, [])
  return (
    <Suspense>
      {opened && <PayOutDialog accountId={accountId} offer={opened} onClose={() => setOpened(null)} />}
    </Suspense>
  )
}
