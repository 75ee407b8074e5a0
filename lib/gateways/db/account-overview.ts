import 'server-only'
import type { AccountAccess, SystemAccess } from '@/lib/domain/access/permissions'
import type { AccountOverview } from '@/lib/domain/accounts/account-overview'
import type { Snapshot } from '@/lib/domain/reading'
import type { BalanceSettings } from '@/lib/domain/settings/balance-settings'
import { indexAccounts } from './account-index'
import { toAccountRef } from './accounts'
import { database, transaction } from './client'
import type { Prisma } from './generated/sqlite/client'
import { given } from './not-given'
import { readStoredBalance } from './stored/balance'
import { readStoredExternalAccounts } from './stored/external-accounts'
import { readStoredSettings } from './stored/settings'

export function toOverview(row: Prisma.ConnectedAccountGetPayload<object>): AccountOverview {
  const profile = given(row)
  return {
    ...toAccountRef(row),
    email: row.email,
    defaultCurrency: profile.defaultCurrency,
    chargesEnabled: profile.chargesEnabled,
    payoutsEnabled: profile.payoutsEnabled,
    detailsSubmitted: profile.detailsSubmitted,
    disabledReason: row.disabledReason,
    requirementsDue: profile.requirementsDue,
    createdAt: profile.createdAtStripe,
    payoutInterval: row.payoutInterval,
    delayDays: row.delayDays,
    goneAt: row.goneAt,
    syncedAt: row.syncedAt,
    settings: snapshotOf(readStoredSettings(row.settings)?.settings, row.settingsReadAt),
    balance: snapshotOf(readStoredBalance(row.balance), row.balanceReadAt),
    externalAccounts: snapshotOf(readStoredExternalAccounts(row.externalAccounts), row.externalAccountsReadAt),
  }
}

const snapshotOf = <T>(value: T | null | undefined, readAt: Date | null): Snapshot<T> | null =>
  value && readAt ? { value, readAt } : null

/** An account as it is stored, for the ticket to it; null for an account that was never seen. */
export async function findAccountOverview(accountId: string): Promise<AccountOverview | null> {
  const row = await (await database()).connectedAccount.findUnique({ where: { id: accountId } })
  return row && toOverview(row)
}

export async function readAccountOverview(access: AccountAccess | SystemAccess): Promise<AccountOverview> {
  return toOverview(await (await database()).connectedAccount.findUniqueOrThrow({ where: { id: access.account.id } }))
}

const asJson = (value: object) => value as unknown as Prisma.InputJsonValue

/** Keeps what Stripe answered for the list and for bad times. A slower, older answer never replaces a newer one. */
export async function saveSettingsSnapshot(
  access: AccountAccess | SystemAccess,
  settings: BalanceSettings,
  readAt: Date,
): Promise<void> {
  const { id } = access.account
  const isNewer = { id, OR: [{ settingsReadAt: null }, { settingsReadAt: { lt: readAt } }] }
  const listed = {
    payoutInterval: settings.schedule?.interval ?? null,
    delayDays: settings.delayDays,
    payoutsStatus: settings.payoutsStatus,
  }
  const data = { settings: asJson(settings), settingsReadAt: readAt }
  const { connectedAccount } = await database()
  const { count } = await connectedAccount.updateMany({ where: { ...isNewer, ...listed }, data })
  if (count === 1) return
  await transaction(async (tx) => {
    const changed = await tx.connectedAccount.updateMany({ where: isNewer, data: { ...data, ...listed } })
    if (changed.count === 1) await indexAccounts(tx, [id])
  })
}
