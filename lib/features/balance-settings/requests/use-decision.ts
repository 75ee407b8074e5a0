import { useState, useTransition } from 'react'
import { callAction } from '@/lib/ui/call-action'
import { decideRequestAction, withdrawRequestAction } from './actions'
import type { DecisionAnswer } from './decide-request'

type Wanted = {
  requestId: string
  decision: 'approve' | 'reject' | 'break_glass' | 'carry_out'
  because: string | null
}

export type DecisionOutcome = DecisionAnswer | { kind: 'signed_out' } | { kind: 'unanswered' }

/** Runs one decision at a time and keeps what became of it. */
export function useDecision(accountId: string) {
  const [outcome, setOutcome] = useState<DecisionOutcome | null>(null)
  const [isBusy, start] = useTransition()
  const run = (call: () => ReturnType<typeof callAction<[], DecisionAnswer | { kind: 'signed_out' }>>) =>
    start(async () => {
      setOutcome(null)
      const called = await call()
      if (called.ok) setOutcome(called.value)
      else if (called.failure === 'no_answer') setOutcome({ kind: 'unanswered' })
    })
  return {
    outcome,
    isBusy,
    decide: (wanted: Wanted) => run(() => callAction(decideRequestAction, accountId, wanted)),
    withdraw: (requestId: string) => run(() => callAction(withdrawRequestAction, accountId, requestId)),
  }
}
