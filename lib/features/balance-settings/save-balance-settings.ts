import 'server-only'
import { recordDenied } from '@/lib/auth/record-for'
import { APPROVAL_WORDS, type ApprovalRule, rulesMet } from '@/lib/domain/access/approval-rules'
import type { AccountAccess, SettingsWriter } from '@/lib/domain/access/permissions'
import type { PlatformRules } from '@/lib/domain/access/platform-rules'
import { fail, type Result, succeed } from '@/lib/domain/result'
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
import { hasTakenEffect } from '@/lib/domain/settings/own-changes'
import { describeRefusal, isForNow, type StripeFailure } from '@/lib/domain/stripe/stripe-failure'
import { saveSettingsSnapshot } from '@/lib/gateways/db/account-overview'
import { readPlatformRules } from '@/lib/gateways/db/platform-rules'
import { readBalanceSettings, writeBalanceSettings } from '@/lib/gateways/stripe/balance-settings'
import { type NotSent, writeDurably } from '@/lib/record/durable-write'
import { recordOwnChange } from '@/lib/record/outside-changes'
import { readSettings } from '@/lib/record/read-settings'
import { checkIntent } from '@/lib/record/resolve-intents'
import type { Submission } from './form-schema'
import { addApprovalRequest } from './requests/add-request'
import type { FieldErrors, SaveOutcome } from './save-outcome'

/**
 * Checks what the person wants, and saves it at Stripe as one durable write, or keeps it as a request where the platform
 * wants a second person.
 *
 * @param as the request or the rollout that this change is a part of; it is saved once, however often it is tried.
 *   `proposed`: it becomes a request in any case, and nothing is sent
 */
export async function saveBalanceSettings(
  access: SettingsWriter,
  submission: Submission,
  as: { requestId: string; rolloutId?: string } | 'proposed' | null = null,
): Promise<SaveOutcome> {
  const { patch, base, reason } = submission
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
    await recordLocked(access, locked)
    return { kind: 'invalid', fields: locked }
  }

  const check = () => checkSettings(access, { base, changes, rules })
  const isProposed = as === 'proposed'
  const approved = isProposed ? null : as
  const needed = approved || !access.person.staffRole ? [] : rulesMet(changes, rules.approvals)
  if (needed.length > 0 || isProposed) {
    if (!reason) return { kind: 'invalid', fields: { reason: `${NEEDS_REASON} ${needed.map(wordsOf).join(', ')}.` } }
    const now = await check()
    if (!now.ok) return now.failure.answer
    const request = { changes, because: needed }
    const requestId = await addApprovalRequest(access, { ...submission, reason }, request)
    return requestId === null ? { kind: 'refused', message: DISCONNECTED } : { kind: 'requested', requestId }
  }

  const written = await writeDurably(access, {
    event: {
      type: 'balance_settings.update',
      changes,
      ...(approved?.rolloutId !== undefined && { rolloutId: approved.rolloutId }),
    },
    reason,
    ...(approved && { confirmationId: approved.requestId }),
    check,
    send: (entryId) => writeBalanceSettings(access, patchOf(changes), entryId),
    keep: (tx, { value }, entryId) => recordOwnChange(tx, access, changes, { entryId, answer: value }),
  })
  switch (written.kind) {
    case 'done':
      return keepAnswer(access, written.value.value)
    case 'not_sent':
      return written.answer
    case 'refused':
      return toRefusal(written.failure)
    case 'unknown':
    case 'repeated':
      return { kind: 'unknown', entryId: written.entryId }
    case 'busy':
      return {
        kind: 'refused',
        message:
          'Nothing was sent: it isn’t known yet what became of an earlier change to these settings. Try again in a moment.',
      }
    case 'failed':
      return { kind: 'refused', message: 'Nothing was sent because of an error in Spillway. Try again in a moment.' }
  }
}

const NEEDS_REASON = 'Another person has to approve this, so say why:'
const DISCONNECTED = 'Nothing was requested: this account is no longer connected to the platform.'
const wordsOf = (rule: ApprovalRule) => APPROVAL_WORDS[rule].toLowerCase()

async function keepAnswer(access: SettingsWriter, settings: BalanceSettings): Promise<SaveOutcome> {
  // Not before the write: a reading from before Stripe answered may not show it yet.
  const answeredAt = new Date()
  await saveSettingsSnapshot(access, settings, answeredAt)
  return { kind: 'saved', current: { settings, readAt: answeredAt.getTime() } }
}

/** Whether Stripe's settings are still the ones that the person saw, and the fields can be changed. */
async function checkSettings(
  access: SettingsWriter,
  { base, changes, rules }: { base: Submission['base']; changes: FieldChange[]; rules: PlatformRules },
): Promise<Result<null, NotSent<SaveOutcome>>> {
  const readAt = new Date()
  const current = await readBalanceSettings(access)
  if (!current.ok) {
    const message = `Nothing was sent: ${describeRefusal(current.failure)}`
    const { requestId: stripeRequestId } = current.failure
    return fail({ outcome: 'refused', stripeRequestId, message, answer: refusedBy(current.failure, message) })
  }
  const { value: theirs, requestId: stripeRequestId } = current.value
  if (diffBalanceSettings(base, theirs).length > 0) {
    await saveSettingsSnapshot(access, theirs, readAt)
    const message = 'Someone else had changed the settings meanwhile. Nothing was sent.'
    const answer = { kind: 'conflict', theirs: { settings: theirs, readAt: readAt.getTime() } } as const
    return fail({ outcome: 'conflict', stripeRequestId, message, answer })
  }
  // What was loaded came back through a browser; what Stripe has just said decides whether a field exists.
  const fields = findLocked(access, changes, { settings: theirs, rules })
  if (!fields) return succeed(null)
  const message = `Nothing was sent: ${Object.values(fields).join(' ')}`
  return fail({ outcome: 'refused', stripeRequestId, message, answer: { kind: 'invalid', fields } })
}

const CANNOT_CLEAR = 'The Stripe API version in use can’t clear this. Enter another value.'

function findLocked(
  access: SettingsWriter,
  changes: FieldChange[],
  now: { settings: BalanceSettings; rules: PlatformRules },
): FieldErrors | null {
  // An approver edits nothing: what they approve is an editor's change.
  const role = access.role === 'approver' ? 'operator' : access.role
  const locked = changes.flatMap(({ field, after }) => {
    const lock = fieldLock(field, { account: access.account, role, ...now })
    const refusal = lock ?? (after === null && now.settings.replaceOnly?.includes(field) ? CANNOT_CLEAR : null)
    return refusal ? [[field, refusal]] : []
  })
  return locked.length > 0 ? Object.fromEntries(locked) : null
}

async function recordLocked(access: SettingsWriter, locked: FieldErrors): Promise<void> {
  const fields = Object.keys(locked).map((field) => labelOf(field as BalanceSettingsField))
  await recordDenied(access, {
    attempted: `to change ${fields.join(', ').toLowerCase()}`,
    because: Object.values(locked).join(' '),
  })
}

const refusedBy = (failure: StripeFailure, message: string): SaveOutcome => ({
  ...{ kind: 'refused', message },
  ...(isForNow(failure) && { isForNow: true }),
})

function toRefusal(failure: StripeFailure): SaveOutcome {
  const message = describeRefusal(failure)
  if (failure.kind !== 'invalid') return refusedBy(failure, `Nothing was changed: ${message}`)
  return { kind: 'invalid', fields: { [fieldOfParameter(failure.param) ?? 'form']: message } }
}

/** Finds out what became of a save without an answer. What Stripe says now is shown, whatever became of it. */
export async function checkSave(access: AccountAccess, entryId: string): Promise<SaveOutcome> {
  const checked = await checkIntent(access, entryId)
  if (checked?.entry.event.type !== 'balance_settings.update')
    return { kind: 'refused', message: 'There is no such change on this account.' }
  if (checked.isOpen) return { kind: 'unknown', entryId }
  const { entry } = checked
  if (entry.outcome === 'refused') {
    const message = 'Nothing was changed: Stripe has not taken the change. Save again if you still want it.'
    return { kind: 'refused', message }
  }

  const current = await readSettings(access)
  if (!current.ok) return { kind: 'unknown', entryId }
  const { value: settings, readAt } = current.value
  if (entry.outcome === 'applied' || hasTakenEffect(checked.entry.event.changes, settings))
    return { kind: 'saved', current: { settings, readAt: readAt.getTime() } }
  const message = 'It could not be found out whether Stripe took the change, and it is not in effect now.'
  return { kind: 'refused', message }
}
