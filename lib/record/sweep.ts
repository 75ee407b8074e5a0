import 'server-only'
import { openForJob, type SystemAccess } from '@/lib/domain/access/permissions'
import { describeReadFailure, isPassing, type StripeFailure } from '@/lib/domain/stripe/stripe-failure'
import { HEARD_OF_WITHIN, markAccountGone, saveAccountProfiles } from '@/lib/gateways/db/accounts'
import { recordOutside } from '@/lib/gateways/db/audit-log'
import { isUnavailable } from '@/lib/gateways/db/client'
import { claimForSweep, finishSweptAccount, type SweptAccount, type UnreadPart } from '@/lib/gateways/db/sweep'
import { readAccount } from '@/lib/gateways/stripe/accounts'
import { readBalance } from '@/lib/gateways/stripe/balances'
import { listExternalAccounts } from '@/lib/gateways/stripe/external-accounts'
import { log } from '@/lib/log'
import { recordBalance } from './balance-record'
import { recordExternalAccounts } from './external-accounts-record'
import { refreshPayoutReadings } from './payout-record'
import { readSettings } from './read-settings'

/** Milliseconds after which an account is tried again of which Stripe did not answer. */
const TRY_AGAIN = 10 * 60_000

/** Accounts that a process claims together and reads at once, and milliseconds for which they are its own. */
const CLAIMED = 20
const AT_ONCE = 4
const LEASE = 5 * 60_000

/** Milliseconds for a run; what is left is done by the next one, so that the status shows how runs end. */
const RUNS_FOR = 30_000

/** So many accounts in a row without an answer are no matter of the accounts: the run ends. */
const SILENT_ACCOUNTS = 5

/**
 * Reads every account of which nothing was heard for a day: its profile, settings, balance, external accounts and latest payouts. What
 * was changed outside meanwhile is recorded, and an account that has left the platform is marked. Each account's next
 * time is kept with it, so several processes share the work and nothing begins again after a stop.
 *
 * @returns when it wants to continue; null when no account waits
 * @throws Error with a sentence for people where Stripe answers nothing at all
 */
export async function sweepAccounts(signal?: AbortSignal): Promise<Date | null> {
  const endsAt = Date.now() + RUNS_FOR
  while (Date.now() < endsAt && !signal?.aborted) {
    const now = new Date()
    const claimed = await claimForSweep(now, new Date(now.getTime() + LEASE), CLAIMED)
    if (claimed.length === 0) return null
    await sweepClaimed(claimed, signal)
  }
  return new Date()
}

async function sweepClaimed(claimed: readonly SweptAccount[], signal: AbortSignal | undefined): Promise<void> {
  const queue = claimed.values()
  const silent: StripeFailure[] = []
  const isEnding = () => signal?.aborted || silent.length >= SILENT_ACCOUNTS
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const swept of queue) {
        const access = openForJob('sweep', swept.account)
        const now = new Date()
        const heardUntil = swept.heardOfAt.getTime() + HEARD_OF_WITHIN
        // Given back: a run that ends keeps nobody from reading the rest.
        if (isEnding()) await finishSweptAccount(access, { nextAt: now, unread: null, now })
        else if (heardUntil > now.getTime() && !swept.isAsked)
          await finishSweptAccount(access, { nextAt: new Date(heardUntil), unread: null, now })
        else {
          const failure = await sweepAccount(access)
          if (failure && concernsAll(failure)) silent.push(failure)
          else silent.length = 0
        }
      }
    }),
  )
  const [failure] = silent
  if (failure && silent.length >= SILENT_ACCOUNTS) throw new Error(describeReadFailure(failure))
}

const concernsAll = (failure: StripeFailure) => isPassing(failure) || failure.kind === 'not_authenticated'

/** Reads an account and notes when it is due again. An account that cannot be read never keeps the others waiting. */
async function sweepAccount(access: SystemAccess): Promise<StripeFailure | null> {
  const now = new Date()
  const later = (ms: number) => new Date(now.getTime() + ms)
  try {
    const unread = await readWhole(access)
    const isPassed = unread && concernsAll(unread.failure)
    await finishSweptAccount(access, {
      nextAt: later(isPassed ? TRY_AGAIN : HEARD_OF_WITHIN),
      unread: unread && { part: unread.part, because: unread.failure.kind },
      now,
    })
    return unread?.failure ?? null
  } catch (error) {
    if (isUnavailable(error)) throw error
    log().error({ err: error, accountId: access.account.id }, 'account not swept')
    const unread: UnreadPart = { part: 'account', because: 'fault' }
    await finishSweptAccount(access, { nextAt: later(HEARD_OF_WITHIN), unread, now })
    return null
  }
}

/** What could not be read; null where everything was, or the account has left the platform. */
async function readWhole(access: SystemAccess): Promise<{ part: string; failure: StripeFailure } | null> {
  const readAt = new Date()
  const profile = await readAccount(access)
  if (!profile.ok) {
    if (profile.failure.kind !== 'account_unreachable') return { part: 'account', failure: profile.failure }
    if (await markAccountGone(access, new Date()))
      await recordOutside(access, { type: 'account.disconnected', stripeEventId: null })
    return null
  }
  await saveAccountProfiles([profile.value], readAt)
  const [settings, balance, externalAccounts, payouts] = await Promise.all([
    readSettings(access),
    readBalance(access),
    listExternalAccounts(access),
    refreshPayoutReadings(access),
  ])
  if (balance.ok) await recordBalance(access, balance.value, readAt)
  if (externalAccounts.ok) await recordExternalAccounts(access, externalAccounts.value, { readAt })
  for (const [part, answer] of Object.entries({ settings, balance, external_accounts: externalAccounts, payouts }))
    if (!answer.ok) return { part, failure: answer.failure }
  return null
}
