import 'server-only'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory, type SqlDriverAdapter } from '@prisma/driver-adapter-utils'
import pg from 'pg'
import { type DatabaseProvider, providerOf, sqlitePath } from './client'
import { migrationNames, migrationsFolder } from './migration-files'

/**
 * Applies prisma/migrations with Prisma's own engine in its WebAssembly form: no CLI and no download, and `prisma
 * migrate status` agrees afterwards. A home-made runner would wrap files in a transaction, in which SQLite ignores
 * `foreign_keys = OFF`, and Prisma's table rebuilds would then cascade away the rows.
 */
export async function applyMigrations(url: string): Promise<string[]> {
  const provider = providerOf(url)
  const release = provider === 'postgresql' ? await lockPostgres(url) : async () => {}
  try {
    const engine = await startEngine(url, provider)
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: listMigrations(provider),
      filters: { externalTables: [], externalEnums: [] },
    })
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

type SchemaEngine = {
  applyMigrations(input: object): Promise<{ appliedMigrationNames: string[] }>
}

async function startEngine(url: string, provider: DatabaseProvider): Promise<SchemaEngine> {
  const folder = dirname(createRequire(resolve('package.json')).resolve('@prisma/schema-engine-wasm'))
  const glue = await import(pathToFileURL(join(folder, 'schema_engine_bg.js')).href)
  const module = new WebAssembly.Module(readFileSync(join(folder, 'schema_engine_bg.wasm')))
  const instance = new WebAssembly.Instance(module, { './schema_engine_bg.js': glue })
  glue.__wbg_set_wasm(instance.exports)
  ;(instance.exports.__wbindgen_start as () => void)()

  const factory =
    provider === 'sqlite'
      ? new PrismaBetterSqlite3({ url: `file:${sqlitePath(url)}` })
      : new PrismaPg({ connectionString: url }, { schema: new URL(url).searchParams.get('schema') ?? undefined })
  const connect = factory.connect.bind(factory) as () => Promise<SqlDriverAdapter>
  Object.assign(factory, { connect: async () => createMigrationsTable(await connect(), provider) })
  return glue.SchemaEngine.new(
    { datamodels: [['schema.prisma', `datasource db {\n provider = "${provider}"\n}`]] },
    () => {},
    bindMigrationAwareSqlAdapterFactory(factory),
  )
}

const MIGRATIONS_TABLE = {
  sqlite:
    'CREATE TABLE IF NOT EXISTS "_prisma_migrations" ("id" TEXT PRIMARY KEY NOT NULL, "checksum" TEXT NOT NULL, "finished_at" DATETIME, "migration_name" TEXT NOT NULL, "logs" TEXT, "rolled_back_at" DATETIME, "started_at" DATETIME NOT NULL DEFAULT current_timestamp, "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0)',
  postgresql:
    'CREATE TABLE IF NOT EXISTS _prisma_migrations (id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ, started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)',
}

/** The engine expects its table to be there when it speaks through an adapter, so it is made first. */
async function createMigrationsTable(connection: SqlDriverAdapter, provider: DatabaseProvider) {
  await connection.executeScript(MIGRATIONS_TABLE[provider])
  return connection
}
