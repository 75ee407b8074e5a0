import 'server-only'
import type { AccountAccess, PlatformAccess, SystemAccess } from '@/lib/domain/access/permissions'
import { type CalendarDate, parseCalendarDate } from '@/lib/domain/calendar/calendar-date'
import { oneOf, text } from '@/lib/domain/foreign'
import { follows, PAYOUT_METHODS, PAYOUT_STATUSES, type Payout, type PayoutStatus } from '@/lib/domain/payouts/payout'
import { payoutIdsBeginningWith } from './begins-with'
import { type Database, database, isTaken } from './client'
import type { Prisma } from './generated/sqlite/client'

type Row = Prisma.PayoutReadingGetPayload<object>

/**
 * Keeps what Stripe answered of payouts of this account. Of a payout that is known to have gone further, or was read later,
 * nothing changes, and what says nothing new is not written.
 *
 * @param readAt a moment before Stripe was asked
 */
export async function savePayoutReadings(
  access: AccountAccess | SystemAccess,
  payouts: readonly Payout[],
  readAt: Date,
): Promise<void> {
  if (payouts.length === 0) return
  try {
    await write(access.account.id, payouts, readAt)
  } catch (error) {
    if (!isTaken(error)) throw error
    // Another process has added one of these payouts at this moment.
    await write(access.account.id, payouts, readAt)
  }
}

async function write(accountId: string, payouts: readonly Payout[], readAt: Date): Promise<void> {
  const { payoutReading } = await database()
  const rows = await payoutReading.findMany({ where: { payoutId: { in: payouts.map(({ id }) => id) } } })
  const known = new Map(rows.map((row) => [row.payoutId, row]))
  const added = payouts.filter(({ id }) => !known.has(id))
  if (added.length > 0)
    await payoutReading.createMany({
      data: added.map((payout) => ({
        ...toColumns(payout),
        payoutId: payout.id,
        accountId,
        at: payout.createdAt ?? readAt,
        readAt,
      })),
    })
  for (const payout of payouts) {
    const row = known.get(payout.id)
    const columns = toColumns(payout)
    if (!row || row.accountId !== accountId || !isNewer(row, payout, columns)) continue
    await payoutReading.updateMany({
      where: { payoutId: payout.id, status: row.status, readAt: { lt: readAt } },
      data: { ...columns, readAt },
    })
  }
}

function isNewer(row: Row, { status }: Payout, columns: ReturnType<typeof toColumns>): boolean {
  const before = oneOf(row.status, PAYOUT_STATUSES)
  if (status !== before && before !== null && (status === null || !follows(status, before))) return false
  return Object.entries(columns).some(([column, value]) => !isSame(row[column as keyof typeof row], value))
}

const isSame = (one: unknown, other: unknown): boolean =>
  one instanceof Date && other instanceof Date ? one.getTime() === other.getTime() : one === other

const toColumns = (payout: Payout) => ({
  status: payout.status,
  amount: BigInt(payout.amount),
  currency: payout.currency,
  method: payout.method,
  automatic: payout.automatic,
  arrivesOn: payout.arrivesOn,
  failureCode: payout.failure?.code ?? null,
  failureMessage: payout.failure?.message ?? null,
  reverses: payout.reverses,
  createdAt: payout.createdAt,
})

/** All that are given must hold. */
export type PayoutFilters = {
  status: PayoutStatus | null
  /** lower-case ISO 4217 */
  currency: string | null
  /** The day of arrival. */
  day: CalendarDate | null
  accountId: string | null
}

export type PayoutQuery = PayoutFilters & {
  /** The payout that the page starts behind (older ones) or ends before. */
  cursor: { direction: 'after' | 'before'; id: string } | null
}

/** A payout as it was read last, and whose it is. */
export type ListedPayout = Pick<
  Payout,
  'id' | 'amount' | 'currency' | 'status' | 'method' | 'automatic' | 'arrivesOn' | 'createdAt' | 'failure' | 'reverses'
> & { account: { id: string; name: string } }

export type PayoutListPage = { payouts: ListedPayout[]; hasNewer: boolean; hasOlder: boolean }

/** Newest first. Every combination of filters is served by an index; a cursor that isn't known is the first page. */
export async function listPayoutReadings(
  _access: PlatformAccess<'accounts:list'>,
  { cursor, ...filters }: PayoutQuery,
  pageSize: number,
): Promise<PayoutListPage> {
  const db = await database()
  const from = cursor && (await db.payoutReading.findUnique({ where: { payoutId: cursor.id } }))
  const isBackwards = from !== null && cursor?.direction === 'before'
  const rows = await db.payoutReading.findMany({
    where: { ...whereOf(filters), ...(from && (isBackwards ? newerThan(from) : olderThan(from))) },
    orderBy: isBackwards ? [{ at: 'asc' }, { payoutId: 'asc' }] : [{ at: 'desc' }, { payoutId: 'desc' }],
    take: pageSize + 1,
  })
  const hasMore = rows.length > pageSize
  const listed = rows.slice(0, pageSize)
  if (isBackwards) listed.reverse()
  const names = await readNames(db, [...new Set(listed.map(({ accountId }) => accountId))])
  return {
    payouts: listed.map((row) => toListed(row, names.get(row.accountId) ?? row.accountId)),
    hasNewer: isBackwards ? hasMore : from !== null,
    hasOlder: isBackwards ? true : hasMore,
  }
}

async function readNames(db: Database, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const accounts = await db.connectedAccount.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })
  return new Map(accounts.map(({ id, name }) => [id, text(name) ?? id]))
}

/** The payouts whose ids begin as was typed, of at most the limit; none where that can't be the beginning of an id. */
export async function findPayoutsById(
  _access: PlatformAccess<'accounts:list'>,
  typed: string,
  limit: number,
): Promise<ListedPayout[]> {
  if (!/^po_\w{3,}$/i.test(typed)) return []
  const db = await database()
  const rows = await db.payoutReading.findMany({
    where: { payoutId: payoutIdsBeginningWith(typed) },
    orderBy: { payoutId: 'asc' },
    take: limit,
  })
  const names = await readNames(db, [...new Set(rows.map(({ accountId }) => accountId))])
  return rows.map((row) => toListed(row, names.get(row.accountId) ?? row.accountId))
}

/** Whether any payout was ever read. */
export async function isAnyPayoutKnown(_access: PlatformAccess<'accounts:list'>): Promise<boolean> {
  return (await (await database()).payoutReading.findFirst({ select: { payoutId: true } })) !== null
}

const whereOf = ({ status, currency, day, accountId }: PayoutFilters): Prisma.PayoutReadingWhereInput => ({
  ...(status && { status }),
  ...(currency && { currency }),
  ...(day && { arrivesOn: day }),
  ...(accountId && { accountId }),
})

type Place = Pick<Row, 'at' | 'payoutId'>

/** The first condition is what an index is read from; the second leaves out payouts of the same moment. */
const olderThan = ({ at, payoutId }: Place): Prisma.PayoutReadingWhereInput => ({
  at: { lte: at },
  OR: [{ at: { lt: at } }, { payoutId: { lt: payoutId } }],
})
const newerThan = ({ at, payoutId }: Place): Prisma.PayoutReadingWhereInput => ({
  at: { gte: at },
  OR: [{ at: { gt: at } }, { payoutId: { gt: payoutId } }],
})

function toListed(row: Row, name: string): ListedPayout {
  const { payoutId, accountId, arrivesOn, failureCode, failureMessage, currency, createdAt, automatic, reverses } = row
  const status = oneOf(row.status, PAYOUT_STATUSES)
  return {
    id: payoutId,
    amount: Number(row.amount),
    currency,
    status,
    method: oneOf(row.method, PAYOUT_METHODS),
    automatic,
    arrivesOn: arrivesOn === null ? null : parseCalendarDate(arrivesOn),
    createdAt,
    failure: status === 'failed' ? { code: failureCode, message: failureMessage } : null,
    reverses,
    account: { id: accountId, name },
  }
}
