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
import { savingText } from './text'

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

/** Applies Stripe's constraints, also to a forged submission. */
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
      amount: z.int().min(0, savingText.negativeCost).max(1_000_000, savingText.costTooHigh),
      currency: z.string().refine(isKnownCurrency, savingText.unknownCurrency),
    })
    .nullable(),
  features: profiles.transform(lockFeatures),
})
