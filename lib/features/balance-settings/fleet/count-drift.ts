import 'server-only'
import { openFleetForJob } from '@/lib/domain/access/permissions'
import { planFor } from '@/lib/domain/fleet/plan'
import { listAccountsToPlan } from '@/lib/gateways/db/planned-accounts'
import { readPlatformRules } from '@/lib/gateways/db/platform-rules'
import { type Drift, listPolicies, saveDrift } from '@/lib/gateways/db/policies'

/** Accounts that are read at once. */
const AT_ONCE = 500

/** Counts for each policy how many accounts differ from it, in one walk through what is stored. Stripe is not asked. */
export async function countDrift(signal: AbortSignal): Promise<void> {
  const job = openFleetForJob()
  const [policies, rules] = await Promise.all([listPolicies(job), readPlatformRules()])
  if (policies.length === 0) return
  const now = new Date()
  const counts = new Map(policies.map(({ id }): [string, Drift] => [id, { members: 0, differing: 0, unread: 0 }]))
  for (let after: string | undefined = ''; after !== undefined; ) {
    if (signal.aborted) return
    const accounts = await listAccountsToPlan(job, after, AT_ONCE)
    for (const account of accounts)
      for (const policy of policies) {
        const plan = planFor(policy, account, { role: 'admin', rules, policies, now })
        const count = counts.get(policy.id)
        if (!plan || !count || (plan.kind === 'skipped' && plan.because === 'other_policy')) continue
        count.members++
        if (plan.kind === 'unread') count.unread++
        else if (plan.kind !== 'unchanged') count.differing++
      }
    after = accounts.length < AT_ONCE ? undefined : accounts.at(-1)?.account.id
  }
  for (const policy of policies) {
    const count = counts.get(policy.id)
    if (count) await saveDrift(job, policy, count, now)
  }
}
