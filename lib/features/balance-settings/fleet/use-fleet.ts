import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { type ActionAnswer, callAction } from '@/lib/ui/call-action'
import { toast } from '@/lib/ui/toast'
import type { FleetAnswer } from './actions'

export type FleetOutcome = FleetAnswer | { kind: 'unanswered' }

/** Runs one action at a time, follows it to what it made, and keeps what became of it. `done` is said on the page that it leads to. */
export function useFleet(done?: string) {
  const router = useRouter()
  const [outcome, setOutcome] = useState<FleetOutcome | null>(null)
  const [isBusy, start] = useTransition()
  const run = (work: (call: typeof callAction) => Promise<ActionAnswer<FleetAnswer>>) =>
    start(async () => {
      setOutcome(null)
      const called = await work(callAction)
      if (!called.ok) {
        if (called.failure === 'no_answer') setOutcome({ kind: 'unanswered' })
        return
      }
      setOutcome(called.value)
      if (called.value.kind !== 'done' || !called.value.href) return
      if (done) toast(done)
      router.push(called.value.href as '/fleet')
    })
  return { outcome, isBusy, run, setOutcome }
}
