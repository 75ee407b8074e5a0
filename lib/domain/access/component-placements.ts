import { CONTROLLER_PROFILES, type ControllerProfile, forEachProfile, PROFILE_WORDS } from './controller-profile'
import { isReader, type Role } from './permissions'

/** Stripe's components that have a place of their own beside balances, named as in an account session. */
export const PLACED_COMPONENTS = [
  'notification_banner',
  'instant_payouts_promotion',
  'account_onboarding',
  'account_management',
  'payouts',
  'payouts_list',
  'payout_details',
  'documents',
] as const
export type PlacedComponent = (typeof PLACED_COMPONENTS)[number]

/** Those who may read an account. Auditors read the record only. */
export const PLACING_ROLES = [
  'admin',
  'operator',
  'approver',
  'viewer',
  'owner',
  'member',
] as const satisfies readonly Role[]
export type PlacingRole = (typeof PLACING_ROLES)[number]

/** Which components somebody in a role has for a kind of account. */
export type Placements = Record<ControllerProfile, Record<PlacingRole, readonly PlacedComponent[]>>

export const COMPONENT_WORDS: Record<PlacedComponent, string> = {
  notification_banner: 'Notifications',
  instant_payouts_promotion: 'Instant payout offer',
  account_onboarding: 'Onboarding',
  account_management: 'Account details',
  payouts: 'Balances and payouts',
  payouts_list: 'List of payouts',
  payout_details: 'Details of a payout',
  documents: 'Documents',
}

/** They collect what Stripe needs from the holder of the account. */
const COLLECTING: readonly PlacedComponent[] = ['notification_banner', 'account_onboarding', 'account_management']

/** They have features that move money or change bank accounts. */
const MOVING_MONEY: readonly PlacedComponent[] = ['payouts', 'instant_payouts_promotion']

/**
 * Null = free to place; otherwise why not. Stripe docs, account sessions: where Stripe collects requirements, the holder
 * signs in to Stripe in the components that collect them, and bank account editing can't be off.
 */
export function placementLock(
  component: PlacedComponent,
  profile: ControllerProfile,
  role: PlacingRole,
): string | null {
  if (COLLECTING.includes(component) && role !== 'owner' && !(role === 'admin' && profile === 'platform_collects')) {
    return role === 'admin'
      ? 'Where Stripe collects requirements, only the holder of the account can sign in to Stripe to provide them.'
      : 'It changes who the account belongs to, so it is for owners only.'
  }
  if (component === 'instant_payouts_promotion' && isReader(role))
    return 'People with read-only access send no payouts.'
  if (MOVING_MONEY.includes(component) && isReader(role) && profile !== 'platform_collects')
    return 'Where Stripe collects requirements, it always includes bank account editing.'
  return null
}

const byDefault = (role: PlacingRole): readonly PlacedComponent[] => {
  if (role === 'owner') return ['notification_banner', 'account_onboarding', 'account_management', 'documents']
  return role === 'member' ? ['documents'] : []
}

export const DEFAULT_PLACEMENTS: Placements = placementsOf((_, role) => byDefault(role))

/** Placements with the components that `choose` names, as far as they may be placed. */
export function placementsOf(
  choose: (profile: ControllerProfile, role: PlacingRole) => readonly unknown[],
): Placements {
  return forEachProfile((profile) => {
    const placed = PLACING_ROLES.map((role) => {
      const chosen = choose(profile, role)
      const isPlaced = (each: PlacedComponent) => chosen.includes(each) && placementLock(each, profile, role) === null
      return [role, PLACED_COMPONENTS.filter(isPlaced)]
    })
    return Object.fromEntries(placed) as Placements[ControllerProfile]
  })
}

/** What somebody has; where the profile isn't known, only what they have in every profile. */
export function placedFor(
  placements: Placements,
  profile: ControllerProfile | null,
  role: Role,
): readonly PlacedComponent[] {
  const placing = PLACING_ROLES.find((each) => each === role)
  if (!placing) return []
  if (profile !== null) return placements[profile][placing]
  return PLACED_COMPONENTS.filter((each) => CONTROLLER_PROFILES.every((one) => placements[one][placing].includes(each)))
}

/** For the record. */
export function describePlacementChanges(before: Placements, after: Placements): string[] {
  const inWords = (placed: readonly PlacedComponent[]) =>
    placed.map((each) => COMPONENT_WORDS[each]).join(', ') || 'none'
  return CONTROLLER_PROFILES.flatMap((profile) =>
    PLACING_ROLES.flatMap((role) => {
      const [was, is] = [inWords(before[profile][role]), inWords(after[profile][role])]
      return was === is
        ? []
        : [`Stripe’s components for ${role}, ${PROFILE_WORDS[profile].title} accounts: ${was} → ${is}`]
    }),
  )
}
