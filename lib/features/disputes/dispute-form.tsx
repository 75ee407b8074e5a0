'use client'
import { type FormEvent, useState, useTransition } from 'react'
import { Button } from '@/lib/ui/button'
import { callAction } from '@/lib/ui/call-action'
import { Notice } from '@/lib/ui/notice'
import { disputeAction } from './actions'
import { disputeText as text } from './text'

export function DisputeForm({ token }: { token: string }) {
  const [isUnknown, setUnknown] = useState(false)
  const [isSending, start] = useTransition()
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    start(async () => {
      const called = await callAction(disputeAction, token)
      setUnknown(!called.ok && called.failure === 'no_answer')
    })
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <p>{text.asks}</p>
      {isUnknown && <Notice tone="warning" title={text.unconfirmed} live="alert" />}
      <Button look="primary" type="submit" disabled={isSending}>
        {isSending ? text.submitting : text.submit}
      </Button>
    </form>
  )
}
