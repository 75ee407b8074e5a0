'use client'
import { Suspense, useState } from 'react'
import { Button } from '@/lib/ui/button'
import { lazyPart } from '@/lib/ui/lazy-part'

// Few people open it, so the page loads it on first use.
const CalendarLinkPanel = lazyPart(() => import('./calendar-link-panel'))

/** Opens the private calendar link of an account, to create, regenerate or revoke it. */
export function CalendarLink({ label, ...link }: { label: string; accountId: string; isActive: boolean }) {
  const [isOpen, setIsOpen] = useState(false)
  if (!isOpen) return <Button onClick={() => setIsOpen(true)}>{label}</Button>
  return (
    <Suspense>
      <CalendarLinkPanel {...link} />
    </Suspense>
  )
}
