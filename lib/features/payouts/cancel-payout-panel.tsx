'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/lib/ui/button'
import { CHANGED_AT_STRIPE, RECORDED } from '@/lib/ui/page-events'
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
    try {
      const { outcome } = await cancelPayoutAction(accountId, payoutId)
      const { kind, message: result } = await outcome
      setMessage(result)
      if (kind === 'canceled') window.dispatchEvent(new Event(CHANGED_AT_STRIPE))
    } catch {
      setMessage(text.lost)
    }
    setIsBusy(false)
    window.dispatchEvent(new Event(RECORDED))
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
