import { openAccount, type Person } from '../access/permissions'
import type { AccountOverview } from '../accounts/account-overview'
import type { AccountProfile } from '../accounts/connected-account'
import type { BalanceSettings } from '../settings/balance-settings'

export const ADMIN: Person = { id: 'p1', name: 'Ada', email: 'ada@x', staffRole: 'admin', memberships: [] }

export const profileOf = (id: string, change: Partial<AccountProfile> = {}): AccountProfile => ({
  id,
  name: `Shop ${id}`,
  country: 'US',
  email: `${id.toLowerCase()}@shop.example`,
  defaultCurrency: 'usd',
  chargesEnabled: true,
  payoutsEnabled: true,
  detailsSubmitted: true,
  disabledReason: null,
  requirementsDue: 0,
  requirements: { pastDue: [], currentlyDue: [], eventuallyDue: [], deadline: null },
  controller: {
    lossesLiability: 'application',
    requirementCollection: 'application',
    dashboard: 'none',
    isController: true,
  },
  createdAt: new Date('2026-01-01'),
  payoutInterval: 'daily',
  delayDays: 2,
  timeZone: 'America/New_York',
  ...change,
})

/** The account as it is stored before Stripe has answered anything about it. */
export const overviewOf = (profile: AccountProfile, syncedAt: Date): AccountOverview => ({
  ...profile,
  ...{ goneAt: null, syncedAt, settings: null, balance: null, externalAccounts: null },
  ...{ settingsRecordedAt: null, payoutsReadAt: null, latestEventAt: null },
  standing: { state: null, reason: null, nextPayoutOn: null },
})

export const DAILY: BalanceSettings = {
  schedule: { interval: 'daily' },
  debitNegativeBalances: true,
  statementDescriptor: null,
  delayDays: 2,
  delayDaysOverride: null,
  payoutsStatus: 'enabled',
}

/** The admin's access to an account, for changing its settings. */
export function editorOf(account: AccountProfile) {
  const access = openAccount(ADMIN, account, 'balance_settings:update')
  if (!access) throw new Error('the admin may edit')
  return access
}
