'use client'
import { useState, useTransition } from 'react'
import { Button } from '@/lib/ui/button'
import { callAction } from '@/lib/ui/call-action'
import { Notice } from '@/lib/ui/notice'
import { manualText as text } from './manual-text'
import type { ManualOffer } from './set-manual'
import { setPayoutsManualAction } from './set-manual-actions'

/** Sets payouts to manual with one click, where that is offered; otherwise says why not. */
export function SetManual({ accountId, offer }: { accountId: string; offer: ManualOffer }) {
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, start] = useTransition()
  if (offer.kind === 'manual') return <Notice tone="good" title={text.isManual} live="status" />
  if (offer.kind === 'locked')
    return (
      <Notice tone="warning" title={text.locked}>
        {offer.reason}
      </Notice>
    )
  const set = () =>
    start(async () => {
      const called = await callAction(setPayoutsManualAction, accountId)
      setProblem(called.ok ? called.value : called.failure === 'no_answer' ? text.unknown : null)
    })
  return (
    <div className="flex flex-col items-start gap-3">
      <p>{text.offer}</p>
      {problem && <Notice tone="problem" title={problem} live="alert" />}
      <Button look="primary" onClick={set} disabled={isBusy}>
        {isBusy ? text.setting : text.set}
      </Button>
    </div>
  )
}
