import 'server-only'
import { APPROVAL_RULES } from '@/lib/domain/access/approval-rules'
import { placementsOf } from '@/lib/domain/access/component-placements'
import { CONTROLLER_PROFILES, type ControllerProfile } from '@/lib/domain/access/controller-profile'
import {
  ACTING_ROLES,
  DEFAULT_RULES,
  FEATURES,
  type Feature,
  type FeatureChoices,
  FIELDS_FOR_OWNERS,
  instantPayoutsChoices,
  type PlatformRules,
  withLocks,
} from '@/lib/domain/access/platform-rules'
import { type Foreign, flag, integer, list, record } from '@/lib/domain/foreign'
import { isKnownCurrency } from '@/lib/domain/money/money'
import { knownShape } from './versions'

/**
 * The platform's rules as they are stored. What isn't stored, because the rule is newer, or can't be read has its
 * default, one by one; what Stripe decides is as Stripe decides it. Rules that were stored before instant payouts could
 * be left to the Stripe Dashboard keep what they said, on or off.
 */
export function readStoredRules(stored: unknown): PlatformRules {
  const rules = record(knownShape(stored))
  const owners = list(rules.ownerFields)
  return {
    ownerFields: owners ? FIELDS_FOR_OWNERS.filter((field) => owners.includes(field)) : DEFAULT_RULES.ownerFields,
    reasonRequired: flag(rules.reasonRequired) ?? DEFAULT_RULES.reasonRequired,
    payoutCost: readCost(rules.payoutCost),
    approvals: readApprovals(record(rules.approvals)),
    placements: readPlacements(rules.placements),
    features: recordOf(CONTROLLER_PROFILES, (profile) =>
      recordOf(ACTING_ROLES, (role) => {
        const choices = record(record(record(rules.features)[profile])[role])
        return withLocks(readChoices(choices, profile, DEFAULT_RULES.features[profile][role]), profile)
      }),
    ),
  }
}

function readPlacements(stored: unknown): PlatformRules['placements'] {
  return placementsOf(
    (profile, role) => list(record(record(stored)[profile])[role]) ?? DEFAULT_RULES.placements[profile][role],
  )
}

function readChoices(
  stored: Readonly<Record<string, unknown>>,
  profile: ControllerProfile,
  byDefault: FeatureChoices,
): FeatureChoices {
  const choose = (feature: Feature) =>
    feature === 'instant_payouts'
      ? instantPayoutsChoices(profile).find((choice) => choice === stored[feature])
      : flag(stored[feature])
  return recordOf(FEATURES, (feature) => choose(feature) ?? byDefault[feature]) as FeatureChoices
}

function readApprovals({ needed, tolerance, mostAccounts }: Foreign): PlatformRules['approvals'] {
  const rules = list(needed)
  const most = integer(mostAccounts)
  return {
    needed: rules ? APPROVAL_RULES.filter((rule) => rules.includes(rule)) : DEFAULT_RULES.approvals.needed,
    tolerance: readCost(tolerance),
    mostAccounts: most !== null && most >= 0 ? most : DEFAULT_RULES.approvals.mostAccounts,
  }
}

function readCost(stored: unknown): PlatformRules['payoutCost'] {
  const { amount: minorUnits, currency } = record(stored)
  const amount = integer(minorUnits)
  return amount !== null && amount >= 0 && typeof currency === 'string' && isKnownCurrency(currency)
    ? { amount, currency }
    : DEFAULT_RULES.payoutCost
}

const recordOf = <Key extends string, Value>(keys: readonly Key[], read: (key: Key) => Value) =>
  Object.fromEntries(keys.map((key) => [key, read(key)])) as Record<Key, Value>
