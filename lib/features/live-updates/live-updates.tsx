import type { AccountAccess } from '@/lib/domain/access/permissions'
import { latestEventAt } from '@/lib/gateways/db/stripe-events'
import { ChangeListener } from './change-listener'

/** The time of the latest processed event of the account. A page reads it before its other data. */
export const changesSoFar = (access: AccountAccess): Promise<number> => latestEventAt(access)

/** Keeps an open page up to date with the events processed after `soFar`. */
export async function LiveUpdates({ access, soFar }: { access: AccountAccess; soFar: Promise<number> }) {
  return <ChangeListener accountId={access.account.id} since={await soFar} />
}
