import { z } from 'zod'
import {
  ACTING_ROLES,
  CONTROLLER_PROFILES,
  FEATURES,
  type FeatureRules,
  FIELDS_FOR_OWNERS,
  withLocks,
} from '@/lib/domain/access/platform-rules'
import { isKnownCurrency } from '@/lib/domain/money/money'

const features = z.strictObject(
  Object.fromEntries(FEATURES.map((feature) => [feature, z.boolean()])) as Record<
    (typeof FEATURES)[number],
    z.ZodBoolean
  >,
)
const roles = z.strictObject(
  Object.fromEntries(ACTING_ROLES.map((role) => [role, features])) as Record<
    (typeof ACTING_ROLES)[number],
    typeof features
  >,
)
const profiles = z.strictObject(
  Object.fromEntries(CONTROLLER_PROFILES.map((profile) => [profile, roles])) as Record<
    (typeof CONTROLLER_PROFILES)[number],
    typeof roles
  >,
)

/** Stripe's constraints are put in force here, whatever a forged submission asks for. */
function lockFeatures(rules: FeatureRules): FeatureRules {
  const locked = CONTROLLER_PROFILES.map((profile) => [
    profile,
    Object.fromEntries(ACTING_ROLES.map((role) => [role, withLocks(rules[profile][role], profile)])),
  ])
  return Object.fromEntries(locked) as FeatureRules
}

export const rulesSchema = z.strictObject({
  ownerFields: z.array(z.enum(FIELDS_FOR_OWNERS as [(typeof FIELDS_FOR_OWNERS)[number]])).max(FIELDS_FOR_OWNERS.length),
  reasonRequired: z.boolean(),
  payoutCost: z
    .strictObject({
      amount: z.int().min(0, 'A cost cannot be negative.').max(1_000_000, 'That is more than a payout can cost.'),
      currency: z.string().refine(isKnownCurrency, 'Stripe has no such currency.'),
    })
    .nullable(),
  features: profiles.transform(lockFeatures),
})
