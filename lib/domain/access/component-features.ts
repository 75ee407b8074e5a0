import { type PlacedComponent, placedFor } from './component-placements'
import { profileOf } from './controller-profile'
import { payoutsSentHere } from './payout-access'
import { type AccountAccess, isReader } from './permissions'
import { type Feature, type FeatureChoices, featuresAllowed, type PlatformRules, withLocks } from './platform-rules'

/** Features of a component, named as on the wire. What is not sent keeps Stripe's default. */
export type ComponentFeatures = Partial<Record<Feature, boolean>>

/** `components` of an account session. */
export type SessionComponents = Partial<
  Record<'balances' | PlacedComponent, { enabled: true; features?: ComponentFeatures }>
>

/** What keeps a session from moving money, whatever the rules allow. */
export type SessionLimits = {
  /** Whether the person has just proven who they are, as they must before they move money in Spillway. */
  isProven: boolean
  /** Whether manual payouts to new bank accounts have to wait, of which Stripe’s components know nothing. */
  coolsOff: boolean
}

export type EmbeddedBalances = { kind: 'component'; features: ComponentFeatures } | { kind: 'withheld'; reason: string }

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
export function embeddedBalances(access: AccountAccess, rules: PlatformRules, limits: SessionLimits): EmbeddedBalances {
  const profile = profileOf(access.account.controller)
  if (access.person.view)
    return { kind: 'withheld', reason: 'Stripe’s component isn’t opened in a view as owner. The figures are below.' }
  if (isReader(access.role) && profile !== 'platform_collects') {
    return {
      kind: 'withheld',
      reason:
        profile === null
          ? 'Stripe doesn’t say who collects requirements for this account, so people with read-only access see the figures below.'
          : 'Because Stripe collects requirements for this account, its component always includes bank account editing. People with read-only access see the figures below.',
    }
  }
  return { kind: 'component', features: featuresOf(access, rules, limits) }
}

/** Whether a proof of who they are gives this person more in Stripe’s components than they have now. */
export function gainsByProof(access: AccountAccess, rules: PlatformRules, limits: SessionLimits): boolean {
  const featuresIf = (isProven: boolean) => featuresOf(access, rules, { ...limits, isProven })
  const [now, then] = [featuresIf(limits.isProven), featuresIf(true)]
  return (Object.keys(NOTHING) as Feature[]).some((feature) => now[feature] !== then[feature])
}

/** Which of an account's parts this person can have in the component, so that the page need not show them twice. */
export function shownInComponent(access: AccountAccess, rules: PlatformRules): { balance: boolean; banks: boolean } {
  const embedded = embeddedBalances(access, rules, { isProven: true, coolsOff: false })
  if (embedded.kind !== 'component') return { balance: false, banks: false }
  return { balance: true, banks: embedded.features.external_account_collection !== false }
}

function featuresOf(
  access: AccountAccess,
  rules: PlatformRules,
  { isProven, coolsOff }: SessionLimits,
): ComponentFeatures {
  const { role, account } = access
  const profile = profileOf(account.controller)
  const here = payoutsSentHere(access, rules)
  const wanted: FeatureChoices = {
    ...(isReader(role) || !isProven ? NOTHING : featuresAllowed(rules, profile, role)),
    ...((coolsOff || here.standard) && { standard_payouts: false }),
    ...((coolsOff || here.instant) && { instant_payouts: false }),
  }
  if (profile === 'platform_collects') return asSent(withLocks(wanted, profile))
  // Restricted flags are left to Stripe's own defaults where the platform may not set them.
  const { external_account_collection: _, disable_stripe_user_authentication: __, ...free } = asSent(wanted)
  return free
}

/** Stripe applies the platform's Dashboard rules to instant payouts only where the feature isn't sent. */
function asSent({ instant_payouts: instant, ...others }: FeatureChoices): ComponentFeatures {
  return instant === 'dashboard_rules' ? others : { instant_payouts: instant, ...others }
}

const COLLECTING: readonly Feature[] = ['external_account_collection', 'disable_stripe_user_authentication']

/** The features that each component has (Stripe API, account sessions). */
const FEATURES_OF: Record<PlacedComponent, readonly Feature[]> = {
  notification_banner: COLLECTING,
  account_onboarding: COLLECTING,
  account_management: COLLECTING,
  instant_payouts_promotion: [...COLLECTING, 'instant_payouts'],
  payouts: [...COLLECTING, 'instant_payouts', 'standard_payouts', 'edit_payout_schedule'],
  payouts_list: [],
  payout_details: [],
  documents: [],
}

/**
 * The components that an admin has given this person for this account, each with the features that the rules allow. All
 * come from one set of choices, because Stripe wants the restricted flags to be equal in every component of a session.
 */
export function placedComponents(
  access: AccountAccess,
  rules: PlatformRules,
  limits: SessionLimits,
): SessionComponents {
  const features = featuresOf(access, rules, limits)
  return Object.fromEntries(
    placedNames(access, rules).map((component) => {
      const sent = Object.entries(features).filter(([feature]) =>
        FEATURES_OF[component].some((each) => each === feature),
      )
      return [component, { enabled: true, ...(sent.length > 0 && { features: Object.fromEntries(sent) }) }]
    }),
  )
}

/**
 * In the order in which a page shows them; none in a view as owner, as for balances. The offer of instant payouts sends
 * them itself, so it has no place beside Spillway's own.
 */
export function placedNames(access: AccountAccess, rules: PlatformRules): readonly PlacedComponent[] {
  if (access.person.view) return []
  const placed = placedFor(rules.placements, profileOf(access.account.controller), access.role)
  return payoutsSentHere(access, rules).instant
    ? placed.filter((component) => component !== 'instant_payouts_promotion')
    : placed
}
