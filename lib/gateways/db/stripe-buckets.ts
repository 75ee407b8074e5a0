import 'server-only'
import { type Buckets, type Rate, spacingOf, tokensLeft } from '@/lib/domain/stripe/pace'
import { database } from './client'
import { Prisma } from './generated/sqlite/client'

/** Epoch milliseconds; constant within a statement. */
const NOW = Prisma.sql`EXTRACT(EPOCH FROM statement_timestamp())::float8 * 1000`

/** Token buckets in PostgreSQL, shared by several processes and timed by the database's clock. */
export const bucketsInDatabase: Buckets = {
  async take(rates) {
    const db = await database()
    await makeRows([...rates.keys()])
    const { names, intervals, tolerances } = columns(rates)
    const rows = await db.$queryRaw<{ wait: number }[]>`
      WITH wanted AS (
        SELECT * FROM unnest(${names}::text[], ${intervals}::float8[], ${tolerances}::float8[])
          AS wanted(name, interval, tolerance)
      ), held AS (
        SELECT name, "fullAt" FROM "StripeBucket" WHERE name = ANY(${names}::text[]) ORDER BY name FOR UPDATE
      ), looked AS (
        SELECT GREATEST(0, MAX(held."fullAt" - wanted.tolerance) - ${NOW}) AS wait FROM held JOIN wanted USING (name)
      ), taken AS (
        UPDATE "StripeBucket" SET "fullAt" = GREATEST("StripeBucket"."fullAt", ${NOW}) + wanted.interval
        FROM wanted, looked
        WHERE "StripeBucket".name = wanted.name AND looked.wait = 0
      )
      SELECT wait FROM looked`
    return rows[0]?.wait ?? 0
  },

  async close(rates, ms) {
    const db = await database()
    await makeRows([...rates.keys()])
    const { names, tolerances } = columns(rates)
    await db.$executeRaw`
      UPDATE "StripeBucket"
      SET "fullAt" = GREATEST("fullAt", ${NOW} + ${ms}::float8 + wanted.tolerance)
      FROM unnest(${names}::text[], ${tolerances}::float8[]) AS wanted(name, tolerance)
      WHERE "StripeBucket".name = wanted.name`
  },

  async left(rates) {
    const db = await database()
    const rows = await db.$queryRaw<{ name: string; ahead: number }[]>`
      SELECT name, "fullAt" - ${NOW} AS ahead FROM "StripeBucket" WHERE name = ANY(${[...rates.keys()]}::text[])`
    const ahead = new Map(rows.map((row) => [row.name, row.ahead]))
    return new Map([...rates].map(([name, rate]) => [name, tokensLeft({ fullAt: ahead.get(name) ?? 0 }, rate, 0)]))
  },
}

function columns(rates: Map<string, Rate>) {
  const spacings = [...rates.values()].map(spacingOf)
  return {
    names: [...rates.keys()],
    intervals: spacings.map(({ interval }) => interval),
    tolerances: spacings.map(({ tolerance }) => tolerance),
  }
}

const made = new Set<string>()

/** Creates the rows of names that this process uses for the first time. */
async function makeRows(names: string[]): Promise<void> {
  if (names.every((name) => made.has(name))) return
  await (await database()).$executeRaw`
    INSERT INTO "StripeBucket" (name, "fullAt") SELECT name, 0 FROM unnest(${names}::text[]) AS made(name)
    ON CONFLICT (name) DO NOTHING`
  for (const name of names) made.add(name)
}
