import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Actor } from '@/lib/domain/audit/audit-entry'
import { list, oneOf, record, text } from '@/lib/domain/foreign'
import { type Origin, recordEntry } from './audit-log'
import { database, isTaken, transaction } from './client'
import type { Prisma } from './generated/sqlite/client'
import { knownShape } from './stored/versions'

/** What of an account could not be read, and why: a kind of StripeFailure, or `unreadable` for an answer of unknown shape. */
export type SkippedAccount = { id: string; part: (typeof PARTS)[number]; because: string }

export type SyncProgress = {
  /** Stripe's list of accounts, then the balance, the settings and the payouts of each. */
  phase: 'list' | 'details'
  /** The account up to which the phase has come. */
  cursor: string | null
  seen: number
  refreshed: number
  gone: number
  skipped: number
  /** The first of them. */
  skippedAccounts: SkippedAccount[]
}

export type SyncRun = SyncProgress & {
  id: string
  startedAt: Date
  finishedAt: Date | null
  /** It is to be completed; false also for one of an earlier version, which cannot be continued. */
  isOpen: boolean
  /** A process works on it. */
  isRunning: boolean
  /** Why it is paused or has failed, as a sentence. */
  failure: string | null
  /** When a paused one is continued. */
  resumesAt: Date | null
}

/** A run that this process has claimed. */
export type ClaimedSyncRun = SyncRun & { owner: string; requestedBy: Requester }

type Requester = { actor: Actor; origin: Origin }

const OPEN = 'sync'

/** Milliseconds without a renewal after which a process that worked on a run counts as dead. */
const LEASE = 30_000

export async function latestSyncRun(now: Date): Promise<SyncRun | null> {
  const row = await (await database()).syncRun.findFirst({ orderBy: { startedAt: 'desc' } })
  return row && toSyncRun(row, now)
}

/** Asks for a sync; false while one is not finished. */
export async function requestSyncRun(requestedBy: Requester, now: Date): Promise<boolean> {
  const { syncRun } = await database()
  try {
    await syncRun.create({ data: { startedAt: now, beatAt: now, open: OPEN, requestedBy: asJson(requestedBy) } })
    return true
  } catch (error) {
    if (isTaken(error)) return false
    throw error
  }
}

/** Claims the run that is not finished, also one whose process has died; null where there is none, or another has it. */
export async function claimSyncRun(now: Date): Promise<ClaimedSyncRun | null> {
  const { syncRun } = await database()
  const owner = randomUUID()
  const { count } = await syncRun.updateMany({
    where: { open: OPEN, OR: [{ leaseUntil: null }, { leaseUntil: { lte: now } }] },
    data: { owner, leaseUntil: new Date(now.getTime() + LEASE), beatAt: now, failure: null },
  })
  if (count === 0) return null
  const row = await syncRun.findUnique({ where: { open: OPEN } })
  return row?.owner === owner ? { ...toSyncRun(row, now), owner, requestedBy: readRequester(row.requestedBy) } : null
}

/** Saves how far a claimed run has come, and renews the claim; false when another process has taken it over. */
export const saveSyncProgress = (run: ClaimedSyncRun, progress: SyncProgress, now: Date): Promise<boolean> =>
  update(run, { ...toColumns(progress), leaseUntil: new Date(now.getTime() + LEASE), beatAt: now })

/** Renews the claim only. */
export const renewSyncRun = (run: ClaimedSyncRun, now: Date): Promise<boolean> =>
  update(run, { leaseUntil: new Date(now.getTime() + LEASE), beatAt: now })

/** Gives the claim back; the run is continued from where it was saved. */
export const pauseSyncRun = (run: ClaimedSyncRun, until: Date, failure: string | null): Promise<boolean> =>
  update(run, { owner: null, leaseUntil: until, failure })

/** Ends a run that cannot be completed. */
export const failSyncRun = (run: ClaimedSyncRun, failure: string, now: Date): Promise<boolean> =>
  update(run, { open: null, owner: null, finishedAt: now, failure })

/** Ends a completed run and records it. */
export async function finishSyncRun(run: ClaimedSyncRun, progress: SyncProgress, now: Date): Promise<void> {
  const { seen, gone, skipped } = progress
  await transaction(async (tx) => {
    const { count } = await tx.syncRun.updateMany({
      where: { id: run.id, owner: run.owner },
      data: { ...toColumns(progress), open: null, owner: null, finishedAt: now },
    })
    if (count === 1)
      await recordEntry({ event: { type: 'accounts.synced', seen, gone, skipped }, ...run.requestedBy }, tx)
  })
}

async function update(run: ClaimedSyncRun, data: Prisma.SyncRunUpdateManyMutationInput): Promise<boolean> {
  const { syncRun } = await database()
  const { count } = await syncRun.updateMany({ where: { id: run.id, owner: run.owner }, data })
  return count === 1
}

const PARTS = ['account', 'balance', 'settings', 'external_accounts', 'payouts'] as const

/** Those of which the id, the part and the cause can be read. */
function readSkipped(stored: unknown): SkippedAccount[] {
  return (list(knownShape(stored)) ?? []).flatMap((each) => {
    const skipped = record(each)
    const [id, part, because] = [text(skipped.id), oneOf(skipped.part, PARTS), text(skipped.because)]
    return id && part && because ? [{ id, part, because }] : []
  })
}

/** Who asked for the run; Spillway itself where that can't be read. */
function readRequester(stored: unknown): Requester {
  const requester = record(knownShape(stored))
  const [actor, origin] = [record(requester.actor), record(requester.origin)]
  const [id, name] = [text(actor.id), text(actor.name)]
  return {
    actor:
      actor.kind === 'person' && id && name
        ? { kind: 'person', id, name, role: text(actor.role) }
        : { kind: 'system', name: name ?? 'Sync' },
    origin: { requestId: text(origin.requestId), ipAddress: text(origin.ipAddress) },
  }
}

const asJson = (value: object) => value as unknown as Prisma.InputJsonValue

const toColumns = ({ phase, cursor, seen, refreshed, gone, skipped, skippedAccounts }: SyncProgress) => ({
  ...{ phase, cursor, seen, refreshed, gone, skipped },
  skippedAccounts: asJson(skippedAccounts),
})

function toSyncRun(row: Prisma.SyncRunGetPayload<object>, now: Date): SyncRun {
  const { id, startedAt, finishedAt, cursor, seen, refreshed, gone, skipped, failure, leaseUntil } = row
  const isLeased = leaseUntil !== null && leaseUntil > now
  return {
    ...{ id, startedAt, finishedAt, cursor, seen, refreshed, gone, skipped, failure },
    phase: row.phase === 'details' ? 'details' : 'list',
    skippedAccounts: readSkipped(row.skippedAccounts),
    isOpen: row.open !== null,
    isRunning: row.open !== null && row.owner !== null && isLeased,
    resumesAt: row.open !== null && row.owner === null && isLeased ? leaseUntil : null,
  }
}
