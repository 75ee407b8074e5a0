'use client'
import { Button } from '@/lib/ui/button'
import { Outcome } from './decide-request-form'
import { openRequestsText as text } from './text'
import { useDecision } from './use-decision'

export default function WithdrawRequest({ accountId, requestId }: { accountId: string; requestId: string }) {
  const { outcome, isBusy, withdraw } = useDecision(accountId)
  return (
    <div className="flex flex-col items-end gap-1">
      <Button disabled={isBusy} onClick={() => withdraw(requestId)}>
        {text.withdrawNow}
      </Button>
      <Outcome outcome={outcome} />
    </div>
  )
}
