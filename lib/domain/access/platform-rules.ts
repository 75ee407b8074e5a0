import { formatMoney } from '../money/money'
import { BALANCE_SETTINGS_FIELDS, type BalanceSettingsField, definitionOf, labelOf } from '../settings/fields'
import { APPROVAL_RULES, APPROVAL_WORDS, type Approvals, rolloutRuleWords } from './approval-rules'
import { DEFAULT_PLACEMENTS, describePlacementChanges, type Placements } from './component-placements'
import { CONTROLLER_PROFILES, type ControllerProfile, forEachProfile, PROFILE_WORDS } from './controller-profile'
import type { Role } from './permissions'

/** What the platform has decided for itself; edited by an admin, read by the locks and the account sessions. */
export type PlatformRules = {
  /** The settings that owners of a connected account may edit. */
  ownerFields: readonly BalanceSettingsField[]
  /** Whether a save needs a reason. */
  reasonRequired: boolean
  /** What one payout costs the platform, in minor units; for the what-if only. */
  payoutCost: { amount: number; currency: string } | null
  features: FeatureRules
  /** For which changes a second person is needed. */
  approvals: Approvals
  /** Which of Stripe's components have a place, beside balances. */
  placements: Placements
}

/** The settings that owners may be allowed to edit. */
export const FIELDS_FOR_OWNERS = BALANCE_SETTINGS_FIELDS.filter((field) => definitionOf(field).canBeGivenToOwners)

/** Features of `components.balances`, named as on the wire. */
export const FEATURES = [
  'instant_payouts',
  'standard_payouts',
  'edit_payout_schedule',
  'external_account_collection',
  'disable_stripe_user_authentication',
] as const
export type Feature = (typeof FEATURES)[number]

/** What the platform's rules allow; where the profile isn't known, only what they allow in every profile. */
export function featuresAllowed(
  rules: PlatformRules,
  profile: ControllerProfile | null,
  role: ActingRole,
): FeatureChoices {
  if (profile !== null) return rules.features[profile][role]
  const choicesFor = (feature: Feature) => CONTROLLER_PROFILES.map((each) => rules.features[each][role][feature])
  return Object.fromEntries(
    FEATURES.map((feature) => {
      const choices = choicesFor(feature)
      if (choices.includes(false)) return [feature, false]
      return [feature, choices.includes('dashboard_rules') ? 'dashboard_rules' : true]
    }),
  ) as FeatureChoices
}

/** Viewers and members only read, so there is nothing to choose for them. */
export const ACTING_ROLES = ['admin', 'operator', 'owner'] as const satisfies readonly Role[]
export type ActingRole = (typeof ACTING_ROLES)[number]

/**
 * On, off, or left to the platform's rules for instant payouts in the Stripe Dashboard (Stripe docs, account sessions:
 * `instant_payouts` that isn't sent means these rules where the platform is liable; sent, it may bypass them).
 */
export type InstantPayoutsChoice = boolean | 'dashboard_rules'

export type FeatureChoices = Record<Exclude<Feature, 'instant_payouts'>, boolean> & {
  instant_payouts: InstantPayoutsChoice
}

export type FeatureRules = Record<ControllerProfile, Record<ActingRole, FeatureChoices>>

/** The choices for instant payouts, the default first. Where Stripe is liable, the platform's rules don't apply. */
export const instantPayoutsChoices = (profile: ControllerProfile): readonly InstantPayoutsChoice[] =>
  profile === 'stripe_liable' ? [true, false] : ['dashboard_rules', true, false]

/**
 * Null = free to choose; otherwise why not, and what holds instead. Stripe docs, account sessions: bank account
 * collection may be off, and Stripe's sign-in may be skipped, only where the platform collects requirements; the
 * latter must be the same for every component of a session, so it is one choice for a profile and not one for a role.
 */
export function featureLock(feature: Feature, profile: ControllerProfile): { value: boolean; because: string } | null {
  if (feature === 'disable_stripe_user_authentication') {
    return profile === 'platform_collects'
      ? {
          value: true,
          because:
            'The platform collects requirements, so it authenticates people itself, the same for every component of a session.',
        }
      : { value: false, because: 'Where Stripe collects requirements, it requires its own sign-in.' }
  }
  if (feature === 'external_account_collection' && profile !== 'platform_collects') {
    return { value: true, because: 'Where Stripe collects requirements, its component always offers bank accounts.' }
  }
  return null
}

function featuresFor(role: ActingRole, profile: ControllerProfile): FeatureChoices {
  const actsOnMoney = role !== 'operator'
  const [instantByDefault = false] = instantPayoutsChoices(profile)
  const wanted: FeatureChoices = {
    instant_payouts: actsOnMoney && instantByDefault,
    standard_payouts: actsOnMoney,
    // The native editor is the one writer, so that every change of the schedule carries a name.
    edit_payout_schedule: false,
    external_account_collection: actsOnMoney,
    disable_stripe_user_authentication: false,
  }
  return withLocks(wanted, profile)
}

/** The features as a session may have them, whatever was asked for. */
export function withLocks(features: FeatureChoices, profile: ControllerProfile): FeatureChoices {
  const entries = FEATURES.map((feature) => [feature, featureLock(feature, profile)?.value ?? features[feature]])
  return Object.fromEntries(entries) as FeatureChoices
}

export const DEFAULT_RULES: PlatformRules = {
  ownerFields: ['schedule', 'statementDescriptor'],
  reasonRequired: false,
  payoutCost: null,
  approvals: { needed: [], tolerance: null, mostAccounts: null },
  placements: DEFAULT_PLACEMENTS,
  features: forEachProfile((profile) => ({
    admin: featuresFor('admin', profile),
    operator: featuresFor('operator', profile),
    owner: featuresFor('owner', profile),
  })),
}

export const FEATURE_WORDS: Record<Feature, string> = {
  instant_payouts: 'Instant payouts',
  standard_payouts: 'Standard payouts',
  edit_payout_schedule: 'Edit schedule',
  external_account_collection: 'Bank accounts',
  disable_stripe_user_authentication: 'Skip Stripe sign-in',
}

/** What differs between two sets of rules, in words, for the record. */
export function describeRuleChanges(before: PlatformRules, after: PlatformRules): string[] {
  const inWords = (choice: InstantPayoutsChoice) =>
    choice === 'dashboard_rules' ? 'as the Stripe Dashboard rules' : choice ? 'on' : 'off'
  const owners = (rules: PlatformRules) =>
    FIELDS_FOR_OWNERS.filter((field) => rules.ownerFields.includes(field))
      .map(labelOf)
      .join(', ') || 'nothing'
  const cost = ({ payoutCost }: PlatformRules) => (payoutCost ? formatMoney(payoutCost) : 'not set')
  const approvals = ({ approvals: { needed, tolerance, mostAccounts } }: PlatformRules) =>
    [
      ...APPROVAL_RULES.filter((rule) => needed.includes(rule)).map((rule) =>
        rule === 'minimum_down' && tolerance
          ? `${APPROVAL_WORDS[rule]} by more than ${formatMoney(tolerance)}`
          : APPROVAL_WORDS[rule],
      ),
      ...(mostAccounts === null ? [] : [rolloutRuleWords(mostAccounts)]),
    ].join(', ') || 'nothing'
  const features = CONTROLLER_PROFILES.flatMap((profile) =>
    ACTING_ROLES.flatMap((role) =>
      FEATURES.filter(
        (feature) => before.features[profile][role][feature] !== after.features[profile][role][feature],
      ).map(
        (feature) =>
          `${FEATURE_WORDS[feature]} for ${role}, ${PROFILE_WORDS[profile].title} accounts: ${inWords(after.features[profile][role][feature])}`,
      ),
    ),
  )
  return [
    ...(owners(before) === owners(after) ? [] : [`Owners may edit: ${owners(before)} → ${owners(after)}`]),
    ...(before.reasonRequired === after.reasonRequired
      ? []
      : [
          `Reason for a save: ${before.reasonRequired ? 'required' : 'optional'} → ${after.reasonRequired ? 'required' : 'optional'}`,
        ]),
    ...(cost(before) === cost(after) ? [] : [`Cost of a payout: ${cost(before)} → ${cost(after)}`]),
    ...(approvals(before) === approvals(after)
      ? []
      : [`Approved by a second person: ${approvals(before)} → ${approvals(after)}`]),
    ...features,
    ...describePlacementChanges(before.placements, after.placements),
  ]
}
