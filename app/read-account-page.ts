import 'server-only'
import type { ChangeRequest } from '@/lib/domain/access/change-request'
import type { AccountAccess, AccountPermission } from '@/lib/domain/access/permissions'
import type { PlatformRules } from '@/lib/domain/access/platform-rules'
import type { AccountOverview } from '@/lib/domain/accounts/account-overview'
import type { AccountStanding } from '@/lib/domain/accounts/account-state'
import type { ExternalAccount } from '@/lib/domain/accounts/external-account'
import type { CalendarDate } from '@/lib/domain/calendar/calendar-date'
import type { Balance } from '@/lib/domain/money/balance'
import type { AccountMoney } from '@/lib/domain/payouts/account-money'
import { standingOf, stateOf } from '@/lib/domain/payouts/account-standing'
import { payoutDayAsOf } from '@/lib/domain/payouts/forecast'
import type { PayoutCause } from '@/lib/domain/payouts/payout-cause'
import { describePayoutStatus } from '@/lib/domain/payouts/payout-status'
import { type PayoutPause, pauseOf } from '@/lib/domain/payouts/payouts-disabled'
import { knownValue, type Reading } from '@/lib/domain/reading'
import type { BalanceSettings } from '@/lib/domain/settings/balance-settings'
import { loadBalanceSettings } from '@/lib/features/balance-settings/load-balance-settings'
import { loadOpenRequests } from '@/lib/features/balance-settings/requests/load-requests'
import { loadBalance } from '@/lib/features/embedded-balances/load-balance'
import { loadExternalAccounts, loadPayouts, type PayoutList } from '@/lib/features/payouts/load-payouts'
import { type AccountPerson, loadAccountPeople } from '@/lib/features/people/load-people'
import { loadPlatformRules } from '@/lib/features/platform-rules/load-rules'

/** What the account page shows, each part as it arrives. */
export type AccountPage = {
  balance: Promise<Reading<Balance>>
  settings: Promise<Reading<BalanceSettings>>
  payouts: Promise<Reading<PayoutList>>
  externalAccounts: Promise<Reading<readonly ExternalAccount[]>>
  rules: Promise<PlatformRules>
  /** Epoch ms by Stripe's clock, and by ours while Stripe doesn't answer. */
  now: Promise<number>
  /** The account's payout day. */
  today: Promise<CalendarDate>
  /** Null while a part of it is missing. */
  money: Promise<AccountMoney | null>
  status: Promise<PayoutCause[] | null>
  /** As the accounts list has it, and by what was read just now. */
  standing: Promise<Pick<AccountStanding, 'state' | 'reason'>>
  /** What holds payouts that were already made. */
  pause: Promise<PayoutPause | null>
  /** What waits for approval on this account. */
  requests: Promise<ChangeRequest[]>
  /** Who belongs to the account. */
  people: Promise<AccountPerson[]>
}

/** Reads everything that the account page shows once, all at the same time. */
export function readAccountPage(access: AccountAccess<AccountPermission, AccountOverview>): AccountPage {
  const { account } = access
  const startedAt = Date.now()
  const parts = {
    balance: loadBalance(access, account.balance),
    settings: loadBalanceSettings(access, account.settings),
    payouts: loadPayouts(access),
    externalAccounts: loadExternalAccounts(access, account.externalAccounts),
    rules: loadPlatformRules(access),
    requests: loadOpenRequests(access),
    people: loadAccountPeople(access),
  }
  const now = parts.balance.then((reading) => (reading.kind === 'current' && reading.value.asOf) || startedAt)
  const money = readMoney(account, { ...parts, now })
  const status = money.then((known) => known && describePayoutStatus(known))
  return {
    ...parts,
    now,
    today: Promise.all([now, parts.settings]).then(([now, settings]) =>
      payoutDayAsOf({ now, startOfDay: knownValue(settings)?.startOfDay }),
    ),
    money,
    status,
    standing: Promise.all([money, status, parts.settings]).then(([known, causes, settings]) =>
      known && causes
        ? { state: stateOf(causes, known), reason: causes[0]?.code ?? null }
        : standingOf({ ...NOTHING_READ, account, settings: knownValue(settings) }),
    ),
    pause: parts.settings.then((settings) => pauseOf(account, knownValue(settings)?.payoutsStatus ?? null)),
  }
}

const NOTHING_READ = { now: 0, balance: null, externalAccounts: null, payouts: null }

async function readMoney(
  account: AccountOverview,
  parts: Pick<AccountPage, 'balance' | 'settings' | 'payouts' | 'externalAccounts' | 'now'>,
): Promise<AccountMoney | null> {
  const [balance, settings, list, externalAccounts, now] = await Promise.all([
    parts.balance.then(knownValue),
    parts.settings.then(knownValue),
    parts.payouts.then(knownValue),
    parts.externalAccounts.then(knownValue),
    parts.now,
  ])
  if (!balance || !settings || !list || !externalAccounts) return null
  const { payouts, isWhole } = list
  return { now, account, settings, balance, payouts, morePayouts: !isWhole, externalAccounts }
}
