import { z } from 'zod'
import type { PayoutOrder } from '@/lib/domain/payouts/manual-payout'

/**
 * What a browser may send. `orderId` is created when the confirmation opens, so the same click twice is one order; `seen`
 * is how much could be sent when it was confirmed, in minor units.
 */
export const orderSchema = z.strictObject({
  orderId: z.uuid(),
  order: z.strictObject({
    method: z.enum(['standard', 'instant']),
    amount: z.int().positive('Enter an amount above zero.'),
    currency: z.string().regex(/^[a-z]{3}$/),
    destinationId: z.string().regex(/^(ba|card)_[A-Za-z0-9]{1,64}$/),
  }),
  seen: z.int(),
})

export const isPayoutId = (value: unknown): value is string =>
  typeof value === 'string' && /^po_[A-Za-z0-9]{1,64}$/.test(value)

export type Submission = { orderId: string; order: PayoutOrder; seen: number }
