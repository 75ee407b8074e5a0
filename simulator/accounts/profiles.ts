import type { Controller } from '../world/state.ts'

export type ProfileName = 'custom' | 'express' | 'no_dashboard' | 'standard'

/** [from memory, matches the docs' wording] the four combinations worth having; who answers for what. */
const PROFILES: Readonly<Record<ProfileName, Controller>> = {
  standard: profile('account', 'stripe', 'stripe', 'full'),
  express: profile('application', 'application', 'stripe', 'express'),
  custom: profile('application', 'application', 'application', 'none'),
  no_dashboard: profile('account', 'stripe', 'stripe', 'none'),
}

function profile(
  payer: Controller['fees']['payer'],
  losses: Controller['losses']['payments'],
  collection: Controller['requirement_collection'],
  dashboard: Controller['stripe_dashboard']['type'],
): Controller {
  return {
    fees: { payer },
    losses: { payments: losses },
    requirement_collection: collection,
    stripe_dashboard: { type: dashboard },
  }
}

export function controllerOf(name: ProfileName): Controller {
  return PROFILES[name]
}

export function isProfileName(name: unknown): name is ProfileName {
  return typeof name === 'string' && Object.hasOwn(PROFILES, name)
}
