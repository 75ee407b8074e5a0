import 'server-only'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { type DatabaseProvider, providerOf } from './client'
import { migrationNames, migrationsFolder } from './migration-files'
import { withSchemaEngine } from './schema-engine'

/**
 * Applies prisma/migrations with Prisma's own engine in its WebAssembly form: no CLI and no download, and `prisma
 * migrate status` agrees afterwards. A home-made runner would wrap files in a transaction, in which SQLite ignores
 * `foreign_keys = OFF`, and Prisma's table rebuilds would then cascade away the rows.
 */
export async function applyMigrations(url: string): Promise<string[]> {
  const provider = providerOf(url)
  const release = provider === 'postgresql' ? await lockPostgres(url) : async () => {}
  try {
    const { appliedMigrationNames } = await withSchemaEngine(url, (engine) =>
      engine.applyMigrations({
        migrationsList: listMigrations(provider),
        filters: { externalTables: [], externalEnums: [] },
      }),
    )
    return appliedMigrationNames
  } finally {
    await release()
  }
}

function listMigrations(provider: DatabaseProvider) {
  const folder = migrationsFolder(provider)
  return {
    baseDir: folder,
    lockfile: { path: 'migration_lock.toml', content: readFileSync(join(folder, 'migration_lock.toml'), 'utf8') },
    migrationDirectories: migrationNames(provider).map((name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok', value: readFileSync(join(folder, name, 'migration.sql'), 'utf8') },
      },
    })),
    shadowDbInitScript: '',
  }
}

/** Several instances may start at once on one PostgreSQL; one of them migrates while the others wait. */
async function lockPostgres(url: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query("SELECT pg_advisory_lock(hashtext('spillway migrations'))")
  return () => client.end()
}
