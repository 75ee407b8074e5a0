import { checkBankNumbers } from '../banks/bank-numbers.ts'
import { findCountry } from '../banks/countries.ts'
import { rulesOf } from '../banks/country-rules.ts'
import { bankFingerprint, cardFingerprint } from '../banks/fingerprints.ts'
import { testDebitCard } from '../banks/test-cards.ts'
import type { Account, BalanceSettings, Controller, ExternalAccount } from '../world/state.ts'
import { emptyRequirements } from './account-view.ts'

export interface AccountSeed {
  id: string
  sequence: number
  created: number
  country: string
  controller: Controller | null
  name: string
  email: string | null
  mcc?: string
  url?: string | null
  individual?: boolean
  first_payout_hold_days?: number | undefined
}

/** A new account with default settings and a zero balance. */
export function newAccount(seed: AccountSeed): Account {
  const country = findCountry(seed.country)
  if (!country) throw new Error(`The simulator knows no country ${seed.country}`)
  return {
    id: seed.id,
    sequence: seed.sequence,
    created: seed.created,
    country: seed.country,
    default_currency: country.currency,
    email: seed.email,
    business_type: seed.individual ? 'individual' : 'company',
    business_profile: {
      mcc: seed.mcc ?? null,
      name: seed.name,
      product_description: null,
      support_email: seed.email,
      support_phone: null,
      support_url: null,
      url: seed.url ?? null,
    },
    controller: seed.controller,
    platform_controls: seed.controller !== null,
    charges_enabled: true,
    payouts_enabled: true,
    details_submitted: true,
    capabilities: { card_payments: 'active', transfers: 'active' },
    requirements: emptyRequirements(),
    metadata: {},
    timezone: country.timezone,
    delay_floor: country.delay_days,
    balance_settings: defaultBalanceSettings(seed.country, seed.controller),
    balances: {},
    external_accounts: [],
    next_payout: null,
    activity: null,
    financial_accounts: [],
    first_payout_hold_days: seed.first_payout_hold_days ?? 0,
    payouts: [],
    balance_transactions: [],
  }
}

function defaultBalanceSettings(country: string, controller: Controller | null): BalanceSettings {
  const isDaily = rulesOf(country).intervals?.includes('daily') ?? true
  return {
    // [seed] false if the platform collects the requirements, else true.
    debit_negative_balances: controller?.requirement_collection !== 'application',
    // [assumption] Weekly where daily payouts don't exist.
    interval: isDaily ? 'daily' : 'weekly',
    weekly_payout_days: isDaily ? [] : ['friday'],
    monthly_payout_days: [],
    statement_descriptor: null,
    minimum_balance_by_currency: null,
    automatic_transfer_rules_by_currency: null,
    delay_days_override: null,
    start_of_day: null,
  }
}

/** The bank account with the test number of the account's country. */
export function bankAccount(id: string, account: Account, currency: string, instant: boolean): ExternalAccount {
  const bank = findCountry(account.country)?.bank
  if (!bank) throw new Error(`The simulator knows no country ${account.country}`)
  const { account_number, routing_number } = bank
  const numbers = checkBankNumbers(account.country, account_number, routing_number ?? undefined, (field) => field)
  return {
    id,
    object: 'bank_account',
    country: account.country,
    currency,
    last4: account_number.slice(-4),
    default_for_currency: true,
    status: 'new',
    instant,
    metadata: {},
    account_holder_name: account.business_profile.name,
    account_holder_type: account.business_type === 'individual' ? 'individual' : 'company',
    account_type: null,
    bank_name: 'STRIPE TEST BANK',
    routing_number,
    brand: null,
    funding: null,
    exp_month: null,
    exp_year: null,
    fingerprint: bankFingerprint(numbers),
    failure_code: null,
    failed_debits: 0,
  }
}

/** A debit card with a test number of the account's country. */
export function debitCard(id: string, account: Account, expiryYear: number): ExternalAccount {
  const number = testDebitCard(account.country)
  if (number === undefined) throw new Error(`The simulator knows no debit card of ${account.country}`)
  return {
    ...bankAccount(id, account, account.default_currency, true),
    object: 'card',
    last4: number.slice(-4),
    default_for_currency: false,
    bank_name: null,
    routing_number: null,
    brand: 'Visa',
    funding: 'debit',
    exp_month: 12,
    exp_year: expiryYear,
    fingerprint: cardFingerprint(number),
  }
}
