import 'server-only'
import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { join } from '@prisma/client/runtime/client'
import type { FleetJobAccess, PlatformAccess } from '@/lib/domain/access/permissions'
import { causeOf, DRIFT_CAUSES, type DriftCause, driftFrom, type Trace } from '@/lib/domain/fleet/drift'
import type { PlannedAccount } from '@/lib/domain/fleet/plan'
import type { Policy } from '@/lib/domain/fleet/policy'
import { oneOf } from '@/lib/domain/foreign'
import type { FieldChange } from '@/lib/domain/settings/balance-settings'
import { environment } from '@/lib/env'
import { database, providerOf, type Transaction, transaction } from './client'
import type { Prisma } from './generated/sqlite/client'
import { readAccountsToPlan } from './planned-accounts'
import type { listPolicyChanges } from './policies'
import { readStoredChanges } from './stored/settings'

type Reader = PlatformAccess<'fleet:read'> | PlatformAccess<'fleet:manage'> | FleetJobAccess
type Manager = PlatformAccess<'fleet:manage'>

/** An account that differs from a policy. */
export type Drift = {
  id: string
  account: { id: string; name: string }
  policyId: string
  /** From what it has to what it should have; null where this version can't read it. */
  changes: readonly FieldChange[] | null
  since: Date
  cause: DriftCause
  /** The person who changed it, or who had opened the component. */
  causeName: string | null
  entryId: string | null
  exception: { byName: string; reason: string; until: Date } | null
}

/** Entries of the record that are looked through for one piece of accounts. */
const TRACES = 2000

export type Against = { policies: readonly Policy[]; changes: Awaited<ReturnType<typeof listPolicyChanges>>; now: Date }

/** What was found of each policy, by its id. */
export type Held = Map<string, { members: number; unread: number }>

/**
 * Holds accounts against the policies and keeps where they differ. What had been found before stays as it was, with its
 * exception, as long as the account differs in the same way.
 */
export function keepDrift(_job: FleetJobAccess, ids: readonly string[], against: Against): Promise<Held> {
  const { policies, changes: policyChanges, now } = against
  const held: Held = new Map(policies.map(({ id }) => [id, { members: 0, unread: 0 }]))
  if (ids.length === 0) return Promise.resolve(held)
  return transaction(async (tx) => {
    // Before anything is read, so that what changes meanwhile is looked at again. PostgreSQL locks the others, whose rows
    // stay as they are: a walk through a million accounts of which nothing has changed writes none of them again.
    if (providerOf(environment().DATABASE_URL) === 'postgresql')
      await tx.$queryRaw`
        SELECT "id" FROM "ConnectedAccount" WHERE "id" IN (${join([...ids])}) ORDER BY "id" FOR NO KEY UPDATE`
    await tx.$executeRaw`
      UPDATE "ConnectedAccount" SET "driftDue" = false WHERE "id" IN (${join([...ids])}) AND "driftDue" = true`
    const accounts = await readAccountsToPlan(tx, ids)
    const rows = await tx.drift.findMany({ where: { accountId: { in: [...ids] } } })
    const before = new Map(rows.map((row) => [`${row.accountId} ${row.policyId}`, row]))
    const found: { accountId: string; policy: Policy; changes: FieldChange[] }[] = []
    for (const [accountId, account] of accounts)
      for (const policy of policies) {
        const changes = driftFrom(policy, policies, account)
        const counts = held.get(policy.id)
        if (changes === null || !counts) continue
        counts.members++
        if (changes === 'unread') counts.unread++
        else if (changes.length > 0) found.push({ accountId, policy, changes })
      }
    const authorized = await takeAuthorized(tx, accounts)
    const isKept = ({ accountId, policy, changes }: (typeof found)[number]) => {
      const row = before.get(`${accountId} ${policy.id}`)
      const isSame = isDeepStrictEqual(row?.changes, JSON.parse(JSON.stringify(changes)))
      // What was found before it was disconnected says nothing of why it differs now.
      return isSame && (row?.isAccepted || !authorized.has(accountId))
    }
    const kept = new Set(found.filter(isKept).map(({ accountId, policy }) => `${accountId} ${policy.id}`))
    const gone = rows.filter((row) => !kept.has(`${row.accountId} ${row.policyId}`))
    if (gone.length > 0) await tx.drift.deleteMany({ where: { id: { in: gone.map(({ id }) => id) } } })
    const added = found.filter(({ accountId, policy }) => !kept.has(`${accountId} ${policy.id}`))
    const traces = await tracesOf(tx, added, policyChanges)
    const began = await beginnings(tx, added)
    const data = added.flatMap(({ accountId, policy, changes }) => {
      const [account, policyChange] = [accounts.get(accountId), policyChanges.get(policy.id)]
      if (!account || !policyChange) return []
      const authorizedAt = authorized.get(accountId)
      const { createdAt, listedSince } = began.get(accountId) ?? { createdAt: null, listedSince: null }
      const connectedAt = authorizedAt ?? (account.facts.createdOn === null ? null : createdAt)
      const { countedAt } = policyChange
      const heldSince = listedSince ?? connectedAt
      // What is first seen of a newly connected account is nobody's change.
      const { cause, name, entryId, since } = causeOf(changes, authorizedAt ? [] : (traces.get(accountId) ?? []), {
        policy: policyChange,
        connectedAt,
        wasAsItShould: !authorizedAt && countedAt !== null && (heldSince === null || heldSince < countedAt),
        now,
      })
      return [
        {
          ...{ id: randomUUID(), accountId, accountName: account.account.name, policyId: policy.id },
          changes: changes as unknown as Prisma.InputJsonArray,
          ...{ since, cause, causeName: name, entryId },
          applyAt: policy.isDefault && cause === 'new_account' ? now : null,
        },
      ]
    })
    if (data.length > 0) await tx.drift.createMany({ data })
    return held
  })
}

/** When each account was created, and since when Spillway has it as connected. */
async function beginnings(tx: Transaction, added: readonly { accountId: string }[]) {
  const where = { id: { in: added.map(({ accountId }) => accountId) } }
  const select = { id: true, createdAtStripe: true, listedSince: true }
  const rows = await tx.connectedAccount.findMany({ where, select })
  return new Map(rows.map(({ id, createdAtStripe: createdAt, listedSince }) => [id, { createdAt, listedSince }]))
}

/**
 * Those of the accounts that somebody connected since they were last held against the policies, with when that was. From now
 * on they are like all others; those whose settings haven't been read yet stay for the next time.
 */
async function takeAuthorized(
  tx: Transaction,
  accounts: ReadonlyMap<string, PlannedAccount>,
): Promise<Map<string, Date>> {
  const read = [...accounts].flatMap(([id, { settings }]) => (settings === null ? [] : [id]))
  const where = { id: { in: read }, authorizedAt: { not: null } }
  const rows = await tx.connectedAccount.findMany({ where, select: { id: true, authorizedAt: true } })
  if (rows.length > 0) await tx.connectedAccount.updateMany({ where, data: { authorizedAt: null } })
  return new Map(rows.flatMap(({ id, authorizedAt }) => (authorizedAt ? [[id, authorizedAt] as const] : [])))
}

/** What the record says of the accounts that now differ, newest first: nothing from before the policies are as they are. */
async function tracesOf(
  tx: Transaction,
  added: readonly { accountId: string; policy: Policy }[],
  changes: Against['changes'],
): Promise<Map<string, Trace[]>> {
  if (added.length === 0) return new Map()
  const from = Math.min(...added.map(({ policy }) => changes.get(policy.id)?.changedAt.getTime() ?? 0))
  const rows = await tx.auditEntry.findMany({
    where: {
      accountId: { in: [...new Set(added.map(({ accountId }) => accountId))] },
      at: { gte: new Date(from - 60 * 60_000) },
      OR: [
        { type: { in: ['balance_settings.changed_outside', 'account_session.created'] } },
        { type: 'balance_settings.update', outcomes: { some: { outcome: 'applied' } } },
      ],
    },
    orderBy: { id: 'desc' },
    take: TRACES,
  })
  const traces = rows.map((row): Trace & { accountId: string } => ({
    accountId: row.accountId ?? '',
    entryId: row.id,
    at: row.at,
    kind: row.type === 'account_session.created' ? 'session' : row.actorKind === 'person' ? 'person' : 'outside',
    name: row.actorName,
    changes: row.changes === null ? [] : (readStoredChanges(row.changes)?.changes ?? []),
  }))
  return Map.groupBy(traces, ({ accountId }) => accountId)
}

/** Accounts of which something has changed since they were last held against the policies, also disconnected ones. */
export async function listDriftDue(_job: FleetJobAccess, limit: number): Promise<string[]> {
  const rows = await (await database()).connectedAccount.findMany({
    where: { driftDue: true },
    select: { id: true },
    orderBy: [{ driftDue: 'asc' }, { id: 'asc' }],
    take: limit,
  })
  return rows.map(({ id }) => id)
}

/** Milliseconds after which a policy is tried again on a new account, where it isn't known what became of it or Stripe didn't answer. */
const APPLY_AGAIN = 10 * 60_000

/** Claims the differences of new accounts to which their default policy is to be applied now. */
export async function claimNewAccounts(_job: FleetJobAccess, now: Date, limit: number): Promise<Drift[]> {
  const { drift } = await database()
  const due = { applyAt: { lte: now } }
  const rows = await drift.findMany({ where: due, orderBy: [{ applyAt: 'asc' }, { id: 'asc' }], take: limit })
  const claimed: Drift[] = []
  for (const row of rows) {
    const data = { applyAt: new Date(now.getTime() + APPLY_AGAIN) }
    const { count } = await drift.updateMany({ where: { ...due, id: row.id }, data })
    if (count === 1) claimed.push(toDrift(row))
  }
  return claimed
}

/** Nothing more is tried by itself: it is done, asked for, or refused for good. */
export async function endApplying(_job: FleetJobAccess, id: string): Promise<void> {
  await (await database()).drift.updateMany({ where: { id }, data: { applyAt: null } })
}

/** How many accounts differ from a policy without an exception. */
export const countDifferent = async (_job: FleetJobAccess, policyId: string): Promise<number> =>
  (await database()).drift.count({ where: { policyId, isAccepted: false } })

export type DriftQuery = {
  policyId: string | null
  cause: DriftCause | null
  isAccepted: boolean
  /** The last one of the page before. */
  after: string | null
}

/** The latest first. Every filter has an index in this order. */
export async function listDrift(
  _access: Reader,
  { policyId, cause, isAccepted, after }: DriftQuery,
  limit: number,
): Promise<{ drift: Drift[]; hasMore: boolean }> {
  const { drift } = await database()
  const last = after === null ? null : await drift.findUnique({ where: { id: after } })
  const rows = await drift.findMany({
    where: {
      isAccepted,
      ...(policyId && { policyId }),
      ...(cause && { cause }),
      ...(last && {
        since: { lte: last.since },
        OR: [{ since: { lt: last.since } }, { id: { lt: last.id } }],
      }),
    },
    orderBy: [{ since: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  })
  return { drift: rows.slice(0, limit).map(toDrift), hasMore: rows.length > limit }
}

/** Those that are there (still), by the ids. */
export async function findDrift(_access: Reader, ids: readonly string[]): Promise<Drift[]> {
  return (await (await database()).drift.findMany({ where: { id: { in: [...ids] } } })).map(toDrift)
}

/** Of these accounts, until when a difference from the policy is accepted, by their ids. */
export async function listExceptions(
  _job: FleetJobAccess,
  policyId: string,
  accountIds: readonly string[],
): Promise<Map<string, Date>> {
  const rows = await (await database()).drift.findMany({
    where: { policyId, isAccepted: true, accountId: { in: [...accountIds] } },
    select: { accountId: true, acceptedUntil: true },
  })
  return new Map(rows.flatMap(({ accountId, acceptedUntil }) => (acceptedUntil ? [[accountId, acceptedUntil]] : [])))
}

/** Accepts a difference. False where it is accepted already, or isn't there any more. */
export async function acceptDrift(
  { person }: Manager,
  id: string,
  { reason, until }: { reason: string; until: Date },
  tx: Transaction,
): Promise<boolean> {
  const accepted = { acceptedByName: person.name, acceptedReason: reason, acceptedUntil: until, applyAt: null }
  const { count } = await tx.drift.updateMany({
    where: { id, isAccepted: false },
    data: { isAccepted: true, ...accepted },
  })
  return count === 1
}

/** Ends an exception. False where there is none (any more). */
export async function endException(_access: Manager | FleetJobAccess, id: string, tx: Transaction): Promise<boolean> {
  const data = { isAccepted: false, acceptedByName: null, acceptedReason: null, acceptedUntil: null }
  return (await tx.drift.updateMany({ where: { id, isAccepted: true }, data })).count === 1
}

export async function listExpired(_job: FleetJobAccess, now: Date, limit: number): Promise<Drift[]> {
  const rows = await (await database()).drift.findMany({
    where: { isAccepted: true, acceptedUntil: { lte: now } },
    orderBy: { acceptedUntil: 'asc' },
    take: limit,
  })
  return rows.map(toDrift)
}

function toDrift(row: Prisma.DriftGetPayload<object>): Drift {
  const { id, policyId, since, causeName, entryId, isAccepted, acceptedByName, acceptedReason, acceptedUntil } = row
  const read = readStoredChanges(row.changes)
  return {
    ...{ id, policyId, since, causeName, entryId },
    account: { id: row.accountId, name: row.accountName },
    changes: read && read.unreadFields.length === 0 ? read.changes : null,
    cause: oneOf(row.cause, DRIFT_CAUSES) ?? 'unknown',
    exception:
      isAccepted && acceptedUntil
        ? { byName: acceptedByName ?? '', reason: acceptedReason ?? '', until: acceptedUntil }
        : null,
  }
}
