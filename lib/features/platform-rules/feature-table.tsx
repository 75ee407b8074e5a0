import { type ControllerProfile, PROFILE_WORDS } from '@/lib/domain/access/controller-profile'
import {
  ACTING_ROLES,
  type ActingRole,
  FEATURE_WORDS,
  FEATURES,
  type FeatureRules,
  featureLock,
  type InstantPayoutsChoice,
  instantPayoutsChoices,
} from '@/lib/domain/access/platform-rules'
import { Card } from '@/lib/ui/card'
import { CheckboxField } from '@/lib/ui/checkbox-field'
import { SelectField } from '@/lib/ui/select-field'
import { type Column, Table } from '@/lib/ui/table'
import { featureValue, instantPayoutsName, NAMES } from './submitted-rules'
import { featuresText as text } from './text'

type InstantPayoutsProps = {
  label: string
  profile: ControllerProfile
  role: ActingRole
  chosen: InstantPayoutsChoice
}

function InstantPayouts({ label, profile, role, chosen }: InstantPayoutsProps) {
  return (
    <SelectField
      // After a save, the form returns to what is saved.
      key={String(chosen)}
      label={label}
      isLabelHidden
      name={instantPayoutsName(profile, role)}
      defaultValue={String(chosen)}
    >
      {instantPayoutsChoices(profile).map((choice) => (
        <option key={String(choice)} value={String(choice)}>
          {text.instantPayouts[String(choice) as keyof typeof text.instantPayouts]}
        </option>
      ))}
    </SelectField>
  )
}

/** Which role gets which feature of the balances component, for one kind of account. */
export function FeatureTable({ profile, features }: { profile: ControllerProfile; features: FeatureRules }) {
  const { title, help } = PROFILE_WORDS[profile]
  const columns: Column<ActingRole>[] = [
    { header: text.role, cell: (role) => text.roles[role], isRowHeader: true, className: 'font-medium' },
    ...FEATURES.map((feature) => ({
      header: FEATURE_WORDS[feature],
      ...(feature === 'instant_payouts' && { className: 'min-w-68' }),
      cell: (role: ActingRole) => {
        const lock = featureLock(feature, profile)
        const label = text.feature(FEATURE_WORDS[feature], role, title)
        if (feature === 'instant_payouts')
          return (
            <InstantPayouts label={label} profile={profile} role={role} chosen={features[profile][role][feature]} />
          )
        return (
          <CheckboxField
            label={label}
            isLabelHidden
            title={lock?.because}
            name={NAMES.features}
            value={featureValue(profile, role, feature)}
            defaultChecked={lock?.value ?? features[profile][role][feature]}
            disabled={lock !== null}
          />
        )
      },
    })),
  ]
  const reasons = FEATURES.flatMap((feature) => {
    const lock = featureLock(feature, profile)
    return lock ? [`${FEATURE_WORDS[feature]}: ${lock.because}`] : []
  })
  return (
    <Card title={title} id={`profile-${profile}`}>
      <p className="px-4 pt-3 text-sm text-muted">{`${text.help} ${help}`}</p>
      <div className="relative mt-1 overflow-x-auto">
        <Table columns={columns} rows={ACTING_ROLES} rowKey={(role) => role} />
      </div>
      <ul className="flex flex-col gap-0.5 border-t border-line px-4 py-2.5 text-xs text-muted">
        {[...text.instantConditions[profile], ...reasons].map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </Card>
  )
}
