import 'server-only'
import { randomUUID } from 'node:crypto'
import { recordDenied } from '@/lib/auth/record-for'
import { requestOrigin } from '@/lib/auth/request'
import { wake } from '@/lib/background'
import { needsSecondPerson } from '@/lib/domain/access/approval-rules'
import type { PlatformAccess } from '@/lib/domain/access/permissions'
import type { PolicyDraft } from '@/lib/domain/fleet/policy'
import {
  type ItemCounts,
  movesFor,
  opensUpTo,
  type Pace,
  type RolloutMove,
  statusAfter,
  USUAL_PACE,
} from '@/lib/domain/fleet/rollout'
import { EVERY_ACCOUNT } from '@/lib/domain/fleet/segment'
import { fail, type Result, succeed } from '@/lib/domain/result'
import { actorOf, recordEntry } from '@/lib/gateways/db/audit-log'
import type { ChosenAccounts, FailedAccounts } from '@/lib/gateways/db/chosen-accounts'
import { type Transaction, transaction } from '@/lib/gateways/db/client'
import { readPlatformRules } from '@/lib/gateways/db/platform-rules'
import { addPolicy, findPolicy, findRolledOut } from '@/lib/gateways/db/policies'
import { countItems, needsOf } from '@/lib/gateways/db/rollout-items'
import { addRollout, findRollout, moveRollout, type Rollout, type RolloutChange } from '@/lib/gateways/db/rollouts'
import { startedAlone } from './started-alone'

type Manager = PlatformAccess<'fleet:manage'>

/** The name of the background job that plans and carries out rollouts. */
const JOB = 'rollouts'

/**
 * Why a rollout was not moved, or not planned. `meanwhile`: it is in another state now. `outdated`: its policy has been
 * changed since the plan. `nothing`: no account would change. `reason`: a second person has to approve it, and needs to
 * know why.
 */
export type RolloutProblem = 'missing' | 'not_allowed' | 'meanwhile' | 'outdated' | 'nothing' | 'reason'

/**
 * Asks for the plan of a policy, as it is now. @returns the id of the rollout that the plan belongs to
 *
 * @param chosen only these of its accounts; null for all
 */
export async function askForPlan(
  access: Manager,
  policyId: string,
  chosen: ChosenAccounts | null = null,
): Promise<Result<string, RolloutProblem>> {
  const policy = await findPolicy(access, policyId)
  if (!policy) return fail('missing')
  const of = { policyId, version: policy.version }
  return succeed(await add(access, { name: policy.name, of, chosen, pace: USUAL_PACE }))
}

/** Whether accounts of a rollout can be planned again: it has ended or stopped, and isn't the way back from another one. */
export const canBeRetried = ({ status, of }: Pick<Rollout, 'status' | 'of'>): boolean =>
  'policyId' in of && ['paused', 'halted', 'complete', 'canceled'].includes(status)

/** Asks for the plan, of the policy as it is now, for the accounts of a rollout that failed for one reason. */
export async function askToRetry(access: Manager, failed: FailedAccounts): Promise<Result<string, RolloutProblem>> {
  const rollout = await findRollout(access, failed.rolloutId)
  if (!rollout || 'rolloutId' in rollout.of) return fail('missing')
  const policy = await findRolledOut(access, rollout.of.policyId)
  if (!policy) return fail('missing')
  if (!canBeRetried(rollout)) return fail('meanwhile')
  const of = { policyId: policy.id, version: policy.version }
  return succeed(await add(access, { name: rollout.name, of, chosen: { failed }, pace: USUAL_PACE }))
}

/** Asks for the plan of a change that no policy asks for, of accounts that somebody chose. @returns the rollout's id */
export async function askForChange(
  access: Manager,
  { name, values }: Pick<PolicyDraft, 'name' | 'values'>,
  chosen: ChosenAccounts,
): Promise<string> {
  const policyId = randomUUID()
  const draft = { name, values, variants: [], segment: EVERY_ACCOUNT, priority: 0, isDefault: false }
  return add(access, { name, of: { policyId, version: 1 }, chosen, pace: USUAL_PACE }, (tx) =>
    addPolicy(access, { id: policyId, draft, now: new Date(), isAdHoc: true }, tx),
  )
}

/** Asks for the plan that brings what a rollout has changed back to what it was. */
export async function askForWayBack(access: Manager, rolloutId: string): Promise<Result<string, RolloutProblem>> {
  const rollout = await findRollout(access, rolloutId)
  if (!rollout) return fail('missing')
  if (!canBeUndone(rollout, await countItems(access, rolloutId))) return fail('nothing')
  const name = `Rollback of ${rollout.name}`
  return succeed(await add(access, { name, of: { rolloutId }, chosen: null, pace: rollout.pace }))
}

/** Whether a rollout isn't in progress any more and has changed something. */
export const canBeUndone = ({ status }: Pick<Rollout, 'status'>, { applied = 0 }: ItemCounts): boolean =>
  ['paused', 'halted', 'complete', 'canceled'].includes(status) && applied > 0

async function add(
  access: Manager,
  asked: Pick<Rollout, 'name' | 'of' | 'chosen' | 'pace'>,
  first: (tx: Transaction) => Promise<void> = async () => {},
): Promise<string> {
  const id = randomUUID()
  const origin = await requestOrigin()
  await transaction(async (tx) => {
    await first(tx)
    await addRollout(access, { id, ...asked, now: new Date() }, tx)
    const event = { type: 'rollout.moved', rolloutId: id, name: asked.name, move: 'plan', counts: {} } as const
    await recordEntry({ event, actor: actorOf(access), origin }, tx)
  })
  wake(JOB)
  return id
}

export type Wanted = { rolloutId: string; move: RolloutMove; reason: string | null; pace: Pace | null }

/**
 * Starts, approves, pauses, resumes or ends a rollout, once, and records it with its figures at that moment.
 *
 * @param always whether somebody else has to approve it even where no rule asks for that
 */
export async function move(
  access: Manager,
  { rolloutId, move, ...wanted }: Wanted,
  always = { needsApproval: false },
): Promise<Result<null, RolloutProblem>> {
  const rollout = await findRollout(access, rolloutId)
  if (!rollout) return fail('missing')
  const { status, startedBy, name } = rollout
  const viewer = { personId: access.person.id, role: access.role }
  if (!movesFor(viewer, { status, startedById: startedBy?.id ?? null }).includes(move)) {
    const isOwn = move === 'approve' && status === 'awaiting_approval'
    if (!isOwn) return fail('meanwhile')
    const because = 'nobody approves what they started'
    await recordDenied(access, { attempted: `approve of the rollout ${rolloutId}`, because })
    return fail('not_allowed')
  }
  const counts = await countItems(access, rolloutId)
  const prepared = await prepare(access, rollout, { move, counts, ...wanted })
  if (!prepared.ok) return prepared
  const { change } = prepared.value
  const needsApproval = prepared.value.needsApproval || always.needsApproval
  const origin = await requestOrigin()
  const isMoved = await transaction(async (tx) => {
    const to = statusAfter(move, needsApproval)
    if (!(await moveRollout(access, { id: rolloutId, from: status, to }, change, tx))) return false
    const event = { type: 'rollout.moved', rolloutId, name, move, counts } as const
    await recordEntry({ event, actor: actorOf(access), reason: wanted.reason, origin }, tx)
    return true
  })
  if (!isMoved) return fail('meanwhile')
  wake(JOB)
  return succeed(null)
}

type Prepared = { change: RolloutChange; needsApproval: boolean }

async function prepare(
  access: Manager,
  rollout: Rollout,
  {
    move,
    counts,
    reason,
    pace: wantedPace,
  }: { move: RolloutMove; counts: ItemCounts } & Pick<Wanted, 'reason' | 'pace'>,
): Promise<Result<Prepared, RolloutProblem>> {
  const { person } = access
  const { total, of } = rollout
  const { pending = 0, refused = 0, unknown = 0, unresolved = 0 } = counts
  const pace = wantedPace ?? rollout.pace
  const proceeding = {
    openUpTo: opensUpTo(pace, total, total - pending),
    forgiven: { done: total - pending, failed: refused + unknown + unresolved },
    haltedBecause: null,
  }
  switch (move) {
    case 'start': {
      if (pending === 0) return fail('nothing')
      if ('policyId' in of && (await findRolledOut(access, of.policyId))?.version !== of.version)
        return fail('outdated')
      const { approvals } = await readPlatformRules()
      const earlier = await startedAlone(access, { ...rollout, startedBy: null, startedAt: null }, approvals, person.id)
      const needsApproval =
        needsSecondPerson(total + earlier, approvals) || (await needsOf(access, rollout.id)).length > 0
      if (needsApproval && reason === null) return fail('reason')
      const by = { startedBy: { id: person.id, name: person.name, at: new Date() }, carriedById: person.id }
      return succeed({ change: { ...proceeding, ...by, reason, pace }, needsApproval })
    }
    case 'approve':
      if ('policyId' in of && (await findRolledOut(access, of.policyId))?.version !== of.version)
        return fail('outdated')
      return succeed({
        change: { ...proceeding, approvedBy: { id: person.id, name: person.name } },
        needsApproval: false,
      })
    case 'resume':
      return succeed({ change: { ...proceeding, carriedById: person.id }, needsApproval: false })
    case 'pause':
      return succeed({ change: {}, needsApproval: false })
    case 'reject':
    case 'cancel':
      return succeed({ change: { endedAt: new Date() }, needsApproval: false })
  }
}
