import 'server-only'
import type { FleetJobAccess, PlatformAccess } from '@/lib/domain/access/permissions'
import { planFor } from '@/lib/domain/fleet/plan'
import { addToSummary, EMPTY_SUMMARY, type PlanSummary } from '@/lib/domain/fleet/plan-summary'
import { describePolicyChanges, type Policy } from '@/lib/domain/fleet/policy'
import { fail, type Result, succeed } from '@/lib/domain/result'
import { listAccountsToPlan } from '@/lib/gateways/db/planned-accounts'
import { readPlatformRules } from '@/lib/gateways/db/platform-rules'
import { listPolicies } from '@/lib/gateways/db/policies'
import { findRollout } from '@/lib/gateways/db/rollouts'
import { askForPlan, move, type RolloutProblem } from './move-rollout'
import { planRollout } from './plan-rollout'
import type { FiledPolicy, FileProblem } from './policy-file'
import { type PolicyChange, type PolicyProblem, savePolicies } from './save-policy'

/** Accounts that are read at once. */
const AT_ONCE = 500

/** What a file changes in the policies that are stored. */
export type FileDiff = {
  /** `lines` say in words what changes; `before` is null for a new policy. */
  changes: (PolicyChange & { before: Policy | null; lines: string[] })[]
  /** Stored policies that the file leaves out. */
  others: Policy[]
  /** The policies as they would be. */
  after: Policy[]
}

/** Compares a file with what is stored. A policy is known by its id, or else by its name. */
export async function compareWithFile(
  job: FleetJobAccess,
  filed: readonly FiledPolicy[],
  now: Date,
): Promise<Result<FileDiff, FileProblem[]>> {
  const stored = await listPolicies(job)
  const problems: FileProblem[] = []
  const found = new Map<FiledPolicy, Policy>()
  for (const policy of filed) {
    const { id, line, draft } = policy
    const named = stored.filter((each) => (id === null ? each.name === draft.name : each.id === id))
    const [first] = named
    if (id !== null && !first)
      problems.push({ line, message: `No policy has the id ${id}. Leave it out to make a new one.` })
    else if (named.length > 1)
      problems.push({
        line,
        message: `${named.length} policies have the name “${draft.name}”. Add the id of the one that is meant.`,
      })
    else if (first && [...found.values()].includes(first))
      problems.push({ line, message: `Another policy of the file is the same one, ${first.id}.` })
    else if (first) found.set(policy, first)
  }
  if (problems.length > 0) return fail(problems)
  const changes = filed.flatMap((policy) => {
    const before = found.get(policy) ?? null
    const lines = describePolicyChanges(before, policy.draft)
    return before && lines.length === 0
      ? []
      : [{ draft: policy.draft, existing: before && { id: before.id, version: before.version }, before, lines }]
  })
  const others = stored.filter((policy) => ![...found.values()].includes(policy))
  const made = changes.filter(({ before }) => before === null)
  return succeed({
    changes,
    others,
    after: [
      ...stored.map((policy) => ({ ...policy, ...changes.find(({ before }) => before === policy)?.draft })),
      // A new one comes after those that there are, as it will once it is saved.
      ...made.map(({ draft }, index) => ({
        ...draft,
        id: `new-${index}`,
        version: 0,
        isAdHoc: false,
        editor: null,
        createdAt: new Date(now.getTime() + index),
      })),
    ],
  })
}

/** What the changed policies would change of the accounts, from what is stored, by the policies' names. Stripe is not asked. */
export async function summarizePlans(
  job: FleetJobAccess,
  { changes, after }: FileDiff,
  now: Date,
): Promise<Map<string, PlanSummary>> {
  const circumstances = { role: 'admin', rules: await readPlatformRules(), policies: after, now } as const
  const policies = after.filter(({ name }) => changes.some(({ draft }) => draft.name === name))
  const summaries = new Map<string, PlanSummary>(policies.map(({ name }) => [name, EMPTY_SUMMARY]))
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { accounts, next }: Awaited<ReturnType<typeof listAccountsToPlan>> = await listAccountsToPlan(
      job,
      cursor,
      AT_ONCE,
    )
    for (const policy of policies) {
      const planned = accounts.flatMap((account) => {
        const plan = planFor(policy, account, circumstances)
        return plan ? [{ plan, settings: account.settings?.value ?? null, expected: account.expected }] : []
      })
      summaries.set(policy.name, addToSummary(summaries.get(policy.name) ?? EMPTY_SUMMARY, planned))
    }
    cursor = next
  }
  return summaries
}

type Manager = PlatformAccess<'fleet:manage'>

/** Saves what a file changes, all of it or nothing. @returns the ids of the policies that were made or changed */
export const applyFile = (
  access: Manager,
  { changes, others }: FileDiff,
  { archivesOthers }: { archivesOthers: boolean },
): Promise<Result<string[], PolicyProblem>> => savePolicies(access, changes, archivesOthers ? others : [])

/** Plans a rollout of a policy and leaves it for another admin to approve, whether or not the rules ask for that. */
export async function proposeRollout(
  access: Manager,
  job: FleetJobAccess,
  { policyId, reason, signal }: { policyId: string; reason: string; signal: AbortSignal },
): Promise<Result<string, RolloutProblem>> {
  const asked = await askForPlan(access, policyId)
  if (!asked.ok) return asked
  const rolloutId = asked.value
  // The server may plan as well; each part is kept once.
  for (
    let rollout = await findRollout(job, rolloutId);
    rollout?.status === 'planning';
    rollout = await findRollout(job, rolloutId)
  ) {
    signal.throwIfAborted()
    await planRollout(job, rollout, signal)
  }
  const wanted = { rolloutId, reason, pace: null }
  const proposed = await move(access, { ...wanted, move: 'start' }, { needsApproval: true })
  if (proposed.ok) return succeed(rolloutId)
  if (proposed.failure === 'nothing') await move(access, { ...wanted, move: 'cancel' })
  return proposed
}
