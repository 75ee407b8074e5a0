import { CONTROLLER_PROFILES } from '@/lib/domain/access/controller-profile'
import type { PlatformRules } from '@/lib/domain/access/platform-rules'
import { environment } from '@/lib/env'
import { ApprovalFields } from './approval-fields'
import { FeatureTable } from './feature-table'
import { OwnerFields } from './owner-fields'
import { PlacementTable } from './placement-table'
import { RulesEditor } from './rules-editor'
import { SavingFields } from './saving-fields'
import { featuresText } from './text'

/** The server renders the fields; the browser loads only what saves them. */
export function PlatformRulesForm({ rules }: { rules: PlatformRules }) {
  return (
    <RulesEditor>
      <OwnerFields ownerFields={rules.ownerFields} />
      <SavingFields reasonRequired={rules.reasonRequired} payoutCost={rules.payoutCost} />
      <ApprovalFields approvals={rules.approvals} />
      {CONTROLLER_PROFILES.map((profile) => (
        <FeatureTable key={profile} profile={profile} features={rules.features} />
      ))}
      {CONTROLLER_PROFILES.map((profile) => (
        <PlacementTable key={profile} profile={profile} placed={rules.placements[profile]} />
      ))}
      {environment().PAYOUT_COOLING_OFF_HOURS > 0 && <p className="text-xs text-muted">{featuresText.coolsOff}</p>}
      <p className="text-xs text-muted">{featuresText.locked}</p>
    </RulesEditor>
  )
}
