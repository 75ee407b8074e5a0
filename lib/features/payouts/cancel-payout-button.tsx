'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/lib/ui/button'
import { CHANGED_AT_STRIPE, RECORDED } from '@/lib/ui/page-events'
import { cancelPayoutAction } from './actions'

type Props = { accountId: string; payoutId: string; isCancelable: boolean }

/** Two clicks, because money that was on its way then stays. What came of it is told also when the button is gone. */
export function CancelPayout({ accountId, payoutId, isCancelable }: Props) {
  const router = useRouter()
  const [step, setStep] = useState<'idle' | 'asking' | 'busy'>('idle')
  const [message, setMessage] = useState('')

  async function cancel() {
    setStep('busy')
    setMessage('')
    try {
      const { outcome } = await cancelPayoutAction(accountId, payoutId)
      const { kind, message: told } = await outcome
      setMessage(told)
      if (kind === 'canceled') window.dispatchEvent(new Event(CHANGED_AT_STRIPE))
    } catch {
      setMessage('The connection broke before the answer came. The status of the payout shows whether it was canceled.')
    }
    setStep('idle')
    window.dispatchEvent(new Event(RECORDED))
    router.refresh()
  }

  return (
    <div className="flex flex-wrap items-center gap-2">
      {isCancelable && step === 'idle' && <Button onClick={() => setStep('asking')}>Cancel this payout…</Button>}
      {isCancelable && step !== 'idle' && (
        <>
          <Button look="primary" disabled={step === 'busy'} onClick={cancel}>
            {step === 'busy' ? 'Canceling…' : 'Cancel the payout'}
          </Button>
          <Button disabled={step === 'busy'} onClick={() => setStep('idle')}>
            Keep it
          </Button>
        </>
      )}
      <p role="status" className="text-sm">
        {message}
      </p>
    </div>
  )
}
