import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  DEFAULT_PLACEMENTS,
  describePlacementChanges,
  PLACED_COMPONENTS,
  PLACING_ROLES,
  type PlacedComponent,
  placedFor,
  placementLock,
  placementsOf,
} from './component-placements'
import { CONTROLLER_PROFILES } from './controller-profile'

const everything = placementsOf(() => PLACED_COMPONENTS)

test('whatever an admin chooses, only owners provide what Stripe needs where Stripe collects it', () => {
  for (const profile of ['platform_liable', 'stripe_liable'] as const)
    for (const role of PLACING_ROLES.filter((each) => each !== 'owner'))
      expect(everything[profile][role]).not.toContain('account_onboarding')
  expect(everything.platform_collects.admin).toContain('account_onboarding')
  expect(everything.platform_collects.operator).not.toContain('account_management')
})

test('people with read-only access never get a component that edits bank accounts', () => {
  for (const role of ['viewer', 'approver', 'member'] as const) {
    expect(everything.platform_liable[role]).toEqual(['payouts_list', 'payout_details', 'documents'])
    expect(everything.platform_collects[role]).toEqual(['payouts', 'payouts_list', 'payout_details', 'documents'])
  }
})

test('auditors have no component, and without a known profile people have what every profile gives them', () => {
  expect(placedFor(everything, 'platform_collects', 'auditor')).toEqual([])
  const mixed = placementsOf((profile, role) =>
    role === 'owner' && profile === 'stripe_liable' ? ['documents'] : ['documents', 'payouts_list'],
  )
  expect(placedFor(mixed, null, 'owner')).toEqual(['documents'])
  expect(placedFor(mixed, null, 'member')).toEqual(['payouts_list', 'documents'])
})

test('any choice keeps the locks, and what is chosen again is the same', () => {
  const anything = fc.array(fc.oneof(fc.constantFrom<PlacedComponent>(...PLACED_COMPONENTS), fc.anything()))
  fc.assert(
    fc.property(fc.array(anything, { minLength: 18, maxLength: 18 }), (choices) => {
      const chosen = placementsOf(
        (profile, role) => choices[CONTROLLER_PROFILES.indexOf(profile) * 6 + PLACING_ROLES.indexOf(role)] ?? [],
      )
      for (const profile of CONTROLLER_PROFILES)
        for (const role of PLACING_ROLES)
          for (const each of chosen[profile][role]) expect(placementLock(each, profile, role)).toBeNull()
      expect(placementsOf((profile, role) => chosen[profile][role])).toEqual(chosen)
      expect(describePlacementChanges(chosen, chosen)).toEqual([])
    }),
  )
})

test('the record names who has what', () => {
  const after = placementsOf((profile, role) =>
    profile === 'platform_liable' && role === 'owner' ? [] : DEFAULT_PLACEMENTS[profile][role],
  )
  expect(describePlacementChanges(DEFAULT_PLACEMENTS, after)).toEqual([
    'Stripe’s components for owner, Express accounts: Notifications, Onboarding, Account details, Documents → none',
  ])
})
