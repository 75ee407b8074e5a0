import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import type { AccountOverview } from '@/lib/domain/accounts/account-overview'
import { ACCOUNT_STATES } from '@/lib/domain/accounts/account-state'
import type { AccountRef } from '@/lib/domain/accounts/connected-account'
import { parseCalendarDate } from '@/lib/domain/calendar/calendar-date'
import { oneOf, text } from '@/lib/domain/foreign'
import type { Snapshot } from '@/lib/domain/reading'
import type { Prisma } from './generated/sqlite/client'
import { given } from './not-given'
import { readStoredBalance } from './stored/balance'
import { readStoredExternalAccounts } from './stored/external-accounts'
import { readStoredRequirements } from './stored/requirements'
import { readStoredSettings } from './stored/settings'

type Row = Prisma.ConnectedAccountGetPayload<object>

type RefColumns =
  | 'id'
  | 'name'
  | 'country'
  | 'lossesLiability'
  | 'requirementCollection'
  | 'dashboard'
  | 'isController'
  | 'notGiven'

export function toAccountRef(row: Pick<Row, RefColumns>): AccountRef {
  const { id, name, country, lossesLiability, requirementCollection, dashboard, isController } = given(row)
  return {
    id,
    // Earlier versions stored names in which nothing can be seen.
    name: text(name) ?? id,
    country,
    controller: {
      lossesLiability: oneOf(lossesLiability, ['stripe', 'application']),
      requirementCollection: oneOf(requirementCollection, ['stripe', 'application']),
      dashboard: oneOf(dashboard, ['full', 'express', 'none']),
      isController,
    },
  }
}

export function toOverview(row: Row & { latestEventAt: Date | null }): AccountOverview {
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
    requirements: readStoredRequirements(row.requirements),
    createdAt: profile.createdAtStripe,
    payoutInterval: row.payoutInterval,
    delayDays: row.delayDays,
    timeZone: row.timeZone,
    goneAt: row.goneAt,
    syncedAt: row.syncedAt,
    settings: snapshotOf(readStoredSettings(row.settings)?.settings, row.settingsReadAt),
    balance: snapshotOf(readStoredBalance(row.balance), row.balanceReadAt),
    externalAccounts: snapshotOf(readStoredExternalAccounts(row.externalAccounts), row.externalAccountsReadAt),
    settingsRecordedAt: isDeepStrictEqual(row.settings, row.settingsRecorded) ? row.settingsRecordedAt : null,
    payoutsReadAt: row.payoutsReadAt,
    latestEventAt: row.latestEventAt,
    standing: {
      state: oneOf(row.state, ACCOUNT_STATES),
      reason: row.stateReason,
      nextPayoutOn: row.nextPayoutOn === null ? null : parseCalendarDate(row.nextPayoutOn),
    },
  }
}

const snapshotOf = <T>(value: T | null | undefined, readAt: Date | null): Snapshot<T> | null =>
  value && readAt ? { value, readAt } : null
