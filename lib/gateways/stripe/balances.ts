import 'server-only'
import type { Balance } from '@/lib/domain/balance'
import type { AccountAccess, SystemAccess } from '@/lib/domain/permissions'
import { fail, type Result, succeed } from '@/lib/domain/result'
import type { StripeFailure } from '@/lib/domain/stripe-failure'
import { stripe } from './client'
import { toStripeFailure } from './errors'

export async function readBalance(access: AccountAccess | SystemAccess): Promise<Result<Balance, StripeFailure>> {
  try {
    const wire = await stripe().balance.retrieve({}, { stripeAccount: access.account.id })
    const money = ({ amount, currency }: { amount: number; currency: string }) => ({ amount, currency })
    return succeed({ available: wire.available.map(money), pending: wire.pending.map(money) })
  } catch (error) {
    return fail(toStripeFailure(error))
  }
}
