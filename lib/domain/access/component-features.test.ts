import { expect, test } from 'vitest'
import type { AccountRef, Controller } from '../accounts/connected-account'
import { type ComponentFeatures, embeddedBalances, placedComponents } from './component-features'
import { PLACED_COMPONENTS, placementsOf } from './component-placements'
import { CONTROLLER_PROFILES, type ControllerProfile, forEachProfile } from './controller-profile'
import { payoutsSentHere } from './payout-access'
import { type AccountAccess, openAccount, type Person, roleOn } from './permissions'
import { DEFAULT_RULES, type FeatureChoices, type PlatformRules } from './platform-rules'

const CONTROLLERS: Record<ControllerProfile, Omit<Controller, 'isController'>> = {
  platform_collects: { lossesLiability: 'application', requirementCollection: 'application', dashboard: 'none' },
  platform_liable: { lossesLiability: 'application', requirementCollection: 'stripe', dashboard: 'express' },
  stripe_liable: { lossesLiability: 'stripe', requirementCollection: 'stripe', dashboard: 'full' },
}

const owner: Person = {
  id: 'p',
  name: 'P',
  email: 'p@x',
  staffRole: null,
  memberships: [{ accountId: 'acct_1', role: 'owner' }],
}

function ticket(profile: ControllerProfile, isController: boolean | null, person: Person = owner): AccountAccess {
  const account: AccountRef = {
    ...{ id: 'acct_1', name: 'Bakery', country: 'US' },
    controller: { ...CONTROLLERS[profile], isController },
  }
  const access = openAccount(person, account, 'account_session:create')
  if (!access) throw new Error(`${roleOn(person, 'acct_1')} has no session`)
  return access
}

const UNLIMITED = { isProven: true, coolsOff: false }

/** Every component has a place, and all roles have these features. */
const rulesWith = (features: Partial<FeatureChoices>): PlatformRules => ({
  ...DEFAULT_RULES,
  placements: placementsOf(() => PLACED_COMPONENTS),
  features: forEachProfile((profile) => ({
    admin: { ...DEFAULT_RULES.features[profile].admin, ...features },
    operator: { ...DEFAULT_RULES.features[profile].operator, ...features },
    owner: { ...DEFAULT_RULES.features[profile].owner, ...features },
  })),
})

/** The features of every component that somebody gets for an account and that can send payouts. */
function sendingComponents(access: AccountAccess, rules: PlatformRules): ComponentFeatures[] {
  const embedded = embeddedBalances(access, rules, UNLIMITED)
  const { payouts, instant_payouts_promotion: offer } = placedComponents(access, rules, UNLIMITED)
  return [embedded.kind === 'component' ? embedded.features : undefined, payouts?.features, offer?.features].filter(
    (features) => features !== undefined,
  )
}

const staff = (staffRole: Person['staffRole']): Person => ({ ...owner, staffRole, memberships: [] })
const PEOPLE = { owner, admin: staff('admin'), operator: staff('operator') }

test('a payout has one place: Spillway where the platform may send it, or else Stripe’s component, and never both', () => {
  for (const profile of CONTROLLER_PROFILES)
    for (const isController of [true, false, null])
      for (const [role, person] of Object.entries(PEOPLE))
        for (const standard of [true, false])
          for (const instant of [true, false, 'dashboard_rules'] as const) {
            const rules = rulesWith({ standard_payouts: standard, instant_payouts: instant })
            const access = ticket(profile, isController, person)
            const here = payoutsSentHere(access, rules)
            const components = sendingComponents(access, rules)
            const situation = JSON.stringify({ profile, isController, role, standard, instant })
            const places = {
              standard: [here.standard, components.some((features) => features.standard_payouts === true)],
              // Left out, the platform’s rules in the Stripe Dashboard decide.
              instant: [here.instant, components.some((features) => features.instant_payouts !== false)],
            }
            expect(places.standard.filter(Boolean), situation).toHaveLength(standard ? 1 : 0)
            expect(places.instant.filter(Boolean), situation).toHaveLength(instant === false ? 0 : 1)
          }
})

test('by default an owner sends standard payouts here, and instant ones as the Stripe Dashboard rules say, in the component', () => {
  const access = ticket('platform_collects', true)
  expect(payoutsSentHere(access, DEFAULT_RULES)).toEqual({ standard: true, instant: false })
  const { features } = embeddedBalances(access, DEFAULT_RULES, UNLIMITED) as { features: ComponentFeatures }
  expect(features.standard_payouts).toBe(false)
  expect(features).not.toHaveProperty('instant_payouts')
})

test('of an account that another platform controls, only the component sends payouts', () => {
  const { features } = embeddedBalances(ticket('stripe_liable', false), DEFAULT_RULES, UNLIMITED) as {
    features: ComponentFeatures
  }
  expect(features).toMatchObject({ standard_payouts: true, instant_payouts: true })
})

test('the offer of instant payouts has a place only where the component sends them', () => {
  const placed = (instant: FeatureChoices['instant_payouts']) =>
    Object.keys(placedComponents(ticket('platform_liable', true), rulesWith({ instant_payouts: instant }), UNLIMITED))
  expect(placed('dashboard_rules')).toContain('instant_payouts_promotion')
  expect(placed(true)).not.toContain('instant_payouts_promotion')
})
