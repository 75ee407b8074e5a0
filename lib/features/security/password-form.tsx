'use client'
import { type FormEvent, useState } from 'react'
import { Button } from '@/lib/ui/button'
import { NewPasswordField } from '@/lib/ui/new-password-field'
import { Notice } from '@/lib/ui/notice'
import { TextField } from '@/lib/ui/text-field'
import { changePasswordAction } from './actions'
import { securityText as text } from './text'
import { useAsk } from './use-ask'

/** The email is in the form for the browser's password manager, and is not sent. */
export function PasswordForm({ email }: { email: string }) {
  const [isChanged, setIsChanged] = useState(false)
  const { problem, isBusy, ask } = useAsk()
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const element = event.currentTarget
    const form = new FormData(element)
    setIsChanged(false)
    ask<'changed'>(
      (call) => call(changePasswordAction, form),
      () => {
        element.reset()
        setIsChanged(true)
      },
    )
  }
  return (
    <form onSubmit={submit} className="flex max-w-md flex-col gap-3 p-4">
      <input type="text" autoComplete="username" value={email} readOnly hidden />
      <TextField
        label={text.current}
        name="current"
        type="password"
        autoComplete="current-password"
        required
        maxLength={200}
      />
      <NewPasswordField label={text.next} help={text.nextHelp} />
      {problem && <Notice tone="problem" title={problem} live="alert" />}
      {isChanged && <Notice tone="good" title={text.changed} live="status" />}
      <div>
        <Button look="primary" type="submit" disabled={isBusy}>
          {text.change}
        </Button>
      </div>
    </form>
  )
}
