import 'server-only'
import { join } from '@prisma/client/runtime/client'
import type { AccountAccess, PlatformAccess, SystemAccess } from '@/lib/domain/access/permissions'
import type { CalendarDate } from '@/lib/domain/calendar/calendar-date'
import { oneOf, text } from '@/lib/domain/foreign'
import { follows, PAYOUT_STATUSES, type Payout, type PayoutStatus } from '@/lib/domain/payouts/payout'
import { indexAccounts } from './account-index'
import { keepStandings } from './account-standing'
import { payoutIdsBeginningWith } from './begins-with'
import { type Database, database, type Transaction, transaction } from './client'
import type { Prisma } from './generated/sqlite/client'
import { readPayout } from './payout-row'

type Row = Prisma.PayoutReadingGetPayload<object>

/**
 * Keeps what Stripe answered of payouts of this account. Of a payout that is known to have gone further, or was read later,
 * nothing changes, and what says nothing new is not written.
 *
 * @param readAt a moment before Stripe was asked
 * @param isLatest whether these are the account's latest payouts, so that its standing can be known
 */
export async function savePayoutReadings(
  access: AccountAccess | SystemAccess,
  payouts: readonly Payout[],
  readAt: Date,
  { isLatest } = { isLatest: false },
): Promise<void> {
  const { id } = access.account
  const db = await database()
  const rows = await db.payoutReading.findMany({ where: { payoutId: { in: payouts.map(({ id }) => id) } } })
  const known = new Map(rows.map((row) => [row.payoutId, row]))
  const isFirst = isLatest && (await db.connectedAccount.count({ where: { id, payoutsReadAt: null } })) > 0
  const added = payouts.filter(({ id }) => !known.has(id))
  const changed = payouts.flatMap((payout) => {
    const row = known.get(payout.id)
    return row?.accountId === id && isNewer(row, payout, toColumns(payout)) ? [{ payout, row }] : []
  })
  if (added.length === 0 && changed.length === 0 && !isFirst) return
  await transaction(async (tx) => {
    // Written before anything is read, so that everyone who writes this account waits for the others.
    await tx.connectedAccount.updateMany({ where: { id }, data: isFirst ? { payoutsReadAt: readAt } : { id } })
    await addReadings(tx, id, added, readAt)
    for (const { payout, row } of changed)
      await tx.payoutReading.updateMany({
        where: { payoutId: payout.id, status: row.status, readAt: { lt: readAt } },
        data: { ...toColumns(payout), readAt },
      })
    await keepStandings(tx, [id], new Date())
    await indexAccounts(tx, [id])
  })
}

/** Another process may have added some of these since they were looked up. */
async function addReadings(tx: Transaction, accountId: string, added: readonly Payout[], readAt: Date): Promise<void> {
  if (added.length === 0) return
  const ids = added.map(({ id }) => id)
  const rows = await tx.payoutReading.findMany({ where: { payoutId: { in: ids } }, select: { payoutId: true } })
  const known = new Set(rows.map(({ payoutId }) => payoutId))
  await tx.payoutReading.createMany({
    data: added
      .filter(({ id }) => !known.has(id))
      .map((payout) => ({
        ...toColumns(payout),
        payoutId: payout.id,
        accountId,
        at: payout.createdAt ?? readAt,
        readAt,
      })),
  })
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

/** What follows a failed payout where the funds were sent again. */
const SENT_AGAIN: PayoutStatus[] = ['paid', 'in_transit', 'pending']

/** Of the latest failed payouts those after which no other was made of that account and currency, newest first. */
export async function listUnresolvedFailures(
  access: PlatformAccess<'accounts:list'>,
  lookedAt: number,
): Promise<ListedPayout[]> {
  const latest = { status: 'failed', currency: null, day: null, accountId: null, cursor: null } as const
  const { payouts } = await listPayoutReadings(access, latest, lookedAt)
  const resolved = await findSentAgain(payouts.map(({ id }) => id))
  return payouts.filter(({ id }) => !resolved.has(id))
}

/** Which of them their account had another payout after, in the currency: by one statement, and each looked up in an index. */
async function findSentAgain(ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await (await database()).$queryRaw<{ payoutId: string }[]>`
    SELECT "failed"."payoutId" FROM "PayoutReading" AS "failed"
    WHERE "failed"."payoutId" IN (${join([...ids])}) AND (
      SELECT 1 FROM "PayoutReading" AS "later"
      WHERE "later"."accountId" = "failed"."accountId" AND "later"."status" IN (${join(SENT_AGAIN)})
        AND "later"."currency" = "failed"."currency" AND "later"."at" > "failed"."createdAt"
      LIMIT 1
    ) = 1`
  return new Set(rows.map(({ payoutId }) => payoutId))
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

/** Whether a payout to the account's holder is known. */
export async function hasPayoutReadings({ account }: AccountAccess): Promise<boolean> {
  const { payoutReading } = await database()
  const where = { accountId: account.id, amount: { gt: 0 } }
  return (await payoutReading.findFirst({ where, select: { payoutId: true } })) !== null
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
  const { id, amount, currency, status, method, automatic, arrivesOn, createdAt, failure, reverses } = readPayout(row)
  const account = { id: row.accountId, name }
  return { id, amount, currency, status, method, automatic, arrivesOn, createdAt, failure, reverses, account }
}
