'use client'
import { Button } from '@/lib/ui/button'
import { resendInvitationAction, revokeInvitationAction } from './actions'
import { PeopleOutcomeNotice } from './people-outcome'
import { inviteText as text } from './text'
import { useChange } from './use-change'

/** What can be done with an invitation that wasn't accepted. */
export function OpenInvitation({ email }: { email: string }) {
  const { outcome, isBusy, run } = useChange()
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-2">
        <Button
          disabled={isBusy}
          aria-label={text.resendOf(email)}
          onClick={() => run((call) => call(resendInvitationAction, email))}
        >
          {text.resend}
        </Button>
        <Button
          disabled={isBusy}
          aria-label={text.revokeOf(email)}
          onClick={() => run((call) => call(revokeInvitationAction, email))}
        >
          {text.revoke}
        </Button>
      </div>
      <PeopleOutcomeNotice outcome={outcome} done={text.renewed} sent={text.sent(email)} linkLabel={text.link} />
    </div>
  )
}
