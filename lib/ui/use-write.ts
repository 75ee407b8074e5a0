import { useEffect, useEffectEvent, useRef } from 'react'
import { type ActionAnswer, askAction, callAction } from './call-action'
import { mayHaveLanded, type WriteAnswer, type WriteEvent, type WriteState } from './write-state'

/** Milliseconds between two checks of what became of a write without an answer. */
const CHECK_EVERY = 3000

/** Actions answer at once with a promise, so that a slow write does not hold up the tab's other actions. */
type Action<Final> = () => Promise<ActionAnswer<{ outcome: Promise<WriteAnswer<Final>> }>>

/** What an action's answer promises, or null where the connection broke first. The promise knows no `catch`. */
export async function outcomeOf<T>({ outcome }: { outcome: Promise<T> }): Promise<T | null> {
  try {
    return await outcome
  } catch {
    return null
  }
}

type AnswerEvent<Final> = Extract<WriteEvent<Final>, { type: 'answer' | 'no_answer' | 'not_done' }>

async function answerOf<Final>(action: Action<Final>): Promise<AnswerEvent<Final>> {
  const called = await action()
  if (!called.ok) return { type: called.failure }
  const outcome = await outcomeOf(called.value)
  return outcome === null ? { type: 'no_answer' } : { type: 'answer', answer: outcome }
}

/**
 * Sends a write, and checks one whose outcome is unknown until it is known. What an answer means is up to the reducer
 * behind `dispatch`, which keeps the state by `nextWriteState`; `start` tells it that the write is being sent.
 */
export function useWrite<Final extends { kind: string }>({
  state,
  dispatch,
  check,
  onAnswer,
}: {
  state: WriteState<Final>
  dispatch: (event: AnswerEvent<Final>) => void
  check: (entryId: string) => ReturnType<Action<Final>>
  /** For what else on the page has to know. */
  onAnswer: (answer: WriteAnswer<Final>) => void
}) {
  // Two clicks may come before the first one is drawn.
  const isSending = useRef(false)

  const conclude = (event: AnswerEvent<Final>) => {
    dispatch(event)
    if (event.type === 'answer') onAnswer(event.answer)
  }
  const checkAgain = useEffectEvent((entryId: string) => answerOf(() => check(entryId)))
  const concludeCheck = useEffectEvent(conclude)

  const unknownEntry = 'entryId' in state && state.kind === 'unknown' ? state.entryId : null
  useEffect(() => {
    if (unknownEntry === null) return
    let hasLeft = false
    let timer = setTimeout(look, CHECK_EVERY)
    async function look() {
      const event = await checkAgain(unknownEntry as string)
      if (hasLeft) return
      const isStillUnknown = event.type === 'no_answer' || (event.type === 'answer' && event.answer.kind === 'unknown')
      if (isStillUnknown) timer = setTimeout(look, CHECK_EVERY)
      else concludeCheck(event)
    }
    return () => {
      hasLeft = true
      clearTimeout(timer)
    }
  }, [unknownEntry])

  return async function send(start: () => void, action: (call: typeof callAction) => ReturnType<Action<Final>>) {
    if (isSending.current) return
    isSending.current = true
    const call = mayHaveLanded(state) ? askAction : callAction
    start()
    const event = await answerOf(() => action(call))
    isSending.current = false
    conclude(event)
  }
}
