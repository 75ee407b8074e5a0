// What a campaign reads and writes in the database of a server that may be dead.

/** @param {string} url */
export async function openStore(url) {
  const { all, close } = url.startsWith('file:') ? await openSqlite(url) : await openPostgres(url)
  return {
    close,
    count: async (from) => Number((await all(`SELECT count(*) AS "count" FROM ${from}`))[0].count),
    async addAdmin(personId, token) {
      const now = url.startsWith('file:') ? "strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')" : 'now()'
      const later = url.startsWith('file:')
        ? "strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now', '+10 hours')"
        : "now() + interval '10 hours'"
      const truth = url.startsWith('file:') ? '1' : 'true'
      const role = url.startsWith('file:') ? "'admin'" : `'admin'::"StaffRole"`
      await all(
        `INSERT INTO "Person" ("id", "name", "email", "emailVerified", "staffRole", "createdAt", "updatedAt") VALUES ('${personId}', 'Kill', '${personId}@people.example', ${truth}, ${role}, ${now}, ${now}) RETURNING "id"`,
      )
      await all(
        `INSERT INTO "AuthSession" ("id", "token", "userId", "expiresAt", "createdAt", "updatedAt") VALUES ('${personId}', '${token}', '${personId}', ${later}, ${now}, ${now}) RETURNING "id"`,
      )
      return personId
    },
    /** Each with its latest outcome, or pending. */
    async entriesOf(accountId) {
      const rows = await all(
        `SELECT "id", "type", "changes", COALESCE((SELECT "outcome" FROM "AuditOutcome" o WHERE o."entryId" = e."id" ORDER BY "at" DESC, "id" DESC LIMIT 1)${url.startsWith('file:') ? '' : '::text'}, 'pending') AS "outcome" FROM "AuditEntry" e WHERE "accountId" = '${accountId}' ORDER BY "id"`,
      )
      return rows.map(({ changes, ...row }) => ({
        ...row,
        changes: typeof changes === 'string' ? changes : JSON.stringify(changes ?? []),
      }))
    },
  }
}

async function openSqlite(url) {
  const { default: Sqlite } = await import('better-sqlite3')
  const db = new Sqlite(url.slice('file:'.length), { timeout: 10_000 })
  return { all: async (text) => db.prepare(text).all(), close: async () => void db.close() }
}

async function openPostgres(url) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return { all: async (text) => (await client.query(text)).rows, close: () => client.end() }
}
