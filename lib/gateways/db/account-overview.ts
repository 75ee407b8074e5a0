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

type Row = Prisma.ConnectedAccountGetPayload<object> & { latestEventAt: Date | null }

/** An account as it is stored, for the ticket to it, by one statement; null for an account that was never seen. */
export async function findAccountOverview(accountId: string): Promise<AccountOverview | null> {
  const [row] = await (await database()).$queryRaw<Row[]>`
    SELECT "ConnectedAccount".*, "StripeEvent"."processedAt" AS "latestEventAt"
    FROM "ConnectedAccount" LEFT JOIN "StripeEvent" ON "StripeEvent"."id" = (
      SELECT "id" FROM "StripeEvent" WHERE "accountId" = ${accountId} AND "processedAt" IS NOT NULL
      ORDER BY "processedAt" DESC LIMIT 1)
    WHERE "ConnectedAccount"."id" = ${accountId}`
  return row ? toOverview(row) : null
}

export async function readAccountOverview({ account: { id } }: AccountAccess | SystemAccess): Promise<AccountOverview> {
  const account = await findAccountOverview(id)
  if (!account) throw new Error(`${id} is not stored`)
  return account
}

/**
 * Whether this answer is what is stored and recorded already, by a reading of the last minute. Most pages find it so, and
 * then nothing is written: pages show the age of a reading in minutes.
 *
 * @param stored the account as it was read a moment ago, where that is known
 */
export async function areKnownSettings(
  access: AccountAccess | SystemAccess,
  settings: BalanceSettings,
  readAt: Date,
  stored: AccountOverview | null = null,
): Promise<boolean> {
  if (stored && isKept(stored, settings, readAt)) return true
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

const isKept = (stored: AccountOverview, settings: BalanceSettings, readAt: Date): boolean =>
  stored.settings !== null &&
  isRecent(stored.settings.readAt, readAt) &&
  isRecent(stored.settingsRecordedAt, readAt) &&
  stored.payoutInterval === listedOf(settings).payoutInterval &&
  stored.delayDays === settings.delayDays &&
  isDeepStrictEqual(JSON.parse(JSON.stringify(stored.settings.value)), JSON.parse(JSON.stringify(settings)))

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
