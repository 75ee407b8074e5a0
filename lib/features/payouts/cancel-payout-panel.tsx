'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/lib/ui/button'
import { callAction } from '@/lib/ui/call-action'
import { announceRecorded, CHANGED_AT_STRIPE } from '@/lib/ui/page-events'
import { outcomeOf } from '@/lib/ui/use-write'
import { cancelPayoutAction } from './actions'
import { cancelText as text } from './cancel-payout-text'

type Props = { accountId: string; payoutId: string; isCancelable: boolean; onKeep: () => void }

/** The second click of a cancellation, and its outcome. */
export default function CancelPayoutPanel({ accountId, payoutId, isCancelable, onKeep }: Props) {
  const router = useRouter()
  const [isBusy, setIsBusy] = useState(false)
  const [message, setMessage] = useState('')

  async function cancel() {
    setIsBusy(true)
    setMessage('')
    const called = await callAction(cancelPayoutAction, accountId, payoutId)
    const result = called.ok ? await outcomeOf(called.value) : null
    setIsBusy(false)
    if (!called.ok && called.failure === 'not_done') return
    setMessage(result?.message ?? text.lost)
    if (result?.kind === 'canceled') window.dispatchEvent(new Event(CHANGED_AT_STRIPE))
    announceRecorded()
    router.refresh()
  }

  return (
    <div className="flex flex-wrap items-center gap-2">
      {isCancelable && (
        <>
          <Button look="primary" disabled={isBusy} onClick={cancel}>
            {isBusy ? text.busy : text.confirm}
          </Button>
          <Button disabled={isBusy} onClick={onKeep}>
            {text.keep}
          </Button>
        </>
      )}
      <p role="status" className="text-sm">
        {message}
      </p>
    </div>
  )
}
