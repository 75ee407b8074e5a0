'use server'
import { requireAccountInAction } from '@/lib/auth/account-access'
import { type CancelOutcome, cancelPayoutByHand } from './cancel-payout'
import type { OrderErrors, OrderOutcome } from './order-outcome'
import { checkOrder, orderPayout } from './order-payout'
import { orderSchema } from './order-schema'

/** Answers at once with a promise that streams behind it, as a save does: a slow Stripe holds up nothing else. */
export async function orderPayoutAction(
  accountId: string,
  submission: unknown,
): Promise<{ outcome: Promise<OrderOutcome> }> {
  const access = await requireAccountInAction(accountId, 'payouts:create')
  if (!access.ok) return { outcome: Promise.resolve({ kind: 'signed_out' }) }
  const parsed = orderSchema.safeParse(submission)
  if (parsed.success) return { outcome: orderPayout(access.value, parsed.data) }
  const fields: OrderErrors = {}
  for (const { path, message } of parsed.error.issues)
    fields[path.at(-1) === 'destinationId' ? 'destination' : 'amount'] ??= message
  return { outcome: Promise.resolve({ kind: 'invalid', fields }) }
}

export async function cancelPayoutAction(accountId: string, payoutId: string): Promise<CancelOutcome> {
  const access = await requireAccountInAction(accountId, 'payouts:create')
  if (!access.ok) return { kind: 'refused', message: 'Your session has ended. Nothing was canceled.' }
  if (typeof payoutId !== 'string' || !/^po_[A-Za-z0-9]{1,64}$/.test(payoutId))
    return { kind: 'refused', message: 'There is no such payout.' }
  return cancelPayoutByHand(access.value, payoutId)
}

export async function checkOrderAction(
  accountId: string,
  entryId: string,
): Promise<{ outcome: Promise<OrderOutcome> }> {
  const access = await requireAccountInAction(accountId, 'payouts:create')
  if (!access.ok) return { outcome: Promise.resolve({ kind: 'signed_out' }) }
  if (typeof entryId !== 'string' || !/^[0-9a-f-]{36}$/.test(entryId))
    return { outcome: Promise.resolve({ kind: 'refused', message: 'There is no such order.' }) }
  return { outcome: checkOrder(access.value, entryId) }
}
