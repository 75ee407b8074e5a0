// npm run backup -- FILE: a consistent copy of the database while the server runs.
import { existsSync } from 'node:fs'
import { environment } from '@/lib/env'
import { BackupError, backUpDatabase } from '@/lib/gateways/db/backup'
import { requireEnvironment } from '@/lib/require-environment'

const file = process.argv[2]
if (!file || process.argv.length > 3) {
  console.error('Usage: npm run backup -- FILE')
  process.exit(1)
}
if (existsSync('.env')) process.loadEnvFile('.env')
requireEnvironment()
try {
  const bytes = await backUpDatabase(environment().DATABASE_URL, file)
  console.log(`${file}: ${bytes} bytes. docs/operations.md says how to restore it.`)
} catch (error) {
  if (!(error instanceof BackupError)) throw error
  console.error(error.message)
  process.exit(1)
}
