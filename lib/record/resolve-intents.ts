import 'server-only'
import { type AccountAccess, type IntentAccess, openForIntent } from '@/lib/domain/access/permissions'
import type { AuditEntry, AuditEventType } from '@/lib/domain/audit/audit-entry'
import { type Result, succeed } from '@/lib/domain/result'
import { type FieldChange, patchOf } from '@/lib/domain/settings/balance-settings'
import { hasTakenEffect } from '@/lib/domain/settings/own-changes'
import { describeRefusal, isPassing, type StripeFailure } from '@/lib/domain/stripe/stripe-failure'
import { findAccount } from '@/lib/gateways/db/accounts'
import { findAccountEntry, type NewOutcome } from '@/lib/gateways/db/audit-log'
import type { Transaction } from '@/lib/gateways/db/client'
import {
  claimIntent,
  closeIntent,
  findOpenIntent,
  listOpenIntents,
  listUnattendedIntents,
  nextLeaseEnd,
  type OpenIntent,
  releaseIntent,
} from '@/lib/gateways/db/intents'
import { readBalanceSettings, writeBalanceSettings } from '@/lib/gateways/stripe/balance-settings'
import { findEventOfKey } from '@/lib/gateways/stripe/events'
import { cancelPayout, findPayoutOfEntry, readPayout } from '@/lib/gateways/stripe/payouts'
import { voidWrite } from '@/lib/gateways/stripe/void-write'
import { log } from '@/lib/log'
import { holdLease, newLease } from './lease'
import { recordOwnChange } from './outside-changes'
import { unknownAccount } from './unknown-account'

/** Milliseconds. Stripe keeps the first answer under a key for at least 24 hours; an hour is left for clocks that differ. */
const KEY_IS_KEPT = 23 * 60 * 60_000

/** Milliseconds after which an effect that Stripe does not show is taken to be absent. */
const EFFECT_SHOWS = 60_000

/** Intents that are worked on at once: two calls each, well below Stripe's 25 requests a second for an endpoint. */
const AT_ONCE = 4

export const CONFIRMED = 'Confirmed by Stripe’s own event.'

/** What became of an intent, and what else is written with it. */
type Finding = NewOutcome & { keep?: (tx: Transaction) => Promise<void> }

/**
 * Finds out and records what became of up to `limit` writes that a lost answer or a dead process left open.
 *
 * @returns when the lease of the next one ends that somebody works on now; null when there is none
 */
export async function resolveIntents(limit: number, signal?: AbortSignal): Promise<Date | null> {
  const startedAt = new Date()
  const unattended = await listUnattendedIntents(startedAt, limit)
  const queue = unattended.values()
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const intent of queue) {
        if (signal?.aborted) return
        await resolveIntent(intent)
      }
    }),
  )
  // Counted from the start: a lease that ended during this run was not over when its intent was looked for.
  const looked = unattended.map(({ entry }) => entry.id)
  return nextLeaseEnd(startedAt, looked)
}

/** What came of looking at an intent: its outcome is known, is not known yet, or somebody else is working on it. */
type Look = 'known' | 'open' | 'taken'

/** The same for one account's writes of a type; the answer is for all of them together. */
export async function resolveAccountIntents(accountId: string, type: AuditEventType): Promise<Look> {
  const looks: Look[] = []
  for (const intent of await listOpenIntents(accountId, type)) looks.push(await resolveIntent(intent))
  return looks.includes('open') ? 'open' : looks.includes('taken') ? 'taken' : 'known'
}

/** The entry of a write, with its outcome where that can be found out now. Null for another account's. */
export async function checkIntent(
  access: AccountAccess,
  entryId: string,
): Promise<{ entry: AuditEntry; isOpen: boolean } | null> {
  const intent = await findOpenIntent(entryId)
  const isOpen = intent?.accountId === access.account.id && (await resolveIntent(intent)) !== 'known'
  const entry = await findAccountEntry(access, entryId)
  return entry && { entry, isOpen }
}

async function resolveIntent({ entry, accountId }: OpenIntent): Promise<Look> {
  if (!(await claimIntent(entry.id, new Date(), newLease()))) return 'taken'
  try {
    const account = (await findAccount(accountId)) ?? unknownAccount(accountId)
    const finding = await holdLease(entry.id, () => findOutcome(openForIntent(entry.id, account), entry))
    if (finding) {
      await closeIntent(entry.id, finding, finding.keep)
      return 'known'
    }
  } catch (error) {
    log().error({ err: error, entryId: entry.id }, 'intent not resolved')
  }
  await releaseIntent(entry.id, new Date())
  return 'open'
}

/**
 * What became of a write, by proof and not by how things look now: that its values are not there does not show that it
 * never happened, and sending it again could do what nobody wants any more.
 *
 * Its key is voided first. Where that works, Stripe has not carried the write out and never will, even if a request is
 * still in progress. Where Stripe had begun the write, sending it again under the same key changes nothing, and Stripe repeats its
 * first answer. An answer that says nothing, or a key that Stripe no longer keeps, leaves what Stripe shows of the
 * effect. Null while it cannot be known.
 */
export async function findOutcome(access: IntentAccess, entry: AuditEntry): Promise<Finding | null> {
  const age = Date.now() - entry.at.getTime()
  const isKeyKept = age < KEY_IS_KEPT
  const key = isKeyKept ? await voidWrite(access) : null
  if (key?.ok && key.value === 'voided') return refused('This didn’t happen at Stripe, and can’t happen any more.')
  if (key && !key.ok && isPassing(key.failure)) return null
  if (entry.event.type === 'unread') return unread()

  const hasBegun = key?.ok === true
  const first = hasBegun && (await repeatWrite(access, entry))
  if (first) return first

  const effect = await readEffect(access, entry)
  if (!effect.ok) return isKeyKept || isPassing(effect.failure) ? null : unknown()
  if (effect.value) return effect.value
  if (entry.event.type !== 'balance_settings.update')
    return hasBegun || age >= EFFECT_SHOWS ? refused('Read back from Stripe: this did not happen.') : null
  return age >= EFFECT_SHOWS ? leaveUnknown(access, entry.event.changes) : null
}

const refused = (message: string, stripeRequestId: string | null = null): Finding => ({
  outcome: 'refused',
  stripeRequestId,
  message,
})

const applied = (message: string, stripeRequestId: string | null = null): Finding => ({
  outcome: 'applied',
  stripeRequestId,
  message,
})

const unknown = (): Finding => ({
  outcome: 'unknown',
  stripeRequestId: null,
  message: 'Stripe can no longer say whether it carried this out.',
})

const unread = (): Finding => ({
  outcome: 'unknown',
  stripeRequestId: null,
  message: 'Recorded by another version of Spillway, in a way that this one can’t read.',
})

/** Sends the recorded write again. Null where the answer is not the first one, or says nothing. */
async function repeatWrite(access: IntentAccess, { id, event }: AuditEntry): Promise<Finding | null> {
  const message = 'Stripe repeated its first answer.'
  if (event.type === 'balance_settings.update') {
    const answer = await writeBalanceSettings(access, patchOf(event.changes), id)
    if (!answer.ok) return repeatedRefusal(answer.failure)
    const { value: settings, requestId } = answer.value
    const keep = (tx: Transaction) => recordOwnChange(tx, access, event.changes, { entryId: id, answer: settings })
    return { ...applied(message, requestId), keep }
  }
  if (event.type === 'payout.cancel') {
    const answer = await cancelPayout(access, event.payoutId, id)
    return answer.ok ? applied(message, answer.value.requestId) : repeatedRefusal(answer.failure)
  }
  // A payout carries the entry's id, so there is no need to ask.
  return null
}

/** Only a refusal on the merits is kept under a key. */
function repeatedRefusal(failure: StripeFailure): Finding | null {
  return failure.kind === 'invalid' ? refused(describeRefusal(failure), failure.requestId) : null
}

/** What Stripe shows of the write's effect; null where it shows none. */
async function readEffect(
  access: IntentAccess,
  { id, at, event }: AuditEntry,
): Promise<Result<Finding | null, StripeFailure>> {
  switch (event.type) {
    case 'balance_settings.update': {
      const found = await findEventOfKey(access, { type: 'balance_settings.updated', key: id, since: at })
      if (!found.ok || !found.value) return found.ok ? succeed(null) : found
      const keep = (tx: Transaction) => recordOwnChange(tx, access, event.changes, { entryId: id })
      return succeed({ ...applied(CONFIRMED, found.value.requestId), keep })
    }
    case 'payout.create': {
      const found = await findPayoutOfEntry(access, { entryId: id, since: at, order: event.order })
      if (!found.ok) return found
      return succeed(found.value && applied('Read back from Stripe: the payout was made.'))
    }
    case 'payout.cancel': {
      const found = await readPayout(access, event.payoutId)
      if (!found.ok) return found
      const isCanceled = found.value.status === 'canceled'
      return succeed(isCanceled ? applied('Read back from Stripe: the payout is canceled.') : null)
    }
    default:
      return succeed(null)
  }
}

/** What it announced and has taken effect is still not taken for a stranger's doing. */
async function leaveUnknown(access: IntentAccess, changes: readonly FieldChange[]): Promise<Finding | null> {
  const current = await readBalanceSettings(access)
  if (!current.ok) return isPassing(current.failure) ? null : unknown()
  if (!hasTakenEffect(changes, current.value.value)) return unknown()
  return { ...unknown(), keep: (tx) => recordOwnChange(tx, access, changes, { entryId: access.entryId }) }
}
