import 'server-only'
import { requestOrigin } from '@/lib/auth/request'
import { wake } from '@/lib/background'
import type { AccountAccess, SettingsWriter } from '@/lib/domain/access/permissions'
import type { IntentEvent } from '@/lib/domain/audit/audit-entry'
import type { Result } from '@/lib/domain/result'
import { describeRefusal, type StripeFailure } from '@/lib/domain/stripe/stripe-failure'
import type { NewOutcome } from '@/lib/gateways/db/audit-log'
import type { Transaction } from '@/lib/gateways/db/client'
import { type BegunIntent, beginIntent, closeIntent, releaseIntent, renewLease } from '@/lib/gateways/db/intents'
import { log } from '@/lib/log'
import { holdLease, newLease } from './lease'
import { resolveAccountIntents } from './resolve-intents'

type Writer = SettingsWriter | AccountAccess<'payouts:create'>

/** Milliseconds for which a write waits while another one of the account is in progress, and between two looks. */
const WAITS = 5_000
const LOOK_EVERY = 50

/** Why nothing is sent: the outcome to record, and the answer to the person. */
export type NotSent<A> = { outcome: 'refused' | 'conflict'; message: string; stripeRequestId: string | null; answer: A }

/** What becomes of a write: exactly one of done, not done, or not yet known. */
export type Written<V, A> =
  | { kind: 'done'; value: V }
  /** The check ended it, and nothing was sent. */
  | { kind: 'not_sent'; answer: A }
  /** Stripe refused, and nothing has happened. */
  | { kind: 'refused'; failure: StripeFailure }
  /** It may or may not have taken effect. */
  | { kind: 'unknown'; entryId: string }
  /** The same confirmation came before. */
  | { kind: 'repeated'; entryId: string }
  /** Nothing was sent, because it is not known yet what became of another write of this account. */
  | { kind: 'busy' }
  /** Nothing was sent, because something went wrong here. */
  | { kind: 'failed' }

/** A write to Stripe, as the person asked for it. */
export type DurableWrite<C, V extends { requestId: string | null }, A> = {
  event: IntentEvent
  reason?: string | null
  /** Made by the browser with the person's click, where the same click must not write twice. */
  confirmationId?: string
  /** Reads Stripe again: what the sending needs, or why the write does not fit any more. */
  check: () => Promise<Result<C, NotSent<A>>>
  /** @param entryId the idempotency key */
  send: (entryId: string, checked: C) => Promise<Result<V, StripeFailure>>
  /** What changes here because of the answer, in the transaction that records the outcome. */
  keep?: (tx: Transaction, value: V, entryId: string) => Promise<void>
}

/**
 * Carries out one write to Stripe so that it is never lost, never done twice and never recorded as what it was not: the
 * intent on disk, then what Stripe says now, then the write under the intent's id, then its outcome. No transaction spans
 * Stripe and our database; a crash leaves `pending`, a lost answer `unknown`, and `resolveIntents` finds out the rest.
 * Of writes that hold the same lock the next one begins only when the outcome of the former is known.
 */
export async function writeDurably<C, V extends { requestId: string | null }, A>(
  access: Writer,
  write: DurableWrite<C, V, A>,
): Promise<Written<V, A>> {
  let begun: BegunIntent
  try {
    begun = await begin(access, write)
  } catch (error) {
    // Without an intent on disk nothing is sent.
    log().error({ err: error, accountId: access.account.id }, 'intent not recorded')
    return { kind: 'failed' }
  }
  if (begun.kind === 'locked') return { kind: 'busy' }
  if (begun.kind === 'repeated') return begun
  const { entryId } = begun
  return holdLease(entryId, () => checkAndSend(entryId, write))
}

/** Two saves of an account, two payouts of it, and two cancellations of a payout exclude each other. */
function lockOf(accountId: string, event: IntentEvent): string {
  switch (event.type) {
    case 'balance_settings.update':
      return `balance_settings:${accountId}`
    case 'payout.create':
      return `payout:${accountId}`
    case 'payout.cancel':
      return `cancel:${event.payoutId}`
  }
}

async function begin(
  access: Writer,
  { event, reason, confirmationId }: { event: IntentEvent; reason?: string | null; confirmationId?: string },
): Promise<BegunIntent> {
  const accountId = access.account.id
  const intent = {
    event,
    reason: reason ?? null,
    confirmationId: confirmationId ?? null,
    lock: lockOf(accountId, event),
    origin: await requestOrigin(),
  }
  for (const until = Date.now() + WAITS; ; await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY))) {
    const begun = await beginIntent(access, intent, newLease())
    if (begun.kind !== 'locked' || Date.now() >= until) return begun
    if ((await resolveAccountIntents(accountId, event.type)) === 'open') return begun
  }
}

async function checkAndSend<C, V extends { requestId: string | null }, A>(
  entryId: string,
  write: DurableWrite<C, V, A>,
): Promise<Written<V, A>> {
  let checked: C
  try {
    const result = await write.check()
    if (!result.ok) {
      const { answer, ...outcome } = result.failure
      await closeIntent(entryId, outcome)
      return { kind: 'not_sent', answer }
    }
    checked = result.value
    // Somebody may have taken this process for dead; Stripe would refuse what it sent now.
    if (!(await renewLease(entryId, newLease()))) return { kind: 'unknown', entryId }
  } catch (error) {
    // The intent stays open, and the resolver finds that nothing was sent.
    log().error({ err: error, entryId }, 'write not sent')
    return { kind: 'failed' }
  }
  try {
    return await sendAndRecord(entryId, write, checked)
  } catch (error) {
    // The write may have taken effect, whatever failed since: the disk may be full, or the database gone.
    log().error({ err: error, entryId }, 'outcome not recorded')
    return leaveOpen(entryId, null)
  }
}

async function sendAndRecord<C, V extends { requestId: string | null }, A>(
  entryId: string,
  { send, keep }: DurableWrite<C, V, A>,
  checked: C,
): Promise<Written<V, A>> {
  const sent = await send(entryId, checked)
  if (sent.ok) {
    const { value } = sent
    const outcome: NewOutcome = { outcome: 'applied', stripeRequestId: value.requestId }
    await closeIntent(entryId, outcome, async (tx) => keep?.(tx, value, entryId))
    return { kind: 'done', value }
  }
  const { failure } = sent
  if (failure.kind === 'no_answer') return leaveOpen(entryId, failure.requestId)
  await closeIntent(entryId, {
    outcome: 'refused',
    stripeRequestId: failure.requestId,
    message: describeRefusal(failure),
  })
  return { kind: 'refused', failure }
}

async function leaveOpen(
  entryId: string,
  stripeRequestId: string | null,
): Promise<{ kind: 'unknown'; entryId: string }> {
  const message = 'Stripe did not answer. It may have carried this out.'
  try {
    await releaseIntent(entryId, new Date(), { outcome: 'unknown', stripeRequestId, message })
  } catch (error) {
    log().error({ err: error, entryId }, 'intent left pending')
  }
  wake('intents')
  return { kind: 'unknown', entryId }
}
