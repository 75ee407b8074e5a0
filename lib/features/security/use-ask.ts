import { useState, useTransition } from 'react'
import { type ActionAnswer, callAction } from '@/lib/ui/call-action'
import type { Refused } from './actions'
import { securityText as text } from './text'

/** Runs one change at a time. `problem` says why the last one wasn't made, or may not have been. */
export function useAsk() {
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, start] = useTransition()
  function ask<T>(
    work: (call: typeof callAction) => Promise<ActionAnswer<T | Refused>>,
    done: (answer: T) => void,
  ): void {
    setProblem(null)
    start(async () => {
      const called = await work(callAction)
      if (!called.ok) return setProblem(called.failure === 'no_answer' ? text.unconfirmed : null)
      if (isRefused(called.value)) return setProblem(called.value.problem)
      done(called.value)
    })
  }
  return { problem, isBusy, ask }
}

const isRefused = (answer: unknown): answer is Refused =>
  typeof answer === 'object' && answer !== null && 'kind' in answer && answer.kind === 'refused'
