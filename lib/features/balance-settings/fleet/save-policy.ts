import 'server-only'
import { randomUUID } from 'node:crypto'
import { requestOrigin } from '@/lib/auth/request'
import { wake } from '@/lib/background'
import { openPlatform, type PlatformAccess } from '@/lib/domain/access/permissions'
import { describePolicyChanges, type Policy, type PolicyDraft } from '@/lib/domain/fleet/policy'
import { fail, type Result, succeed } from '@/lib/domain/result'
import { actorOf, recordEntry } from '@/lib/gateways/db/audit-log'
import { transaction } from '@/lib/gateways/db/client'
import { findPerson } from '@/lib/gateways/db/people'
import { addPolicy, archivePolicy, changePolicy, findPolicy } from '@/lib/gateways/db/policies'

type Manager = PlatformAccess<'fleet:manage'>

/** `meanwhile`: somebody else has changed or archived it. `not_yours`: another person keeps it to themselves. */
export type PolicyProblem = 'missing' | 'meanwhile' | 'not_yours'

/** Who may change a policy from now on; left out, it stays as it is. */
export type Editors = 'all' | 'own'

/** A policy to make, or the one that is changed in the version that was looked at. */
export type PolicyChange = {
  draft: PolicyDraft
  existing: { id: string; version: number } | null
  editors?: Editors | undefined
}

/** Makes a policy, or changes one. Nothing of any account changes before a rollout is started. @returns its id */
export async function savePolicy(
  access: Manager,
  draft: PolicyDraft,
  existing: PolicyChange['existing'],
  editors?: Editors,
): Promise<Result<string, PolicyProblem>> {
  const saved = await savePolicies(access, [{ draft, existing, editors }], [])
  return saved.ok ? succeed(saved.value[0] as string) : saved
}

/** Makes, changes and archives policies, all of them or none. @returns the ids of those that were made or changed */
export async function savePolicies(
  access: Manager,
  changes: readonly PolicyChange[],
  archived: readonly Pick<Policy, 'id' | 'name' | 'editor'>[],
): Promise<Result<string[], PolicyProblem>> {
  const before = await Promise.all(changes.map(({ existing }) => existing && findPolicy(access, existing.id)))
  if (changes.some(({ existing }, index) => existing && !before[index])) return fail('missing')
  for (const policy of [...before, ...archived])
    if (policy && !(await mayChange(access, policy))) return fail('not_yours')
  const [by, now] = [{ actor: actorOf(access), origin: await requestOrigin() }, new Date()]
  const ids = changes.map(({ existing }) => existing?.id ?? randomUUID())
  try {
    await transaction(async (tx) => {
      for (const [index, { draft, existing, editors }] of changes.entries()) {
        const editor = editors && (editors === 'own' ? { id: access.person.id, name: access.person.name } : null)
        const lines = [
          ...describePolicyChanges(before[index] ?? null, draft),
          ...describeEditor(before[index]?.editor ?? null, editor),
        ]
        if (existing && lines.length === 0) continue
        const id = ids[index] as string
        // Among those made together, the one that is named first is the older.
        if (!existing) await addPolicy(access, { id, draft, editor, now: new Date(now.getTime() + index) }, tx)
        else if (!(await changePolicy(access, { ...existing, draft, editor, now }, tx))) throw new Meanwhile()
        await recordEntry({ event: { type: 'policy.saved', policyId: id, name: draft.name, lines }, ...by }, tx)
      }
      for (const { id, name } of archived) {
        if (!(await archivePolicy(access, id, now, tx))) throw new Meanwhile()
        await recordEntry({ event: { type: 'policy.archived', policyId: id, name }, ...by }, tx)
      }
    })
  } catch (error) {
    if (error instanceof Meanwhile) return fail('meanwhile')
    throw error
  }
  wake('drift')
  return succeed(ids)
}

/** Whether a person may change a policy. One that somebody kept who isn't an admin any more can be changed by every admin. */
export async function mayChange({ person }: Manager, { editor }: Pick<Policy, 'editor'>): Promise<boolean> {
  if (editor === null || editor.id === person.id) return true
  const keeper = await findPerson(editor.id)
  return !keeper || openPlatform(keeper, 'fleet:manage') === null
}

const describeEditor = (before: Policy['editor'], after: Policy['editor'] | undefined): string[] =>
  after === undefined || after?.id === before?.id
    ? []
    : [after === null ? 'Can be changed by every admin' : `Can be changed by ${after.name} only`]

/** Undoes the transaction. */
class Meanwhile extends Error {}

/** Takes a policy out of use. What it has changed stays as it is. */
export async function retirePolicy(access: Manager, id: string): Promise<Result<null, PolicyProblem>> {
  const policy = await findPolicy(access, id)
  if (!policy) return fail('missing')
  const archived = await savePolicies(access, [], [policy])
  return archived.ok ? succeed(null) : archived
}
