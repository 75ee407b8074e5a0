import 'server-only'
import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import type { DatabaseProvider } from './client'

export const migrationsFolder = (provider: DatabaseProvider) =>
  resolve(/* turbopackIgnore: true */ process.cwd(), 'prisma/migrations', provider)

export function migrationNames(provider: DatabaseProvider): string[] {
  return readdirSync(migrationsFolder(provider), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
}
