import 'server-only'
import { withoutRequest } from '@/lib/auth/request'
import { rulesMet } from '@/lib/domain/access/approval-rules'
import { type FleetJobAccess, openFleetForJob, openForRollout, openPlatform } from '@/lib/domain/access/permissions'
import { isAt } from '@/lib/domain/fleet/plan'
import type { Policy } from '@/lib/domain/fleet/policy'
import { patchOf, writableSettings } from '@/lib/domain/settings/balance-settings'
import { findAccountOverview } from '@/lib/gateways/db/account-overview'
import { claimNewAccounts, type Drift, endApplying } from '@/lib/gateways/db/drift'
import { findPerson } from '@/lib/gateways/db/people'
import { readPlatformRules } from '@/lib/gateways/db/platform-rules'
import { findPolicyOwner, listPolicies } from '@/lib/gateways/db/policies'
import { log } from '@/lib/log'
import { saveBalanceSettings } from '../save-balance-settings'
import type { SaveOutcome } from '../save-outcome'

const AT_ONCE = 100

/**
 * Applies default policies to accounts that are new and differ from them, each as one durable write in the name of the
 * person who saved the policy last. Where a rule wants a second person, it becomes a request. What can't be done stays on
 * the page Drift.
 */
export async function applyDefaults(signal: AbortSignal): Promise<void> {
  const job = openFleetForJob()
  while (!signal.aborted) {
    const due = await claimNewAccounts(job, new Date(), AT_ONCE)
    const policies = new Map((await listPolicies(job)).map((policy) => [policy.id, policy]))
    for (const drift of due) {
      if (signal.aborted) return
      const policy = policies.get(drift.policyId)
      if (!policy?.isDefault || (await applyTo(job, drift, policy))) await endApplying(job, drift.id)
    }
    if (due.length < AT_ONCE) return
  }
}

/** @returns whether nothing more is to be tried */
async function applyTo(job: FleetJobAccess, drift: Drift, policy: Policy): Promise<boolean> {
  const { changes, account: named } = drift
  const [ownerId, account] = await Promise.all([findPolicyOwner(job, policy.id), findAccountOverview(named.id)])
  const person = ownerId === null ? null : await findPerson(ownerId)
  // Saved again by somebody who may, the policy is applied.
  if (!person || !openPlatform(person, 'fleet:manage')) return false
  const current = account?.settings?.value
  if (!changes || !account || account.goneAt || !current || !isAt(changes, 'before', current)) return true
  const access = openForRollout(person, account)
  if (!access) return true
  const submission = {
    ...{ patch: patchOf(changes), base: writableSettings(current) },
    reason: `Default for new accounts: policy “${policy.name}”`,
  }
  const isRequest = rulesMet(changes, (await readPlatformRules()).approvals).length > 0
  // Under the id of the difference, it is written once however often it is tried.
  const as = isRequest ? null : { requestId: drift.id }
  const outcome = await withoutRequest(() => saveBalanceSettings(access, submission, as))
  log().info({ accountId: account.id, policyId: policy.id, outcome: outcome.kind }, 'default policy applied')
  return isFinal(outcome)
}

/** What Stripe refused, or didn't answer, is tried again later. */
const isFinal = ({ kind }: SaveOutcome): boolean => !['refused', 'unknown', 'conflict', 'signed_out'].includes(kind)
