import 'server-only'
import { join, sqltag as sql } from '@prisma/client/runtime/client'
import type { PlatformAccess } from '@/lib/domain/access/permissions'
import type { Money } from '@/lib/domain/money/money'
import { CONNECTED_RANKS } from './account-facets'
import { database } from './client'

/** Balances of one currency and one state of accounts that are added up at most. */
const MOST = 10_000

/** What connected accounts owe in one currency: of how many, together. */
export type NegativeBalances = {
  accounts: number
  /** Below zero, in minor units. */
  sum: Money
  /** There may be more negative accounts than were added up; the lowest were. */
  isCut: boolean
}

/** Currency by currency, the one with the most accounts first. Currencies are never added up. */
export async function sumNegativeBalances(
  _access: PlatformAccess<'accounts:list'>,
  currencies: readonly string[],
  most = MOST,
): Promise<NegativeBalances[]> {
  const sums = await Promise.all(currencies.map((currency) => sumOf(currency, most)))
  return sums.filter(({ accounts }) => accounts > 0).sort((a, b) => b.accounts - a.accounts)
}

/** State by state, because so the index has the lowest balances of each first and nothing is sorted. */
async function sumOf(currency: string, most: number): Promise<NegativeBalances> {
  const states = CONNECTED_RANKS.map(
    (rank) => sql`
      SELECT COUNT(*) AS "accounts", CAST(SUM("available") AS BIGINT) AS "amount"
      FROM (
        SELECT "available" FROM "AccountBalance"
        WHERE "currency" = ${currency} AND "state" = ${rank} AND "available" < 0
        ORDER BY "available" LIMIT ${most}
      ) AS "each"`,
  )
  const rows = await (await database()).$queryRaw<{ accounts: bigint | number; amount: bigint | number | null }[]>(
    join(states, ' UNION ALL '),
  )
  return {
    accounts: rows.reduce((sum, { accounts }) => sum + Number(accounts), 0),
    sum: { amount: rows.reduce((sum, { amount }) => sum + Number(amount ?? 0), 0), currency },
    isCut: rows.some(({ accounts }) => Number(accounts) === most),
  }
}
