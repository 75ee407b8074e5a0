import 'server-only'
import type { SystemAccess } from '@/lib/domain/access/permissions'
import type { AccountStanding } from '@/lib/domain/accounts/account-state'
import { indexAccounts } from '../account-index'
import { transaction } from '../client'

/** Gives an account a standing, whatever is known of its payouts. */
export async function setAccountStanding(access: SystemAccess, standing: AccountStanding): Promise<void> {
  const { id } = access.account
  const { state, reason: stateReason, nextPayoutOn } = standing
  await transaction(async (tx) => {
    await tx.connectedAccount.update({ where: { id }, data: { state, stateReason, nextPayoutOn } })
    await indexAccounts(tx, [id])
  })
}
