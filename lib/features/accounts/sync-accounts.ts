import 'server-only'
import { openForJob } from '@/lib/domain/access/permissions'
import type { AccountRef } from '@/lib/domain/accounts/connected-account'
import type { Actor } from '@/lib/domain/audit/audit-entry'
import type { Result } from '@/lib/domain/result'
import type { StripeFailure } from '@/lib/domain/stripe/stripe-failure'
import { saveSettingsSnapshot } from '@/lib/gateways/db/account-overview'
import { listSyncableAccounts, markUnseenAccountsGone, saveAccountProfile } from '@/lib/gateways/db/accounts'
import { type Origin, recordEntry } from '@/lib/gateways/db/audit-log'
import { beginSyncRun, type SyncRun, updateSyncRun } from '@/lib/gateways/db/sync-runs'
import { walkAccounts } from '@/lib/gateways/stripe/accounts'
import { readBalanceSettings } from '@/lib/gateways/stripe/balance-settings'
import { readBalance } from '@/lib/gateways/stripe/balances'
import { log } from '@/lib/log'
import { recordBalance } from '@/lib/record/balance-record'
import { recordOutsideChange } from '@/lib/record/settings-record'

/** Two calls each: stays below Stripe's 25 requests a second per endpoint. */
const CONCURRENCY = 4
const PATIENCE = [500, 1000, 2000, 4000]

type Progress = { seen: number; refreshed: number }

/** Claims the sync for this process; null while another one is under way. */
export const claimSync = (): Promise<SyncRun | null> => beginSyncRun(new Date())

/**
 * Walks Stripe's list of connected accounts, marks those that are gone, then reads each account's balance and balance
 * settings. What it has learnt so far stays when it stops half-way; accounts are marked gone only after a whole walk.
 */
export async function syncAccounts(
  run: SyncRun,
  { actor, origin }: { actor: Actor; origin: Origin },
  onProgress: (progress: Progress) => void = () => {},
): Promise<void> {
  const progress: Progress = { seen: 0, refreshed: 0 }
  const beat = async () => {
    onProgress(progress)
    await updateSyncRun(run.id, { ...progress, beatAt: new Date() })
  }
  try {
    for await (const profile of walkAccounts()) {
      await saveAccountProfile(profile, new Date())
      if (++progress.seen % 50 === 0) await beat()
    }
    const gone = await markUnseenAccountsGone(run.startedAt, new Date())
    await beat()
    await forEachConcurrently(await listSyncableAccounts(), async (account) => {
      await refreshAccount(account)
      if (++progress.refreshed % 20 === 0) await beat()
    })
    onProgress(progress)
    await updateSyncRun(run.id, { ...progress, gone, finishedAt: new Date() })
    await recordEntry({ event: { type: 'accounts.synced', seen: progress.seen, gone }, actor, origin })
  } catch (error) {
    log().error({ err: error }, 'sync stopped')
    await updateSyncRun(run.id, {
      ...progress,
      finishedAt: new Date(),
      failure: 'Stripe did not answer to the end. What was read so far is kept; start the sync again.',
    })
  }
}

async function refreshAccount(account: AccountRef): Promise<void> {
  const access = openForJob('sync', account)
  const readAt = new Date()
  const [balance, settings] = await Promise.all([
    patiently(() => readBalance(access)),
    patiently(() => readBalanceSettings(access)),
  ])
  if (balance.ok) await recordBalance(access, balance.value, readAt)
  if (settings.ok) {
    await saveSettingsSnapshot(access, settings.value.value, readAt)
    await recordOutsideChange(access, settings.value.value, { readAt, stripeEventId: null })
  }
}

/** Waits and asks again while Stripe limits the rate; the SDK itself does not. */
async function patiently<T>(ask: () => Promise<Result<T, StripeFailure>>): Promise<Result<T, StripeFailure>> {
  for (const wait of PATIENCE) {
    const answer = await ask()
    if (answer.ok || answer.failure.kind !== 'rate_limited') return answer
    await new Promise((resolve) => setTimeout(resolve, wait))
  }
  return ask()
}

async function forEachConcurrently<T>(items: T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values()
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async () => {
      for (const item of queue) await work(item)
    }),
  )
}
