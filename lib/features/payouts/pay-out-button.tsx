'use client'
import { lazy, Suspense, useState } from 'react'
import type { PayoutOffer } from '@/lib/domain/payout-offer'
import { Button } from '@/lib/ui/button'

// Needed by few and late, so the page does not carry it.
const PayOutDialog = lazy(() => import('./pay-out-dialog'))

export function PayOutButton(props: { accountId: string; offer: PayoutOffer; label: string }) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>{props.label}</Button>
      {isOpen && (
        <Suspense>
          <PayOutDialog {...props} onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
