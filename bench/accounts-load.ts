// Accounts by the million, made by SQL alone: what the product would have stored and indexed for them.
import { DRIFT_CAUSES } from '@/lib/domain/fleet/drift'
import { CONNECTED_RANKS, DISCONNECTED, NO_PAYOUT } from '@/lib/gateways/db/account-facets'
import type { Database } from '@/lib/gateways/db/client'

/** Values with how many of a thousand accounts have them. */
const PLACES: [country: string, currency: string, delay: number, share: number][] = [
  ['US', 'usd', 2, 400],
  ['GB', 'gbp', 3, 150],
  ['DE', 'eur', 4, 120],
  ['FR', 'eur', 3, 100],
  ['JP', 'jpy', 4, 60],
  ['CA', 'cad', 3, 60],
  ['AU', 'aud', 2, 40],
  ['PL', 'pln', 7, 30],
  ['BR', 'brl', 30, 20],
  ['SG', 'sgd', 2, 10],
  ['NZ', 'nzd', 4, 9],
  ['LU', 'eur', 14, 1],
]
const STATES: [state: string | null, reasons: string[], share: number][] = [
  ['blocked', ['rejected', 'no_bank_account', 'disabled_by_stripe'], 10],
  ['action_needed', ['requirements_due', 'manual_balance', 'payout_failed'], 40],
  ['waiting', ['negative_balance', 'first_payout', 'below_minimum'], 100],
  ['paid_as_scheduled', [''], 830],
  [null, [''], 20],
]
const INTERVALS: [interval: string, share: number][] = [
  ['daily', 850],
  ['weekly', 100],
  ['monthly', 20],
  ['manual', 30],
]
const DASHBOARDS: [dashboard: string, share: number][] = [
  ['express', 600],
  ['none', 300],
  ['full', 100],
]
const SYLLABLES = 'ba de fi go hu ka le mi no pu ra se ti vo wa xe yu za chi sto'.split(' ')
const NAMES = SYLLABLES.flatMap((one) => SYLLABLES.map((two) => one + two))
const KINDS = 'bakery market studio garage books coffee florist tours repair design'.split(' ')

const spread = <T>(shares: [...T[], number][]): T[][] =>
  shares.flatMap((entry) => Array.from({ length: entry.at(-1) as number }, () => entry.slice(0, -1) as T[]))

const INDEXES: Record<string, string[][]> = {
  AccountFacet: [
    ['facet', 'state', 'name', 'accountId'],
    ['facet', 'state', 'createdAt', 'accountId'],
    ['facet', 'state', 'nextPayoutOn', 'accountId'],
  ],
  AccountBalance: [['currency', 'state', 'available', 'accountId']],
  AccountWord: [['accountId', 'word']],
}
const indexesOf = Object.entries(INDEXES).flatMap(([table, all]) =>
  all.map((columns) => ({ name: `${table}_${columns.join('_')}_idx`, table, columns })),
)

/** The rollout and the policy that every account belongs to. */
export const OF_ALL = 'all'

/** A rollout over every account, differences of one account in ten, and what is expected of them: as the product keeps it. */
async function loadFleet(
  run: (statement: string) => Promise<unknown>,
  { at, ranked }: { at: (seconds: string) => string; ranked: string },
): Promise<void> {
  await run(`
    INSERT INTO "Policy" ("id", "name", "segment", "values", "priority", "version", "createdAt", "changedAt", "changedByName")
    VALUES ('${OF_ALL}', 'All', '{"facts":{},"createdFrom":null}', '{"delayDaysOverride":10}', 0, 1, ${at('1790000000')}, ${at('1790000000')}, 'Ada')`)
  await run(`
    INSERT INTO "Rollout" ("id", "name", "policyId", "policyVersion", "status", "pace", "plannedById", "plannedByName", "createdAt")
    VALUES ('${OF_ALL}', 'All', '${OF_ALL}', 1, 'in_progress', '{"canary":0,"share":100,"haltAbove":100,"waits":false}', 'bench', 'Bench', ${at('1790000000')})`)
  const changes = `'[{"field":"delayDaysOverride","before":null,"after":10}]'`
  await run(`
    INSERT INTO "RolloutItem" ("id", "key", "rolloutId", "position", "accountId", "accountName", "state", "changes")
    SELECT "id", "id", '${OF_ALL}', row_number() OVER (ORDER BY "id"), "id", "name",
      CASE WHEN "balanceNegative" THEN 'refused' WHEN "delayDays" > 3 THEN 'pending' ELSE 'applied' END, ${changes}
    FROM "ConnectedAccount"`)
  const causes = DRIFT_CAUSES.map((cause, index) => `WHEN ${index} THEN '${cause}'`).join(' ')
  await run(`
    INSERT INTO "Drift" ("id", "accountId", "accountName", "policyId", "changes", "since", "cause", "isAccepted", "acceptedUntil")
    SELECT "accountId", "accountId", "accountName", '${OF_ALL}', ${changes}, ${at('1700000000 + "position"')},
      CASE ("position" / 10) % ${DRIFT_CAUSES.length} ${causes} END, "position" % 100 = 0,
      CASE WHEN "position" % 100 = 0 THEN ${at('1800000000')} END
    FROM "RolloutItem" WHERE "position" % 10 = 0`)
  await run(`
    INSERT INTO "ExpectedTotal" ("day", "currency", "basis", "amount", "payouts")
    SELECT "nextPayoutOn", "defaultCurrency", 'available', COUNT(*) * 1000, COUNT(*) FROM "ConnectedAccount"
    WHERE "nextPayoutOn" IS NOT NULL AND ${ranked} < ${DISCONNECTED} GROUP BY 1, 2`)
  await run(`
    INSERT INTO "NegativeTotal" ("currency", "accounts", "amount")
    SELECT "currency", COUNT(*), SUM("available") FROM "AccountBalance"
    WHERE "available" < 0 AND "state" < ${DISCONNECTED} GROUP BY "currency"`)
}

/** @param count how many accounts */
export async function loadAccounts(db: Database, count: number, isPostgres: boolean): Promise<void> {
  const run = (statement: string) => db.$executeRawUnsafe(statement)
  const text = (value: string | number | null) => (value === null ? 'NULL' : `'${value}'`)
  const at = (seconds: string) =>
    isPostgres
      ? `to_timestamp(${seconds})::timestamp`
      : `strftime('%Y-%m-%dT%H:%M:%S.000+00:00', ${seconds}, 'unixepoch')`
  const numbers = isPostgres
    ? `(SELECT CAST(generate_series(0, ${count - 1}) AS BIGINT) AS "i")`
    : `(WITH RECURSIVE "n"("i") AS (SELECT 0 UNION ALL SELECT "i" + 1 FROM "n" WHERE "i" < ${count - 1}) SELECT "i" FROM "n")`

  await run('CREATE TABLE "Pool" ("kind" TEXT, "n" INTEGER, "a" TEXT, "b" TEXT, "c" TEXT, PRIMARY KEY ("kind", "n"))')
  const pools = {
    place: spread<string | number>(PLACES as never),
    state: spread<string | null | string[]>(STATES as never).map(([state, reasons], n) => [
      state as string | null,
      (reasons as string[])[n % (reasons as string[]).length] || null,
    ]),
    interval: spread<string>(INTERVALS as never),
    dashboard: spread<string>(DASHBOARDS as never),
    first: NAMES.map((name) => [name]),
    second: NAMES.toReversed().map((name) => [name]),
    kind: KINDS.map((kind) => [kind]),
  }
  for (const [kind, values] of Object.entries(pools)) {
    const rows = values.map(
      (value, n) => `('${kind}', ${n}, ${[0, 1, 2].map((at) => text((value[at] ?? null) as string)).join(', ')})`,
    )
    await run(`INSERT INTO "Pool" ("kind", "n", "a", "b", "c") VALUES ${rows.join(', ')}`)
  }

  // Multipliers without a common factor with the sizes of the pools, so that the values mix.
  const pick = (kind: keyof typeof pools, factor: number) =>
    `JOIN "Pool" AS "${kind}" ON "${kind}"."kind" = '${kind}' AND "${kind}"."n" = (("i" * ${factor} + "i" / 1000 * 7) % ${pools[kind].length})`
  const document = text(JSON.stringify({ filler: 'x'.repeat(400) }))
  await run(
    'CREATE TABLE "Seed" ("id" TEXT PRIMARY KEY, "i" BIGINT, "first" TEXT, "second" TEXT, "kind" TEXT, "currency" TEXT)',
  )
  await run(`
    INSERT INTO "Seed" SELECT '1' || CAST(1000000000 + ("i" * 48271) % 2147483647 AS TEXT) || CAST("i" % 10 AS TEXT),
      "i", "first"."a", "second"."a", "kind"."a", "place"."b"
    FROM ${numbers} AS "numbers" ${pick('first', 17)} ${pick('second', 61)} ${pick('kind', 7)} ${pick('place', 37)}`)
  await run(`
    INSERT INTO "ConnectedAccount" ("id", "name", "nameSearch", "email", "country", "defaultCurrency", "chargesEnabled",
      "payoutsEnabled", "detailsSubmitted", "requirementsDue", "dashboard", "lossesLiability", "requirementCollection",
      "isController", "createdAtStripe", "payoutInterval", "delayDays", "payoutsStatus", "balanceNegative", "settings",
      "settingsReadAt", "balance", "balanceReadAt", "syncedAt", "goneAt", "state", "stateReason", "nextPayoutOn", "indexedAs")
    SELECT 'acct_' || "id", "first" || ' ' || "second" || ' ' || "Seed"."kind", "first" || ' ' || "second" || ' ' || "Seed"."kind",
      "first" || '.' || "second" || CAST("i" AS TEXT) || '@' || "Seed"."kind" || '.example', "place"."a", "currency",
      TRUE, ("i" % 20) <> 0, TRUE, 0, "dashboard"."a", 'application', 'application', TRUE,
      ${at('1600000000 + ("i" * 101) % 160000000')}, "interval"."a", CAST("place"."c" AS INTEGER), 'enabled', ("i" % 50) = 0,
      ${document}, ${at('1790000000')}, ${document}, ${at('1790000000')}, ${at('1790000000')},
      CASE WHEN "i" % 97 = 0 THEN ${at('1790000000')} END, "state"."a", "state"."b",
      CASE WHEN "i" % 11 <> 0 THEN '2026-12-' || CAST(10 + "i" % 20 AS TEXT) END, '1'
    FROM "Seed" ${pick('place', 37)} ${pick('state', 331)} ${pick('interval', 113)} ${pick('dashboard', 211)}`)

  for (const { name } of indexesOf) await run(`DROP INDEX "${name}"`)
  const ranks = STATES.slice(0, -1).map(([state], rank) => `WHEN '${state}' THEN ${rank}`)
  const rank = `CASE WHEN "goneAt" IS NOT NULL THEN ${DISCONNECTED} ELSE CASE "state" ${ranks.join(' ')} ELSE ${CONNECTED_RANKS.at(-1)} END END`
  const created = isPostgres
    ? 'CAST(extract(epoch FROM "createdAtStripe") AS BIGINT)'
    : `CAST(strftime('%s', "createdAtStripe") AS INTEGER)`
  const facets = [
    ["''", ''],
    [`CASE WHEN "payoutsEnabled" THEN 'payouts:enabled' ELSE 'payouts:disabled' END`, ''],
    [`'reason:' || "stateReason"`, 'WHERE "stateReason" IS NOT NULL'],
    [`'schedule:' || "payoutInterval"`, ''],
    [`'delay:' || CAST("delayDays" AS TEXT)`, ''],
    [`'currency:' || "defaultCurrency"`, ''],
    [`'country:' || "country"`, ''],
    [`'type:' || CASE "dashboard" WHEN 'none' THEN 'custom' WHEN 'full' THEN 'standard' ELSE 'express' END`, ''],
    [`'balance:negative'`, 'WHERE "balanceNegative"'],
    [`'next_payout:' || "nextPayoutOn"`, 'WHERE "nextPayoutOn" IS NOT NULL'],
    [`CASE WHEN "state" = 'action_needed' THEN 'requirement:currently_due' ELSE 'requirement:none' END`, ''],
  ]
  for (const [facet, where] of facets)
    await run(`
      INSERT INTO "AccountFacet" ("accountId", "facet", "state", "name", "createdAt", "nextPayoutOn")
      SELECT "id", ${facet}, ${rank}, "nameSearch", ${created}, COALESCE("nextPayoutOn", '${NO_PAYOUT}') FROM "ConnectedAccount" ${where} ORDER BY "id"`)
  await run(`
    INSERT INTO "AccountFacetCount" ("facet", "state", "count")
    SELECT "facet", "state", COUNT(*) FROM "AccountFacet" GROUP BY "facet", "state"`)
  await run(`
    INSERT INTO "AccountBalance" ("accountId", "currency", "state", "available")
    SELECT "ConnectedAccount"."id", "defaultCurrency", ${rank}, CASE WHEN "balanceNegative" THEN -1 ELSE 1 END * (("i" * 7919) % 10000000)
    FROM "ConnectedAccount" JOIN "Seed" ON 'acct_' || "Seed"."id" = "ConnectedAccount"."id"`)
  const words = ['"first"', '"second"', '"kind"', `"second" || CAST("i" AS TEXT)`, `'example'`, '"id"']
  await run(`
    INSERT INTO "AccountWord" ("word", "accountId")
    ${words.map((word) => `SELECT ${word} AS "word", 'acct_' || "id" AS "accountId" FROM "Seed"`).join(' UNION ')} ORDER BY "word", "accountId"`)
  for (const { name, table, columns } of indexesOf)
    await run(`CREATE INDEX "${name}" ON "${table}" (${columns.map((column) => `"${column}"`).join(', ')})`)
  await loadFleet(run, { at, ranked: rank })
  await run('DROP TABLE "Seed"')
  await run('DROP TABLE "Pool"')
  if (isPostgres) await run('VACUUM ANALYZE')
}
