'use client'
import { Suspense, useState } from 'react'
import { Button } from '@/lib/ui/button'
import { lazyPart } from '@/lib/ui/lazy-part'

// Few people open it, so the page loads it on first use.
const CancelPayout = lazyPart(() => import('./cancel-payout-panel'))

type Props = { accountId: string; payoutId: string; isCancelable: boolean; label: string }

/** Opens the cancellation of a payout. Its outcome stays visible when the payout can no longer be canceled. */
export function CancelPayoutButton({ label, ...payout }: Props) {
  const [isOpen, setIsOpen] = useState(false)
  if (!isOpen) return payout.isCancelable && <Button onClick={() => setIsOpen(true)}>{label}</Button>
  return (
    <Suspense>
      <CancelPayout {...payout} onKeep={() => setIsOpen(false)} />
    </Suspense>
  )
}
