import 'server-only'
import type { PlatformAccess } from '@/lib/domain/access/permissions'
import type { AccountOverview } from '@/lib/domain/accounts/account-overview'
import { toOverview } from './account-overview'
import { database } from './client'
import type { Prisma } from './generated/sqlite/client'

type Row = Prisma.ConnectedAccountGetPayload<object>

export type AccountListQuery = {
  /** Matches the beginning of the id, the name or the e-mail. */
  search: string
  status: 'enabled' | 'disabled' | 'gone' | null
  interval: 'daily' | 'weekly' | 'monthly' | 'manual' | null
  country: string | null
  negative: boolean
  sort: 'name' | 'newest'
  /** The id that the page starts behind (after) or ends before. */
  cursor: { direction: 'after' | 'before'; id: string } | null
}

export type AccountListPage = { accounts: AccountOverview[]; hasPrevious: boolean; hasNext: boolean }

/** Reads one row more than a page to know whether there is another. */
export async function listAccounts(
  _access: PlatformAccess<'accounts:list'>,
  query: AccountListQuery,
  pageSize: number,
): Promise<AccountListPage> {
  const db = await database()
  const cursor = query.cursor && (await db.connectedAccount.findUnique({ where: { id: query.cursor.id } }))
  const backwards = cursor !== null && query.cursor?.direction === 'before'
  const ascending = (query.sort === 'name') !== backwards
  const direction = ascending ? 'asc' : 'desc'
  const rows = await db.connectedAccount.findMany({
    where: { AND: [...filters(query), ...(cursor ? [keyset(query.sort, cursor, ascending)] : [])] },
    orderBy:
      query.sort === 'name'
        ? [{ nameSearch: direction }, { id: direction }]
        : [{ createdAtStripe: direction }, { id: direction }],
    take: pageSize + 1,
  })
  const hasMore = rows.length > pageSize
  const page = rows.slice(0, pageSize).map(toOverview)
  return backwards
    ? { accounts: page.reverse(), hasPrevious: hasMore, hasNext: true }
    : { accounts: page, hasPrevious: cursor !== null, hasNext: hasMore }
}

/** `>=` and `<` instead of LIKE: an index serves it, and both databases compare bytes. */
const startsWith = (prefix: string) => ({ gte: prefix, lt: `${prefix}\u{10ffff}` })

function filters(query: AccountListQuery): Prisma.ConnectedAccountWhereInput[] {
  const search = query.search.trim()
  const lower = search.toLowerCase()
  return [
    ...(search
      ? [{ OR: [{ id: startsWith(search) }, { nameSearch: startsWith(lower) }, { emailSearch: startsWith(lower) }] }]
      : []),
    query.status === 'gone' ? { goneAt: { not: null } } : { goneAt: null },
    ...(query.status === 'enabled' || query.status === 'disabled'
      ? [{ payoutsEnabled: query.status === 'enabled' }]
      : []),
    ...(query.interval ? [{ payoutInterval: query.interval }] : []),
    ...(query.country ? [{ country: query.country }] : []),
    ...(query.negative ? [{ balanceNegative: true }] : []),
  ]
}

/** The first bound is implied by the rest and still there: without it the databases walk the whole index. */
function keyset(sort: AccountListQuery['sort'], at: Row, ascending: boolean): Prisma.ConnectedAccountWhereInput {
  const [beyond, from] = ascending ? (['gt', 'gte'] as const) : (['lt', 'lte'] as const)
  return sort === 'name'
    ? {
        AND: [
          { nameSearch: { [from]: at.nameSearch } },
          { OR: [{ nameSearch: { [beyond]: at.nameSearch } }, { nameSearch: at.nameSearch, id: { [beyond]: at.id } }] },
        ],
      }
    : {
        AND: [
          { createdAtStripe: { [from]: at.createdAtStripe } },
          {
            OR: [
              { createdAtStripe: { [beyond]: at.createdAtStripe } },
              { createdAtStripe: at.createdAtStripe, id: { [beyond]: at.id } },
            ],
          },
        ],
      }
}

export async function listCountries(_access: PlatformAccess<'accounts:list'>): Promise<string[]> {
  const rows = await (await database()).connectedAccount.findMany({
    where: { goneAt: null },
    distinct: ['country'],
    select: { country: true },
    orderBy: { country: 'asc' },
  })
  return rows.map((row) => row.country)
}
