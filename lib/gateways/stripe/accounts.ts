import 'server-only'
import type { SystemAccess } from '@/lib/domain/access/permissions'
import type { AccountProfile } from '@/lib/domain/accounts/connected-account'
import { fail, type Result, succeed } from '@/lib/domain/result'
import type { StripeFailure } from '@/lib/domain/stripe/stripe-failure'
import { stripe } from './client'
import { toStripeFailure } from './errors'
import { readAccountWire } from './wire/account'
import { requireRead } from './wire/unreadable'

const PAGE = 100

/** Every connected account of the platform, newest first, page by page as the caller asks on; null for one that cannot be read. Throws when Stripe fails. */
export async function* walkAccounts(): AsyncGenerator<AccountProfile | null> {
  for await (const account of stripe().accounts.list({ limit: PAGE }, { maxNetworkRetries: 2 }))
    yield readAccountWire(account)
}

export async function readAccount(access: SystemAccess): Promise<Result<AccountProfile, StripeFailure>> {
  try {
    const wire = await stripe().accounts.retrieve(access.account.id, {}, {})
    return succeed(requireRead('account', wire, readAccountWire(wire)))
  } catch (error) {
    return fail(toStripeFailure(error))
  }
}
