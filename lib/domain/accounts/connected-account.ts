/** Whether something is the id of an account at Stripe; nothing else reaches the database. */
export const isAccountId = (value: unknown): value is string =>
  typeof value === 'string' && /^acct_[A-Za-z0-9]{1,64}$/.test(value)

/** What the rules need to know of a connected account; names as on Stripe's `account.controller`. */
export type AccountRef = {
  /** acct_… */
  id: string
  name: string
  /** ISO 3166 alpha-2, upper case */
  country: string
  controller: Controller
}

export type Controller = {
  /** Who answers for a negative balance: `controller.losses.payments`. */
  lossesLiability: 'stripe' | 'application'
  requirementCollection: 'stripe' | 'application'
  dashboard: 'full' | 'express' | 'none'
  /** False when another platform controls the account; most settings are then out of reach. */
  isController: boolean
}

/** A connected account as the list shows it, read from Stripe. */
export type AccountProfile = AccountRef & {
  email: string | null
  /** lower-case ISO 4217 */
  defaultCurrency: string
  chargesEnabled: boolean
  payoutsEnabled: boolean
  detailsSubmitted: boolean
  /** `requirements.disabled_reason` */
  disabledReason: string | null
  /** How many requirements are currently due. */
  requirementsDue: number
  createdAt: Date
  /** As on `settings.payouts.schedule`; null for accounts that do not carry it. */
  payoutInterval: string | null
  delayDays: number | null
}
