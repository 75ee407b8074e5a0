import type { Requirements } from './requirements'

/** Whether something is the id of an account at Stripe; nothing else reaches the database. */
export const isAccountId = (value: unknown): value is string =>
  typeof value === 'string' && /^acct_[A-Za-z0-9]{1,64}$/.test(value)

/** What the rules need to know of a connected account; names as on Stripe's `account.controller`. */
export type AccountRef = {
  /** acct_… */
  id: string
  name: string
  /** ISO 3166 alpha-2, upper case; null where Stripe doesn't say */
  country: string | null
  controller: Controller
}

/** Each is null where Stripe doesn't say, or says something that this version doesn't know. */
export type Controller = {
  /** Who answers for a negative balance: `controller.losses.payments`. */
  lossesLiability: 'stripe' | 'application' | null
  requirementCollection: 'stripe' | 'application' | null
  dashboard: 'full' | 'express' | 'none' | null
  /** False when another platform controls the account; most settings are then out of reach. */
  isController: boolean | null
}

/** A connected account as the list shows it, read from Stripe. Null stands for what Stripe doesn't say. */
export type AccountProfile = AccountRef & {
  email: string | null
  /** lower-case ISO 4217 */
  defaultCurrency: string | null
  chargesEnabled: boolean | null
  payoutsEnabled: boolean | null
  detailsSubmitted: boolean | null
  /** `requirements.disabled_reason` */
  disabledReason: string | null
  /** How many requirements are currently due. */
  requirementsDue: number | null
  requirements: Requirements | null
  createdAt: Date | null
  /** As on `settings.payouts.schedule`; null for accounts that do not carry it. */
  payoutInterval: string | null
  delayDays: number | null
  /** IANA, as its Stripe Dashboard has it. */
  timeZone: string | null
}
