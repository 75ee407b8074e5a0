import 'server-only'
import type Stripe from 'stripe'
import type { AccountAccess, SystemAccess } from '@/lib/domain/access/permissions'
import type { ExternalAccount } from '@/lib/domain/accounts/external-account'
import { fail, type Result, succeed } from '@/lib/domain/result'
import type { StripeFailure } from '@/lib/domain/stripe/stripe-failure'
import { stripe } from './client'
import { toStripeFailure } from './errors'

/** Five a currency at most (Stripe docs, external accounts), so one page holds them all. */
const PAGE = 100

export async function listExternalAccounts(
  access: AccountAccess | SystemAccess,
): Promise<Result<ExternalAccount[], StripeFailure>> {
  try {
    const { data } = await stripe().accounts.listExternalAccounts(access.account.id, { limit: PAGE }, {})
    return succeed(data.map(fromWire))
  } catch (error) {
    return fail(toStripeFailure(error))
  }
}

function fromWire(wire: Stripe.BankAccount | Stripe.Card): ExternalAccount {
  const shared = {
    id: wire.id,
    last4: wire.last4,
    country: wire.country ?? '',
    currency: wire.currency ?? '',
    isDefault: wire.default_for_currency ?? null,
    takesInstant: wire.available_payout_methods?.includes('instant') ?? false,
  }
  return wire.object === 'card'
    ? { ...shared, kind: 'card', name: wire.brand, status: wire.status ?? 'new' }
    : { ...shared, kind: 'bank_account', name: wire.bank_name, status: wire.status }
}
