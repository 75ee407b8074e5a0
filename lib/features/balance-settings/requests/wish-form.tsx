'use client'
import { type FormEvent, useRef, useState, useTransition } from 'react'
import { Button } from '@/lib/ui/button'
import { callAction } from '@/lib/ui/call-action'
import { Notice } from '@/lib/ui/notice'
import { SelectField } from '@/lib/ui/select-field'
import { TextField } from '@/lib/ui/text-field'
import { requestSettingAction, type WishAnswer } from './actions'
import { wishText as text } from './text'

/** An owner asks for a change of a setting that only the platform can change. What was typed stays until it is sent. */
export default function WishForm({
  accountId,
  fields,
}: {
  accountId: string
  fields: { field: string; label: string }[]
}) {
  const form = useRef<HTMLFormElement>(null)
  const [outcome, setOutcome] = useState<WishAnswer['kind'] | 'unanswered' | null>(null)
  const [isBusy, start] = useTransition()
  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const typed = Object.fromEntries(new FormData(event.currentTarget))
    setOutcome(null)
    start(async () => {
      const called = await callAction(requestSettingAction, accountId, typed)
      if (called.ok) setOutcome(called.value.kind)
      else if (called.failure === 'no_answer') setOutcome('unanswered')
      if (called.ok && called.value.kind === 'sent') form.current?.reset()
    })
  }
  return (
    <form ref={form} onSubmit={send} className="flex flex-col gap-3">
      <SelectField label={text.field} name="field" className="max-w-80">
        {fields.map(({ field, label }) => (
          <option key={field} value={field}>
            {label}
          </option>
        ))}
      </SelectField>
      <TextField label={text.wanted} name="wanted" placeholder={text.wantedPlaceholder} maxLength={300} required />
      <TextField label={text.reason} name="reason" maxLength={500} required />
      {outcome === 'sent' && <Notice tone="good" title={text.sent} live="status" />}
      {outcome === 'incomplete' && <Notice tone="problem" title={text.incomplete} live="alert" />}
      {outcome === 'disconnected' && <Notice tone="problem" title={text.disconnected} live="alert" />}
      {outcome === 'signed_out' && <Notice tone="problem" title={text.signedOut} live="alert" />}
      {outcome === 'unanswered' && <Notice tone="warning" title={text.unanswered} live="alert" />}
      <div>
        <Button type="submit" disabled={isBusy}>
          {text.send}
        </Button>
      </div>
    </form>
  )
}
