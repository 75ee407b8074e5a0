import 'server-only'
import { recordFor } from '@/lib/auth/record-for'
import { requestOrigin } from '@/lib/auth/request'
import type { AccountAccess } from '@/lib/domain/access/permissions'
import type { PlatformRules } from '@/lib/domain/access/platform-rules'
import type { AuditEntry } from '@/lib/domain/audit/audit-entry'
import {
  applyPatch,
  type BalanceSettings,
  diffBalanceSettings,
  type FieldChange,
  findFieldErrors,
  patchOf,
} from '@/lib/domain/settings/balance-settings'
import { fieldLock } from '@/lib/domain/settings/field-locks'
import { type BalanceSettingsField, fieldOfParameter, labelOf } from '@/lib/domain/settings/fields'
import { isInForce } from '@/lib/domain/settings/own-changes'
import { describeRefusal, type StripeFailure } from '@/lib/domain/stripe/stripe-failure'
import { saveSettingsSnapshot } from '@/lib/gateways/db/account-overview'
import {
  addOutcome,
  beginIntent,
  findAccountEntry,
  listUnresolvedIntents,
  resolveEntry,
} from '@/lib/gateways/db/audit-log'
import { readPlatformRules } from '@/lib/gateways/db/platform-rules'
import { readBalanceSettings, writeBalanceSettings } from '@/lib/gateways/stripe/balance-settings'
import { recordOwnChange } from '@/lib/record/settings-record'
import type { Submission } from './form-schema'
import type { FieldErrors, SaveOutcome } from './save-outcome'

type Editor = AccountAccess<'balance_settings:update'>

/**
 * Intent on disk, then the precondition read, then the write under the intent's id, then the outcome. A database
 * transaction cannot undo Stripe: a crash leaves `pending`, no answer leaves `unknown`, and both are true.
 */
export async function saveBalanceSettings(access: Editor, { patch, base, reason }: Submission): Promise<SaveOutcome> {
  const errors = findFieldErrors(patch, access.account.country)
  if (Object.keys(errors).length > 0) return { kind: 'invalid', fields: errors }
  const rules = await readPlatformRules()
  if (rules.reasonRequired && !reason)
    return { kind: 'invalid', fields: { reason: 'The platform asks for a reason with every change.' } }

  const changes = diffBalanceSettings(base, applyPatch(base, patch))
  if (changes.length === 0) return { kind: 'unchanged' }

  const asLoaded: BalanceSettings = { ...base, delayDays: 0, payoutsStatus: null }
  const locked = findLocked(access, changes, { settings: asLoaded, rules })
  if (locked) {
    await recordDenied(access, locked)
    return { kind: 'invalid', fields: locked }
  }

  const entryId = await beginIntent(access, {
    event: { type: 'balance_settings.update', changes },
    reason,
    origin: await requestOrigin(),
  })

  const readAt = new Date()
  const current = await readBalanceSettings(access)
  if (!current.ok) {
    const message = `Nothing was sent: ${describeRefusal(current.failure)}`
    await addOutcome(entryId, { outcome: 'refused', stripeRequestId: current.failure.requestId, message })
    return { kind: 'refused', message }
  }
  const { value: theirs, requestId } = current.value
  if (diffBalanceSettings(base, theirs).length > 0) {
    await addOutcome(entryId, {
      outcome: 'conflict',
      stripeRequestId: requestId,
      message: 'Someone else had changed the settings meanwhile. Nothing was sent.',
    })
    await saveSettingsSnapshot(access, theirs, readAt)
    return { kind: 'conflict', theirs: { settings: theirs, readAt: readAt.getTime() } }
  }
  // What was loaded came back through a browser; what Stripe has just said decides whether a field exists.
  const unavailable = findLocked(access, changes, { settings: theirs, rules })
  if (unavailable) {
    await addOutcome(entryId, {
      outcome: 'refused',
      stripeRequestId: requestId,
      message: 'Nothing was sent: the field is locked.',
    })
    return { kind: 'invalid', fields: unavailable }
  }

  const sentAt = new Date()
  const written = await writeBalanceSettings(access, patchOf(changes), entryId)
  if (!written.ok) return finishFailedWrite(entryId, written.failure)

  // Before the outcome: until that is there, nobody takes our change for a stranger's.
  await recordOwnChange(access, changes, { sentAt, answer: written.value.value })
  await addOutcome(entryId, { outcome: 'applied', stripeRequestId: written.value.requestId })
  // Not before the write: a reading from before Stripe answered may not show it yet.
  const answeredAt = new Date()
  await saveSettingsSnapshot(access, written.value.value, answeredAt)
  return { kind: 'saved', current: { settings: written.value.value, readAt: answeredAt.getTime() } }
}

function findLocked(
  access: Editor,
  changes: FieldChange[],
  now: { settings: BalanceSettings; rules: PlatformRules },
): FieldErrors | null {
  const locked = changes.flatMap(({ field }) => {
    const lock = fieldLock(field, { account: access.account, role: access.role, ...now })
    return lock ? [[field, lock]] : []
  })
  return locked.length > 0 ? Object.fromEntries(locked) : null
}

async function recordDenied(access: Editor, locked: FieldErrors): Promise<void> {
  const fields = Object.keys(locked).map((field) => labelOf(field as BalanceSettingsField))
  await recordFor(access, {
    type: 'denied',
    attempted: `to change ${fields.join(', ').toLowerCase()}`,
    because: Object.values(locked).join(' '),
  })
}

async function finishFailedWrite(entryId: string, failure: StripeFailure): Promise<SaveOutcome> {
  const stripeRequestId = failure.requestId
  if (failure.kind === 'no_answer') {
    await addOutcome(entryId, {
      outcome: 'unknown',
      stripeRequestId,
      message: 'Stripe did not answer. The change may have taken effect.',
    })
    return { kind: 'unknown', entryId }
  }
  if (failure.kind === 'invalid') {
    const message = `Stripe refused: ${failure.message}`
    await addOutcome(entryId, { outcome: 'refused', stripeRequestId, message })
    return { kind: 'invalid', fields: { [fieldOfParameter(failure.param) ?? 'form']: message } }
  }
  const message = `Nothing was changed: ${describeRefusal(failure)}`
  await addOutcome(entryId, { outcome: 'refused', stripeRequestId, message })
  return { kind: 'refused', message }
}

/** A write may still land for this long after it was given up, or announced where that is not known. */
const IN_FLIGHT = 30_000

type Reading = { value: BalanceSettings; requestId: string | null }

/** Records what a reading of Stripe shows of an intent whose answer never came. */
async function resolveIntent(
  access: AccountAccess,
  entry: AuditEntry,
  { value: settings, requestId }: Reading,
): Promise<'applied' | 'refused'> {
  const changes = 'changes' in entry.event ? entry.event.changes : []
  const isThere = isInForce(changes, settings)
  if (isThere) await recordOwnChange(access, changes, { sentAt: entry.at })
  await resolveEntry(entry.id, {
    outcome: isThere ? 'applied' : 'refused',
    stripeRequestId: requestId,
    message: isThere
      ? 'Read back from Stripe: the new values are in force.'
      : 'Read back from Stripe: the change did not take effect.',
  })
  return isThere ? 'applied' : 'refused'
}

/** Whoever next reads an account's settings finds out what became of saves that a crash or a lost answer left open. */
export async function resolveIntents(access: AccountAccess, reading: Reading): Promise<void> {
  for (const entry of await listUnresolvedIntents(
    access,
    'balance_settings.update',
    new Date(Date.now() - 2 * IN_FLIGHT),
  ))
    await resolveIntent(access, entry, reading)
}

/** Asks Stripe what became of a save without an answer: the new values are there, or they can no longer arrive. */
export async function checkSave(access: AccountAccess, entryId: string): Promise<SaveOutcome> {
  const entry = await findAccountEntry(access, entryId)
  if (entry?.event.type !== 'balance_settings.update')
    return { kind: 'refused', message: 'There is no such change on this account.' }

  const readAt = new Date()
  const current = await readBalanceSettings(access)
  if (!current.ok) return { kind: 'unknown', entryId }
  const settings = current.value.value
  await saveSettingsSnapshot(access, settings, readAt)

  const isThere = isInForce(entry.event.changes, settings)
  if (entry.outcome === 'unknown' || entry.outcome === 'pending') {
    if (!isThere && Date.now() - (entry.outcomeAt ?? entry.at).getTime() < IN_FLIGHT)
      return { kind: 'unknown', entryId }
    await resolveIntent(access, entry, current.value)
  }
  return isThere
    ? { kind: 'saved', current: { settings, readAt: readAt.getTime() } }
    : {
        kind: 'refused',
        message: 'Nothing was changed: Stripe has not taken the change. Save again if you still want it.',
      }
}
