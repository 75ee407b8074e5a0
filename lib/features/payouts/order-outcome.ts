import type { Payout } from '@/lib/domain/payouts/payout'

export type OrderErrors = { amount?: string; destination?: string }

/** What becomes of an order: exactly one of made, not made, or not yet known. */
export type OrderOutcome =
  | { kind: 'made'; payout: Pick<Payout, 'id' | 'amount' | 'currency' | 'arrivesOn' | 'method'> }
  /** Nothing was sent, or Stripe refused; the sentence stands at its field. */
  | { kind: 'invalid'; fields: OrderErrors }
  /** Nothing was paid out. */
  | { kind: 'refused'; message: string }
  /** Nothing was sent: less can be paid out than was shown. `most` is what can be now, in minor units. */
  | { kind: 'changed'; message: string; most: number }
  /** It may or may not have been made; `entryId` is what to ask about. */
  | { kind: 'unknown'; entryId: string }
  | { kind: 'signed_out' }
