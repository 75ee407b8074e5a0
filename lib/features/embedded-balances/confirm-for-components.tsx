'use client'
import { useState } from 'react'
import { Button } from '@/lib/ui/button'
import { callAction } from '@/lib/ui/call-action'
import { confirmForComponentsAction } from './actions'
import { componentText as text } from './component-text'

/** Until the person has confirmed who they are, Stripe’s components are shown without what moves money. */
export function ConfirmForComponents({ accountId, onConfirmed }: { accountId: string; onConfirmed: () => void }) {
  const [isBusy, setIsBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)

  async function confirm() {
    setIsBusy(true)
    const called = await callAction(confirmForComponentsAction, accountId)
    setIsBusy(false)
    if (called.ok && called.value) return onConfirmed()
    setError(called.ok ? text.sessionEnded : called.failure === 'no_answer' ? text.no_answer : null)
  }
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 pb-4 text-sm text-muted">
      <p className="min-w-0 flex-1 basis-60">{text.limited}</p>
      <Button onClick={confirm} disabled={isBusy}>
        {text.confirm}
      </Button>
      <p role="alert" className="basis-full text-failed empty:hidden">
        {error}
      </p>
    </div>
  )
}
