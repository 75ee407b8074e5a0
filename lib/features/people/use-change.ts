import { useState, useTransition } from 'react'
import { type ActionAnswer, callAction } from '@/lib/ui/call-action'
import type { PeopleAnswer } from './actions'

export type PeopleOutcome = PeopleAnswer | { kind: 'unconfirmed' }

/** Runs one change at a time and keeps what became of it. */
export function useChange(onDone?: () => unknown) {
  const [outcome, setOutcome] = useState<PeopleOutcome | null>(null)
  const [isBusy, start] = useTransition()
  function run(work: (call: typeof callAction) => Promise<ActionAnswer<PeopleAnswer>>): void {
    setOutcome(null)
    start(async () => {
      const called = await work(callAction)
      if (called.ok) setOutcome(called.value)
      if (called.ok && called.value.kind === 'done') onDone?.()
      if (!called.ok && called.failure === 'no_answer') setOutcome({ kind: 'unconfirmed' })
    })
  }
  return { outcome, isBusy, run }
}
