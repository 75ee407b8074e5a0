import 'server-only'
import type { AccountAccess, SystemAccess } from '@/lib/domain/access/permissions'
import type { Balance } from '@/lib/domain/money/balance'
import { fail, type Result, succeed } from '@/lib/domain/result'
import type { StripeFailure } from '@/lib/domain/stripe/stripe-failure'
import { stripe } from './client'
import { toStripeFailure } from './errors'
import { readBalanceWire } from './wire/balance'
import { requireRead } from './wire/unreadable'

/** With what could leave at once, net of the platform's own fee (Stripe docs, instant payouts for Connect). */
export async function readBalance(access: AccountAccess | SystemAccess): Promise<Result<Balance, StripeFailure>> {
  try {
    const wire = await stripe().balance.retrieve(
      { expand: ['instant_available.net_available'] },
      { stripeAccount: access.account.id },
    )
    const date = Date.parse(wire.lastResponse.headers.date ?? '')
    const balance = requireRead('balance', wire, readBalanceWire(wire))
    return succeed({ ...(!Number.isNaN(date) && { asOf: date }), ...balance })
  } catch (error) {
    return fail(toStripeFailure(error))
  }
}
