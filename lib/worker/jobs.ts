import 'server-only'
import { endOverdueViews } from '@/lib/auth/support-view'
import { continueSync } from '@/lib/features/accounts/sync-accounts'
import { applyDefaults } from '@/lib/features/balance-settings/fleet/apply-defaults'
import { runRollouts } from '@/lib/features/balance-settings/fleet/carry-out'
import { checkDrift, countDrift } from '@/lib/features/balance-settings/fleet/count-drift'
import { pruneAccessLinks } from '@/lib/gateways/db/access-links'
import { refreshStandings } from '@/lib/gateways/db/account-standing'
import { indexEarlierEntries, indexLatestEntries } from '@/lib/gateways/db/audit-index'
import { recordClosedDenials } from '@/lib/gateways/db/denied-acts'
import { refreshStatistics } from '@/lib/gateways/db/maintenance'
import { pruneMails } from '@/lib/gateways/db/outbox'
import { pruneChallenges } from '@/lib/gateways/db/passkeys'
import { recordClosedWindows } from '@/lib/gateways/db/refused-sign-ins'
import { pruneTries } from '@/lib/gateways/db/sign-in-tries'
import { pruneStripeEvents } from '@/lib/gateways/db/stripe-events'
import { catchUp, watchForDowntime } from '@/lib/record/catch-up'
import { keepLog } from '@/lib/record/checkpoints'
import { runMail } from '@/lib/record/mail'
import { processEventsInBackground } from '@/lib/record/process-events'
import { readReversals } from '@/lib/record/read-reversals'
import { resolveIntents } from '@/lib/record/resolve-intents'
import { sweepAccounts } from '@/lib/record/sweep'
import { verifyInBackground } from '@/lib/record/verify-log'
import type { Job } from './carrier'

/** Writes that are resolved in one run; the others come with the next. */
const INTENTS = 200

/** Milliseconds. */
const DAY = 24 * 3_600_000

/** Processed events are kept for longer than Stripe's own list, so that catching up knows them. Milliseconds. */
const EVENTS_KEPT = 35 * DAY
const PRUNED_AT_ONCE = 1000

/** Messages are kept for a while after they ended, so that a failed one is seen. Milliseconds. */
const MAILS_KEPT = 90 * DAY

/** Counts of refused sign-ins, and of denied acts, that are read at once. */
const WINDOWS_AT_ONCE = 200

/** Everything that is done in the background. */
export const JOBS: readonly Job[] = [
  { name: 'watch', every: 10, run: async () => void (await watchForDowntime('watch')) },
  { name: 'events', every: 10, run: (signal) => processEventsInBackground(signal) },
  { name: 'intents', every: 30, run: (signal) => resolveIntents(INTENTS, signal) },
  { name: 'mail', every: 10, run: async (signal) => void (await runMail(signal)) },
  { name: 'record_log', every: 5, run: async (signal) => void (await keepLog(signal)) },
  { name: 'verify_log', every: 600, run: async (signal) => void (await verify(signal)) },
  { name: 'catch_up', every: 60, run: async (signal) => void (await catchUp(signal)) },
  { name: 'rollouts', every: 5, run: (signal) => runRollouts(signal) },
  { name: 'drift', every: 6 * 3600, run: async (signal) => void (await countDrift(signal)) },
  { name: 'drift_changes', every: 15, run: async (signal) => void (await lookForDrift(signal)) },
  { name: 'sync', every: 15, run: (signal) => continueSync(signal) },
  { name: 'sweep', every: 60, run: (signal) => sweepAccounts(signal) },
  { name: 'reversals', every: 900, run: async (signal) => void (await readReversals(signal)) },
  { name: 'states', every: 300, run: async (signal) => void (await refreshStandings(new Date(), signal)) },
  { name: 'sign_ins', every: 60, run: async (signal) => void (await recordRefused(signal)) },
  { name: 'record_index', every: 300, run: async (signal) => void (await indexRecord(signal)) },
  { name: 'tidy', every: 6 * 3600, run: async (signal) => void (await tidy(signal)) },
]

async function lookForDrift(signal: AbortSignal): Promise<void> {
  await checkDrift(signal)
  await applyDefaults(signal)
}

/** Nothing is found here but what an earlier version has recorded. */
async function indexRecord(signal: AbortSignal): Promise<void> {
  await indexLatestEntries(new Date(), signal)
  await indexEarlierEntries(signal)
}

let wholeAt = Number.NEGATIVE_INFINITY

/** What is new, and after a start and once a day the whole record. */
async function verify(signal: AbortSignal): Promise<void> {
  const isWhole = performance.now() - wholeAt > DAY
  await verifyInBackground(signal, { isWhole })
  if (isWhole && !signal.aborted) wholeAt = performance.now()
}

async function tidy(signal: AbortSignal): Promise<void> {
  const before = new Date(Date.now() - EVENTS_KEPT)
  while (!signal.aborted && (await pruneStripeEvents(before, PRUNED_AT_ONCE)) === PRUNED_AT_ONCE);
  const mailsBefore = new Date(Date.now() - MAILS_KEPT)
  while (!signal.aborted && (await pruneMails(mailsBefore, PRUNED_AT_ONCE)) > 0);
  await pruneAccessLinks(new Date())
  await refreshStatistics()
}

async function recordRefused(signal: AbortSignal): Promise<void> {
  const now = new Date()
  while (!signal.aborted && (await recordClosedWindows(now, WINDOWS_AT_ONCE)) === WINDOWS_AT_ONCE);
  while (!signal.aborted && (await recordClosedDenials(now, WINDOWS_AT_ONCE)) === WINDOWS_AT_ONCE);
  while (!signal.aborted && (await endOverdueViews(now, WINDOWS_AT_ONCE)) === WINDOWS_AT_ONCE);
  await pruneTries(now)
  await pruneChallenges(now)
}
