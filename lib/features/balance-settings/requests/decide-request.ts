import 'server-only'
import { recordDenied } from '@/lib/auth/record-for'
import { requestOrigin } from '@/lib/auth/request'
import { type ChangeRequest, type Decision, decisionsFor } from '@/lib/domain/access/change-request'
import { type AccountAccess, openAccount } from '@/lib/domain/access/permissions'
import { fail, type Result, succeed } from '@/lib/domain/result'
import { actorOf, recordEntry } from '@/lib/gateways/db/audit-log'
import { decideRequest, findCarriedOut, findRequest } from '@/lib/gateways/db/change-requests'
import { transaction } from '@/lib/gateways/db/client'
import { findPerson } from '@/lib/gateways/db/people'
import { submissionSchema } from '../form-schema'
import { saveBalanceSettings } from '../save-balance-settings'
import type { SaveOutcome } from '../save-outcome'

/** `requester_lost_it`: who asked may no longer change the account, so approving would leave one person who wants it. */
type NotDecided = 'missing' | 'not_allowed' | 'meanwhile' | 'reason' | 'unreadable' | 'requester_lost_it'

/** What became of a decision. `saved`: it was carried out, with that outcome. */
export type DecisionAnswer =
  | { kind: 'decided' }
  | { kind: 'saved'; outcome: SaveOutcome['kind']; message: string | null }
  | { kind: 'not_decided'; because: NotDecided }

const DECISIONS = {
  approve: { status: 'approved', type: 'change_request.approved' },
  break_glass: { status: 'approved', type: 'change_request.glass_broken' },
  reject: { status: 'rejected', type: 'change_request.rejected' },
  withdraw: { status: 'withdrawn', type: 'change_request.withdrawn' },
} as const

const NEEDS_REASON: readonly Decision[] = ['reject', 'break_glass']

type Decided = { requestId: string; decision: Decision; because: string | null }
type Approver = AccountAccess<'balance_settings:approve'>

/**
 * Approves or rejects a request, once. An approved change is saved exactly as it was shown: settings that have been
 * changed since are a conflict, and nothing is sent.
 */
export async function decide(access: Approver, decided: Decided, now: Date): Promise<DecisionAnswer> {
  const settled = await settle(access, decided, now)
  if (!settled.ok) return { kind: 'not_decided', because: settled.failure }
  const { request, submission } = settled.value
  return request.kind === 'approval' && DECISIONS[decided.decision].status === 'approved'
    ? carryOut(access, request, submission)
    : { kind: 'decided' }
}

/** Takes back a request of one's own. */
export async function withdraw(
  access: AccountAccess<'balance_settings:request'>,
  requestId: string,
  now: Date,
): Promise<DecisionAnswer> {
  const settled = await settle(access, { requestId, decision: 'withdraw', because: null }, now)
  return settled.ok ? { kind: 'decided' } : { kind: 'not_decided', because: settled.failure }
}

/** Records the decision together with the request's new status, if this person may decide so and is the first. */
async function settle(
  access: Approver | AccountAccess<'balance_settings:request'>,
  { requestId, decision, because }: Decided,
  now: Date,
): Promise<Result<NonNullable<Awaited<ReturnType<typeof findRequest>>>, NotDecided>> {
  const found = await findRequest(access, requestId, now)
  if (!found) return fail('missing')
  const { request } = found
  if (request.status !== 'open') return fail('meanwhile')
  if (!decisionsFor({ personId: access.person.id, role: access.role }, request).includes(decision)) {
    await recordDenied(access, {
      attempted: `${decision} of the request ${requestId}`,
      because:
        request.requestedBy.id === access.person.id ? 'nobody approves their own' : `not for the role ${access.role}`,
    })
    return fail('not_allowed')
  }
  if (NEEDS_REASON.includes(decision) && !because) return fail('reason')
  if (decision === 'approve' && request.kind === 'approval') {
    const requester = await findPerson(request.requestedBy.id)
    if (!requester || !openAccount(requester, access.account, 'balance_settings:update'))
      return fail('requester_lost_it')
  }
  const { status, type } = DECISIONS[decision]
  const origin = await requestOrigin()
  const isFirst = await transaction(async (tx) => {
    if (!(await decideRequest(access, requestId, { status, because, now }, tx))) return false
    const event = { type, changeRequestId: requestId }
    await recordEntry({ event, actor: actorOf(access), account: access.account, reason: because, origin }, tx)
    return true
  })
  return isFirst ? succeed(found) : fail('meanwhile')
}

/** Saves what was approved and not carried out, because the process ended or another change was in progress. */
export async function carryOutApproved(access: Approver, requestId: string, now: Date): Promise<DecisionAnswer> {
  const found = await findRequest(access, requestId, now)
  if (!found) return { kind: 'not_decided', because: 'missing' }
  const { request, submission } = found
  const isDue = request.status === 'approved' && request.kind === 'approval'
  if (!isDue || (await findCarriedOut(access, requestId))) return { kind: 'not_decided', because: 'meanwhile' }
  return carryOut(access, request, submission)
}

async function carryOut(access: Approver, request: ChangeRequest, stored: unknown): Promise<DecisionAnswer> {
  const parsed = submissionSchema.safeParse(stored)
  // Another version of Spillway may have stored it, with fields that this one doesn't know.
  if (!parsed.success) return { kind: 'not_decided', because: 'unreadable' }
  const outcome = await saveBalanceSettings(access, parsed.data, { requestId: request.id })
  return { kind: 'saved', outcome: outcome.kind, message: messageOf(outcome) }
}

function messageOf(outcome: SaveOutcome): string | null {
  if (outcome.kind === 'refused') return outcome.message
  return outcome.kind === 'invalid' ? Object.values(outcome.fields).join(' ') : null
}
