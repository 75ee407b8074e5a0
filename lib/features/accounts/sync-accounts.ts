import 'server-only'
import { openForJob } from '@/lib/domain/access/permissions'
import type { AccountRef } from '@/lib/domain/accounts/connected-account'
import type { Actor } from '@/lib/domain/audit/audit-entry'
import type { Result } from '@/lib/domain/result'
import type { StripeFailure } from '@/lib/domain/stripe/stripe-failure'
import { listSyncableAccounts, markUnseenAccountsGone, saveAccountProfiles } from '@/lib/gateways/db/accounts'
import { type Origin, recordEntry } from '@/lib/gateways/db/audit-log'
import { beginSyncRun, type SyncRun, updateSyncRun } from '@/lib/gateways/db/sync-runs'
import { walkAccounts } from '@/lib/gateways/stripe/accounts'
import { readBalance } from '@/lib/gateways/stripe/balances'
import { log } from '@/lib/log'
import { recordBalance } from '@/lib/record/balance-record'
import { readSettings } from '@/lib/record/read-settings'
import { syncText } from './text'

/** Accounts read at once, two requests each: below Stripe's limit of 25 requests a second per endpoint. */
const CONCURRENCY = 4
/** Milliseconds before each retry of a rate-limited request. */
const RETRY_DELAYS = [500, 1000, 2000, 4000]

type Progress = { seen: number; refreshed: number }

/** Claims the sync for this process; null while another one is running. */
export const claimSync = (): Promise<SyncRun | null> => beginSyncRun(new Date())

/**
 * Reads Stripe's list of connected accounts, marks the disconnected ones, then reads each account's balance and balance
 * settings. An interrupted sync keeps what it has read, and marks no account as disconnected before the list is complete.
 */
export async function syncAccounts(
  run: SyncRun,
  { actor, origin }: { actor: Actor; origin: Origin },
  onProgress: (progress: Progress) => void = () => {},
): Promise<void> {
  const progress: Progress = { seen: 0, refreshed: 0 }
  const reportProgress = async () => {
    onProgress(progress)
    await updateSyncRun(run.id, { ...progress, beatAt: new Date() })
  }
  try {
    for await (const profile of walkAccounts()) {
      if (profile) await saveAccountProfiles([profile], new Date())
      if (++progress.seen % 50 === 0) await reportProgress()
    }
    const gone = await markUnseenAccountsGone(run.startedAt, new Date())
    await reportProgress()
    await forEachConcurrently(await listSyncableAccounts(), async (account) => {
      await refreshAccount(account)
      if (++progress.refreshed % 20 === 0) await reportProgress()
    })
    onProgress(progress)
    await updateSyncRun(run.id, { ...progress, gone, finishedAt: new Date() })
    await recordEntry({ event: { type: 'accounts.synced', seen: progress.seen, gone }, actor, origin })
  } catch (error) {
    log().error({ err: error }, 'sync stopped')
    await updateSyncRun(run.id, {
      ...progress,
      finishedAt: new Date(),
      failure: syncText.incomplete,
    })
  }
}

async function refreshAccount(account: AccountRef): Promise<void> {
  const access = openForJob('sync', account)
  const readAt = new Date()
  const [balance] = await Promise.all([withRetries(() => readBalance(access)), withRetries(() => readSettings(access))])
  if (balance.ok) await recordBalance(access, balance.value, readAt)
}

/** Retries while Stripe limits the rate, which the SDK doesn't do. */
async function withRetries<T>(request: () => Promise<Result<T, StripeFailure>>): Promise<Result<T, StripeFailure>> {
  for (const wait of RETRY_DELAYS) {
    const answer = await request()
    if (answer.ok || answer.failure.kind !== 'rate_limited') return answer
    await new Promise((resolve) => setTimeout(resolve, wait))
  }
  return request()
}

async function forEachConcurrently<T>(items: T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values()
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async () => {
      for (const item of queue) await work(item)
    }),
  )
}
