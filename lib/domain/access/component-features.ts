import { type AccountAccess, isReader } from './permissions'
import {
  type Feature,
  type FeatureChoices,
  featuresAllowed,
  type PlatformRules,
  profileOf,
  withLocks,
} from './platform-rules'

/** Features of `components.balances`, named as on the wire. What is not sent keeps Stripe's default. */
export type BalancesFeatures = Partial<Record<Feature, boolean>>

export type EmbeddedBalances = { kind: 'component'; features: BalancesFeatures } | { kind: 'withheld'; reason: string }

const NOTHING: FeatureChoices = {
  instant_payouts: false,
  standard_payouts: false,
  edit_payout_schedule: false,
  external_account_collection: false,
  disable_stripe_user_authentication: false,
}

/**
 * What this person may do in the component; Stripe enforces exactly what the session allows. People with read-only access
 * get a component without features. Where Stripe collects requirements, bank account editing can't be disabled, so they
 * get the native figures instead.
 */
export function embeddedBalances(access: AccountAccess, rules: PlatformRules): EmbeddedBalances {
  const profile = profileOf(access.account.controller)
  const { role } = access
  const onlyReads = isReader(role)
  if (access.person.view)
    return { kind: 'withheld', reason: 'Stripe’s component isn’t opened in a view as owner. The figures are below.' }
  if (onlyReads && profile !== 'platform_collects') {
    return {
      kind: 'withheld',
      reason:
        profile === null
          ? 'Stripe doesn’t say who collects requirements for this account, so people with read-only access see the figures below.'
          : 'Because Stripe collects requirements for this account, its component always includes bank account editing. People with read-only access see the figures below.',
    }
  }
  const wanted = onlyReads ? NOTHING : featuresAllowed(rules, profile, role)
  if (profile === 'platform_collects') return { kind: 'component', features: asSent(withLocks(wanted, profile)) }
  // Restricted flags are left to Stripe's own defaults where the platform may not set them.
  const { external_account_collection: _, disable_stripe_user_authentication: __, ...free } = asSent(wanted)
  return { kind: 'component', features: free }
}

/** Stripe applies the platform's Dashboard rules to instant payouts only where the feature isn't sent. */
function asSent({ instant_payouts: instant, ...others }: FeatureChoices): BalancesFeatures {
  return instant === 'dashboard_rules' ? others : { instant_payouts: instant, ...others }
}
