import { renderExternalAccount } from '../banks/external-account-view.ts'
import { type ApiVersion, GA } from '../http/api-version.ts'
import { delayDays } from '../settings/balance-settings-view.ts'
import type { Account, Controller } from '../world/state.ts'

const NO_ADDRESS = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null }

export function renderAccount(account: Account, version: ApiVersion = GA) {
  const requirements = { alternatives: [], ...account.requirements }
  return {
    id: account.id,
    object: 'account' as const,
    business_profile: {
      annual_revenue: null,
      estimated_worker_count: null,
      ...account.business_profile,
      minority_owned_business_designation: null,
      ...(version === GA ? { specified_commercial_transactions_act_url: null } : {}),
      support_address: account.controller ? null : { ...NO_ADDRESS, country: account.country },
    },
    business_type: account.business_type,
    capabilities: account.capabilities,
    charges_enabled: account.charges_enabled,
    controller: renderController(account),
    country: account.country,
    created: account.created,
    default_currency: account.default_currency,
    details_submitted: account.details_submitted,
    email: account.email,
    // [sdk types] only if the platform controls the account.
    ...(account.platform_controls ? { external_accounts: renderExternalAccounts(account) } : {}),
    future_requirements: { alternatives: [], ...emptyRequirements() },
    metadata: { ...account.metadata },
    payouts_enabled: account.payouts_enabled,
    requirements,
    settings: renderSettings(account),
    tos_acceptance: { date: account.controller?.requirement_collection === 'application' ? account.created : null },
    type: accountType(account.controller),
  }
}

export function emptyRequirements() {
  return {
    current_deadline: null,
    currently_due: [],
    disabled_reason: null,
    errors: [],
    eventually_due: [],
    past_due: [],
    pending_verification: [],
  }
}

function renderController(account: Account) {
  if (account.controller === null || !account.platform_controls) return { type: 'account' as const }
  return { ...account.controller, is_controller: true, type: 'application' as const }
}

/** [from memory, matches the docs' wording] The older names of three combinations; any other is none. */
function accountType(controller: Controller | null): 'custom' | 'express' | 'none' | 'standard' {
  switch (controller?.stripe_dashboard.type) {
    case undefined:
    case 'full':
      return 'standard'
    case 'express':
      return 'express'
    case 'none':
      return controller?.losses.payments === 'application' ? 'custom' : 'none'
  }
}

function renderExternalAccounts(account: Account) {
  return {
    object: 'list' as const,
    data: account.external_accounts.slice(0, 10).map((external) => renderExternalAccount(account, external)),
    has_more: account.external_accounts.length > 10,
    url: `/v1/accounts/${account.id}/external_accounts`,
  }
}

function renderSettings(account: Account) {
  return {
    bacs_debit_payments: { display_name: null, service_user_number: null },
    branding: { icon: null, logo: null, primary_color: null, secondary_color: null },
    card_issuing: { tos_acceptance: { date: null, ip: null } },
    card_payments: {
      decline_on: { avs_failure: false, cvc_failure: false },
      statement_descriptor_prefix: null,
      statement_descriptor_prefix_kana: null,
      statement_descriptor_prefix_kanji: null,
    },
    dashboard: { display_name: account.business_profile.name, timezone: account.timezone },
    invoices: { default_account_tax_ids: null, hosted_payment_method_save: null },
    payments: {
      statement_descriptor: null,
      statement_descriptor_kana: null,
      statement_descriptor_kanji: null,
      statement_descriptor_prefix_kana: null,
      statement_descriptor_prefix_kanji: null,
    },
    payouts: renderPayoutSettings(account),
    sepa_debit_payments: {},
  }
}

/** [docs] The balance settings under their older names. */
function renderPayoutSettings(account: Account) {
  const { interval, weekly_payout_days, monthly_payout_days } = account.balance_settings
  const schedule: Record<string, unknown> = { delay_days: delayDays(account), interval }
  if (interval === 'weekly') {
    schedule.weekly_anchor = weekly_payout_days[0]
    schedule.weekly_payout_days = weekly_payout_days
  }
  if (interval === 'monthly') {
    schedule.monthly_anchor = monthly_payout_days[0]
    schedule.monthly_payout_days = monthly_payout_days
  }
  return {
    // [sdk types] not nullable, unlike in balance settings.
    debit_negative_balances: account.balance_settings.debit_negative_balances ?? false,
    schedule,
    statement_descriptor: account.balance_settings.statement_descriptor,
  }
}
