import 'server-only'
import { join } from '@prisma/client/runtime/client'
import type { AccountOverview } from '@/lib/domain/accounts/account-overview'
import { standingOf } from '@/lib/domain/payouts/account-standing'
import { OUTSTANDING, type Payout } from '@/lib/domain/payouts/payout'
import { indexAccounts } from './account-index'
import { toOverview } from './account-row'
import { database, type Transaction, transaction } from './client'
import { readPayout } from './payout-row'
import { writeExpected } from './stored/expected'

/** Milliseconds after which a standing is computed again, whether or not a day turns it. */
const LONGEST = 7 * 24 * 3_600_000

/**
 * Keeps how the payouts of these accounts are doing, from what is stored of them. Part of every transaction that has
 * written facts of an account, after the account's row was locked by it, and before `indexAccounts`.
 */
export async function keepStandings(tx: Transaction, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return
  const rows = await tx.connectedAccount.findMany({
    where: { id: { in: [...ids] }, goneAt: null },
    omit: { settingsRecorded: true },
  })
  for (const row of rows) {
    const account = toOverview({ ...row, settingsRecorded: null, latestEventAt: null })
    const payouts = row.payoutsReadAt && account.settings && account.balance ? await latestPayouts(tx, row.id) : null
    const {
      until,
      expected: payoutsExpected,
      ...standing
    } = standingOf({
      now: now.getTime() + clockDifference(account),
      account,
      settings: account.settings?.value ?? null,
      balance: account.balance?.value ?? null,
      externalAccounts: account.externalAccounts?.value ?? null,
      payouts,
      morePayouts: payouts?.length === LATEST,
    })
    const latest = now.getTime() + LONGEST
    const stateUntil = until === null ? latest : Math.min(until - clockDifference(account), latest)
    const expected = writeExpected(payoutsExpected)
    const isSame =
      row.expected === expected &&
      row.state === standing.state &&
      row.stateReason === standing.reason &&
      row.nextPayoutOn === standing.nextPayoutOn
    const isDue = row.stateUntil === null || row.stateUntil <= now || row.stateUntil.getTime() > stateUntil
    if (isSame && !isDue) continue
    const { state, reason: stateReason, nextPayoutOn } = standing
    const data = { state, stateReason, nextPayoutOn, expected, stateUntil: new Date(stateUntil) }
    await tx.connectedAccount.update({ where: { id: row.id }, data, select: { id: true } })
  }
}

/** Milliseconds by which Stripe's clock was ahead of ours when the balance was read: a test clock may be days ahead. */
function clockDifference({ balance }: AccountOverview): number {
  const difference = balance?.value.asOf === undefined ? 0 : balance.value.asOf - balance.readAt.getTime()
  return Math.abs(difference) < 60_000 ? 0 : difference
}

const LATEST = 12
const MOST_OUTSTANDING = 50

/** Newest first: the latest payouts, and earlier ones that are outstanding. */
async function latestPayouts(tx: Transaction, accountId: string): Promise<Payout[]> {
  const orderBy = [{ at: 'desc' }, { payoutId: 'desc' }] as const
  const latest = await tx.payoutReading.findMany({ where: { accountId }, orderBy: [...orderBy], take: LATEST })
  if (latest.length < LATEST) return latest.map(readPayout)
  const known = new Set(latest.map(({ payoutId }) => payoutId))
  const outstanding = await tx.payoutReading.findMany({
    where: { accountId, status: { in: [...OUTSTANDING] } },
    orderBy: [...orderBy],
    take: MOST_OUTSTANDING,
  })
  return [...latest, ...outstanding.filter(({ payoutId }) => !known.has(payoutId))].map(readPayout)
}

/** Accounts of one transaction: few, so that other writers wait for a moment only. */
const STEP = 50

/**
 * Computes the standing of accounts that an earlier version wrote, and of those for which a day has ended that turns it.
 * What is done stays done, so it may be interrupted at any time.
 */
export async function refreshStandings(now: Date, signal?: AbortSignal): Promise<void> {
  const { connectedAccount } = await database()
  for (const stateUntil of [null, { lte: now }])
    while (!signal?.aborted) {
      const rows = await connectedAccount.findMany({
        where: { goneAt: null, stateUntil },
        select: { id: true },
        // PostgreSQL would sort if the index's first column were left out, although it is the same for all.
        orderBy: [{ goneAt: 'asc' }, { stateUntil: 'asc' }],
        take: STEP,
      })
      if (rows.length === 0) break
      const ids = rows.map(({ id }) => id)
      await transaction(async (tx) => {
        // Written before anything is read, so that everyone who writes these accounts waits for the others.
        await tx.$executeRaw`UPDATE "ConnectedAccount" SET "state" = "state" WHERE "id" IN (${join(ids)})`
        await keepStandings(tx, ids, now)
        await indexAccounts(tx, ids)
      })
    }
}
