import 'server-only'
import { randomUUID } from 'node:crypto'
import type { FleetJobAccess, PlatformAccess } from '@/lib/domain/access/permissions'
import type { PlanSummary } from '@/lib/domain/fleet/plan-summary'
import { type ItemState, type Pace, ROLLOUT_STATUSES, type RolloutStatus } from '@/lib/domain/fleet/rollout'
import { oneOf, text } from '@/lib/domain/foreign'
import { type ChosenAccounts, readStoredChosen } from './chosen-accounts'
import { database, type Transaction } from './client'
import type { Prisma } from './generated/sqlite/client'
import { readStoredPace, readStoredSummary } from './stored/policy'

export type RolloutReader = PlatformAccess<'fleet:read'> | PlatformAccess<'fleet:manage'> | FleetJobAccess
type Manager = PlatformAccess<'fleet:manage'>

export type Rollout = {
  id: string
  name: string
  /** A policy in one of its versions, or the rollout that is undone. */
  of: { policyId: string; version: number } | { rolloutId: string }
  /** The accounts that were chosen for it; null for all accounts of its policy. */
  chosen: ChosenAccounts | null
  status: RolloutStatus
  reason: string | null
  pace: Pace
  /** Accounts to be changed; 0 until the plan is complete. */
  total: number
  /** How far planning has come, and how many accounts it has looked at. */
  cursor: string
  planned: number
  /** What the plan says of all of them so far; null where an earlier version planned it. */
  summary: PlanSummary | null
  openUpTo: number
  /** What had been carried out and had failed when somebody last let it proceed. */
  forgiven: { done: number; failed: number }
  plannedBy: { id: string; name: string }
  startedBy: { id: string; name: string } | null
  startedAt: Date | null
  /** On whose behalf it is carried out. */
  carriedById: string | null
  /** Who approved it; the id is null where an earlier version kept only the name. */
  approvedBy: { id: string | null; name: string } | null
  createdAt: Date
  endedAt: Date | null
  /** `approver`: who approved it may no longer do so, and it waits for another approval. */
  haltedBecause: 'failures' | 'person' | 'approver' | null
}

export async function addRollout(
  { person }: Manager,
  { id, name, of, chosen, pace, now }: Pick<Rollout, 'id' | 'name' | 'of' | 'chosen' | 'pace'> & { now: Date },
  tx: Transaction,
): Promise<void> {
  await tx.rollout.create({
    data: {
      ...{ id, name, status: 'planning', createdAt: now, pace: { ...pace } },
      ...('policyId' in of ? { policyId: of.policyId, policyVersion: of.version } : { rollbackOf: of.rolloutId }),
      ...(chosen && { chosen: chosen as unknown as Prisma.InputJsonObject }),
      plannedById: person.id,
      plannedByName: person.name,
    },
  })
}

export async function findRollout(_access: RolloutReader, id: string): Promise<Rollout | null> {
  const row = await (await database()).rollout.findUnique({ where: { id } })
  return row && toRollout(row)
}

/** The newest first, of all statuses where none are named. `after` is the id of the last one of the page before. */
export async function listRollouts(
  _access: RolloutReader,
  {
    after,
    limit,
    statuses = null,
  }: { after: string | null; limit: number; statuses?: readonly RolloutStatus[] | null },
): Promise<{ rollouts: Rollout[]; hasMore: boolean }> {
  const { rollout } = await database()
  const last = after === null ? null : await rollout.findUnique({ where: { id: after } })
  const rows = await rollout.findMany({
    where: {
      ...(statuses && { status: { in: [...statuses] } }),
      ...(last && {
        createdAt: { lte: last.createdAt },
        OR: [{ createdAt: { lt: last.createdAt } }, { id: { lt: last.id } }],
      }),
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  })
  return { rollouts: rows.slice(0, limit).map(toRollout), hasMore: rows.length > limit }
}

/** Rollouts that the background job has to do with now: to plan, to carry out, or to find an outcome out. */
export async function listRolloutsToDo(_access: FleetJobAccess): Promise<Rollout[]> {
  const db = await database()
  const open = await db.rolloutItemCount.findMany({
    where: { state: { in: ['sending', 'unresolved'] }, count: { gt: 0 } },
  })
  const rows = await db.rollout.findMany({
    where: {
      OR: [{ status: { in: ['planning', 'in_progress'] } }, { id: { in: open.map(({ rolloutId }) => rolloutId) } }],
    },
    orderBy: { id: 'asc' },
  })
  return rows.map(toRollout)
}

/** How many rollouts are in a status. */
export const countRollouts = async (status: RolloutStatus): Promise<number> =>
  (await database()).rollout.count({ where: { status } })

/** States of an account that a rollout has changed, or may have. */
const REACHED: readonly ItemState[] = ['applied', 'sending', 'unresolved', 'unknown']

/**
 * How many accounts are in the rollouts that somebody started in a time and nobody else approved; of canceled ones,
 * those that were reached.
 *
 * @param until the rollout that was started at its end is left out
 */
export async function countStartedAlone(
  _access: RolloutReader,
  personId: string,
  { since, until }: { since: Date; until: { at: Date; rolloutId: string } },
): Promise<number> {
  const db = await database()
  const rollouts = await db.rollout.findMany({
    where: {
      startedById: personId,
      startedAt: { gt: since, lte: until.at },
      approvedByName: null,
      status: { not: 'awaiting_approval' },
      OR: [{ startedAt: { lt: until.at } }, { id: { lt: until.rolloutId } }],
    },
    select: { id: true, status: true, total: true },
  })
  const canceled = rollouts.filter(({ status }) => status === 'canceled').map(({ id }) => id)
  const reached = await db.rolloutItemCount.findMany({
    where: { rolloutId: { in: canceled }, state: { in: [...REACHED] } },
  })
  const open = rollouts.filter(({ id }) => !canceled.includes(id))
  return [...open.map(({ total }) => total), ...reached.map(({ count }) => count)].reduce((sum, each) => sum + each, 0)
}

/** How many accounts the rollouts in progress have still to change. */
export async function countAccountsToChange(): Promise<number> {
  const db = await database()
  const rollouts = await db.rollout.findMany({ where: { status: 'in_progress' }, select: { id: true } })
  const ids = rollouts.map(({ id }) => id)
  const pending = await db.rolloutItemCount.findMany({ where: { rolloutId: { in: ids }, state: 'pending' } })
  return pending.reduce((sum, { count }) => sum + count, 0)
}

/** This process, among those that may work on a rollout. */
const OWNER = randomUUID()

/** Milliseconds after which another process continues what a dead one had begun. */
const LEASE = 6_000

/** Claims a rollout for this process, or renews its claim. False while another process works on it. */
export async function claimRollout(_access: FleetJobAccess, id: string, now: Date): Promise<boolean> {
  const { count } = await (await database()).rollout.updateMany({
    where: { id, OR: [{ leaseUntil: null }, { leaseUntil: { lte: now } }, { owner: OWNER }] },
    data: { owner: OWNER, leaseUntil: new Date(now.getTime() + LEASE) },
  })
  return count === 1
}

export async function releaseRollout(_access: FleetJobAccess, id: string): Promise<void> {
  const { rollout } = await database()
  await rollout.updateMany({ where: { id, owner: OWNER }, data: { owner: null, leaseUntil: null } })
}

/** Keeps how far planning has come. False where it has been canceled, or another process has come further. */
export async function savePlanning(
  _access: FleetJobAccess,
  { id, cursor }: Rollout,
  progress: { cursor: string; planned: number; total: number; summary: PlanSummary; isComplete: boolean },
  tx: Transaction,
): Promise<boolean> {
  const { isComplete, summary, ...columns } = progress
  const { count } = await tx.rollout.updateMany({
    where: { id, cursor, status: 'planning' },
    data: { ...columns, summary: { ...summary }, ...(isComplete && { status: 'draft' }) },
  })
  return count === 1
}

export type RolloutChange = {
  reason?: string | null
  pace?: Pace
  openUpTo?: number
  forgiven?: Rollout['forgiven']
  startedBy?: { id: string; name: string; at: Date }
  carriedById?: string
  approvedBy?: { id: string; name: string }
  haltedBecause?: Rollout['haltedBecause']
  endedAt?: Date
}

/** Moves a rollout from the status that was seen. False where somebody else has moved it since. */
export async function moveRollout(
  _access: Manager | FleetJobAccess,
  { id, from, to }: { id: string; from: RolloutStatus; to: RolloutStatus },
  { forgiven, startedBy, approvedBy, pace, ...columns }: RolloutChange,
  tx: Transaction,
): Promise<boolean> {
  const { count } = await tx.rollout.updateMany({
    where: { id, status: from },
    data: {
      ...columns,
      status: to,
      ...(pace && { pace: { ...pace } }),
      ...(forgiven && { forgivenDone: forgiven.done, forgivenFailed: forgiven.failed }),
      ...(startedBy && { startedById: startedBy.id, startedByName: startedBy.name, startedAt: startedBy.at }),
      ...(approvedBy && { approvedById: approvedBy.id, approvedByName: approvedBy.name }),
    },
  })
  return count === 1
}

function toRollout(row: Prisma.RolloutGetPayload<object>): Rollout {
  const { id, name, reason, total, cursor, planned, openUpTo } = row
  const { carriedById, createdAt, startedAt, endedAt } = row
  return {
    ...{ id, name, reason, total, cursor, planned, openUpTo },
    ...{ carriedById, createdAt, startedAt, endedAt },
    of:
      row.policyId === null
        ? { rolloutId: row.rollbackOf ?? '' }
        : { policyId: row.policyId, version: row.policyVersion ?? 0 },
    chosen: row.chosen === null ? null : readStoredChosen(row.chosen),
    // In a status that this version doesn't know, nothing may be done to it.
    status: oneOf(row.status, ROLLOUT_STATUSES) ?? 'canceled',
    pace: readStoredPace(row.pace),
    summary: readStoredSummary(row.summary),
    forgiven: { done: row.forgivenDone, failed: row.forgivenFailed },
    plannedBy: { id: row.plannedById, name: row.plannedByName },
    startedBy: row.startedById === null ? null : { id: row.startedById, name: text(row.startedByName) ?? '' },
    approvedBy: row.approvedByName === null ? null : { id: row.approvedById, name: row.approvedByName },
    haltedBecause: oneOf(row.haltedBecause, ['failures', 'person', 'approver'] as const),
  }
}
