'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/lib/ui/button'
import { CHANGED_AT_STRIPE, RECORDED } from '@/lib/ui/page-events'
import { cancelPayoutAction } from './actions'
import { cancelText as text } from './cancel-payout-text'

type Props = { accountId: string; payoutId: string; isCancelable: boolean }

/** Two clicks, because a canceled payout isn't sent. The outcome stays visible when the button is gone. */
export function CancelPayout({ accountId, payoutId, isCancelable }: Props) {
  const router = useRouter()
  const [step, setStep] = useState<'idle' | 'asking' | 'busy'>('idle')
  const [message, setMessage] = useState('')

  async function cancel() {
    setStep('busy')
    setMessage('')
    try {
      const { outcome } = await cancelPayoutAction(accountId, payoutId)
      const { kind, message: result } = await outcome
      setMessage(result)
      if (kind === 'canceled') window.dispatchEvent(new Event(CHANGED_AT_STRIPE))
    } catch {
      setMessage(text.lost)
    }
    setStep('idle')
    window.dispatchEvent(new Event(RECORDED))
    router.refresh()
  }

  return (
    <div className="flex flex-wrap items-center gap-2">
      {isCancelable && step === 'idle' && <Button onClick={() => setStep('asking')}>{text.start}</Button>}
      {isCancelable && step !== 'idle' && (
        <>
          <Button look="primary" disabled={step === 'busy'} onClick={cancel}>
            {step === 'busy' ? text.busy : text.confirm}
          </Button>
          <Button disabled={step === 'busy'} onClick={() => setStep('idle')}>
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
