import { type AccountAccess, mayAlso } from './permissions'
import { type PlatformRules, profileOf } from './platform-rules'

/**
 * Which payouts this person may order here: the same choice of the platform as for Stripe's component, so that the two
 * halves of a page agree.
 */
export function allowedPayoutMethods(
  access: AccountAccess,
  rules: PlatformRules,
): { standard: boolean; instant: boolean } {
  const { role } = access
  if (role === 'viewer' || role === 'member' || !mayAlso(access, 'payouts:create'))
    return { standard: false, instant: false }
  const features = rules.features[profileOf(access.account.controller)][role]
  return { standard: features.standard_payouts, instant: features.instant_payouts }
}
