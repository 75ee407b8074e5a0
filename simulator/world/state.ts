import type { StartOfDay, Weekday } from '../time/calendar.ts'

// Everything in this file is plain JSON: the state file contains exactly this.

export type Metadata = Record<string, string>

export type Interval = 'daily' | 'manual' | 'monthly' | 'weekly'

export interface AutomaticTransferRule {
  payout_method: string
  type: 'transfer_all' | 'transfer_up_to_amount'
  transfer_up_to_amount: number | null
}

/** In neither of Stripe's two shapes: both are rendered from this one. */
export interface BalanceSettings {
  debit_negative_balances: boolean | null
  interval: Interval
  weekly_payout_days: Weekday[]
  monthly_payout_days: number[]
  statement_descriptor: string | null
  minimum_balance_by_currency: Record<string, number> | null
  automatic_transfer_rules_by_currency: Record<string, AutomaticTransferRule[]> | null
  delay_days_override: number | null
  start_of_day: StartOfDay | null
}

export interface Controller {
  fees: { payer: 'account' | 'application' }
  losses: { payments: 'application' | 'stripe' }
  requirement_collection: 'application' | 'stripe'
  stripe_dashboard: { type: 'express' | 'full' | 'none' }
}

export interface BusinessProfile {
  mcc: string | null
  name: string | null
  product_description: string | null
  support_email: string | null
  support_phone: string | null
  support_url: string | null
  url: string | null
}

export interface RequirementError {
  code: string
  reason: string
  requirement: string
}

export interface Requirements {
  current_deadline: number | null
  currently_due: string[]
  disabled_reason: string | null
  errors: RequirementError[]
  eventually_due: string[]
  past_due: string[]
  pending_verification: string[]
}

export type SourceType = 'bank_account' | 'card' | 'fpx'

export interface PendingLot {
  amount: number
  available_on: number
  source_type: SourceType
  transaction: string
  /** A bank still has to send it, so it can't be used for instant payouts. */
  at_bank?: true
}

export interface CurrencyBalance {
  available: Partial<Record<SourceType, number>>
  pending: PendingLot[]
}

export interface FeeDetail {
  amount: number
  application: string | null
  currency: string
  description: string | null
  type: string
}

export interface BalanceTransaction {
  id: string
  amount: number
  available_on: number
  created: number
  currency: string
  description: string | null
  fee: number
  fee_details: FeeDetail[]
  reporting_category: string
  source: string | null
  /** The part of the balance that it belongs to. Not part of the API's object. */
  source_type: SourceType
  status: 'available' | 'pending'
  type: string
}

/** [sdk types] Automatic payouts only go to `new` ones; any other has to be updated first. */
export type ExternalAccountStatus = 'errored' | 'new' | 'tokenized_account_number_deactivated' | 'verification_failed'

export interface ExternalAccount {
  id: string
  object: 'bank_account' | 'card'
  country: string
  currency: string
  last4: string
  default_for_currency: boolean
  status: ExternalAccountStatus
  instant: boolean
  metadata: Metadata
  account_holder_name: string | null
  account_holder_type: 'company' | 'individual' | null
  account_type: string | null
  bank_name: string | null
  routing_number: string | null
  brand: string | null
  funding: 'credit' | 'debit' | null
  exp_month: number | null
  exp_year: number | null
  fingerprint: string
  /** [docs testing] The failure code of payouts to this test number; null if they arrive. */
  failure_code: string | null
  /** How many debits of negative balances have failed in a row. */
  failed_debits: number
  /** When the ownership check will fail; absent if no such check is running. */
  ownership_check_ends?: number
}

export interface WantedBankAccount {
  country: string
  currency?: string | undefined
  account_number: string
  routing_number?: string | undefined
  account_holder_name?: string | undefined
  account_holder_type?: 'company' | 'individual' | undefined
}

export interface WantedCard {
  number: string
  exp_month: number
  exp_year: number
  currency?: string | undefined
  name?: string | undefined
}

export type PayoutStatus = 'canceled' | 'failed' | 'in_transit' | 'paid' | 'pending'

export interface Payout {
  id: string
  /** Negative: a debit of the bank account, for a negative balance or to reverse another payout. */
  amount: number
  application_fee: string | null
  application_fee_amount: number | null
  arrival_date: number
  automatic: boolean
  balance_transaction: string | null
  created: number
  currency: string
  description: string | null
  destination: string | null
  failure_balance_transaction: string | null
  failure_code: string | null
  failure_message: string | null
  metadata: Metadata
  method: 'instant' | 'standard'
  original_payout: string | null
  /** The financial account that gets it instead of a bank account or card, by a transfer rule. */
  payout_method?: string
  reconciliation_status: 'completed' | 'in_progress' | 'not_applicable'
  reversed_by: string | null
  source_type: SourceType
  statement_descriptor: string | null
  status: PayoutStatus
  trace_id: { status: string; value: string | null } | null
  type: 'bank_account' | 'card'
}

/** A refund or dispute that follows a charge of the planned activity. */
export interface FollowUp {
  at: number
  kind: 'dispute' | 'dispute_won' | 'refund'
  charge: string
  amount: number
}

/** Charges, refunds and disputes that are planned for an account. */
export interface Activity {
  until: number
  charges_per_day: number
  refund_rate: number
  dispute_rate: number
  next_charge: number | null
  follow_ups: FollowUp[]
}

export interface Account {
  id: string
  /** The order of creation, for lists: seconds are too coarse. */
  sequence: number
  created: number
  country: string
  default_currency: string
  email: string | null
  business_type: 'company' | 'individual' | 'non_profit'
  business_profile: BusinessProfile
  /** Null for the platform's own account. */
  controller: Controller | null
  /** [docs platform controls] False: connected, but the platform can't change its payout settings. */
  platform_controls: boolean
  charges_enabled: boolean
  payouts_enabled: boolean
  details_submitted: boolean
  capabilities: Record<string, 'active' | 'inactive' | 'pending'>
  requirements: Requirements
  metadata: Metadata
  timezone: string
  /** The minimum settlement delay that Stripe allows this account. */
  delay_floor: number
  balance_settings: BalanceSettings
  balances: Record<string, CurrencyBalance>
  external_accounts: ExternalAccount[]
  /** The next payout day; null if no payout day could move money. */
  next_payout: number | null
  activity: Activity | null
  /** The v2 financial accounts that automatic transfer rules can name. */
  financial_accounts: string[]
  /** For how many days after the first charge no money settles, until the first payout. 0 for most accounts. */
  first_payout_hold_days: number
  /** Oldest first. */
  payouts: Payout[]
  /** Oldest first. */
  balance_transactions: BalanceTransaction[]
}

export interface StripeEvent {
  id: string
  object: 'event'
  account?: string
  api_version: string
  created: number
  data: { object: unknown; previous_attributes?: Record<string, unknown> }
  livemode: false
  pending_webhooks: number
  request: { id: string | null; idempotency_key: string | null } | null
  type: string
}

/** What the platform sets for instant payouts in its Dashboard. */
export interface InstantPayoutSettings {
  /** What the platform's Dashboard rules say where an account session leaves `instant_payouts` out. */
  dashboard_rule: boolean
  /** The platform's price for an instant payout, in hundredths of a percent. */
  fee_basis_points: number
}

export type Actor = 'api' | 'clock' | 'component' | 'dashboard'

/** Who makes a change, and with which request. Events and the ledger contain it. */
export interface Cause {
  actor: Actor
  request_id: string | null
  idempotency_key: string | null
}

export const BY_CLOCK: Cause = { actor: 'clock', request_id: null, idempotency_key: null }

export interface LedgerEntry {
  seq: number
  at: number
  account: string
  type: string
  actor: Actor
  request_id: string | null
  idempotency_key: string | null
  before: unknown
  after: unknown
}
