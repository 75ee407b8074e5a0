import 'server-only'
import { BRAKE, type Buckets, FULL_BUCKET, type Rate, tokensLeft } from '@/lib/domain/stripe/pace'
import { database } from './client'
import { Prisma } from './generated/sqlite/client'

/** Epoch milliseconds; constant within a statement. */
const NOW = Prisma.sql`EXTRACT(EPOCH FROM statement_timestamp())::float8 * 1000`

const { factor, leastShare, recovery, once } = BRAKE

/** What lib/domain/stripe/pace.ts computes, in SQL: the share of its rate that a bucket has now. */
const SHARE = Prisma.sql`LEAST(1, "share" + GREATEST(0, ${NOW} - "loweredAt") / ${recovery}::float8)`

/** Token buckets in PostgreSQL, shared by several processes and timed by the database's clock. */
export const bucketsInDatabase: Buckets = {
  async take(rates) {
    const db = await database()
    await makeRows([...rates.keys()])
    const { names, perSecond, bursts } = columns(rates)
    const rows = await db.$queryRaw<{ wait: number }[]>`
      WITH wanted AS (
        SELECT * FROM unnest(${names}::text[], ${perSecond}::float8[], ${bursts}::float8[])
          AS wanted(name, "perSecond", burst)
      ), held AS (
        SELECT name, "fullAt", ${SHARE} AS share FROM "StripeBucket" WHERE name = ANY(${names}::text[])
        ORDER BY name FOR UPDATE
      ), spaced AS (
        SELECT name, "fullAt", 1000 / ("perSecond" * share) AS interval, GREATEST(1, burst * share) - 1 AS ahead
        FROM held JOIN wanted USING (name)
      ), looked AS (
        SELECT GREATEST(0, MAX("fullAt" - ahead * interval) - ${NOW}) AS wait FROM spaced
      ), taken AS (
        UPDATE "StripeBucket" SET "fullAt" = GREATEST("StripeBucket"."fullAt", ${NOW}) + spaced.interval
        FROM spaced, looked
        WHERE "StripeBucket".name = spaced.name AND looked.wait = 0
      )
      SELECT wait FROM looked`
    return rows[0]?.wait ?? 0
  },

  async close(rates, ms) {
    const db = await database()
    await makeRows([...rates.keys()])
    const { names, perSecond, bursts } = columns(rates)
    await db.$executeRaw`
      WITH wanted AS (
        SELECT * FROM unnest(${names}::text[], ${perSecond}::float8[], ${bursts}::float8[])
          AS wanted(name, "perSecond", burst)
      ), held AS (
        SELECT name, "share", "loweredAt", ${NOW} - "loweredAt" >= ${once}::float8 AS "isFirst", ${SHARE} AS now
        FROM "StripeBucket" WHERE name = ANY(${names}::text[]) ORDER BY name FOR UPDATE
      ), lowered AS (
        SELECT name,
          CASE WHEN "isFirst" THEN GREATEST(${leastShare}::float8, now * ${factor}::float8) ELSE "share" END AS "share",
          CASE WHEN "isFirst" THEN ${NOW} ELSE "loweredAt" END AS "loweredAt"
        FROM held
      ), opened AS (
        SELECT *, LEAST(1, "share" + GREATEST(0, ${NOW} + ${ms}::float8 - "loweredAt") / ${recovery}::float8) AS "then"
        FROM lowered JOIN wanted USING (name)
      )
      UPDATE "StripeBucket" SET "share" = opened."share", "loweredAt" = opened."loweredAt",
        "fullAt" = GREATEST("StripeBucket"."fullAt",
          ${NOW} + ${ms}::float8 + (GREATEST(1, burst * "then") - 1) * 1000 / ("perSecond" * "then"))
      FROM opened WHERE "StripeBucket".name = opened.name`
  },

  async left(rates) {
    const db = await database()
    const rows = await db.$queryRaw<{ name: string; ahead: number; share: number }[]>`
      SELECT name, "fullAt" - ${NOW} AS ahead, ${SHARE} AS share
      FROM "StripeBucket" WHERE name = ANY(${[...rates.keys()]}::text[])`
    const found = new Map(rows.map(({ name, ahead, share }) => [name, { fullAt: ahead, share, loweredAt: 0 }]))
    return new Map([...rates].map(([name, rate]) => [name, tokensLeft(found.get(name) ?? FULL_BUCKET, rate, 0)]))
  },

  async shares() {
    const rows = await (await database()).$queryRaw<{ name: string; share: number }[]>`
      SELECT name, ${SHARE} AS share FROM "StripeBucket" WHERE ${SHARE} < 1`
    return new Map(rows.map(({ name, share }) => [name, share]))
  },
}

const columns = (rates: Map<string, Rate>) => ({
  names: [...rates.keys()],
  perSecond: [...rates.values()].map((rate) => rate.perSecond),
  bursts: [...rates.values()].map(({ burst }) => burst),
})

const made = new Set<string>()

/** Creates the rows of names that this process uses for the first time. */
async function makeRows(names: string[]): Promise<void> {
  if (names.every((name) => made.has(name))) return
  await (await database()).$executeRaw`
    INSERT INTO "StripeBucket" (name, "fullAt") SELECT name, 0 FROM unnest(${names}::text[]) AS made(name)
    ON CONFLICT (name) DO NOTHING`
  for (const name of names) made.add(name)
}
