import 'server-only'
import type Stripe from 'stripe'
import type { AccountAccess, IntentAccess, SystemAccess } from '@/lib/domain/access/permissions'
import { dateOfDayNumber } from '@/lib/domain/calendar/calendar-date'
import type { PayoutSource } from '@/lib/domain/money/balance'
import type { Money } from '@/lib/domain/money/money'
import type { PayoutOrder } from '@/lib/domain/payouts/manual-payout'
import { isOrdered, PAYOUT_STATUSES, type Payout, type PayoutStatus } from '@/lib/domain/payouts/payout'
import { fail, type Result, succeed } from '@/lib/domain/result'
import type { StripeFailure } from '@/lib/domain/stripe/stripe-failure'
import { log } from '@/lib/log'
import { stripe } from './client'
import { toStripeFailure } from './errors'
import { requestIdOf, sendWrite } from './send-write'

/** The payout's metadata that names our audit entry, so that an order whose answer was lost can be found. */
const ENTRY = 'spillway_entry'

/** Newest first. `after` is the id of the payout that the page follows. */
export async function listPayouts(
  access: AccountAccess | SystemAccess,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<Result<{ payouts: Payout[]; hasMore: boolean }, StripeFailure>> {
  try {
    const list = await stripe().payouts.list(
      { limit, ...(after && { starting_after: after }) },
      { stripeAccount: access.account.id },
    )
    return succeed({ payouts: list.data.map(fromWire), hasMore: list.has_more })
  } catch (error) {
    return fail(toStripeFailure(error))
  }
}

export async function readPayout(
  access: AccountAccess | SystemAccess,
  payoutId: string,
): Promise<Result<Payout, StripeFailure>> {
  try {
    return succeed(fromWire(await stripe().payouts.retrieve(payoutId, {}, { stripeAccount: access.account.id })))
  } catch (error) {
    return fail(toStripeFailure(error))
  }
}

/**
 * @param source the kind of money to draw on; Stripe takes card money where none is said
 * @param entryId the id of the durable audit entry that announces this payout; it is also the idempotency key
 */
export async function createPayout(
  access: AccountAccess<'payouts:create'>,
  { amount, currency, method, destinationId }: PayoutOrder,
  { source, entryId }: { source: PayoutSource; entryId: string },
): Promise<Result<{ payout: Payout; requestId: string | null }, StripeFailure>> {
  return sendWrite(async () => {
    const wire = await stripe().payouts.create(
      {
        amount,
        currency,
        method,
        destination: destinationId,
        metadata: { [ENTRY]: entryId },
        ...(source !== 'card' && { source_type: source }),
      },
      { stripeAccount: access.account.id, idempotencyKey: entryId, maxNetworkRetries: 1 },
    )
    return { payout: fromWire(wire), requestId: requestIdOf(wire) }
  })
}

/** @param entryId the id of the durable audit entry that announces it; it is also the idempotency key */
export async function cancelPayout(
  access: AccountAccess<'payouts:create'> | IntentAccess,
  payoutId: string,
  entryId: string,
): Promise<Result<{ requestId: string | null }, StripeFailure>> {
  return sendWrite(async () => {
    const options = { stripeAccount: access.account.id, idempotencyKey: entryId, maxNetworkRetries: 1 }
    const wire = await stripe().payouts.cancel(payoutId, {}, options)
    return { requestId: requestIdOf(wire) }
  })
}

/**
 * The payout that an entry of ours announced at `since`; null when Stripe has none. Anybody may write metadata, so the
 * payout must also be the one that was ordered.
 */
export async function findPayoutOfEntry(
  access: AccountAccess | SystemAccess,
  { entryId, since, order }: { entryId: string; since: Date; order: Money },
): Promise<Result<Payout | null, StripeFailure>> {
  try {
    let seen = 0
    for await (const wire of stripe().payouts.list({ limit: PAGE }, { stripeAccount: access.account.id })) {
      const payout = fromWire(wire)
      if (payout.orderedBy === entryId && isOrdered(payout, order)) return succeed(payout)
      // A whole page at least, in case Stripe's clock and ours do not agree.
      if (++seen >= PAGE && wire.created * 1000 < since.getTime()) break
    }
    return succeed(null)
  } catch (error) {
    return fail(toStripeFailure(error))
  }
}

const PAGE = 100
const SECONDS_A_DAY = 86_400
/** Stripe may add a status; the cautious reading is that the payout is still to come. */
function statusFromWire(status: string): PayoutStatus {
  if (isStatus(status)) return status
  log().error({ status }, 'a payout status that this version does not know')
  return 'pending'
}
const isStatus = (status: string): status is PayoutStatus => (PAYOUT_STATUSES as readonly string[]).includes(status)
const idOf = (reference: string | { id: string } | null | undefined) =>
  typeof reference === 'string' ? reference : (reference?.id ?? null)

function fromWire(wire: Stripe.Payout): Payout {
  const trace = wire.trace_id
  return {
    id: wire.id,
    amount: wire.amount,
    currency: wire.currency,
    status: statusFromWire(wire.status),
    method: wire.method === 'instant' ? 'instant' : 'standard',
    automatic: wire.automatic,
    createdAt: new Date(wire.created * 1000),
    arrivesOn: dateOfDayNumber(Math.floor(wire.arrival_date / SECONDS_A_DAY)),
    destinationId: idOf(wire.destination),
    failure:
      wire.status === 'failed' ? { code: wire.failure_code ?? null, message: wire.failure_message ?? null } : null,
    traceId: trace?.value ?? null,
    traceStatus:
      trace?.status === 'supported' || trace?.status === 'unsupported' || trace?.status === 'pending'
        ? trace.status
        : null,
    statementDescriptor: wire.statement_descriptor ?? null,
    fee: wire.application_fee_amount ?? null,
    reverses: idOf(wire.original_payout),
    reversedBy: idOf(wire.reversed_by),
    orderedBy: wire.metadata?.[ENTRY] ?? null,
  }
}
