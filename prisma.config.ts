import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { defineConfig } from 'prisma/config'

const root = import.meta.dirname
const url = process.env.DATABASE_URL || 'file:./.data/spillway.db'
const provider = url.startsWith('postgres') ? 'postgresql' : 'sqlite'

/** The schema folder is written for SQLite; PostgreSQL gets the same text with the provider and the output changed. */
function schemaFolder() {
  const source = resolve(root, 'prisma/schema')
  if (provider === 'sqlite') return source
  const copy = resolve(root, 'node_modules/.cache/prisma-schema/postgresql')
  mkdirSync(copy, { recursive: true })
  for (const file of readdirSync(source)) {
    const text = readFileSync(join(source, file), 'utf8')
      .replace('provider = "sqlite"', 'provider = "postgresql"')
      .replace(
        '"../../lib/gateways/db/generated/sqlite"',
        JSON.stringify(resolve(root, 'lib/gateways/db/generated/postgresql')),
      )
    writeFileSync(join(copy, file), text)
  }
  return copy
}

process.env.CHECKPOINT_DISABLE ??= '1'

export default defineConfig({
  schema: schemaFolder(),
  migrations: { path: resolve(root, 'prisma/migrations', provider) },
  datasource: { url },
})
