// npm run sync: reads the platform's connected accounts from Stripe into the database. Where a running server has taken the
// sync up, its progress is shown.
import { existsSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { continueSync, requestSync } from '@/lib/features/accounts/sync-accounts'
import { shareStripeRate } from '@/lib/features/stripe-rate/share-buckets'
import { NO_ORIGIN } from '@/lib/gateways/db/audit-log'
import { latestSyncRun } from '@/lib/gateways/db/sync-runs'
import { requireEnvironment } from '@/lib/require-environment'

if (existsSync('.env')) process.loadEnvFile('.env')
requireEnvironment()
shareStripeRate()
const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())

await requestSync({ actor: { kind: 'system', name: 'Command line' }, origin: NO_ORIGIN })
for (let shown = ''; ; ) {
  const working = continueSync(stopping.signal)
  for (let isWorking = true; isWorking; ) {
    isWorking = await Promise.race([working.then(() => false), setTimeout(1000, true)])
    const run = await latestSyncRun(new Date())
    if (!run) throw new Error('the sync is not in the database')
    const { seen, refreshed, skipped, gone, failure, isOpen } = run
    const line = isOpen
      ? `${seen} accounts found, ${refreshed} read${failure ? `. Paused: ${failure}` : ''}`
      : (failure ?? `Done: ${seen} accounts, ${gone} disconnected, ${skipped} not read completely.`)
    if (line !== shown) console.log(line)
    shown = line
    if (!isOpen) process.exit(failure ? 1 : 0)
  }
  if (stopping.signal.aborted) process.exit(1)
  await setTimeout(1000)
}
