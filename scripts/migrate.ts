import { environment } from '@/lib/env'
import { applyMigrations } from '@/lib/gateways/db/migrate'
import { requireEnvironment } from '@/lib/require-environment'

requireEnvironment()
const applied = await applyMigrations(environment().DATABASE_URL)
if (applied.length > 0) console.log(`Applied ${applied.length} migration${applied.length === 1 ? '' : 's'}.`)
process.exit(0)
