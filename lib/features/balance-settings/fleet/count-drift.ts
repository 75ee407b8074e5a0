import 'server-only'
import { type FleetJobAccess, openFleetForJob } from '@/lib/domain/access/permissions'
import { NO_ORIGIN, recordEntry } from '@/lib/gateways/db/audit-log'
import { transaction } from '@/lib/gateways/db/client'
import {
  type Against,
  countDifferent,
  endException,
  keepDrift,
  listDriftDue,
  listExpired,
} from '@/lib/gateways/db/drift'
import { listIdsToPlan } from '@/lib/gateways/db/planned-accounts'
import { listPolicies, listPolicyChanges, saveDriftCounts } from '@/lib/gateways/db/policies'
import { exceptionEvent } from './drift-words'

/** Accounts that are held against the policies in one transaction: few, so that other writers wait for a moment only. */
const AT_ONCE = 200

const EXPIRED_AT_ONCE = 100

async function against(job: FleetJobAccess): Promise<Against> {
  const [policies, changes] = await Promise.all([listPolicies(job), listPolicyChanges(job)])
  return { policies, changes, now: new Date() }
}

/**
 * Holds every account against the policies, in one walk through what is stored, and counts for each policy how many
 * differ. Stripe is not asked. Between two walks, `checkDrift` keeps up with what changes.
 */
export async function countDrift(signal: AbortSignal): Promise<void> {
  const job = openFleetForJob()
  const now = await against(job)
  const counts = new Map(now.policies.map(({ id }) => [id, { members: 0, unread: 0 }]))
  for (let after: string | null = ''; now.policies.length > 0 && after !== null; ) {
    if (signal.aborted) return
    const { ids, next }: Awaited<ReturnType<typeof listIdsToPlan>> = await listIdsToPlan(job, after, AT_ONCE)
    for (const [policyId, held] of await keepDrift(job, ids, now)) {
      const count = counts.get(policyId)
      if (!count) continue
      count.members += held.members
      count.unread += held.unread
    }
    after = next
  }
  for (const policy of now.policies) {
    const count = counts.get(policy.id)
    const differing = await countDifferent(job, policy.id)
    if (count) await saveDriftCounts(job, policy, { ...count, differing }, now.now)
  }
}

/** Holds the accounts of which something has changed against the policies, and ends exceptions whose day has come. */
export async function checkDrift(signal: AbortSignal): Promise<void> {
  const job = openFleetForJob()
  const isExpired = await expireExceptions(job, signal)
  let isChanged = isExpired
  while (!signal.aborted) {
    const ids = await listDriftDue(job, AT_ONCE)
    if (ids.length === 0) break
    await keepDrift(job, ids, await against(job))
    isChanged = true
    if (ids.length < AT_ONCE) break
  }
  if (!isChanged) return
  for (const policy of await listPolicies(job))
    await saveDriftCounts(job, policy, { differing: await countDifferent(job, policy.id) }, null)
}

async function expireExceptions(job: FleetJobAccess, signal: AbortSignal): Promise<boolean> {
  const policies = new Map((await listPolicies(job)).map((policy) => [policy.id, policy]))
  let isAny = false
  while (!signal.aborted) {
    const expired = await listExpired(job, new Date(), EXPIRED_AT_ONCE)
    for (const drift of expired)
      await transaction(async (tx) => {
        if (!(await endException(job, drift.id, tx))) return
        const { policyId, account, exception } = drift
        const until = exception?.until ?? new Date()
        const event = exceptionEvent(drift, { name: policies.get(policyId)?.name, step: 'expired', until })
        await recordEntry({ event, actor: { kind: 'system', name: 'Drift' }, account, origin: NO_ORIGIN }, tx)
      })
    isAny ||= expired.length > 0
    if (expired.length < EXPIRED_AT_ONCE) break
  }
  return isAny
}
