import type { Payout } from '@/lib/domain/payouts/payout'

export type OrderErrors = { amount?: string; destination?: string }

/** The outcome of an order: made, not made, or not yet known. */
export type OrderOutcome =
  | { kind: 'made'; payout: Pick<Payout, 'id' | 'amount' | 'currency' | 'arrivesOn' | 'method'> }
  /** No payout was sent; each error belongs to its field. */
  | { kind: 'invalid'; fields: OrderErrors }
  /** No payout was sent. */
  | { kind: 'refused'; message: string }
  /** No payout was sent: less is available than was shown. `most` can be sent now, in minor units. */
  | { kind: 'changed'; message: string; most: number }
  /** It may or may not have been made; `entryId` is its audit entry. */
  | { kind: 'unknown'; entryId: string }
  | { kind: 'signed_out' }
