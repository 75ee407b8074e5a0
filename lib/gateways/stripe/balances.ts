import 'server-only'
import type { AccountAccess, SystemAccess } from '@/lib/domain/access/permissions'
import type { Balance } from '@/lib/domain/money/balance'
import type { Result } from '@/lib/domain/result'
import type { StripeFailure } from '@/lib/domain/stripe/stripe-failure'
import { askStripe } from './ask-stripe'
import { stripe } from './client'
import { readBalanceWire } from './wire/balance'
import { requireRead } from './wire/unreadable'

/** With what could leave at once, net of the platform's own fee (Stripe docs, instant payouts for Connect). */
export async function readBalance(access: AccountAccess | SystemAccess): Promise<Result<Balance, StripeFailure>> {
  return askStripe(access, async () => {
    const wire = await stripe().balance.retrieve(
      { expand: ['instant_available.net_available'] },
      { stripeAccount: access.account.id },
    )
    const date = Date.parse(wire.lastResponse.headers.date ?? '')
    const balance = requireRead('balance', wire, readBalanceWire(wire))
    return { ...(!Number.isNaN(date) && { asOf: date }), ...balance }
  })
}
