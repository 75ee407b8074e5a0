'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { RECORDED } from '@/lib/domain/page-signals'
import { Button } from '@/lib/ui/button'
import { cancelPayoutAction } from './actions'

/** Two clicks, because money that was on its way then stays. */
export function CancelPayout({ accountId, payoutId }: { accountId: string; payoutId: string }) {
  const router = useRouter()
  const [step, setStep] = useState<'idle' | 'asking' | 'busy'>('idle')
  const [message, setMessage] = useState('')

  async function cancel() {
    setStep('busy')
    const outcome = await cancelPayoutAction(accountId, payoutId)
    setMessage(outcome.kind === 'canceled' ? '' : outcome.message)
    setStep('idle')
    window.dispatchEvent(new Event(RECORDED))
    router.refresh()
  }

  return (
    <div className="flex flex-wrap items-center gap-2">
      {step === 'idle' ? (
        <Button onClick={() => setStep('asking')}>Cancel this payout…</Button>
      ) : (
        <>
          <Button look="primary" disabled={step === 'busy'} onClick={cancel}>
            {step === 'busy' ? 'Canceling…' : 'Cancel the payout'}
          </Button>
          <Button disabled={step === 'busy'} onClick={() => setStep('idle')}>
            Keep it
          </Button>
        </>
      )}
      <p role="status" className="text-sm text-failed empty:hidden">
        {message}
      </p>
    </div>
  )
}
