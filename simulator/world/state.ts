import type { StartOfDay, Weekday } from '../time/calendar.ts'

/** Everything below is plain JSON, so that the state file is nothing but this, written down. */

export type Metadata = Record<string, string>

export type Interval = 'daily' | 'manual' | 'monthly' | 'weekly'

export interface AutomaticTransferRule {
  payout_method: string
  type: 'transfer_all' | 'transfer_up_to_amount'
  transfer_up_to_amount: number | null
}

/** Neither wire shape: both are rendered from this one. */
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
  /** Still with a bank that was asked to give it back: no instant payout can draw on it. */
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
  /** Not on the wire: of which part of the balance it is. */
  source_type: SourceType
  status: 'available' | 'pending'
  type: string
}

/** [sdk types] any but `new` stops the schedule until the details are updated. */
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
  /** [docs testing] what a payout to this test number comes to; null means it arrives. */
  failure_code: string | null
  /** How often in a row a negative balance could not be debited from it. */
  failed_debits: number
  /** When the check of who owns it will end with a no; left out where none is running. */
  ownership_check_ends?: number
}

export interface WantedBankAccount {
  country: string
  currency?: string | undefined
  account_number: string
  routing_number?: string | undefined
  account_holder_name?: string | undefined
  account_holder_type?: 'company' | 'individual' | undefined
  account_type?: string | undefined
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
  /** Negative: money that is fetched from the bank, for a negative balance or to reverse another payout. */
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
  reconciliation_status: 'completed' | 'in_progress' | 'not_applicable'
  reversed_by: string | null
  source_type: SourceType
  statement_descriptor: string | null
  status: PayoutStatus
  trace_id: { status: string; value: string | null } | null
  type: 'bank_account' | 'card'
}

/** What a charge of the activity plan leads to later. */
export interface Consequence {
  at: number
  kind: 'dispute' | 'dispute_won' | 'refund'
  charge: string
  amount: number
}

/** Business that the clock carries out. */
export interface Activity {
  until: number
  charges_per_day: number
  refund_rate: number
  dispute_rate: number
  next_charge: number | null
  consequences: Consequence[]
}

export interface Account {
  id: string
  /** Order of creation: lists go by it, because seconds are too coarse. */
  sequence: number
  created: number
  country: string
  default_currency: string
  email: string | null
  business_type: 'company' | 'individual' | 'non_profit'
  business_profile: BusinessProfile
  /** Null on the platform's own account, which nobody else controls. */
  controller: Controller | null
  /** False: connected, but the platform has no payout controls over it. [docs platform controls] */
  platform_controls: boolean
  charges_enabled: boolean
  payouts_enabled: boolean
  details_submitted: boolean
  capabilities: Record<string, 'active' | 'inactive' | 'pending'>
  requirements: Requirements
  metadata: Metadata
  timezone: string
  /** The lowest settlement delay Stripe allows this account. */
  delay_floor: number
  balance_settings: BalanceSettings
  balances: Record<string, CurrencyBalance>
  external_accounts: ExternalAccount[]
  /** The payout day that the clock will carry out; null while there is nothing that one could do. */
  next_payout: number | null
  activity: Activity | null
  /** v2 financial accounts that automatic transfer rules may name. */
  financial_accounts: string[]
  /** How long after the first charge nothing settles, until there has been a payout; 0 for most accounts. */
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

export type Actor = 'api' | 'clock' | 'component' | 'dashboard'

/** Who makes a change, and by which request: it ends in the event and in the ledger. */
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
