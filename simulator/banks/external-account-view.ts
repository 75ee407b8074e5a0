import type { Account, ExternalAccount } from '../world/state.ts'

export function renderExternalAccount(account: Account, external: ExternalAccount) {
  const shared = {
    id: external.id,
    object: external.object,
    // [sdk types] only if the platform controls the account.
    ...(account.platform_controls ? { account: account.id } : {}),
    available_payout_methods: external.instant ? ['standard', 'instant'] : ['standard'],
    country: external.country,
    currency: external.currency,
    fingerprint: external.fingerprint,
    last4: external.last4,
    metadata: external.metadata,
    status: external.status,
  }
  if (external.object === 'bank_account') {
    const nothingDue = { currently_due: [], errors: [], past_due: [], pending_verification: [] }
    return {
      ...shared,
      account_holder_name: external.account_holder_name,
      account_holder_type: external.account_holder_type,
      account_type: external.account_type,
      bank_name: external.bank_name,
      default_for_currency: external.default_for_currency,
      future_requirements: nothingDue,
      requirements: nothingDue,
      routing_number: external.routing_number,
    }
  }
  return {
    ...shared,
    address_city: null,
    address_country: null,
    address_line1: null,
    address_line1_check: null,
    address_line2: null,
    address_state: null,
    address_zip: null,
    address_zip_check: null,
    brand: external.brand,
    cvc_check: 'pass',
    // [sdk types] of a card only if the platform collects the requirements.
    ...(account.controller?.requirement_collection === 'application'
      ? { default_for_currency: external.default_for_currency }
      : {}),
    dynamic_last4: null,
    exp_month: external.exp_month,
    exp_year: external.exp_year,
    funding: external.funding,
    name: external.account_holder_name,
    regulated_status: null,
    tokenization_method: null,
  }
}
