'use client'
import { type MouseEvent, useState, useTransition } from 'react'
import { Button, buttonClasses } from '@/lib/ui/button'
import { callAction } from '@/lib/ui/call-action'
import { Notice } from '@/lib/ui/notice'
import { createPasskey } from '@/lib/ui/passkey'
import { beginSignUpAction, signUpAction } from './sign-up-actions'
import { problemText, signUpText as text } from './text'

type Outcome = { problem: string } | { codes: readonly string[] }

/** An invited person makes a passkey instead of a password. The name is the one that is typed in the form around it. */
export function SignUpWithPasskey({ token, onDone }: { token: string; onDone: (codes: readonly string[]) => void }) {
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, start] = useTransition()
  function click({ currentTarget: { form } }: MouseEvent<HTMLButtonElement>) {
    const field = form?.elements.namedItem('name')
    if (!(field instanceof HTMLInputElement) || !field.reportValidity()) return
    setProblem(null)
    start(async () => {
      const outcome = await signUp(token, field.value)
      if (outcome && 'codes' in outcome) onDone(outcome.codes)
      else setProblem(outcome?.problem ?? null)
    })
  }
  return (
    <div className="flex flex-col gap-2 border-t border-line pt-4 noscript:hidden">
      <p className="text-xs text-muted">{text.help}</p>
      {problem && <Notice tone="problem" title={problem} live="alert" />}
      <Button type="button" disabled={isBusy} onClick={click}>
        {text.submit}
      </Button>
    </div>
  )
}

/** Null where the page shows by itself why nothing more happens here. */
async function signUp(token: string, name: string): Promise<Outcome | null> {
  const begun = await callAction(beginSignUpAction, { token, name })
  if (!begun.ok) return unanswered(begun.failure)
  if (begun.value.kind === 'refused') return { problem: problemOf(begun.value.problem) }
  const { personId, options } = begun.value
  const made = await createPasskey(options)
  if (!made.ok) return { problem: text.failures[made.failure] }
  const done = await callAction(signUpAction, { token, name, personId, sent: made.value })
  if (!done.ok) return unanswered(done.failure)
  return done.value.kind === 'signed_up' ? { codes: done.value.codes } : { problem: problemOf(done.value.problem) }
}

const unanswered = (failure: string) => (failure === 'no_answer' ? { problem: problemText.unconfirmed } : null)

function problemOf(problem: keyof typeof problemText | 'signed_in' | 'not_accepted'): string {
  if (problem === 'signed_in') return text.signedIn
  return problem === 'not_accepted' ? text.notAccepted : problemText[problem]
}

/** After the sign-up: the recovery codes, which are shown this once. */
export const SignedUp = ({ codes }: { codes: readonly string[] }) => (
  <div className="flex flex-col gap-3 text-sm">
    <Notice tone="good" title={text.done} live="status">
      {text.doneHelp}
    </Notice>
    <h2 className="font-semibold">{text.codes}</h2>
    <p className="text-muted">{text.codesHelp}</p>
    <ul className="grid gap-1 font-mono sm:grid-cols-2">
      {codes.map((code) => (
        <li key={code}>{code}</li>
      ))}
    </ul>
    <a href="/sign-in" className={buttonClasses('primary')}>
      {text.signIn}
    </a>
  </div>
)
