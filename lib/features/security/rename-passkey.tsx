'use client'
import { useState } from 'react'
import { Button } from '@/lib/ui/button'
import { TextField } from '@/lib/ui/text-field'
import { renamePasskeyAction } from './actions'
import { securityText as text } from './text'
import { useAsk } from './use-ask'

/** A button that becomes a field for another name. */
export function RenamePasskey({ id, name }: { id: string; name: string }) {
  const [isOpen, setIsOpen] = useState(false)
  const { problem, isBusy, ask } = useAsk()
  if (!isOpen)
    return (
      <Button aria-label={text.renameOf(name)} onClick={() => setIsOpen(true)}>
        {text.rename}
      </Button>
    )
  const save = (form: FormData) =>
    ask(
      (call) => call(renamePasskeyAction, id, form.get('name')),
      () => setIsOpen(false),
    )
  return (
    <form action={save} className="flex flex-col gap-2">
      <TextField
        label={text.newName}
        name="name"
        defaultValue={name}
        maxLength={60}
        required
        autoFocus
        error={problem ?? undefined}
      />
      <div className="flex flex-wrap gap-2">
        <Button look="primary" type="submit" disabled={isBusy}>
          {text.saveName}
        </Button>
        <Button onClick={() => setIsOpen(false)}>{text.cancel}</Button>
      </div>
    </form>
  )
}
