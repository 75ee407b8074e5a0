// npm run sync: reads the platform's connected accounts from Stripe into the database.
import { existsSync } from 'node:fs'
import { claimSync, syncAccounts } from '@/lib/features/accounts/sync-accounts'
import { NO_ORIGIN } from '@/lib/gateways/db/audit-log'
import { latestSyncRun } from '@/lib/gateways/db/sync-runs'
import { requireEnvironment } from '@/lib/require-environment'

if (existsSync('.env')) process.loadEnvFile('.env')
requireEnvironment()
const run = await claimSync()
if (!run) {
  console.error('A sync is already running.')
  process.exit(1)
}
await syncAccounts(run, { actor: { kind: 'system', name: 'Command line' }, origin: NO_ORIGIN }, ({ seen, refreshed }) =>
  console.log(`${seen} accounts found, ${refreshed} read`),
)
const { seen, gone, failure } = (await latestSyncRun()) ?? run
console.log(failure ?? `Done: ${seen} accounts, ${gone} disconnected.`)
process.exit(failure ? 1 : 0)
