import type { Controller } from '../accounts/connected-account'

/** The ways of sharing duties with Stripe that change what a session may hold. */
export const CONTROLLER_PROFILES = ['platform_collects', 'platform_liable', 'stripe_liable'] as const
export type ControllerProfile = (typeof CONTROLLER_PROFILES)[number]

/** Null where Stripe doesn't say enough. */
export function profileOf({ requirementCollection, lossesLiability }: Controller): ControllerProfile | null {
  if (requirementCollection === 'application') return 'platform_collects'
  if (requirementCollection === null || lossesLiability === null) return null
  return lossesLiability === 'application' ? 'platform_liable' : 'stripe_liable'
}

export const forEachProfile = <T>(make: (profile: ControllerProfile) => T) =>
  Object.fromEntries(CONTROLLER_PROFILES.map((profile) => [profile, make(profile)])) as Record<ControllerProfile, T>

export const PROFILE_WORDS: Record<ControllerProfile, { title: string; help: string }> = {
  platform_collects: {
    title: 'Custom',
    help: 'The platform collects requirements and is liable for negative balances.',
  },
  platform_liable: {
    title: 'Express',
    help: 'The platform is liable for negative balances; Stripe collects requirements.',
  },
  stripe_liable: { title: 'Standard', help: 'Stripe is liable for negative balances and collects requirements.' },
}
