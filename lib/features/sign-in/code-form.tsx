'use client'
import { useActionState } from 'react'
import { Button } from '@/lib/ui/button'
import { callAction } from '@/lib/ui/call-action'
import { TextField } from '@/lib/ui/text-field'
import { type ProofAnswer, passCodeAction } from './actions'
import { signInText, codeText as text } from './text'

/** The second step of a sign-in. A right code leads to a new document, as a sign-in without one does. */
export function CodeForm({ to }: { to: string }) {
  const [{ error }, submit, isPending] = useActionState(
    async (_before: ProofAnswer, form: FormData): Promise<ProofAnswer> => {
      const called = await callAction(passCodeAction, form.get('code'))
      if (!called.ok) return { error: called.failure === 'no_answer' ? signInText.no_answer : null }
      if (called.value.error !== null) return called.value
      location.assign(to)
      return new Promise(() => {})
    },
    { error: null },
  )
  return (
    <form action={submit} className="flex flex-col gap-3">
      <TextField
        label={text.code}
        name="code"
        autoComplete="one-time-code"
        required
        maxLength={40}
        aria-describedby="code-error"
        controlClassName="font-mono"
      />
      <p id="code-error" role="alert" className="min-h-5 text-sm text-failed">
        {error}
      </p>
      <Button look="primary" type="submit" disabled={isPending}>
        {isPending ? text.submitting : text.submit}
      </Button>
    </form>
  )
}
