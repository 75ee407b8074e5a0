import 'server-only'
import type { FleetJobAccess, PlatformAccess } from '@/lib/domain/access/permissions'
import type { Policy, PolicyDraft } from '@/lib/domain/fleet/policy'
import { database, type Transaction } from './client'
import type { Prisma } from './generated/sqlite/client'
import { readStoredSegment, readStoredValues, readStoredVariants, storedSegment } from './stored/policy'

type Reader = PlatformAccess<'fleet:read'> | PlatformAccess<'fleet:manage'> | FleetJobAccess
/** How many accounts a policy is for, how many of them differ from it, and of how many that isn't known. */
export type DriftCounts = { members: number; differing: number; unread: number }

type Manager = PlatformAccess<'fleet:manage'>

const GOVERNING = { archivedAt: null, isAdHoc: false }

/** On whose behalf a policy is applied to new accounts: of the person who saved it last. Null where an earlier version did. */
export async function findPolicyOwner(_access: FleetJobAccess | Reader, id: string): Promise<string | null> {
  const row = await (await database()).policy.findFirst({ where: { id, ...GOVERNING }, select: { changedById: true } })
  return row?.changedById ?? null
}

/** When a policy became as it is, by whom, and when all accounts were last held against it as it is; by its id. */
export async function listPolicyChanges(
  _access: Reader,
): Promise<Map<string, { changedAt: Date; changedByName: string; countedAt: Date | null }>> {
  const rows = await (await database()).policy.findMany({ where: GOVERNING })
  return new Map(
    rows.map(({ id, changedAt, changedByName, countedAt }) => [id, { changedAt, changedByName, countedAt }]),
  )
}

/** All policies that govern accounts, the oldest first. One that another version stored in its own way is left out. */
export async function listPolicies(_access: Reader): Promise<Policy[]> {
  const rows = await (await database()).policy.findMany({
    where: GOVERNING,
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  return rows.flatMap((row) => toPolicy(row) ?? [])
}

/** What was last counted of the policies, by their ids. */
export async function listDriftCounts(_access: Reader): Promise<Map<string, DriftCounts & { countedAt: Date }>> {
  const rows = await (await database()).policy.findMany({ where: { ...GOVERNING, countedAt: { not: null } } })
  return new Map(
    rows.flatMap(({ id, countedAt, members, differing, unread }) =>
      countedAt ? [[id, { countedAt, members, differing, unread }] as const] : [],
    ),
  )
}

/** How many accounts differ from the policies, as last counted for each. */
export async function countAllDrift(): Promise<number> {
  const { _sum } = await (await database()).policy.aggregate({ where: GOVERNING, _sum: { differing: true } })
  return _sum.differing ?? 0
}

/** Keeps what was counted of a policy, where it is still in that version. `countedAt` is null where not all accounts were looked at. */
export async function saveDriftCounts(
  _access: FleetJobAccess,
  { id, version }: Policy,
  counts: Partial<DriftCounts>,
  countedAt: Date | null,
): Promise<void> {
  const data = { ...counts, ...(countedAt && { countedAt }) }
  await (await database()).policy.updateMany({ where: { id, version }, data })
}

/** A policy that governs accounts and can be read, or null. */
export async function findPolicy(_access: Reader, id: string): Promise<Policy | null> {
  const row = await (await database()).policy.findFirst({ where: { id, ...GOVERNING } })
  return row && toPolicy(row)
}

/** What a rollout brings accounts to: a policy that isn't archived, or what was chosen for this rollout only. */
export async function findRolledOut(_access: Reader, id: string): Promise<Policy | null> {
  const row = await (await database()).policy.findFirst({ where: { id, archivedAt: null } })
  return row && toPolicy(row)
}

type NewPolicy = { id: string; draft: PolicyDraft; now: Date; isAdHoc?: boolean; editor?: Policy['editor'] }

export async function addPolicy(
  { person }: Manager,
  { id, draft, now, isAdHoc = false, editor = null }: NewPolicy,
  tx: Transaction,
): Promise<void> {
  const data = { ...columnsOf(draft), ...editorColumns(editor), version: 1, createdAt: now }
  await tx.policy.create({ data: { id, isAdHoc, ...data, ...changedBy(person, now) } })
}

/** Changes a policy that is still in the version that was changed. False where somebody else has changed it since. */
export async function changePolicy(
  { person }: Manager,
  { id, version, draft, now, editor }: Omit<NewPolicy, 'isAdHoc'> & { version: number },
  tx: Transaction,
): Promise<boolean> {
  const { count } = await tx.policy.updateMany({
    where: { id, version, ...GOVERNING },
    data: {
      ...columnsOf(draft),
      ...(editor !== undefined && editorColumns(editor)),
      ...{ version: version + 1, countedAt: null, ...changedBy(person, now) },
    },
  })
  return count === 1
}

/** False where it is archived already. */
export async function archivePolicy(_access: Manager, id: string, now: Date, tx: Transaction): Promise<boolean> {
  const { count } = await tx.policy.updateMany({ where: { id, ...GOVERNING }, data: { archivedAt: now } })
  if (count === 1) await tx.drift.deleteMany({ where: { policyId: id } })
  return count === 1
}

const editorColumns = (editor: Policy['editor']) => ({ editorId: editor?.id ?? null, editorName: editor?.name ?? null })

const changedBy = ({ id, name }: { id: string; name: string }, now: Date) => ({
  ...{ changedAt: now, changedByName: name, changedById: id },
})

const columnsOf = ({ name, segment, values, variants, priority, isDefault }: PolicyDraft) => ({
  name,
  priority,
  isDefault,
  segment: storedSegment(segment) as unknown as Prisma.InputJsonObject,
  values: values as unknown as Prisma.InputJsonObject,
  variants: variants as unknown as Prisma.InputJsonArray,
})

function toPolicy({
  segment: who,
  values: what,
  variants: others,
  ...row
}: Prisma.PolicyGetPayload<object>): Policy | null {
  const { id, name, version, priority, isDefault, createdAt, isAdHoc, editorId, editorName } = row
  const [segment, values, variants] = [readStoredSegment(who), readStoredValues(what), readStoredVariants(others)]
  return (
    segment &&
    values &&
    variants && {
      ...{ id, name, version, priority, isDefault, createdAt, isAdHoc, segment, values, variants },
      editor: editorId === null ? null : { id: editorId, name: editorName ?? '' },
    }
  )
}
