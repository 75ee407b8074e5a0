import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import type { AccountAccess, SystemAccess } from '@/lib/domain/access/permissions'
import type { AccountOverview } from '@/lib/domain/accounts/account-overview'
import type { BalanceSettings } from '@/lib/domain/settings/balance-settings'
import { indexAccounts } from './account-index'
import { toOverview } from './account-row'
import { keepStandings } from './account-standing'
import { database, transaction } from './client'
import type { Prisma } from './generated/sqlite/client'
import { isRecent } from './reading-age'

/** An account as it is stored, for the ticket to it; null for an account that was never seen. */
export async function findAccountOverview(accountId: string): Promise<AccountOverview | null> {
  const row = await (await database()).connectedAccount.findUnique({ where: { id: accountId } })
  return row && toOverview(row)
}

export async function readAccountOverview(access: AccountAccess | SystemAccess): Promise<AccountOverview> {
  return toOverview(await (await database()).connectedAccount.findUniqueOrThrow({ where: { id: access.account.id } }))
}

/**
 * Whether this answer is what is stored and recorded already, by a reading of the last minute. Most pages find it so, and
 * then nothing is written: pages show the age of a reading in minutes.
 */
export async function areKnownSettings(
  access: AccountAccess | SystemAccess,
  settings: BalanceSettings,
  readAt: Date,
): Promise<boolean> {
  const row = await (await database()).connectedAccount.findUnique({
    where: { id: access.account.id },
    select: { settings: true, settingsReadAt: true, settingsRecorded: true, settingsRecordedAt: true, ...LISTED },
  })
  if (!row || !isRecent(row.settingsReadAt, readAt) || !isRecent(row.settingsRecordedAt, readAt)) return false
  const { payoutInterval, delayDays, payoutsStatus } = row
  const answer = JSON.parse(JSON.stringify(settings))
  return (
    isDeepStrictEqual({ payoutInterval, delayDays, payoutsStatus }, listedOf(settings)) &&
    isDeepStrictEqual(row.settings, answer) &&
    isDeepStrictEqual(row.settingsRecorded, answer)
  )
}

/** Columns of the list. */
const LISTED = { payoutInterval: true, delayDays: true, payoutsStatus: true } as const

const listedOf = (settings: BalanceSettings) => ({
  payoutInterval: settings.schedule?.interval ?? null,
  delayDays: settings.delayDays,
  payoutsStatus: settings.payoutsStatus,
})

const asJson = (value: object) => value as unknown as Prisma.InputJsonValue

/** Keeps what Stripe answered for the list and for bad times. A slower, older answer never replaces a newer one. */
export async function saveSettingsSnapshot(
  access: AccountAccess | SystemAccess,
  settings: BalanceSettings,
  readAt: Date,
): Promise<void> {
  const { id } = access.account
  const isNewer = { id, OR: [{ settingsReadAt: null }, { settingsReadAt: { lt: readAt } }] }
  const listed = listedOf(settings)
  const data = { settings: asJson(settings), settingsReadAt: readAt }
  const changes = { ...data, ...listed, driftDue: true }
  const { connectedAccount } = await database()
  const row = await connectedAccount.findUnique({ where: { id }, select: { settings: true } })
  if (isDeepStrictEqual(row?.settings, JSON.parse(JSON.stringify(settings)))) {
    const { count } = await connectedAccount.updateMany({ where: { ...isNewer, ...listed }, data })
    if (count === 1) return
  }
  await transaction(async (tx) => {
    const changed = await tx.connectedAccount.updateMany({ where: isNewer, data: changes })
    if (changed.count === 0) return
    await keepStandings(tx, [id], new Date())
    await indexAccounts(tx, [id])
  })
}
