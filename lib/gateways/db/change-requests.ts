import 'server-only'
import { APPROVAL_RULES, type ApprovalRule } from '@/lib/domain/access/approval-rules'
import {
  type ChangeRequest,
  REQUEST_ENDS,
  type RequestEnd,
  type RequestStatus,
  statusAt,
} from '@/lib/domain/access/change-request'
import type { AccountAccess, PlatformAccess, SettingsWriter } from '@/lib/domain/access/permissions'
import type { AccountRef } from '@/lib/domain/accounts/connected-account'
import type { AuditOutcome } from '@/lib/domain/audit/audit-entry'
import { list, oneOf, text } from '@/lib/domain/foreign'
import { NO_ORIGIN, recordEntry } from './audit-log'
import { type Database, database, type Transaction } from './client'
import type { Prisma } from './generated/sqlite/client'

type Requester = SettingsWriter | AccountAccess<'balance_settings:request'>

export type NewRequest = Pick<ChangeRequest, 'id' | 'lines' | 'because' | 'reason' | 'createdAt' | 'expiresAt'> & {
  /** As the form sent it; null where the request is in words. */
  submission: object | null
}

/** Keeps a request. False where its account is disconnected, and nothing is kept. */
export async function addRequest(
  { person, role, account }: Requester,
  request: NewRequest,
  tx: Transaction,
): Promise<boolean> {
  // Written rather than read, so that a disconnection at this moment comes before the request or ends it.
  const { count } = await tx.connectedAccount.updateMany({
    where: { id: account.id, goneAt: null },
    data: { goneAt: null },
  })
  if (count === 0) return false
  const { submission, lines, because, ...rest } = request
  await tx.changeRequest.create({
    data: {
      ...rest,
      ...(submission && { submission: submission as Prisma.InputJsonObject }),
      lines: [...lines],
      because: [...because],
      accountId: account.id,
      accountName: account.name,
      status: 'open',
      requestedById: person.id,
      requestedByName: person.name,
      requestedByRole: role,
    },
  })
  return true
}

/** Ends the open requests of an account that was disconnected: nobody could carry them out. */
export async function endRequests(account: AccountRef, now: Date, tx: Transaction): Promise<void> {
  const ended = await tx.changeRequest.findMany({
    where: { accountId: account.id, ...isOpen(now) },
    select: { id: true },
  })
  for (const { id } of ended) {
    const { count } = await tx.changeRequest.updateMany({
      where: { id, ...isOpen(now) },
      data: { endedBecause: 'account_disconnected' satisfies RequestEnd, expiresAt: now },
    })
    if (count === 0) continue
    const event = { type: 'change_request.ended', changeRequestId: id, because: 'account_disconnected' } as const
    await recordEntry({ event, actor: { kind: 'system', name: 'Spillway' }, account, origin: NO_ORIGIN }, tx)
  }
}

/** One request of this account with what it would save, in Spillway's own form; null where there is none. */
export async function findRequest(
  { account }: AccountAccess,
  id: string,
  now: Date,
): Promise<{ request: ChangeRequest; submission: unknown } | null> {
  const row = await (await database()).changeRequest.findFirst({ where: { id, accountId: account.id } })
  return row && { request: toRequest(row, now), submission: row.submission }
}

/** Who made a request, for the notice of what became of it. */
export async function findRequesterId(id: string): Promise<string | null> {
  const row = await (await database()).changeRequest.findUnique({ where: { id }, select: { requestedById: true } })
  return row?.requestedById ?? null
}

/** The account of a request, by which its page asks for access. */
export async function findRequestAccount(_access: PlatformAccess<'requests:read'>, id: string): Promise<string | null> {
  const row = await (await database()).changeRequest.findUnique({ where: { id }, select: { accountId: true } })
  return row?.accountId ?? null
}

const isOpen = (now: Date) => ({ status: 'open', expiresAt: { gt: now } }) as const

/** The open requests of an account, the first to expire first. */
export async function listOpenRequests({ account }: AccountAccess, now: Date, limit: number): Promise<ChangeRequest[]> {
  const rows = await (await database()).changeRequest.findMany({
    where: { accountId: account.id, ...isOpen(now) },
    orderBy: { expiresAt: 'asc' },
    take: limit,
  })
  return rows.map((row) => toRequest(row, now))
}

/** How many requests wait for somebody, counted up to the limit. */
export async function countOpenRequests(
  _access: PlatformAccess<'requests:read'>,
  now: Date,
  limit: number,
): Promise<number> {
  const rows = await (await database()).changeRequest.findMany({
    where: isOpen(now),
    select: { id: true },
    take: limit,
  })
  return rows.length
}

/** Open ones, the first to expire first; or all, the newest first. `after` is the id of the last one of the page before. */
export type RequestQuery = { group: 'open' | 'all'; after: string | null }

export async function listRequests(
  _access: PlatformAccess<'requests:read'>,
  { group, after }: RequestQuery,
  { now, limit }: { now: Date; limit: number },
): Promise<{ requests: ChangeRequest[]; hasMore: boolean }> {
  const db = await database()
  const last = after === null ? null : await db.changeRequest.findUnique({ where: { id: after } })
  const rows = await (group === 'open' ? listOpen(db, last, now, limit + 1) : listNewest(db, last, limit + 1))
  return { requests: rows.slice(0, limit).map((row) => toRequest(row, now)), hasMore: rows.length > limit }
}

type Row = Prisma.ChangeRequestGetPayload<object>

// The first condition is what the index is read from; the second leaves out those of the same moment.
const listOpen = (db: Database, last: Row | null, now: Date, take: number) =>
  db.changeRequest.findMany({
    where: {
      status: 'open',
      expiresAt: last ? { gte: last.expiresAt, gt: now } : { gt: now },
      ...(last && { OR: [{ expiresAt: { gt: last.expiresAt } }, { id: { gt: last.id } }] }),
    },
    orderBy: [{ expiresAt: 'asc' }, { id: 'asc' }],
    take,
  })

const listNewest = (db: Database, last: Row | null, take: number) =>
  db.changeRequest.findMany({
    where: last
      ? { createdAt: { lte: last.createdAt }, OR: [{ createdAt: { lt: last.createdAt } }, { id: { lt: last.id } }] }
      : {},
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take,
  })

/** Decides an open request. False where somebody else did so first, or it has expired. */
export async function decideRequest(
  { person, account }: AccountAccess,
  id: string,
  {
    status,
    because,
    now,
  }: { status: Exclude<RequestStatus, 'open' | 'expired' | 'ended'>; because: string | null; now: Date },
  tx: Transaction,
): Promise<boolean> {
  const { count } = await tx.changeRequest.updateMany({
    // Another process's clock may be ahead of this one.
    where: { id, accountId: account.id, endedBecause: null, ...isOpen(now) },
    data: { status, decidedById: person.id, decidedByName: person.name, decidedAt: now, decidedBecause: because },
  })
  return count === 1
}

/** The entry of the write that a request was carried out with, and the latest of its outcomes. */
export type CarriedOut = { entryId: string; outcome: AuditOutcome; message: string | null }

/** What became of an approved request at Stripe; null before it was tried. */
export async function findCarriedOut({ account }: AccountAccess, requestId: string): Promise<CarriedOut | null> {
  const db = await database()
  const order = await db.payoutOrder.findFirst({ where: { id: requestId, accountId: account.id } })
  if (!order) return null
  const { entryId } = order
  const latest = await db.auditOutcome.findFirst({ where: { entryId }, orderBy: [{ at: 'desc' }, { id: 'desc' }] })
  return { entryId, outcome: latest?.outcome ?? 'pending', message: latest?.message ?? null }
}

function toRequest(row: Row, now: Date): ChangeRequest {
  const { id, accountId, accountName, reason, createdAt, expiresAt, decidedById, decidedAt } = row
  const endedBecause = oneOf(row.endedBecause, REQUEST_ENDS)
  return {
    id,
    account: { id: accountId, name: accountName },
    kind: row.submission === null ? 'wish' : 'approval',
    status: statusAt({ ...row, endedBecause }, now),
    requestedBy: { id: row.requestedById, name: row.requestedByName, role: row.requestedByRole },
    lines: (list(row.lines) ?? []).flatMap((line) => text(line) ?? []),
    because: (list(row.because) ?? []).flatMap(
      (rule) => APPROVAL_RULES.find((known): known is ApprovalRule => known === rule) ?? [],
    ),
    reason,
    createdAt,
    expiresAt,
    decision:
      decidedById && decidedAt
        ? { by: { id: decidedById, name: row.decidedByName ?? '' }, at: decidedAt, because: row.decidedBecause }
        : null,
  }
}
