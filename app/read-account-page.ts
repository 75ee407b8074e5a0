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
import { standingBy, standingOf } from '@/lib/domain/payouts/account-standing'
import { payoutDayAsOf } from '@/lib/domain/payouts/forecast'
import type { PayoutCause } from '@/lib/domain/payouts/payout-cause'
import { describePayoutStatus, holdOf, type PayoutHold } from '@/lib/domain/payouts/payout-status'
import { type PayoutPause, pauseOf } from '@/lib/domain/payouts/payouts-disabled'
import { knownValue, type Reading } from '@/lib/domain/reading'
import type { BalanceSettings } from '@/lib/domain/settings/balance-settings'
import { loadBalanceSettings } from '@/lib/features/balance-settings/load-balance-settings'
import { loadOpenRequests } from '@/lib/features/balance-settings/requests/load-requests'
import { loadBalance } from '@/lib/features/embedded-balances/load-balance'
import { loadExternalAccounts, loadPayouts, type PayoutList, wasEverPaid } from '@/lib/features/payouts/load-payouts'
import { loadSharedBanks, type SharedBanks } from '@/lib/features/payouts/load-shared-banks'
import { type AccountPerson, loadAccountPeople } from '@/lib/features/people/load-people'
import { loadPlatformRules } from '@/lib/features/platform-rules/load-rules'

/** What the pages of an account show, each part as it arrives. */
export type AccountPage = {
  balance: Promise<Reading<Balance>>
  settings: Promise<Reading<BalanceSettings>>
  payouts: Promise<Reading<PayoutList>>
  externalAccounts: Promise<Reading<readonly ExternalAccount[]>>
  /** For staff; owners don't learn of each other. */
  sharedBanks: Promise<SharedBanks>
  rules: Promise<PlatformRules>
  /** Epoch ms by Stripe's clock, and by ours while Stripe doesn't answer. */
  now: Promise<number>
  /** The account's payout day. */
  today: Promise<CalendarDate>
  /** Null while a part of it is missing. */
  money: Promise<AccountMoney | null>
  status: Promise<PayoutCause[] | null>
  /** As the accounts list has it, and by what was read just now. */
  standing: Promise<AccountStanding>
  /** Why the days of the schedule can't be relied on, by what was read just now. */
  hold: Promise<PayoutHold | null>
  /** The same without reading payouts and bank accounts, of which the last known ones are taken. */
  storedHold: Promise<PayoutHold | null>
  /** What holds payouts that were already made. */
  pause: Promise<PayoutPause | null>
  /** What waits for approval on this account. */
  requests: Promise<ChangeRequest[]>
  /** Who belongs to the account. */
  people: Promise<AccountPerson[]>
}

/**
 * Reads an account for its pages: each part once, when something first asks for it. A page that asks for all its parts
 * before it waits for any has them read at the same time, and nothing is read that it doesn't show.
 */
export function readAccountPage(access: AccountAccess<AccountPermission, AccountOverview>): AccountPage {
  const { account } = access
  const startedAt = Date.now()
  const page: AccountPage = onDemand({
    balance: () => loadBalance(access, account.balance),
    settings: () => loadBalanceSettings(access, account),
    payouts: () => loadPayouts(access),
    externalAccounts: () => loadExternalAccounts(access, account.externalAccounts),
    sharedBanks: () => loadSharedBanks(access),
    rules: () => loadPlatformRules(access),
    requests: () => loadOpenRequests(access),
    people: () => loadAccountPeople(access),
    now: () => page.balance.then((reading) => (reading.kind === 'current' && reading.value.asOf) || startedAt),
    today: () =>
      Promise.all([page.now, page.settings]).then(([now, settings]) =>
        payoutDayAsOf({ now, startOfDay: knownValue(settings)?.startOfDay }),
      ),
    money: () => readMoney(account, page),
    status: () => page.money.then((known) => known && describePayoutStatus(known)),
    standing: () =>
      Promise.all([page.money, page.status, page.settings]).then(([known, causes, settings]) =>
        known && causes
          ? standingBy(causes, known)
          : standingOf({ ...NOTHING_READ, account, settings: knownValue(settings) }),
      ),
    hold: () => page.status.then((causes) => causes && holdOf(causes, account.defaultCurrency)),
    storedHold: () => readStoredHold(access, page),
    pause: () => page.settings.then((settings) => pauseOf(account, knownValue(settings)?.payoutsStatus ?? null)),
  })
  return page
}

/**
 * Waits for what a page reads of the database, with Stripe being asked meanwhile for what `standing` rests on. Without it
 * each such part would stream by itself, a moment after the page.
 */
export async function readStoredParts(page: AccountPage, parts: readonly Promise<unknown>[]): Promise<void> {
  void page.standing
  await Promise.all(parts)
}

/** Each value is made when it is first asked for, and kept. */
function onDemand<T extends object>(make: { [K in keyof T]: () => T[K] }): T {
  const made = new Map<PropertyKey, unknown>()
  return new Proxy(make, {
    get(_, name) {
      if (!made.has(name)) made.set(name, make[name as keyof T]?.())
      return made.get(name)
    },
  }) as unknown as T
}

const NOTHING_READ = { now: 0, balance: null, externalAccounts: null, payouts: null }

async function readMoney(account: AccountOverview, page: AccountPage): Promise<AccountMoney | null> {
  const [balance, settings, list, externalAccounts, now] = await Promise.all([
    page.balance.then(knownValue),
    page.settings.then(knownValue),
    page.payouts.then(knownValue),
    page.externalAccounts.then(knownValue),
    page.now,
  ])
  if (!balance || !settings || !list || !externalAccounts) return null
  const { payouts, isWhole } = list
  return { now, account, settings, balance, payouts, morePayouts: !isWhole, externalAccounts }
}

async function readStoredHold(
  access: AccountAccess<AccountPermission, AccountOverview>,
  page: AccountPage,
): Promise<PayoutHold | null> {
  const { account } = access
  const [balance, settings, now, morePayouts] = await Promise.all([
    page.balance.then(knownValue),
    page.settings.then(knownValue),
    page.now,
    wasEverPaid(access),
  ])
  const externalAccounts = account.externalAccounts?.value
  if (!balance || !settings || !externalAccounts) return null
  const money = { now, account, settings, balance, externalAccounts, payouts: [], morePayouts }
  return holdOf(describePayoutStatus(money), account.defaultCurrency)
}
