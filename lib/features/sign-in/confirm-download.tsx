'use client'
import { useActionState } from 'react'
import { proofErrors } from '@/lib/domain/access/proof-words'
import { Button } from '@/lib/ui/button'
import { callAction } from '@/lib/ui/call-action'
import { confirmAction } from './actions'
import { signInText, confirmText as text } from './text'

/** @param to the path of the file */
export function ConfirmDownload({ to }: { to: string }) {
  const [said, submit, isPending] = useActionState(async (): Promise<string | null> => {
    const called = await callAction(confirmAction)
    if (!called.ok) return called.failure === 'no_answer' ? signInText.no_answer : null
    if (!called.value) return proofErrors.signed_out
    location.assign(to)
    return text.begun
  }, null)
  return (
    <form action={submit} className="flex flex-col gap-3">
      <div>
        <Button look="primary" type="submit" autoFocus disabled={isPending}>
          {text.submit}
        </Button>
      </div>
      <p role="status" className="min-h-5 text-sm">
        {said}
      </p>
    </form>
  )
}
