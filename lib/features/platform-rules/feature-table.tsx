import { type ControllerProfile, PROFILE_WORDS } from '@/lib/domain/access/controller-profile'
import {
  ACTING_ROLES,
  type ActingRole,
  FEATURE_WORDS,
  FEATURES,
  type Feature,
  type FeatureRules,
  featureLock,
  type InstantPayoutsChoice,
  instantPayoutsChoices,
} from '@/lib/domain/access/platform-rules'
import { Card } from '@/lib/ui/card'
import { type Heading, TableFrame } from '@/lib/ui/table-view'
import { type FeatureControl, FeatureRows } from './feature-rows'
import { featureValue, instantPayoutsName, NAMES } from './rule-names'
import { featuresText as text } from './text'

const HEADINGS: Heading[] = [
  { header: text.role, isRowHeader: true, className: 'font-medium' },
  ...FEATURES.map((feature) => ({
    header: FEATURE_WORDS[feature],
    ...(feature === 'instant_payouts' && { className: 'min-w-68' }),
  })),
]

function controlOf(
  profile: ControllerProfile,
  role: ActingRole,
  feature: Feature,
  rules: FeatureRules,
): FeatureControl {
  const label = text.feature(FEATURE_WORDS[feature], role, PROFILE_WORDS[profile].title)
  if (feature === 'instant_payouts') {
    const words = (choice: InstantPayoutsChoice) =>
      text.instantPayouts[String(choice) as keyof typeof text.instantPayouts]
    return {
      label,
      name: instantPayoutsName(profile, role),
      value: String(rules[profile][role][feature]),
      choices: instantPayoutsChoices(profile).map((choice) => [String(choice), words(choice)] as const),
    }
  }
  const lock = featureLock(feature, profile)
  return {
    label,
    name: NAMES.features,
    value: featureValue(profile, role, feature),
    isOn: lock?.value ?? rules[profile][role][feature],
    lockedBecause: lock?.because,
  }
}

/** Which role gets which feature of the balances component, for one kind of account. */
export function FeatureTable({ profile, features }: { profile: ControllerProfile; features: FeatureRules }) {
  const { title, help } = PROFILE_WORDS[profile]
  const rows = ACTING_ROLES.map((role) => ({
    role: text.roles[role],
    controls: FEATURES.map((feature) => controlOf(profile, role, feature, features)),
  }))
  const reasons = FEATURES.flatMap((feature) => {
    const lock = featureLock(feature, profile)
    return lock ? [`${FEATURE_WORDS[feature]}: ${lock.because}`] : []
  })
  return (
    <Card title={title} id={`profile-${profile}`}>
      <p className="px-4 pt-3 text-sm text-muted">{`${text.help} ${help}`}</p>
      <div className="relative mt-1 overflow-x-auto">
        <TableFrame columns={HEADINGS}>
          <FeatureRows rows={rows} />
        </TableFrame>
      </div>
      <ul className="flex flex-col gap-0.5 border-t border-line px-4 py-2.5 text-xs text-muted">
        {[...text.instantConditions[profile], ...reasons].map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </Card>
  )
}
