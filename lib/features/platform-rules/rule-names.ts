import type { PlacedComponent, PlacingRole } from '@/lib/domain/access/component-placements'
import type { ControllerProfile } from '@/lib/domain/access/controller-profile'
import type { ActingRole, Feature } from '@/lib/domain/access/platform-rules'

/** The names of the form's controls. A selected feature is one value of `features`. */
export const NAMES = {
  ownerFields: 'ownerFields',
  reasonRequired: 'reasonRequired',
  cost: 'cost',
  currency: 'currency',
  features: 'features',
  placements: 'placements',
  approvals: 'approvals',
  tolerance: 'tolerance',
  toleranceCurrency: 'toleranceCurrency',
  mostAccounts: 'mostAccounts',
} as const

export const featureValue = (profile: ControllerProfile, role: ActingRole, feature: Feature) =>
  `${profile}.${role}.${feature}`

export const placementValue = (profile: ControllerProfile, role: PlacingRole, component: PlacedComponent) =>
  `${profile}.${role}.${component}`

/** The control of one role's instant payouts; its value is a choice as text. */
export const instantPayoutsName = (profile: ControllerProfile, role: ActingRole) =>
  featureValue(profile, role, 'instant_payouts')
