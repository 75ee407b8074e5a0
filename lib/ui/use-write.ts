import { useEffect, useEffectEvent, useRef } from 'react'
import type { WriteAnswer, WriteEvent, WriteState } from './write-state'

/** Milliseconds between two checks of what became of a write without an answer. */
const CHECK_EVERY = 3000

/** Actions answer at once with a promise, so that a slow write does not hold up the tab's other actions. */
type Action<Final> = () => Promise<{ outcome: Promise<WriteAnswer<Final>> }>

/** The action's answer, or null where the connection broke first. */
const answerOf = <Final>(action: Action<Final>): Promise<WriteAnswer<Final> | null> =>
  action()
    .then(({ outcome }) => outcome)
    .catch(() => null)

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
  dispatch: (event: Extract<WriteEvent<Final>, { type: 'answer' | 'no_answer' }>) => void
  check: (entryId: string) => ReturnType<Action<Final>>
  /** For what else on the page has to know. */
  onAnswer: (answer: WriteAnswer<Final>) => void
}) {
  // Two clicks may come before the first one is drawn.
  const isSending = useRef(false)

  const conclude = (answer: WriteAnswer<Final>) => {
    dispatch({ type: 'answer', answer })
    onAnswer(answer)
  }
  const checkAgain = useEffectEvent((entryId: string) => answerOf(() => check(entryId)))
  const concludeCheck = useEffectEvent(conclude)

  const unknownEntry = 'entryId' in state && state.kind === 'unknown' ? state.entryId : null
  useEffect(() => {
    if (unknownEntry === null) return
    let hasLeft = false
    let timer = setTimeout(look, CHECK_EVERY)
    async function look() {
      const answer = await checkAgain(unknownEntry as string)
      if (hasLeft) return
      if (answer === null || answer.kind === 'unknown') timer = setTimeout(look, CHECK_EVERY)
      else concludeCheck(answer)
    }
    return () => {
      hasLeft = true
      clearTimeout(timer)
    }
  }, [unknownEntry])

  return async function send(start: () => void, action: Action<Final>) {
    if (isSending.current) return
    isSending.current = true
    start()
    const answer = await answerOf(action)
    isSending.current = false
    if (answer) conclude(answer)
    else dispatch({ type: 'no_answer' })
  }
}
