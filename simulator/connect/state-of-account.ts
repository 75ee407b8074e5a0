import { renderExternalAccount } from '../banks/external-account-view.ts'
import { renderBalance } from '../money/balance-view.ts'
import { upcomingPayouts } from '../payouts/upcoming-payouts.ts'
import { delayDays, renderSchedule } from '../settings/balance-settings-view.ts'
import type { Account } from '../world/state.ts'
import type { World } from '../world/world.ts'
import { instantPayouts } from './instant-payouts.ts'
import { ConnectError, isEnabled, type SessionRequest } from './session-request.ts'

const SIMULATED = [
  'balances',
  'payouts',
  'payouts_list',
  'payout_details',
  'instant_payouts_promotion',
  'notification_banner',
]

/** What the session's components show, and nothing else. */
export function showState(request: SessionRequest) {
  if (!isEnabled(request, ...SIMULATED)) {
    const message = `The account session enables none of ${SIMULATED.join(', ')}.`
    throw new ConnectError(403, 'invalid_request_error', message, 'component_not_enabled')
  }
  const { world, account, session } = request
  return {
    account: account.id,
    business_name: account.business_profile.name,
    country: account.country,
    currencies: currenciesOf(world, account),
    default_currency: account.default_currency,
    livemode: false,
    now: world.clock.seconds(),
    platform_name: world.accounts.platform.business_profile.name,
    losses_payments: account.controller?.losses.payments ?? 'stripe',
    requirement_collection: account.controller?.requirement_collection ?? 'stripe',
    payouts_enabled: account.payouts_enabled,
    user_authenticated: session.user_authenticated,
    ...(isEnabled(request, 'balances', 'payouts', 'instant_payouts_promotion') ? money(world, account) : {}),
    ...(isEnabled(request, 'notification_banner') ? { requirements: requirements(account) } : {}),
  }
}

function currenciesOf(world: World, account: Account): string[] {
  return renderBalance(world, account, false).available.map(({ currency }) => currency)
}

function money(world: World, account: Account) {
  return {
    balance: balance(world, account),
    instant_payouts: currenciesOf(world, account).map((currency) => instantPayouts(world, account, currency)),
    instant_fee_basis_points: world.instantPayouts.fee_basis_points,
    schedule: renderSchedule(account),
    delay_days: delayDays(account),
    statement_descriptor: account.balance_settings.statement_descriptor,
    external_accounts: account.external_accounts.map((external) => ({
      ...renderExternalAccount(account, external),
      // The component shows the default card too; the API omits it for some accounts.
      default_for_currency: external.default_for_currency,
    })),
  }
}

function requirements({ requirements: all }: Account) {
  return {
    currently_due: all.currently_due,
    eventually_due: all.eventually_due,
    past_due: all.past_due,
    pending_verification: all.pending_verification,
    disabled_reason: all.disabled_reason,
    current_deadline: all.current_deadline,
  }
}

/** GET /v1/balance, with the day of each pending amount and the funds in transit, which the component also shows. */
function balance(world: World, account: Account) {
  const { available } = renderBalance(world, account, false)
  const currencies = available.map(({ currency }) => currency)
  return {
    available,
    pending: currencies.flatMap((currency) => pendingParts(account, currency)),
    in_transit: currencies.map((currency) => ({ amount: inTransit(account, currency), currency })),
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

function inTransit(account: Account, currency: string): number {
  return account.payouts
    .filter(({ amount, currency: payoutCurrency, status }) => {
      const isInTransit = status === 'pending' || status === 'in_transit'
      // A debit is part of the pending balance.
      return payoutCurrency === currency && isInTransit && amount > 0
    })
    .reduce((sum, payout) => sum + payout.amount, 0)
}
