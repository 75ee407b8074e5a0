'use client'
import { Button } from '@/lib/ui/button'
import { resendToAccountAction, revokeFromAccountAction } from './account-actions'
import { resendInvitationAction, revokeInvitationAction } from './actions'
import { PeopleOutcomeNotice } from './people-outcome'
import { inviteText as text } from './text'
import { useChange } from './use-change'

/** What can be done with an invitation that wasn't accepted. */
export function OpenInvitation({
  email,
  accountId,
  asOwner,
}: {
  email: string
  /** Null for an invitation as staff. */
  accountId: string | null
  /** An owner does it for their account, and not an admin. */
  asOwner: boolean
}) {
  const { outcome, isBusy, run } = useChange()
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-2">
        <Button
          disabled={isBusy}
          aria-label={text.resendOf(email)}
          onClick={() =>
            run((call) =>
              asOwner ? call(resendToAccountAction, accountId, email) : call(resendInvitationAction, email, accountId),
            )
          }
        >
          {text.resend}
        </Button>
        <Button
          disabled={isBusy}
          aria-label={text.revokeOf(email)}
          onClick={() =>
            run((call) =>
              asOwner
                ? call(revokeFromAccountAction, accountId, email)
                : call(revokeInvitationAction, email, accountId),
            )
          }
        >
          {text.revoke}
        </Button>
      </div>
      <PeopleOutcomeNotice
        outcome={outcome}
        done={outcome?.kind === 'done' && outcome.delivery === null ? text.revoked : text.renewed}
        sent={text.sent(email)}
        linkLabel={text.link}
      />
    </div>
  )
}
