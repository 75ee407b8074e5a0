'use client'
import { type FormEvent, useState, useTransition } from 'react'
import type { NoticeChoice } from '@/lib/domain/notices/topics'
import { Button } from '@/lib/ui/button'
import { callAction } from '@/lib/ui/call-action'
import { CheckboxField } from '@/lib/ui/checkbox-field'
import { Notice } from '@/lib/ui/notice'
import { saveNoticesAction } from './actions'
import { noticesText as text } from './text'

export function NoticesForm({ choices }: { choices: readonly NoticeChoice[] }) {
  const [outcome, setOutcome] = useState<'saved' | 'signed_out' | 'unconfirmed' | null>(null)
  const [isSaving, start] = useTransition()
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setOutcome(null)
    start(async () => {
      const called = await callAction(saveNoticesAction, form)
      if (called.ok) setOutcome(called.value)
      else if (called.failure === 'no_answer') setOutcome('unconfirmed')
    })
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      {choices.map(({ topic, isOn, isFixed }) => (
        <CheckboxField
          key={topic}
          name={topic}
          label={text.topics[topic]}
          defaultChecked={isOn}
          disabled={isFixed}
          help={isFixed ? text.fixed : undefined}
        />
      ))}
      {outcome === 'saved' && <Notice tone="good" title={text.saved} live="status" />}
      {outcome === 'signed_out' && <Notice tone="problem" title={text.signedOut} live="alert" />}
      {outcome === 'unconfirmed' && <Notice tone="warning" title={text.unconfirmed} live="alert" />}
      <div>
        <Button look="primary" type="submit" disabled={isSaving}>
          {isSaving ? text.submitting : text.submit}
        </Button>
      </div>
    </form>
  )
}
