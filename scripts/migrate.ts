import { environment } from '@/lib/env'
import { indexOutdatedAccounts } from '@/lib/gateways/db/account-index'
import { applyMigrations } from '@/lib/gateways/db/migrate'
import { requireEnvironment } from '@/lib/require-environment'

requireEnvironment()
const applied = await applyMigrations(environment().DATABASE_URL)
if (applied.length > 0) console.log(`Applied ${applied.length} migration${applied.length === 1 ? '' : 's'}.`)
// A migration cannot fold names, so the accounts of an earlier version are brought into the list's index here.
await indexOutdatedAccounts((done) => console.log(`Indexed ${done} accounts.`))
process.exit(0)
