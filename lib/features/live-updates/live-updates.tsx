import type { AccountAccess } from '@/lib/domain/access/permissions'
import { latestEventAt } from '@/lib/gateways/db/stripe-events'
import { ChangeListener } from './change-listener'

/** Up to where Stripe's events are worked off; asked before anything else of a page is read. */
export const changesSoFar = (access: AccountAccess): Promise<number> => latestEventAt(access)

/** Keeps an open page right: it is told of whatever Stripe says about the account after `soFar`. */
export async function LiveUpdates({ access, soFar }: { access: AccountAccess; soFar: Promise<number> }) {
  return <ChangeListener accountId={access.account.id} drawnAt={await soFar} />
}
