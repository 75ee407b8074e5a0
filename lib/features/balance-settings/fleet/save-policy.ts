import 'server-only'
import { randomUUID } from 'node:crypto'
import { requestOrigin } from '@/lib/auth/request'
import { wake } from '@/lib/background'
import type { PlatformAccess } from '@/lib/domain/access/permissions'
import { describePolicyChanges, type PolicyDraft } from '@/lib/domain/fleet/policy'
import { fail, type Result, succeed } from '@/lib/domain/result'
import { actorOf, recordEntry } from '@/lib/gateways/db/audit-log'
import { transaction } from '@/lib/gateways/db/client'
import { addPolicy, archivePolicy, changePolicy, findPolicy } from '@/lib/gateways/db/policies'

type Manager = PlatformAccess<'fleet:manage'>

/** `meanwhile`: somebody else has changed or archived it. */
export type PolicyProblem = 'missing' | 'meanwhile'

/** Makes a policy, or changes one. Nothing of any account changes before a rollout is started. @returns its id */
export async function savePolicy(
  access: Manager,
  draft: PolicyDraft,
  existing: { id: string; version: number } | null,
): Promise<Result<string, PolicyProblem>> {
  const before = existing && (await findPolicy(access, existing.id))
  if (existing && !before) return fail('missing')
  const lines = describePolicyChanges(before, draft)
  if (existing && lines.length === 0) return succeed(existing.id)
  const id = existing?.id ?? randomUUID()
  const origin = await requestOrigin()
  const now = new Date()
  const isSaved = await transaction(async (tx) => {
    if (!existing) await addPolicy(access, { id, draft, now }, tx)
    else if (!(await changePolicy(access, { ...existing, draft, now }, tx))) return false
    const event = { type: 'policy.saved', policyId: id, name: draft.name, lines } as const
    await recordEntry({ event, actor: actorOf(access), origin }, tx)
    return true
  })
  if (!isSaved) return fail('meanwhile')
  wake('drift')
  return succeed(id)
}

/** Takes a policy out of use. What it has changed stays as it is. */
export async function retirePolicy(access: Manager, id: string): Promise<Result<null, PolicyProblem>> {
  const policy = await findPolicy(access, id)
  if (!policy) return fail('missing')
  const origin = await requestOrigin()
  const isArchived = await transaction(async (tx) => {
    if (!(await archivePolicy(access, id, new Date(), tx))) return false
    const event = { type: 'policy.archived', policyId: id, name: policy.name } as const
    await recordEntry({ event, actor: actorOf(access), origin }, tx)
    return true
  })
  return isArchived ? succeed(null) : fail('meanwhile')
}
