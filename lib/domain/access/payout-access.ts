import { profileOf } from './controller-profile'
import { type AccountAccess, isReader, mayAlso } from './permissions'
import { featuresAllowed, type InstantPayoutsChoice, type PlatformRules } from './platform-rules'

export type AllowedPayouts = { standard: boolean; instant: InstantPayoutsChoice }

/** Which payouts this person may send here: the platform's choice for Stripe's component holds for both. */
export function allowedPayoutMethods(access: AccountAccess, rules: PlatformRules): AllowedPayouts {
  const { role } = access
  if (isReader(role) || !mayAlso(access, 'payouts:create')) return { standard: false, instant: false }
  const features = featuresAllowed(rules, profileOf(access.account.controller), role)
  return { standard: features.standard_payouts, instant: features.instant_payouts }
}

/** Those that Spillway sends itself. Stripe's component sends the others, so that no payout has two places. */
export function payoutsSentHere(access: AccountAccess, rules: PlatformRules): { standard: boolean; instant: boolean } {
  const { standard, instant } = allowedPayoutMethods(access, rules)
  const mayOrder = access.account.controller.isController !== false
  return { standard: mayOrder && standard, instant: mayOrder && instant === true }
}
