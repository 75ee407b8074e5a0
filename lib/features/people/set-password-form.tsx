'use client'
import { type FormEvent, useState, useTransition } from 'react'
import { Button, buttonClasses } from '@/lib/ui/button'
import { callAction } from '@/lib/ui/call-action'
import { NewPasswordField } from '@/lib/ui/new-password-field'
import { Notice } from '@/lib/ui/notice'
import { TextField } from '@/lib/ui/text-field'
import { type PasswordAnswer, setPasswordAction } from './actions'
import { SignedUp, SignUpWithPasskey } from './sign-up-with-passkey'
import { problemText, passwordText as text } from './text'

type Outcome = PasswordAnswer | { kind: 'unconfirmed' }

function problemOf(outcome: Outcome | null): string | null {
  if (outcome?.kind === 'unconfirmed') return problemText.unconfirmed
  if (outcome?.kind !== 'refused') return null
  return outcome.problem === 'signed_in' ? text.signedIn : problemText[outcome.problem]
}

type Props = {
  token: string
  email: string
  /** Of an invited person. */
  asksName: boolean
  /** Whether an invited person can make a passkey instead. */
  takesPasskeys: boolean
}

/** The email is in the form for the browser's password manager, and is not sent. */
export function SetPasswordForm({ token, email, asksName, takesPasskeys }: Props) {
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [isSending, start] = useTransition()
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    start(async () => {
      const called = await callAction(setPasswordAction, form)
      if (called.ok) setOutcome(called.value)
      else if (called.failure === 'no_answer') setOutcome({ kind: 'unconfirmed' })
    })
  }
  if (codes) return <SignedUp codes={codes} />
  if (outcome?.kind === 'done')
    return (
      <div className="flex flex-col gap-3">
        <Notice tone="good" title={text.done} live="status">
          {text.doneHelp}
        </Notice>
        <a href="/sign-in" className={buttonClasses('primary')}>
          {text.signIn}
        </a>
      </div>
    )
  const problem = problemOf(outcome)
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <input type="hidden" name="token" value={token} />
      <TextField label={text.for} value={email} readOnly autoComplete="username" />
      {asksName && <TextField label={text.name} name="name" autoComplete="name" required maxLength={100} />}
      <NewPasswordField label={text.password} help={text.passwordHelp} />
      {problem && <Notice tone="problem" title={problem} live="alert" />}
      <Button look="primary" type="submit" disabled={isSending}>
        {isSending ? text.submitting : text.submit}
      </Button>
      {asksName && takesPasskeys && <SignUpWithPasskey token={token} onDone={setCodes} />}
    </form>
  )
}
