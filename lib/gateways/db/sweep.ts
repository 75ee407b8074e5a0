import 'server-only'
import type { FleetJobAccess, SystemAccess } from '@/lib/domain/access/permissions'
import type { AccountRef } from '@/lib/domain/accounts/connected-account'
import { toAccountRef } from './account-row'
import { database, type Transaction } from './client'

/** An account that was claimed, when the part of it was read that was read longest ago, and whether somebody asked for it. */
export type SweptAccount = { account: AccountRef; heardOfAt: Date; isAsked: boolean }

/** What of an account could not be read at the last look, and why: a kind of StripeFailure, or `fault` for our own. */
export type UnreadPart = { part: string; because: string }

/** The time of accounts that somebody asked to be read before others. */
const ASKED = new Date(0)

const due = (now: Date) => [
  { goneAt: null, sweepAt: null },
  { goneAt: null, sweepAt: { lte: now } },
]

// PostgreSQL would sort every due account if the index's first column were left out, although it is the same for all.
const IN_INDEX_ORDER = [{ goneAt: 'asc' }, { sweepAt: 'asc' }] as const satisfies object[]

const COLUMNS = {
  ...{ id: true, name: true, country: true, lossesLiability: true, requirementCollection: true, dashboard: true },
  ...{ isController: true, notGiven: true, syncedAt: true },
  ...{ settingsReadAt: true, balanceReadAt: true, externalAccountsReadAt: true },
} as const

/**
 * Up to `limit` accounts that the sweep should look at, those never seen first and then the longest waiting. They are
 * this process's until `until`, and after that anyone's.
 */
export async function claimForSweep(now: Date, until: Date, limit: number): Promise<SweptAccount[]> {
  const { connectedAccount } = await database()
  const claimed: SweptAccount[] = []
  for (const where of due(now)) {
    const take = limit - claimed.length
    if (take === 0) break
    const found = await connectedAccount.findMany({
      where,
      orderBy: IN_INDEX_ORDER,
      take,
      select: { id: true, sweepAt: true },
    })
    if (found.length === 0) continue
    const asked = new Set(found.flatMap(({ id, sweepAt }) => (sweepAt && +sweepAt === +ASKED ? [id] : [])))
    // The condition is repeated, so that of two who found the same account one gets it.
    const rows = await connectedAccount.updateManyAndReturn({
      where: { ...where, id: { in: found.map(({ id }) => id) } },
      data: { sweepAt: until },
      select: COLUMNS,
    })
    claimed.push(
      ...rows.map((row) => ({
        account: toAccountRef(row),
        heardOfAt: oldest(row),
        isAsked: asked.has(row.id),
      })),
    )
  }
  return claimed
}

/** Lets the sweep read accounts before others, however lately something of them was read. */
export async function readFirst(_job: FleetJobAccess, ids: readonly string[], tx: Transaction): Promise<void> {
  if (ids.length === 0) return
  await tx.connectedAccount.updateMany({ where: { id: { in: [...ids] }, goneAt: null }, data: { sweepAt: ASKED } })
}

/** A part that was never read counts as read when Stripe last listed the account. */
function oldest(row: Record<'syncedAt', Date> & Record<PartReadAt, Date | null>): Date {
  const parts = [row.syncedAt, row.settingsReadAt, row.balanceReadAt, row.externalAccountsReadAt]
  return new Date(Math.min(...parts.map((at) => (at ?? row.syncedAt).getTime())))
}

type PartReadAt = 'settingsReadAt' | 'balanceReadAt' | 'externalAccountsReadAt'

/** When the sweep looks at an account next, and what it could not read now; null where it read everything. */
export async function finishSweptAccount(
  access: SystemAccess,
  { nextAt, unread, now }: { nextAt: Date; unread: UnreadPart | null; now: Date },
): Promise<void> {
  const { id } = access.account
  const { connectedAccount, unreadAccount } = await database()
  if (unread) {
    const data = { ...unread, at: now }
    await unreadAccount.upsert({ where: { accountId: id }, create: { accountId: id, ...data }, update: data })
  } else await unreadAccount.deleteMany({ where: { accountId: id } })
  await connectedAccount.updateMany({ where: { id }, data: { sweepAt: nextAt } })
}

export type SweepProgress = {
  /** Accounts that wait for a look. */
  waiting: number
  unread: (UnreadPart & { accountId: string; at: Date })[]
  /** With those that `unread` leaves out. */
  unreadCount: number
}

/** @param limit the most unread accounts that are listed, the latest first */
export async function readSweepProgress(now: Date, limit: number): Promise<SweepProgress> {
  const { connectedAccount, unreadAccount } = await database()
  const [waiting, unread] = await Promise.all([
    connectedAccount.count({ where: { OR: due(now) } }),
    unreadAccount.findMany({ orderBy: { at: 'desc' }, take: limit }),
  ])
  return { waiting, unread, unreadCount: unread.length < limit ? unread.length : await unreadAccount.count() }
}
