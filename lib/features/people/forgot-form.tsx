'use client'
import { useActionState } from 'react'
import { Button } from '@/lib/ui/button'
import { callAction } from '@/lib/ui/call-action'
import { Notice } from '@/lib/ui/notice'
import { TextField } from '@/lib/ui/text-field'
import { type ResetAnswer, requestResetAction } from './actions'
import { forgotText as text } from './text'

type State = ResetAnswer | { kind: 'unconfirmed' } | null

function problemOf(state: State): string | null {
  if (state?.kind === 'wait') return text.wait(Math.max(Math.ceil((state.until - state.now) / 1000), 2))
  return state && state.kind !== 'asked' ? text[state.kind] : null
}

export function ForgotForm() {
  const [state, submit, isPending] = useActionState(async (before: State, form: FormData): Promise<State> => {
    const called = await callAction(requestResetAction, form)
    if (called.ok) return called.value
    return called.failure === 'no_answer' ? { kind: 'unconfirmed' } : before
  }, null)
  if (state?.kind === 'asked')
    return (
      <Notice tone="good" title={text.asked} live="status">
        {text.askedHelp}
      </Notice>
    )
  return (
    <form action={submit} noValidate className="flex flex-col gap-3">
      <TextField
        label={text.email}
        name="email"
        type="email"
        autoComplete="username"
        required
        aria-describedby="forgot-error"
      />
      <p id="forgot-error" role="alert" className="min-h-5 text-sm text-failed">
        {problemOf(state)}
      </p>
      <Button look="primary" type="submit" disabled={isPending}>
        {isPending ? text.submitting : text.submit}
      </Button>
    </form>
  )
}
