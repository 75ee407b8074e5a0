import 'server-only'
import { setTimeout } from 'node:timers/promises'
import { wake } from '@/lib/background'
import { openForJob } from '@/lib/domain/access/permissions'
import type { AccountProfile, AccountRef } from '@/lib/domain/accounts/connected-account'
import type { Actor } from '@/lib/domain/audit/audit-entry'
import type { Result } from '@/lib/domain/result'
import { describeReadFailure, isPassing, retryInMs, type StripeFailure } from '@/lib/domain/stripe/stripe-failure'
import { keepAccountsListed, listSyncedAfter, markAccountGone, saveAccountProfiles } from '@/lib/gateways/db/accounts'
import type { Origin } from '@/lib/gateways/db/audit-log'
import { isUnavailable } from '@/lib/gateways/db/client'
import {
  type ClaimedSyncRun,
  claimSyncRun,
  failSyncRun,
  finishSyncRun,
  pauseSyncRun,
  renewSyncRun,
  requestSyncRun,
  type SkippedAccount,
  type SyncProgress,
  saveSyncProgress,
} from '@/lib/gateways/db/sync-runs'
import { listAccountPage } from '@/lib/gateways/stripe/accounts'
import { readBalance } from '@/lib/gateways/stripe/balances'
import { listExternalAccounts } from '@/lib/gateways/stripe/external-accounts'
import { log } from '@/lib/log'
import { recordBalance } from '@/lib/record/balance-record'
import { recordExternalAccounts } from '@/lib/record/external-accounts-record'
import { refreshPayoutReadings } from '@/lib/record/payout-record'
import { readSettings } from '@/lib/record/read-settings'
import { syncText } from './text'

/** Accounts after which the progress of the details is saved, and of which four requests each are in flight at once. */
const DETAILS = 50
const CONCURRENCY = 8

/** Milliseconds before each retry of a request that may work in a moment, unless Stripe asks for more. */
const RETRY_DELAYS = [1_000, 2_000, 4_000, 8_000]

/** So many accounts in a row without an answer are no matter of the accounts: the sync pauses. */
const SILENT_ACCOUNTS = 5
const PAUSE = 60_000

const RENEW_EVERY = 10_000

/** Skipped accounts that are named; of the others only the number is kept. */
const NAMED = 20

/** Asks for a sync, which the background worker carries out. */
export async function requestSync(requestedBy: {
  actor: Actor
  origin: Origin
}): Promise<'started' | 'already_running'> {
  const isNew = await requestSyncRun(requestedBy, new Date())
  wake('sync')
  return isNew ? 'started' : 'already_running'
}

/** Why the work on a run ends before the run is complete. */
type Interruption = { kind: 'stopped' } | { kind: 'taken_over' } | { kind: 'failure'; failure: StripeFailure }

/**
 * Continues the sync that is not finished, from where it was saved, also one whose process has died: reads Stripe's list of
 * connected accounts, then each account's balance, balance settings, external accounts and latest payouts, and marks those that the whole list did not have
 * as disconnected. What cannot be read is skipped and counted.
 *
 * @returns when to continue, where it is paused
 */
export async function continueSync(signal: AbortSignal): Promise<Date | undefined> {
  const run = await claimSyncRun(new Date())
  if (!run) return
  const timer = setInterval(() => {
    renewSyncRun(run, new Date()).catch((error: unknown) => log().warn({ err: error }, 'sync not renewed'))
  }, RENEW_EVERY)
  try {
    const progress: SyncProgress = { ...run }
    const interruption = (await readList(run, progress, signal)) ?? (await readDetails(run, progress, signal))
    if (interruption) return await interrupt(run, interruption)
    await finishSyncRun(run, progress, new Date())
  } catch (error) {
    await pauseSyncRun(run, new Date(Date.now() + PAUSE), syncText.fault)
    throw error
  } finally {
    clearInterval(timer)
  }
}

async function interrupt(run: ClaimedSyncRun, interruption: Interruption): Promise<Date | undefined> {
  const now = new Date()
  if (interruption.kind === 'taken_over') return
  if (interruption.kind === 'stopped') {
    await pauseSyncRun(run, now, null)
    return
  }
  const { failure } = interruption
  if (!isPassing(failure)) {
    await failSyncRun(run, describeReadFailure(failure), now)
    return
  }
  const resumesAt = new Date(now.getTime() + Math.max(PAUSE, retryInMs(failure)))
  await pauseSyncRun(run, resumesAt, describeReadFailure(failure))
  return resumesAt
}

async function readList(
  run: ClaimedSyncRun,
  progress: SyncProgress,
  signal: AbortSignal,
): Promise<Interruption | null> {
  while (progress.phase === 'list') {
    if (signal.aborted) return { kind: 'stopped' }
    const readAt = new Date()
    const page = await withRetries(() => listAccountPage(progress.cursor), signal)
    if (!page.ok) {
      const isLost = page.failure.kind === 'invalid' && page.failure.param === 'starting_after'
      if (!isLost || progress.cursor === null) return { kind: 'failure', failure: page.failure }
      // The account up to which the list was read has left the platform, so Stripe cannot continue there.
      Object.assign(progress, { cursor: null, seen: 0, skipped: 0, skippedAccounts: [] })
      continue
    }
    const { accounts, unreadable } = page.value
    skip(progress, await keepAccounts(accounts, readAt))
    progress.skipped += unreadable
    progress.seen += accounts.length + unreadable
    progress.cursor = page.value.next
    if (page.value.next === null) progress.phase = 'details'
    if (!(await saveSyncProgress(run, progress, new Date()))) return { kind: 'taken_over' }
  }
  return null
}

/** Keeps a page of accounts, and one by one where one of them cannot be kept. */
async function keepAccounts(accounts: readonly AccountProfile[], readAt: Date): Promise<SkippedAccount[]> {
  const failed: string[] = []
  try {
    await saveAccountProfiles(accounts, readAt)
  } catch {
    for (const account of accounts) {
      try {
        await saveAccountProfiles([account], readAt)
      } catch (error) {
        if (isUnavailable(error)) throw error
        log().error({ err: error, accountId: account.id }, 'account not kept')
        failed.push(account.id)
      }
    }
  }
  await keepAccountsListed(failed, readAt)
  return failed.map((id) => ({ id, part: 'account', because: 'unreadable' }))
}

async function readDetails(
  run: ClaimedSyncRun,
  progress: SyncProgress,
  signal: AbortSignal,
): Promise<Interruption | null> {
  for (;;) {
    const page = await listSyncedAfter(progress.cursor, DETAILS)
    const last = page.at(-1)
    if (!last) return null
    const found = { refreshed: 0, gone: 0, skipped: [] as SkippedAccount[], silent: [] as StripeFailure[] }
    await forEachConcurrently(page, async ({ account, syncedAt }) => {
      if (signal.aborted || found.silent.length >= SILENT_ACCOUNTS) return
      if (syncedAt < run.startedAt) {
        if (await markAccountGone(openForJob('sync', account), new Date())) found.gone++
        return
      }
      const outcome = await refreshAccount(account, signal)
      found.refreshed++
      found.skipped.push(...outcome.skipped)
      if (outcome.silence) found.silent.push(outcome.silence)
      else found.silent.length = 0
    })
    if (signal.aborted) return { kind: 'stopped' }
    const [silence] = found.silent
    if (silence && found.silent.length >= SILENT_ACCOUNTS) return { kind: 'failure', failure: silence }
    progress.refreshed += found.refreshed
    progress.gone += found.gone
    progress.cursor = last.account.id
    skip(progress, found.skipped)
    if (!(await saveSyncProgress(run, progress, new Date()))) return { kind: 'taken_over' }
  }
}

function skip(progress: SyncProgress, skipped: readonly SkippedAccount[]): void {
  // An account that couldn't be kept may be read all the same, and lack something else as well.
  const ids = new Set(skipped.map(({ id }) => id)).difference(new Set(progress.skippedAccounts.map(({ id }) => id)))
  progress.skipped += ids.size
  progress.skippedAccounts = [...progress.skippedAccounts, ...skipped].slice(0, NAMED)
}

/** `silence` where Stripe did not answer at all, which may not be about this account. */
async function refreshAccount(
  account: AccountRef,
  signal: AbortSignal,
): Promise<{ skipped: SkippedAccount[]; silence: StripeFailure | null }> {
  const access = openForJob('sync', account)
  const readAt = new Date()
  const parts = await Promise.all([
    attempt('balance', signal, async () => {
      const balance = await readBalance(access)
      if (balance.ok) await recordBalance(access, balance.value, readAt)
      return balance
    }),
    attempt('settings', signal, () => readSettings(access)),
    attempt('external_accounts', signal, async () => {
      const accounts = await listExternalAccounts(access)
      if (accounts.ok) await recordExternalAccounts(access, accounts.value, { readAt })
      return accounts
    }),
    attempt('payouts', signal, () => refreshPayoutReadings(access)),
  ])
  const failures = parts.flatMap(({ failure }) => failure ?? [])
  return {
    skipped: parts.flatMap(({ part, because }) => (because ? [{ id: account.id, part, because }] : [])),
    silence: failures.find(isPassing) ?? null,
  }
}

type Attempt = { part: SkippedAccount['part']; because: string | null; failure: StripeFailure | null }

/** Reads a part of an account; an answer that this version cannot read is no reason to stop. */
async function attempt<T>(
  part: SkippedAccount['part'],
  signal: AbortSignal,
  read: () => Promise<Result<T, StripeFailure>>,
): Promise<Attempt> {
  try {
    const answer = await withRetries(read, signal)
    return answer.ok
      ? { part, because: null, failure: null }
      : { part, because: answer.failure.kind, failure: answer.failure }
  } catch (error) {
    if (isUnavailable(error)) throw error
    log().error({ err: error, part }, 'answer not readable')
    return { part, because: 'unreadable', failure: null }
  }
}

async function withRetries<T>(
  request: () => Promise<Result<T, StripeFailure>>,
  signal: AbortSignal,
): Promise<Result<T, StripeFailure>> {
  for (const delay of RETRY_DELAYS) {
    const answer = await request()
    if (answer.ok || !isPassing(answer.failure) || signal.aborted) return answer
    const asked = retryInMs(answer.failure)
    if (asked > PAUSE) return answer
    await setTimeout(Math.max(delay, asked), undefined, { signal }).catch(() => {})
  }
  return request()
}

/** Begins no more work after a failure, and ends when all that was begun has ended. */
async function forEachConcurrently<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items]
  const workers = Array.from({ length: CONCURRENCY }, async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item)
  })
  const results = await Promise.allSettled(
    workers.map((worker) =>
      worker.catch((error: unknown) => {
        queue.length = 0
        throw error
      }),
    ),
  )
  const failed = results.find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
}
