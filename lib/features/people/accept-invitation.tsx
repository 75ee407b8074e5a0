'use client'
import { useState, useTransition } from 'react'
import { Button, buttonClasses } from '@/lib/ui/button'
import { callAction } from '@/lib/ui/call-action'
import { Notice } from '@/lib/ui/notice'
import { acceptInvitationAction } from './actions'
import { problemText, passwordText as text } from './text'

/** For somebody who is signed in, and keeps their password. */
export function AcceptInvitation({ token, accountName }: { token: string; accountName: string | null }) {
  const [outcome, setOutcome] = useState<'done' | keyof typeof problemText | null>(null)
  const [isBusy, start] = useTransition()
  const accept = () =>
    start(async () => {
      const called = await callAction(acceptInvitationAction, token)
      if (called.ok) setOutcome(called.value.kind === 'done' ? 'done' : called.value.problem)
      else if (called.failure === 'no_answer') setOutcome('unconfirmed')
    })
  if (outcome === 'done')
    return (
      <div className="flex flex-col gap-3">
        <Notice tone="good" title={text.accepted} live="status" />
        <a href="/" className={buttonClasses('primary')}>
          {text.toAccount}
        </a>
      </div>
    )
  return (
    <div className="flex flex-col gap-3">
      {outcome && <Notice tone="problem" title={problemText[outcome]} live="alert" />}
      <Button look="primary" disabled={isBusy} onClick={accept}>
        {accountName === null ? text.acceptStaff : text.accept(accountName)}
      </Button>
    </div>
  )
}
