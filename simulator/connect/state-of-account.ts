import { rulesOf } from '../banks/country-rules.ts'
import { renderExternalAccount } from '../banks/external-account-view.ts'
import { renderBalance } from '../money/balance-view.ts'
import { isHeld } from '../payouts/held-payouts.ts'
import { renderPayout } from '../payouts/payout-view.ts'
import { upcomingPayouts } from '../payouts/upcoming-payouts.ts'
import { delayDays, renderSchedule } from '../settings/balance-settings-view.ts'
import type { Account } from '../world/state.ts'
import type { World } from '../world/world.ts'
import { instantPayouts } from './instant-payouts.ts'
import { type ComponentName, enabledComponents, requireAnyComponent, type SessionRequest } from './session-request.ts'

/** What the components of a session show, and nothing that none of them would. */
export function showState(request: SessionRequest) {
  requireAnyComponent(request)
  const { world, account, session } = request
  const enabled = enabledComponents(request)
  const shows = (...names: readonly ComponentName[]) => names.some((name) => enabled.includes(name))
  return {
    country: account.country,
    business: { name: account.business_profile.name, email: account.email, type: account.business_type },
    default_currency: account.default_currency,
    now: world.clock.seconds(),
    platform_name: world.accounts.platform.business_profile.name,
    losses_payments: account.controller?.losses.payments ?? 'stripe',
    requirement_collection: account.controller?.requirement_collection ?? 'stripe',
    payouts_enabled: account.payouts_enabled,
    user_authenticated: session.user_authenticated,
    ...(shows('balances', 'payouts', 'instant_payouts_promotion') ? money(world, account) : {}),
    payouts: shows('payouts', 'payouts_list', 'payout_details') ? account.payouts.map(renderPayout) : null,
    requirements: shows('notification_banner', 'account_onboarding', 'account_management')
      ? account.requirements
      : null,
    external_accounts: shows('balances', 'payouts', 'instant_payouts_promotion', 'account_management')
      ? account.external_accounts.map((external) => ({
          ...renderExternalAccount(account, external),
          // The component shows the default card too; the API omits it for some accounts.
          default_for_currency: external.default_for_currency,
        }))
      : null,
  }
}

function money(world: World, account: Account) {
  const currencies = renderBalance(world, account, false).available.map(({ currency }) => currency)
  return {
    balance: balance(world, account, currencies),
    instant_payouts: currencies.map((currency) => instantPayouts(world, account, currency)),
    instant_fee_basis_points: world.instantPayouts.fee_basis_points,
    schedule: renderSchedule(account),
    intervals: rulesOf(account.country).intervals ?? ['daily', 'weekly', 'monthly', 'manual'],
    delay_days: delayDays(account),
  }
}

/** GET /v1/balance, with the day of each pending amount and the funds in transit, which the component also shows. */
function balance(world: World, account: Account, currencies: string[]) {
  return {
    available: renderBalance(world, account, false).available,
    pending: currencies.flatMap((currency) => pendingParts(account, currency)),
    in_transit: currencies.map((currency) => ({ amount: onTheWay(account, currency, false), currency })),
    held: currencies.map((currency) => ({ amount: onTheWay(account, currency, true), currency })),
    minimum_balances: account.balance_settings.minimum_balance_by_currency ?? {},
    upcoming_payouts: upcomingPayouts(account, world.clock.seconds()),
  }
}

function pendingParts(account: Account, currency: string) {
  const lots = account.balances[currency]?.pending ?? []
  return lots
    .filter(({ amount }) => amount !== 0)
    .map(({ amount, available_on }) => ({ amount, currency, available_on }))
    .sort((one, other) => one.available_on - other.available_on)
}

/** What has left the balance and not arrived: either what a pause holds or the rest. */
function onTheWay(account: Account, currency: string, held: boolean): number {
  return account.payouts
    .filter((payout) => {
      const isOnTheWay = payout.status === 'pending' || payout.status === 'in_transit'
      // A debit is part of the pending balance.
      return payout.currency === currency && isOnTheWay && payout.amount > 0 && isHeld(account, payout) === held
    })
    .reduce((sum, payout) => sum + payout.amount, 0)
}
