import { instantLimits, offersInstantPayouts } from '../banks/countries.ts'
import { instantAvailable, netOfInstantFee } from '../money/balance-view.ts'
import { availableAmount } from '../money/balances.ts'
import { startOfDay } from '../time/calendar.ts'
import type { Account } from '../world/state.ts'
import type { World } from '../world/world.ts'

/**
 * [docs instant payouts] At most ten a day in the Stripe Dashboard, by regional days. [assumption] The component applies
 * the limit to every account, by UTC days. The volume limit of the platform is left out.
 */
export const DAILY_INSTANT_PAYOUTS = 10

type Blocker =
  | 'balance_negative'
  | 'country'
  | 'currency'
  | 'daily_limit'
  | 'destination'
  | 'payouts_disabled'
  | 'funds'

export function instantPayoutsLeftToday(world: World, account: Account): number {
  const midnight = startOfDay(world.clock.seconds())
  const today = account.payouts.filter(
    ({ created, method, status }) => method === 'instant' && created >= midnight && status !== 'canceled',
  )
  return Math.max(0, DAILY_INSTANT_PAYOUTS - today.length)
}

/** What the holder sees before an instant payout, and the first reason why one isn't possible. */
export function instantPayouts(world: World, account: Account, currency: string) {
  const gross = instantAvailable(account, currency)
  const limits = instantLimits(currency)
  const net = netOfInstantFee(world, gross)
  const destinations = account.external_accounts
    .filter((external) => external.instant && external.currency === currency && external.status === 'new')
    .map(({ id }) => id)

  function blocker(): Blocker | null {
    if (!account.payouts_enabled) return 'payouts_disabled'
    if (!offersInstantPayouts(account.country)) return 'country'
    if (currency !== account.default_currency || !limits) return 'currency'
    if (availableAmount(account.balances[currency] ?? { available: {}, pending: [] }) < 0) return 'balance_negative'
    if (destinations.length === 0) return 'destination'
    if (instantPayoutsLeftToday(world, account) === 0) return 'daily_limit'
    return net < limits.least ? 'funds' : null
  }

  return {
    currency,
    /** The amount available, including the platform's fee. */
    amount: gross,
    /** The most that can arrive at the bank in one payout. */
    most: Math.min(net, limits?.most ?? 0),
    least: limits?.least ?? 0,
    limit: limits?.most ?? 0,
    destinations,
    left_today: instantPayoutsLeftToday(world, account),
    blocker: blocker(),
  }
}
