import 'server-only'
import type { AccountAccess, SystemAccess } from '@/lib/domain/access/permissions'
import {
  compareExternalAccounts,
  type ExternalAccount,
  nameExternalAccount,
} from '@/lib/domain/accounts/external-account'
import { replaceExternalAccounts } from '@/lib/gateways/db/recorded-external-accounts'

/**
 * Keeps the external accounts as Stripe lists them, and records what has changed since the last reading, no matter who reads.
 *
 * @param readAt a moment before Stripe was asked
 * @param isNewer whether an external account was added since, where there is no earlier reading to compare with
 */
export async function recordExternalAccounts(
  access: AccountAccess | SystemAccess,
  accounts: readonly ExternalAccount[],
  { readAt, isNewer = () => false }: { readAt: Date; isNewer?: (account: ExternalAccount) => boolean },
): Promise<void> {
  await replaceExternalAccounts(access, { accounts, readAt }, (recorded) => {
    const before = recorded ?? accounts.filter((account) => !isNewer(account))
    return compareExternalAccounts(before, accounts).map(({ change, account }) => ({
      type: 'external_account.changed',
      change,
      account: nameExternalAccount(account),
      currency: account.currency,
    }))
  })
}
