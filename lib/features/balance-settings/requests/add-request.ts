import 'server-only'
import { randomUUID } from 'node:crypto'
import { requestOrigin } from '@/lib/auth/request'
import type { ApprovalRule } from '@/lib/domain/access/approval-rules'
import { REQUEST_DAYS } from '@/lib/domain/access/change-request'
import type { AccountAccess, SettingsWriter } from '@/lib/domain/access/permissions'
import { describeFieldValue, type FieldChange } from '@/lib/domain/settings/balance-settings'
import { type BalanceSettingsField, labelOf } from '@/lib/domain/settings/fields'
import { actorOf, recordEntry } from '@/lib/gateways/db/audit-log'
import { addRequest } from '@/lib/gateways/db/change-requests'
import { transaction } from '@/lib/gateways/db/client'
import type { Submission } from '../form-schema'

const DAY = 24 * 3_600_000

/**
 * Keeps a change for which a second person is needed, exactly as it is to be saved. Nothing is sent to Stripe.
 *
 * @returns the request's id; null where the account is disconnected, and nothing is kept
 */
export const addApprovalRequest = (
  access: SettingsWriter,
  submission: Submission & { reason: string },
  { changes, because }: { changes: readonly FieldChange[]; because: readonly ApprovalRule[] },
): Promise<string | null> =>
  add(access, {
    submission,
    reason: submission.reason,
    lines: changes.map(
      (change) =>
        `${labelOf(change.field)}: ${describeFieldValue(change, 'before')} → ${describeFieldValue(change, 'after')}`,
    ),
    because,
  })

/** Keeps what an owner asks for, about a setting that only the platform can change. Null as above. */
export const addWish = (
  access: AccountAccess<'balance_settings:request'>,
  { field, wanted, reason }: { field: BalanceSettingsField; wanted: string; reason: string },
): Promise<string | null> =>
  add(access, { submission: null, reason, lines: [`${labelOf(field)}: ${wanted}`], because: [] })

async function add(
  access: SettingsWriter | AccountAccess<'balance_settings:request'>,
  asked: { submission: object | null; reason: string; lines: string[]; because: readonly ApprovalRule[] },
): Promise<string | null> {
  const id = randomUUID()
  const createdAt = new Date()
  const request = { id, createdAt, expiresAt: new Date(createdAt.getTime() + REQUEST_DAYS * DAY), ...asked }
  const origin = await requestOrigin()
  return transaction(async (tx) => {
    if (!(await addRequest(access, request, tx))) return null
    await recordEntry(
      {
        event: { type: 'change_request.created', changeRequestId: id, lines: asked.lines },
        actor: actorOf(access),
        account: access.account,
        reason: asked.reason,
        origin,
      },
      tx,
    )
    return id
  })
}
