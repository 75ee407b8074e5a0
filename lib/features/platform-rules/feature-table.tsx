import { type ControllerProfile, PROFILE_WORDS } from '@/lib/domain/access/controller-profile'
import {
  ACTING_ROLES,
  FEATURE_WORDS,
  FEATURES,
  type FeatureRules,
  featureLock,
  type InstantPayoutsChoice,
  instantPayoutsChoices,
} from '@/lib/domain/access/platform-rules'
import { Card } from '@/lib/ui/card'
import { FeatureChoices } from './feature-choices'
import { featuresText as text } from './text'

const instantPayoutsWords = (choice: InstantPayoutsChoice) =>
  text.instantPayouts[String(choice) as keyof typeof text.instantPayouts]

/** Which role gets which feature of the balances component, for one kind of account. */
export function FeatureTable({ profile, features }: { profile: ControllerProfile; features: FeatureRules }) {
  const { title, help } = PROFILE_WORDS[profile]
  const reasons = FEATURES.flatMap((feature) => {
    const lock = featureLock(feature, profile)
    return lock ? [`${FEATURE_WORDS[feature]}: ${lock.because}`] : []
  })
  return (
    <Card title={title} id={`profile-${profile}`}>
      <p className="px-4 pt-3 text-sm text-muted">{`${text.help} ${help}`}</p>
      <div className="relative mt-1 overflow-x-auto">
        <FeatureChoices
          profile={profile}
          title={title}
          features={FEATURES.map((feature) => [
            ...([feature, FEATURE_WORDS[feature], featureLock(feature, profile)?.because ?? null] as const),
            feature === 'instant_payouts'
              ? instantPayoutsChoices(profile).map((choice) => [String(choice), instantPayoutsWords(choice)] as const)
              : [],
          ])}
          rows={ACTING_ROLES.map((role) => {
            const chosen = features[profile][role]
            const value = (feature: (typeof FEATURES)[number]) =>
              feature === 'instant_payouts'
                ? String(chosen[feature])
                : (featureLock(feature, profile)?.value ?? chosen[feature])
            return [role, FEATURES.map(value)]
          })}
        />
      </div>
      <ul className="flex flex-col gap-0.5 border-t border-line px-4 py-2.5 text-xs text-muted">
        {[...text.instantConditions[profile], ...reasons].map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </Card>
  )
}
