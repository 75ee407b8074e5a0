import { delayDays, renderSchedule } from '../balance-settings-view.ts'
import { renderBalance } from '../balance-view.ts'
import { renderExternalAccount } from '../external-accounts.ts'
import { renderPayout } from '../payouts.ts'
import type { Simulation } from '../simulation.ts'
import type { Account } from '../state.ts'
import { upcomingPayouts } from '../upcoming-payouts.ts'

const LATEST_PAYOUTS = 20

/** All that a component needs to draw itself, in one answer. */
export function stateOfAccount(simulation: Simulation, account: Account) {
  const { balance_settings: settings, requirements } = account
  return {
    account: account.id,
    business_name: account.business_profile.name,
    country: account.country,
    default_currency: account.default_currency,
    livemode: false,
    now: simulation.clock.seconds(),
    platform_name: simulation.accounts.platform.business_profile.name,
    losses_payments: account.controller?.losses.payments ?? 'stripe',
    requirement_collection: account.controller?.requirement_collection ?? 'stripe',
    payouts_enabled: account.payouts_enabled,
    balance: balance(simulation, account),
    instant_fee_basis_points: simulation.instantPayouts.fee_basis_points,
    schedule: renderSchedule(account),
    delay_days: delayDays(account),
    statement_descriptor: settings.statement_descriptor,
    external_accounts: account.external_accounts.map((external) => ({
      ...renderExternalAccount(account, external),
      // The component shows the default of cards too, which the API leaves out for some accounts.
      default_for_currency: external.default_for_currency,
    })),
    payouts: account.payouts.slice(-LATEST_PAYOUTS).reverse().map(renderPayout),
    requirements: {
      currently_due: requirements.currently_due,
      past_due: requirements.past_due,
      pending_verification: requirements.pending_verification,
      disabled_reason: requirements.disabled_reason,
      current_deadline: requirements.current_deadline,
    },
  }
}

/** As GET /v1/balance, with what the component shows besides: the day of each pending part, and what is on its way. */
function balance(simulation: Simulation, account: Account) {
  const { available, instant_available } = renderBalance(simulation, account, true)
  const currencies = available.map(({ currency }) => currency)
  return {
    available,
    pending: currencies.flatMap((currency) => pendingParts(account, currency)),
    in_transit: currencies.map((currency) => ({ amount: inTransit(account, currency), currency })),
    instant_available: instant_available ?? [],
    minimum_balances: account.balance_settings.minimum_balance_by_currency ?? {},
    upcoming_payouts: upcomingPayouts(account, simulation.clock.seconds()),
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
    .filter((payout) => payout.currency === currency && (payout.status === 'pending' || payout.status === 'in_transit'))
    .reduce((sum, payout) => sum + payout.amount, 0)
}
