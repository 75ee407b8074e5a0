import 'server-only'
import type { SystemAccess } from '@/lib/domain/access/permissions'
import type { AccountProfile } from '@/lib/domain/accounts/connected-account'
import { flag, list } from '@/lib/domain/foreign'
import type { Result } from '@/lib/domain/result'
import type { StripeFailure } from '@/lib/domain/stripe/stripe-failure'
import { askStripe } from './ask-stripe'
import { stripe } from './client'
import { readAccountWire } from './wire/account'
import { requireRead } from './wire/unreadable'

const PAGE = 100

/** `unreadable` counts those without an id. */
export type AccountPage = {
  accounts: AccountProfile[]
  unreadable: number
  /** The account after which the next page begins; null on the last one. */
  next: string | null
}

/**
 * A page of Stripe's list of connected accounts, newest first.
 *
 * @param after the account after which the page begins; null for the first
 */
export async function listAccountPage(after: string | null): Promise<Result<AccountPage, StripeFailure>> {
  return askStripe(null, async () => {
    const wire = await stripe().accounts.list({ limit: PAGE, ...(after && { starting_after: after }) })
    const rows = requireRead('list of accounts', wire, list(wire.data))
    const accounts = rows.map(readAccountWire).filter((account) => account !== null)
    // Where Stripe doesn't say whether there is more, an empty page is the last.
    const hasMore = flag(wire.has_more) ?? rows.length > 0
    const next = hasMore ? requireRead('list of accounts', wire, accounts.at(-1)?.id ?? null) : null
    return { accounts, unreadable: rows.length - accounts.length, next }
  })
}

export async function readAccount(access: SystemAccess): Promise<Result<AccountProfile, StripeFailure>> {
  return askStripe(access, async () => {
    const wire = await stripe().accounts.retrieve(access.account.id, {}, {})
    return requireRead('account', wire, readAccountWire(wire))
  })
}
