import type { Controller } from '../world/state.ts'

export type ProfileName = 'custom' | 'express' | 'no_dashboard' | 'standard'

/** [from memory, matches the docs' wording] The four useful combinations of who is responsible for what. */
const PROFILES: Readonly<Record<ProfileName, Controller>> = {
  standard: controller('account', 'stripe', 'stripe', 'full'),
  express: controller('application', 'application', 'stripe', 'express'),
  custom: controller('application', 'application', 'application', 'none'),
  no_dashboard: controller('account', 'stripe', 'stripe', 'none'),
}

function controller(
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

/** Null for any other combination. */
export function profileOf(controller: Controller): ProfileName | null {
  const text = JSON.stringify(controller)
  return (
    Object.keys(PROFILES)
      .filter(isProfileName)
      .find((name) => JSON.stringify(PROFILES[name]) === text) ?? null
  )
}
