import 'server-only'
import type { AccountAccess, IntentAccess, SystemAccess } from '@/lib/domain/access/permissions'
import type { ExternalAccount } from '@/lib/domain/accounts/external-account'
import type { CalendarDate } from '@/lib/domain/calendar/calendar-date'
import { flag, instant, list } from '@/lib/domain/foreign'
import type { PayoutSource } from '@/lib/domain/money/balance'
import type { Money } from '@/lib/domain/money/money'
import type { PayoutOrder } from '@/lib/domain/payouts/manual-payout'
import { isOrdered, type Payout } from '@/lib/domain/payouts/payout'
import type { Result } from '@/lib/domain/result'
import type { StripeFailure } from '@/lib/domain/stripe/stripe-failure'
import { askStripe } from './ask-stripe'
import { stripe } from './client'
import { requestIdOf, sendWrite } from './send-write'
import { readExternalAccountWire } from './wire/external-account'
import { ENTRY, readPayoutWire } from './wire/payout'
import { requireRead, UnreadableAnswer } from './wire/unreadable'

/**
 * `unreadable` counts the payouts of the page that this version cannot read, whose id, amount or currency is missing. Where
 * Stripe doesn't say that the page is the last, there may be more.
 */
export type PayoutPage = { payouts: Payout[]; unreadable: number; hasMore: boolean }

/** Which payouts are wanted; Stripe docs, list payouts: `in_transit` is no status that it filters by. */
export type WantedPayouts = {
  /** The payout that the page follows. */
  after?: string | undefined
  status?: 'pending' | 'paid' | 'failed' | 'canceled' | undefined
  arrivesOn?: CalendarDate | undefined
}

/** Newest first. */
export async function listPayouts(
  access: AccountAccess | SystemAccess,
  { limit, after, status, arrivesOn }: WantedPayouts & { limit: number },
): Promise<Result<PayoutPage, StripeFailure>> {
  return askStripe(access, async () => {
    const wire = await stripe().payouts.list(
      {
        limit,
        ...(after && { starting_after: after }),
        ...(status && { status }),
        // Stripe gives the day of arrival as its midnight in UTC.
        ...(arrivesOn && { arrival_date: Date.parse(arrivesOn) / 1000 }),
      },
      { stripeAccount: access.account.id },
    )
    const rows = requireRead('list of payouts', wire, list(wire.data))
    const payouts = rows.map(readPayoutWire).filter((payout) => payout !== null)
    return { payouts, unreadable: rows.length - payouts.length, hasMore: flag(wire.has_more) !== false }
  })
}

export async function readPayout(
  access: AccountAccess | SystemAccess,
  payoutId: string,
): Promise<Result<Payout, StripeFailure>> {
  return askStripe(access, async () => {
    const wire = await stripe().payouts.retrieve(payoutId, {}, { stripeAccount: access.account.id })
    return requireRead('payout', wire, readPayoutWire(wire))
  })
}

/** The payout, and the bank account or card that it goes to as far as Stripe describes it: one request. */
export async function readPayoutWithDestination(
  access: AccountAccess,
  payoutId: string,
): Promise<Result<{ payout: Payout; destination: ExternalAccount | null }, StripeFailure>> {
  return askStripe(access, async () => {
    const wire = await stripe().payouts.retrieve(
      payoutId,
      { expand: ['destination'] },
      { stripeAccount: access.account.id },
    )
    const payout = requireRead('payout', wire, readPayoutWire(wire))
    return { payout, destination: readExternalAccountWire(wire.destination) }
  })
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
  return sendWrite(access, async () => {
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
    return { payout: requireRead('payout', wire, readPayoutWire(wire)), requestId: requestIdOf(wire) }
  })
}

/** @param entryId the id of the durable audit entry that announces it; it is also the idempotency key */
export async function cancelPayout(
  access: AccountAccess<'payouts:create'> | IntentAccess,
  payoutId: string,
  entryId: string,
): Promise<Result<{ requestId: string | null }, StripeFailure>> {
  return sendWrite(access, async () => {
    const options = { stripeAccount: access.account.id, idempotencyKey: entryId, maxNetworkRetries: 1 }
    const wire = await stripe().payouts.cancel(payoutId, {}, options)
    return { requestId: requestIdOf(wire) }
  })
}

/**
 * The payout that our entry announced at `since`; null when Stripe has none. Anybody may write metadata, so the
 * payout must also be the one that was ordered.
 */
export async function findPayoutOfEntry(
  access: AccountAccess | SystemAccess,
  { entryId, since, order }: { entryId: string; since: Date; order: Money },
): Promise<Result<Payout | null, StripeFailure>> {
  return askStripe(access, async () => {
    let seen = 0
    let unreadable = 0
    for await (const wire of stripe().payouts.list({ limit: PAGE }, { stripeAccount: access.account.id })) {
      const payout = readPayoutWire(wire)
      if (payout?.orderedBy === entryId && isOrdered(payout, order)) return payout
      if (!payout) unreadable++
      // A whole page at least, in case Stripe's clock and ours do not agree.
      const created = instant(wire.created)
      if (++seen >= PAGE && created && created < since) break
    }
    // One of those that cannot be read may be the one.
    if (unreadable > 0) throw new UnreadableAnswer('list of payouts', null)
    return null
  })
}

const PAGE = 100
