'use client'
import { type ComponentProps, Suspense, useState } from 'react'
import { Button } from '@/lib/ui/button'
import { lazyPart } from '@/lib/ui/lazy-part'

const WithdrawRequest = lazyPart(() => import('./withdraw-request'))

/** Asks once more before the request is withdrawn. */
export function WithdrawButton({ label, ...request }: { label: string } & ComponentProps<typeof WithdrawRequest>) {
  const [isOpen, setIsOpen] = useState(false)
  if (!isOpen) return <Button onClick={() => setIsOpen(true)}>{label}</Button>
  return (
    <Suspense>
      <WithdrawRequest {...request} />
    </Suspense>
  )
}
