'use server'
import { requireAccountInAction } from '@/lib/auth/account-access'
import { pageAction, provenAction } from '@/lib/auth/page-action'
import { type CancelOutcome, cancelManualPayout } from './cancel-payout'
import type { OrderErrors, OrderOutcome } from './order-outcome'
import { checkOrder, orderPayout } from './order-payout'
import { isPayoutId, orderSchema } from './order-schema'
import { cancelOutcomeText, orderOutcomeText } from './outcome-text'

/** Returns a promise that streams behind the response, as a save does, so that a slow Stripe delays nothing else. */
export const orderPayoutAction = provenAction(
  async (accountId: string, submission: unknown): Promise<{ outcome: Promise<OrderOutcome> }> => {
    const access = await requireAccountInAction(accountId, 'payouts:create')
    if (!access.ok) return { outcome: Promise.resolve({ kind: 'signed_out' }) }
    const parsed = orderSchema.safeParse(submission)
    if (parsed.success) return { outcome: orderPayout(access.value, parsed.data) }
    const fields: OrderErrors = {}
    for (const { path, message } of parsed.error.issues)
      fields[path.at(-1) === 'destinationId' ? 'destination' : 'amount'] ??= message
    return { outcome: Promise.resolve({ kind: 'invalid', fields }) }
  },
)

export const cancelPayoutAction = provenAction(
  async (accountId: string, payoutId: string): Promise<{ outcome: Promise<CancelOutcome> }> => {
    const refused = (message: string) => ({ outcome: Promise.resolve({ kind: 'refused', message } as const) })
    const access = await requireAccountInAction(accountId, 'payouts:create')
    if (!access.ok) return refused(cancelOutcomeText.sessionEnded)
    if (!isPayoutId(payoutId)) return refused(cancelOutcomeText.notCanceled(cancelOutcomeText.noSuchPayout))
    return { outcome: cancelManualPayout(access.value, payoutId) }
  },
)

export const checkOrderAction = pageAction(
  async (accountId: string, entryId: string): Promise<{ outcome: Promise<OrderOutcome> }> => {
    const access = await requireAccountInAction(accountId, 'payouts:create')
    if (!access.ok) return { outcome: Promise.resolve({ kind: 'signed_out' }) }
    if (typeof entryId !== 'string' || !/^[0-9a-f-]{36}$/.test(entryId))
      return { outcome: Promise.resolve({ kind: 'refused', message: orderOutcomeText.noSuchOrder }) }
    return { outcome: checkOrder(access.value, entryId) }
  },
)
