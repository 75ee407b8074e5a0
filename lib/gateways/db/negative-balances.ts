import 'server-only'
import { join, sqltag as sql } from '@prisma/client/runtime/client'
import type { PlatformAccess } from '@/lib/domain/access/permissions'
import type { Money } from '@/lib/domain/money/money'
import { CONNECTED_RANKS } from './account-facets'
import { database } from './client'

/** Balances of one currency that are read for a sum at most. */
const MOST = 10_000

/** What connected accounts owe in one currency: of how many, together. */
export type NegativeBalances = {
  accounts: number
  /** Below zero, in minor units. */
  sum: Money
  /** More accounts are negative than were added up. */
  isCut: boolean
}

/** Currency by currency, the one with the most accounts first. Currencies are never added up. */
export async function sumNegativeBalances(
  _access: PlatformAccess<'accounts:list'>,
  currencies: readonly string[],
): Promise<NegativeBalances[]> {
  const sums = await Promise.all(currencies.map(sumOf))
  return sums.filter(({ accounts }) => accounts > 0).sort((a, b) => b.accounts - a.accounts)
}

async function sumOf(currency: string): Promise<NegativeBalances> {
  const states = join(
    CONNECTED_RANKS.map(
      (rank) => sql`
        SELECT * FROM (
          SELECT "available" FROM "AccountBalance"
          WHERE "currency" = ${currency} AND "state" = ${rank} AND "available" < 0
          ORDER BY "available" LIMIT ${MOST + 1}
        ) AS "state"`,
    ),
    ' UNION ALL ',
  )
  const rows = await (await database()).$queryRaw<{ accounts: bigint | number; amount: bigint | number | null }[]>`
    SELECT COUNT(*) AS "accounts", CAST(SUM("available") AS BIGINT) AS "amount"
    FROM (SELECT "available" FROM (${states}) AS "all" ORDER BY "available" LIMIT ${MOST}) AS "lowest"`
  const accounts = Number(rows[0]?.accounts ?? 0)
  return { accounts, sum: { amount: Number(rows[0]?.amount ?? 0), currency }, isCut: accounts === MOST }
}
