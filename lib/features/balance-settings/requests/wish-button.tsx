'use client'
import { type ComponentProps, Suspense, useState } from 'react'
import { Button } from '@/lib/ui/button'
import { lazyPart } from '@/lib/ui/lazy-part'

// Few owners ask, so the page loads the form on first use.
const WishForm = lazyPart(() => import('./wish-form'))

export function WishButton({ label, ...form }: { label: string } & ComponentProps<typeof WishForm>) {
  const [isOpen, setIsOpen] = useState(false)
  if (!isOpen) return <Button onClick={() => setIsOpen(true)}>{label}</Button>
  return (
    <Suspense>
      <WishForm {...form} />
    </Suspense>
  )
}
