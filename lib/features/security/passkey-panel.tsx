'use client'
import { type ReactNode, useState } from 'react'
import { Button } from '@/lib/ui/button'
import { Notice } from '@/lib/ui/notice'
import { createPasskey } from '@/lib/ui/passkey'
import { TextField } from '@/lib/ui/text-field'
import { addPasskeyAction, beginPasskeyAction, type Codes, type Refused } from './actions'
import { RecoveryCodes } from './recovery-codes'
import { securityText as text } from './text'
import { useAsk } from './use-ask'

/** @param children the passkeys that there are */
export function PasskeyPanel({ children }: { children: ReactNode }) {
  const [added, setAdded] = useState<Codes | 'added' | null>(null)
  const { problem, isBusy, ask } = useAsk()
  function submit(form: FormData) {
    setAdded(null)
    ask<Codes | 'added'>(async (call) => {
      const begun = await call(beginPasskeyAction)
      if (!begun.ok || 'kind' in begun.value) return begun as typeof begun & { value: Refused }
      const made = await createPasskey(begun.value)
      if (!made.ok) return { ok: true, value: { kind: 'refused', problem: text.passkeyFailures[made.failure] } }
      return call(addPasskeyAction, made.value, form.get('name'))
    }, setAdded)
  }
  if (added && added !== 'added') return <RecoveryCodes title={text.passkeyAdded} codes={added.codes} />
  return (
    <>
      <p className="p-4 text-sm text-muted">{text.passkeysHelp}</p>
      {children}
      <form action={submit} className="flex flex-col gap-3 border-t border-line p-4">
        <TextField
          label={text.passkeyName}
          help={text.passkeyNameHelp}
          name="name"
          required
          maxLength={60}
          className="max-w-md"
        />
        {problem && <Notice tone="problem" title={problem} live="alert" />}
        {added && <Notice tone="good" title={text.passkeyAdded} live="status" />}
        <div>
          <Button type="submit" disabled={isBusy}>
            {text.addPasskey}
          </Button>
        </div>
      </form>
    </>
  )
}
