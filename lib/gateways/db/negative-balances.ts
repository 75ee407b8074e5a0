import 'server-only'
import { join, sqltag as sql } from '@prisma/client/runtime/client'
import type { PlatformAccess } from '@/lib/domain/access/permissions'
import type { Money } from '@/lib/domain/money/money'
import { CONNECTED_RANKS } from './account-facets'
import { database } from './client'

/** Balances of one currency and one state of accounts that are added up at most. */
const MOST = 10_000

/** Currencies in one statement; SQLite takes 500 parts of it, and each has one for every state. */
const AT_ONCE = 50

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
  const sums: NegativeBalances[] = []
  for (let from = 0; from < currencies.length; from += AT_ONCE)
    sums.push(...(await sumsOf(currencies.slice(from, from + AT_ONCE), most)))
  return sums.filter(({ accounts }) => accounts > 0).sort((a, b) => b.accounts - a.accounts)
}

type Row = { currency: string; accounts: bigint | number; amount: bigint | number | null }

/** State by state, because so the index has the lowest balances of each first and nothing is sorted. */
async function sumsOf(currencies: readonly string[], most: number): Promise<NegativeBalances[]> {
  const parts = currencies.flatMap((currency) =>
    CONNECTED_RANKS.map(
      (rank) => sql`
      SELECT CAST(${currency} AS TEXT) AS "currency", COUNT(*) AS "accounts", CAST(SUM("available") AS BIGINT) AS "amount"
      FROM (
        SELECT "available" FROM "AccountBalance"
        WHERE "currency" = ${currency} AND "state" = ${rank} AND "available" < 0
        ORDER BY "available" LIMIT ${most}
      ) AS "each"`,
    ),
  )
  const rows = await (await database()).$queryRaw<Row[]>(join(parts, ' UNION ALL '))
  const byCurrency = Map.groupBy(rows, ({ currency }) => currency)
  return currencies.map((currency) => sumOf(currency, byCurrency.get(currency) ?? [], most))
}

function sumOf(currency: string, rows: readonly Row[], most: number): NegativeBalances {
  return {
    accounts: rows.reduce((sum, { accounts }) => sum + Number(accounts), 0),
    sum: { amount: rows.reduce((sum, { amount }) => sum + Number(amount ?? 0), 0), currency },
    isCut: rows.some(({ accounts }) => Number(accounts) === most),
  }
}
