'use client'
import { type ReactNode, useState } from 'react'
import { Button } from '@/lib/ui/button'
import { callAction } from '@/lib/ui/call-action'
import { confirmForComponentsAction } from './actions'
import { componentText as text } from './component-text'
import type { Place } from './connect-instances'

type Props = {
  place: Place
  /** Whether Stripe’s components have more for this person once they have confirmed who they are. */
  needsProof: boolean
  children: (place: Place) => ReactNode
}

/** Shows Stripe’s components without what moves money, until the person has confirmed who they are. */
export function ConfirmForComponents({ place, needsProof, children }: Props) {
  const [isLimited, setIsLimited] = useState(needsProof)
  const [isBusy, setIsBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  if (!isLimited) return children(place)

  async function confirm() {
    setIsBusy(true)
    const called = await callAction(confirmForComponentsAction, place.accountId)
    setIsBusy(false)
    if (called.ok && called.value) return setIsLimited(false)
    setError(called.ok ? text.sessionEnded : called.failure === 'no_answer' ? text.no_answer : null)
  }
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 pb-4 text-sm text-muted">
        <p className="min-w-0 flex-1 basis-60">{text.limited}</p>
        <Button onClick={confirm} disabled={isBusy}>
          {text.confirm}
        </Button>
        <p role="alert" className="basis-full text-failed empty:hidden">
          {error}
        </p>
      </div>
      {children({ ...place, name: `${place.name}, limited` })}
    </>
  )
}
