import 'server-only'
import { requestOrigin } from '@/lib/auth/request'
import { wake } from '@/lib/background'
import type { PlatformAccess } from '@/lib/domain/access/permissions'
import type { ExceptionStep } from '@/lib/domain/audit/audit-entry'
import { fail, type Result, succeed } from '@/lib/domain/result'
import { actorOf, recordEntry } from '@/lib/gateways/db/audit-log'
import { type Transaction, transaction } from '@/lib/gateways/db/client'
import { acceptDrift, type Drift, endException, findDrift } from '@/lib/gateways/db/drift'
import { listPolicies } from '@/lib/gateways/db/policies'
import { exceptionEvent } from './drift-words'
import { askForPlan, type RolloutProblem } from './move-rollout'

type Manager = PlatformAccess<'fleet:manage'>

/** `several`: the accounts differ from several policies, and a plan is of one. */
export type DriftProblem = RolloutProblem | 'several'

/** Accepts that accounts differ from their policy, until the end of a day. Each is recorded. @returns how many were */
export async function acceptDifferences(
  access: Manager,
  ids: readonly string[],
  { reason, until }: { reason: string; until: Date },
): Promise<Result<number, DriftProblem>> {
  return decide(access, ids, { step: 'accepted', reason, until }, (drift, tx) =>
    acceptDrift(access, drift.id, { reason, until }, tx),
  )
}

/** Ends exceptions before their day. @returns how many were */
export async function endExceptions(access: Manager, ids: readonly string[]): Promise<Result<number, DriftProblem>> {
  return decide(access, ids, { step: 'ended', reason: null, until: null }, (drift, tx) =>
    endException(access, drift.id, tx),
  )
}

async function decide(
  access: Manager,
  ids: readonly string[],
  { step, reason, until }: { step: ExceptionStep; reason: string | null; until: Date | null },
  write: (drift: Drift, tx: Transaction) => Promise<boolean>,
): Promise<Result<number, DriftProblem>> {
  const [found, policies, origin] = await Promise.all([findDrift(access, ids), listPolicies(access), requestOrigin()])
  const names = new Map(policies.map(({ id, name }) => [id, name]))
  const done = await transaction(async (tx) => {
    let count = 0
    for (const drift of found) {
      const { policyId, account, exception } = drift
      const ends = until ?? exception?.until
      if (!ends || !(await write(drift, tx))) continue
      const event = exceptionEvent(drift, { name: names.get(policyId), step, until: ends })
      await recordEntry({ event, actor: actorOf(access), account, reason, origin }, tx)
      count++
    }
    return count
  })
  if (done === 0) return fail('meanwhile')
  wake('drift_changes')
  return succeed(done)
}

/** Asks for the plan that brings these accounts back to their policy. @returns the rollout's id */
export async function askToReapply(access: Manager, ids: readonly string[]): Promise<Result<string, DriftProblem>> {
  const found = await findDrift(access, ids)
  const [policyId, ...others] = new Set(found.map((drift) => drift.policyId))
  if (policyId === undefined) return fail('meanwhile')
  if (others.length > 0) return fail('several')
  return askForPlan(access, policyId, { accounts: found.map(({ account }) => account.id) })
}
