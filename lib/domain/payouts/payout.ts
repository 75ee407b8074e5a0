import type { CalendarDate } from '../calendar/calendar-date'
import type { Money } from '../money/money'

export const PAYOUT_STATUSES = ['pending', 'in_transit', 'paid', 'failed', 'canceled'] as const
export type PayoutStatus = (typeof PAYOUT_STATUSES)[number]

export const PAYOUT_METHODS = ['standard', 'instant'] as const
export type PayoutMethod = (typeof PAYOUT_METHODS)[number]

/**
 * Money sent from an account to its bank, or debited there where the amount is negative. Null stands for what Stripe
 * doesn't say, or says in a way that this version doesn't know.
 */
export type Payout = Money & {
  /** po_… */
  id: string
  status: PayoutStatus | null
  method: PayoutMethod | null
  /** Sent by the schedule, rather than manually. */
  automatic: boolean | null
  createdAt: Date | null
  /** A day and not an instant: Stripe gives midnight UTC. */
  arrivesOn: CalendarDate | null
  /** ba_… or card_… */
  destinationId: string | null
  /** `payout_method`: a financial account or another place that is neither a bank account nor a card. */
  payoutMethodId: string | null
  /** Stripe's code and its own sentence; null unless the payout failed. */
  failure: { code: string | null; message: string | null } | null
  /** The bank's trace ID; null until Stripe has it, and where the bank provides none. */
  traceId: string | null
  traceStatus: 'pending' | 'supported' | 'unsupported' | null
  statementDescriptor: string | null
  /** Whether Stripe has worked out which transactions it contains; `not_applicable` where it never does. */
  reconciliation: 'completed' | 'in_progress' | 'not_applicable' | null
  /** The platform's fee for an instant payout, in minor units. */
  fee: number | null
  /** po_… of the payout that this one reverses, and of the one that reversed this one. */
  reverses: string | null
  reversedBy: string | null
  /** The audit entry that ordered it; null for payouts that Spillway didn't order. */
  orderedBy: string | null
}

/** From which statuses a payout can have come: an older reading that comes late must not turn a newer one back. */
export const COMES_FROM: Record<PayoutStatus, readonly PayoutStatus[]> = {
  pending: [],
  in_transit: ['pending'],
  paid: ['pending', 'in_transit'],
  failed: ['pending', 'in_transit', 'paid'],
  canceled: ['pending'],
}

export const follows = (status: PayoutStatus, before: PayoutStatus): boolean => COMES_FROM[status].includes(before)

/** Whether a payout is the one that an order asked for. */
export const isOrdered = (payout: Payout, order: Money): boolean =>
  payout.amount === order.amount && payout.currency === order.currency && payout.automatic !== true

/** Stripe docs, cancel a payout: only while it is pending, and only where it was sent manually. */
export const isCancelable = ({ status, automatic, amount }: Payout): boolean =>
  status === 'pending' && automatic === false && amount > 0

/** Sent and not paid yet. Paid isn't final: for some days the bank may still return the funds. */
export const OUTSTANDING = ['pending', 'in_transit'] as const
export const isOutstanding = ({ status }: Pick<Payout, 'status'>): boolean =>
  OUTSTANDING.some((each) => each === status)
