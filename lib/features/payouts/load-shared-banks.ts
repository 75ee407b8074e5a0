import 'server-only'
import type { AccountAccess, AccountPermission } from '@/lib/domain/access/permissions'
import type { AccountOverview } from '@/lib/domain/accounts/account-overview'
import { findSharedBanks } from '@/lib/gateways/db/known-banks'

export type SharedBanks = Awaited<ReturnType<typeof findSharedBanks>>

/** For staff: which of an account's bank accounts and cards are on other accounts as well. */
export function loadSharedBanks(access: AccountAccess<AccountPermission, AccountOverview>): Promise<SharedBanks> {
  const known = access.account.externalAccounts?.value ?? []
  return findSharedBanks(
    access,
    known.map(({ id }) => id),
  )
}
