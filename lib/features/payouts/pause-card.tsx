import type { AccountAccess } from '@/lib/domain/access/permissions'
import type { PayoutPause } from '@/lib/domain/payouts/payouts-disabled'
import { accountInDashboard } from '@/lib/domain/stripe/dashboard-links'
import { stripeMode } from '@/lib/env'
import { Card } from '@/lib/ui/card'
import { pauseText as text } from './text'

type Props = { access: AccountAccess; pause: Promise<PayoutPause | null> }

/** For staff: what a pause does to payouts already made, and where Stripe offers one. It has no API for it. */
export async function PauseCard({ access: { role, account }, pause }: Props) {
  if (role === 'owner' || role === 'member') return null
  const liability = account.controller.lossesLiability
  const isPaused = (await pause) === 'paused'
  return (
    <Card title={text.title}>
      <div className="flex flex-col gap-2 p-4 text-sm">
        {liability === 'stripe' && !isPaused ? (
          <p className="text-muted">{text.stripeLiable}</p>
        ) : (
          <>
            <p>{text.effect}</p>
            <p className="text-muted">{liability === null ? text.unknownLiable : text.where}</p>
            <p>
              <a
                href={accountInDashboard(stripeMode(), account.id)}
                target="_blank"
                rel="noreferrer"
                className="font-medium text-accent underline underline-offset-2"
              >
                {isPaused ? text.resume : text.pause}
              </a>
            </p>
          </>
        )}
      </div>
    </Card>
  )
}
