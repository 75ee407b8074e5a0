import type { CalendarDate } from '../calendar/calendar-date'
import type { Money } from '../money/money'

export const PAYOUT_STATUSES = ['pending', 'in_transit', 'paid', 'failed', 'canceled'] as const
export type PayoutStatus = (typeof PAYOUT_STATUSES)[number]

export type PayoutMethod = 'standard' | 'instant'

/** Money on its way out of an account, or taken from its bank where the amount is negative. */
export type Payout = Money & {
  /** po_… */
  id: string
  status: PayoutStatus
  method: PayoutMethod
  /** By the schedule, rather than by somebody. */
  automatic: boolean
  createdAt: Date
  /** A day and not an instant: Stripe gives midnight UTC. */
  arrivesOn: CalendarDate
  /** ba_… or card_…; null when Stripe no longer knows it. */
  destinationId: string | null
  /** Stripe's code and its own sentence; null unless the payout failed. */
  failure: { code: string | null; message: string | null } | null
  /** What the receiving bank can search by; null until Stripe has it and where it never comes. */
  traceId: string | null
  traceStatus: 'pending' | 'supported' | 'unsupported' | null
  statementDescriptor: string | null
  /** What the platform took for an instant payout, in minor units. */
  fee: number | null
  /** po_… of the payout that this one takes back, and of the one that took this one back. */
  reverses: string | null
  reversedBy: string | null
  /** Our audit entry that ordered it; null for everybody else's. */
  orderedBy: string | null
}

/** Whether a payout is the one that an order asked for. */
export const isOrdered = (payout: Payout, order: Money): boolean =>
  payout.amount === order.amount && payout.currency === order.currency && !payout.automatic

/** Stripe docs, cancel a payout: only while it is pending, and only where somebody made it. */
export const isCancelable = ({ status, automatic, amount }: Payout): boolean =>
  status === 'pending' && !automatic && amount > 0

/** Paid is not final: a bank may still send the money back for some days. */
export const isOutstanding = ({ status }: Payout): boolean => status === 'pending' || status === 'in_transit'
