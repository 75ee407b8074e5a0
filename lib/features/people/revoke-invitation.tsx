'use client'
import { Button } from '@/lib/ui/button'
import { revokeInvitationAction } from './actions'
import { problemText, inviteText as text } from './text'
import { useChange } from './use-change'

export function RevokeInvitation({ email }: { email: string }) {
  const { outcome, isBusy, run } = useChange()
  return (
    <>
      <Button
        disabled={isBusy}
        aria-label={text.revokeOf(email)}
        onClick={() => run((call) => call(revokeInvitationAction, email))}
      >
        {text.revoke}
      </Button>
      {outcome && outcome.kind !== 'done' && (
        <p role="alert" className="mt-1 text-xs text-failed">
          {problemText[outcome.kind === 'refused' ? outcome.problem : outcome.kind]}
        </p>
      )}
    </>
  )
}
