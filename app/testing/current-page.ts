import { DEFAULT_RULES } from '@/lib/domain/access/platform-rules'
import { type AccountMoney, payoutToday } from '@/lib/domain/payouts/account-money'
import { standingOf } from '@/lib/domain/payouts/account-standing'
import { describePayoutStatus, holdOf } from '@/lib/domain/payouts/payout-status'
import { pauseOf } from '@/lib/domain/payouts/payouts-disabled'
import type { AccountPage } from '../read-account-page'

/** What the account page reads of this money while Stripe answers everything. */
export function currentPage(money: AccountMoney, readAt: Date): AccountPage {
  const hold = Promise.resolve(holdOf(describePayoutStatus(money), money.account.defaultCurrency))
  const current = async <T>(value: T) => ({ kind: 'current', value, readAt }) as const
  return {
    balance: current(money.balance),
    settings: current(money.settings),
    payouts: current({ payouts: [...money.payouts], unreadable: 0, hasMore: false, isWhole: true }),
    externalAccounts: current(money.externalAccounts),
    sharedBanks: Promise.resolve(new Map()),
    rules: Promise.resolve(DEFAULT_RULES),
    requests: Promise.resolve([]),
    people: Promise.resolve([]),
    now: Promise.resolve(money.now),
    today: Promise.resolve(payoutToday(money)),
    money: Promise.resolve(money),
    status: Promise.resolve(describePayoutStatus(money)),
    standing: Promise.resolve(standingOf(money)),
    hold,
    storedHold: hold,
    pause: Promise.resolve(pauseOf(money.account, money.settings.payoutsStatus)),
  }
}
