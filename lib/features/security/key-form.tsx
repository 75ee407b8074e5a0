'use client'
import { type FormEvent, useState } from 'react'
import { API_SCOPES, KEY_DAYS, SCOPE_WORDS } from '@/lib/domain/access/api-scopes'
import { Button } from '@/lib/ui/button'
import { CheckboxField } from '@/lib/ui/checkbox-field'
import { Notice } from '@/lib/ui/notice'
import { SelectField } from '@/lib/ui/select-field'
import { TextField } from '@/lib/ui/text-field'
import { createKeyAction } from './key-actions'
import { keyText as text } from './key-text'
import { useAsk } from './use-ask'

/** Makes a key and shows it once. */
export function KeyForm() {
  const [created, setCreated] = useState<string | null>(null)
  const { problem, isBusy, ask } = useAsk()
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const element = event.currentTarget
    const form = new FormData(element)
    setCreated(null)
    ask<{ kind: 'created'; key: string }>(
      (call) => call(createKeyAction, form),
      ({ key }) => {
        element.reset()
        setCreated(key)
      },
    )
  }
  return (
    <form onSubmit={submit} className="flex max-w-md flex-col gap-3 border-t border-line p-4">
      <h3 className="text-sm font-semibold">{text.create}</h3>
      <TextField label={text.name} name="key-name" help={text.nameHelp} required maxLength={60} />
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1 text-sm font-medium">{text.scopes}</legend>
        {API_SCOPES.map((scope) => (
          <CheckboxField key={scope} name="scope" value={scope} label={SCOPE_WORDS[scope]} />
        ))}
      </fieldset>
      <SelectField label={text.days} name="days" defaultValue={KEY_DAYS[1]}>
        {KEY_DAYS.map((days) => (
          <option key={days} value={days}>
            {text.daysOf(days)}
          </option>
        ))}
      </SelectField>
      {problem && <Notice tone="problem" title={problem} live="alert" />}
      {created && (
        <>
          <Notice tone="good" title={text.done} live="status">
            {text.once}
          </Notice>
          <TextField
            label={text.key}
            value={created}
            readOnly
            onFocus={(event) => event.target.select()}
            controlClassName="font-mono"
          />
        </>
      )}
      <div>
        <Button look="primary" type="submit" disabled={isBusy}>
          {text.submit}
        </Button>
      </div>
    </form>
  )
}
