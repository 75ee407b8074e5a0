'use client'
import { useState } from 'react'
import { proofErrors } from '@/lib/domain/access/proof-words'
import { Button } from '@/lib/ui/button'
import { callAction } from '@/lib/ui/call-action'
import { confirmAction } from './actions'
import { signInText, confirmText as text } from './text'

/** @param to the path of the file */
export function ConfirmDownload({ to }: { to: string }) {
  const [said, setSaid] = useState<string | null>(null)
  async function confirm() {
    setSaid(null)
    const called = await callAction(confirmAction)
    if (called.ok && called.value) {
      location.assign(to)
      setSaid(text.begun)
    } else if (called.ok) setSaid(proofErrors.signed_out)
    else if (called.failure === 'no_answer') setSaid(signInText.no_answer)
  }
  return (
    <>
      <div>
        <Button look="primary" autoFocus onClick={confirm}>
          {text.submit}
        </Button>
      </div>
      <p role="status" className="min-h-5 text-sm">
        {said}
      </p>
    </>
  )
}
