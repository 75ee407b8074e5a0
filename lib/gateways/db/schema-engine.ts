import 'server-only'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory, type SqlDriverAdapter } from '@prisma/driver-adapter-utils'
import type pg from 'pg'
import { privateSqliteFile, providerOf } from './client'

type SchemaEngine = {
  applyMigrations(input: object): Promise<{ appliedMigrationNames: string[] }>
  schemaPush(input: object): Promise<{ executedSteps: number; warnings: string[]; unexecutable: string[] }>
}

/**
 * Prisma's own schema engine in its WebAssembly form, speaking through the same driver adapters as the client. Its
 * connection holds the database locked, so it is closed when the work is done.
 */
export async function withSchemaEngine<T>(url: string, work: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  const provider = providerOf(url)
  const { SchemaEngine } = await loadEngine()
  const factory =
    provider === 'sqlite'
      ? new PrismaBetterSqlite3({ url: `file:${privateSqliteFile(url)}` })
      : new PrismaPg({ connectionString: url }, { schema: new URL(url).searchParams.get('schema') ?? undefined })
  const connect = factory.connect.bind(factory) as () => Promise<SqlDriverAdapter>
  const connections: SqlDriverAdapter[] = []
  const connectAndKeep = async () => {
    const connection = await connect()
    connections.push(connection)
    if (provider === 'postgresql') readCharAsText(connection)
    await connection.executeScript(MIGRATIONS_TABLE[provider])
    return connection
  }
  Object.assign(factory, { connect: connectAndKeep })
  const datamodel = `datasource db {\n provider = "${provider}"\n}`
  try {
    const adapter = bindMigrationAwareSqlAdapterFactory(factory)
    return await work(await SchemaEngine.new({ datamodels: [['schema.prisma', datamodel]] }, () => {}, adapter))
  } finally {
    for (const connection of connections) await connection.dispose()
  }
}

let loading: Promise<{ SchemaEngine: { new: (...args: unknown[]) => Promise<SchemaEngine> } }> | undefined

/** Once per process: the package keeps its WebAssembly instance in a module variable. */
function loadEngine() {
  loading ??= (async () => {
    const folder = dirname(createRequire(resolve('package.json')).resolve('@prisma/schema-engine-wasm'))
    const glue = await import(pathToFileURL(join(folder, 'schema_engine_bg.js')).href)
    const module = new WebAssembly.Module(readFileSync(join(folder, 'schema_engine_bg.wasm')))
    const instance = new WebAssembly.Instance(module, { './schema_engine_bg.js': glue })
    glue.__wbg_set_wasm(instance.exports)
    ;(instance.exports.__wbindgen_start as () => void)()
    return glue
  })()
  return loading
}

/** The engine expects its own table to be there when it speaks through an adapter. */
const MIGRATIONS_TABLE = {
  sqlite:
    'CREATE TABLE IF NOT EXISTS "_prisma_migrations" ("id" TEXT PRIMARY KEY NOT NULL, "checksum" TEXT NOT NULL, "finished_at" DATETIME, "migration_name" TEXT NOT NULL, "logs" TEXT, "rolled_back_at" DATETIME, "started_at" DATETIME NOT NULL DEFAULT current_timestamp, "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0)',
  postgresql:
    'CREATE TABLE IF NOT EXISTS _prisma_migrations (id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ, started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)',
}

const CHAR = 18
const TEXT = 25

/** The engine reads PostgreSQL's catalogue, whose one-byte "char" columns @prisma/adapter-pg 7.10 does not know. */
function readCharAsText(connection: SqlDriverAdapter): void {
  const { client } = connection as SqlDriverAdapter & { client: pg.Pool }
  const query = client.query.bind(client) as (...input: unknown[]) => Promise<pg.QueryResult>
  const patched = async (...input: unknown[]) => {
    const result = await query(...input)
    for (const field of result.fields ?? []) if (field.dataTypeID === CHAR) field.dataTypeID = TEXT
    return result
  }
  Object.assign(client, { query: patched })
}
