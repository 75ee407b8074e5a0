import 'server-only'
import type { AccountAccess, SystemAccess } from '@/lib/domain/access/permissions'
import type { ExternalAccount } from '@/lib/domain/accounts/external-account'
import { list, record } from '@/lib/domain/foreign'
import type { Result } from '@/lib/domain/result'
import type { StripeFailure } from '@/lib/domain/stripe/stripe-failure'
import { askStripe } from './ask-stripe'
import { stripe } from './client'
import { readExternalAccountWire } from './wire/external-account'
import { requireRead } from './wire/unreadable'

/** Five a currency at most (Stripe docs, external accounts), so one page holds them all. */
const PAGE = 100

export async function listExternalAccounts(
  access: AccountAccess | SystemAccess,
): Promise<Result<ExternalAccount[], StripeFailure>> {
  return askStripe(access, async () => {
    const wire = await stripe().accounts.listExternalAccounts(access.account.id, { limit: PAGE }, {})
    return requireRead('list of external accounts', wire, readAll(wire))
  })
}

/** Null where one of them cannot be read: a list that lacks one would say that it was removed. */
function readAll(wire: unknown): ExternalAccount[] | null {
  const accounts = list(record(wire).data)?.map(readExternalAccountWire)
  return accounts?.every((account) => account !== null) ? accounts : null
}
