'use client'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { Proof } from '@/lib/domain/access/page-answer'
import { Button } from '@/lib/ui/button'
import { callAction } from '@/lib/ui/call-action'
import { TextField } from '@/lib/ui/text-field'
import { passkeyProofOptionsAction, proveAgainAction, proveWithPasskeyAction } from './actions'
import { passkeyText, signInText, proofText as text } from './text'
import { usePasskey } from './use-passkey'

const PROVEN = 'proven'

/** Closed without a proof, nothing is done; the page keeps what was typed. */
export function ProofDialog({ proof, onClose }: { proof: Proof; onClose: (isProven: boolean) => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  const [error, setError] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const passkey = usePasskey(passkeyProofOptionsAction, proveWithPasskeyAction, () => dialog.current?.close(PROVEN))
  const hasPasskey = proof === 'passkey' || proof === 'passkey_or_code'
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const typed = new FormData(event.currentTarget).get('proof')
    setIsBusy(true)
    const called = await callAction(proveAgainAction, typed)
    setIsBusy(false)
    if (called.ok && called.value.error === null) return dialog.current?.close(PROVEN)
    if (called.ok) setError(called.value.error)
    else if (called.failure === 'no_answer') setError(signInText.no_answer)
    else dialog.current?.close()
  }
  return (
    <dialog
      ref={dialog}
      onClose={({ currentTarget }) => onClose(currentTarget.returnValue === PROVEN)}
      aria-labelledby="proof-title"
      aria-describedby="proof-help"
      className="m-auto w-[min(440px,calc(100vw-24px))] rounded-md border border-line-strong bg-surface p-5 text-ink shadow-2xl backdrop:bg-[rgb(0_0_0/0.55)]"
    >
      <h2 id="proof-title" className="text-lg font-semibold">
        {text.title}
      </h2>
      <p id="proof-help" className="mt-2 mb-4 text-sm text-muted">
        {text.help}
      </p>
      {hasPasskey && (
        <div className="mb-4 flex flex-col gap-2">
          <Button look="primary" autoFocus disabled={passkey.isBusy} onClick={passkey.start}>
            {passkeyText.use}
          </Button>
          <p role="alert" className="text-sm text-failed empty:hidden">
            {passkey.error}
          </p>
          <p className="text-center text-xs text-muted">{passkeyText.or}</p>
        </div>
      )}
      <form onSubmit={submit} className="flex flex-col gap-3">
        <TextField
          label={text[proof]}
          name="proof"
          type={proof === 'password' ? 'password' : 'text'}
          autoComplete={proof === 'password' ? 'current-password' : 'one-time-code'}
          required
          maxLength={200}
          aria-describedby="proof-error"
        />
        <p id="proof-error" role="alert" className="min-h-5 text-sm text-failed">
          {error}
        </p>
        <div className="flex justify-end gap-2">
          <Button look={hasPasskey ? 'plain' : 'primary'} type="submit" disabled={isBusy}>
            {isBusy ? text.submitting : text.submit}
          </Button>
          <Button onClick={() => dialog.current?.close()}>{text.cancel}</Button>
        </div>
      </form>
    </dialog>
  )
}
