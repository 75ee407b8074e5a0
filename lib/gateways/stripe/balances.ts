import 'server-only'
import type { AccountAccess, SystemAccess } from '@/lib/domain/access/permissions'
import type { Balance, PayoutSource } from '@/lib/domain/money/balance'
import { fail, type Result, succeed } from '@/lib/domain/result'
import type { StripeFailure } from '@/lib/domain/stripe/stripe-failure'
import { stripe } from './client'
import { toStripeFailure } from './errors'

const SOURCES: readonly PayoutSource[] = ['card', 'bank_account', 'fpx']

/** With what could leave at once, net of the platform's own fee (Stripe docs, instant payouts for Connect). */
export async function readBalance(access: AccountAccess | SystemAccess): Promise<Result<Balance, StripeFailure>> {
  try {
    const wire = await stripe().balance.retrieve(
      { expand: ['instant_available.net_available'] },
      { stripeAccount: access.account.id },
    )
    const money = ({ amount, currency }: { amount: number; currency: string }) => ({ amount, currency })
    const date = Date.parse(wire.lastResponse.headers.date ?? '')
    return succeed({
      ...(!Number.isNaN(date) && { asOf: date }),
      available: wire.available.map(money),
      pending: wire.pending.map(money),
      sources: wire.available.flatMap(({ currency, source_types: sources = {} }) =>
        SOURCES.flatMap((source) => {
          const amount = sources[source]
          return amount === undefined ? [] : [{ source, amount, currency }]
        }),
      ),
      instant: (wire.instant_available ?? []).map((part) => ({
        ...money(part),
        net: (part.net_available ?? []).map(({ amount, destination }) => ({ amount, destinationId: destination })),
      })),
    })
  } catch (error) {
    return fail(toStripeFailure(error))
  }
}
