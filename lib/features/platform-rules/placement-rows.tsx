'use client'
import {
  COMPONENT_WORDS,
  PLACED_COMPONENTS,
  PLACING_ROLES,
  type Placements,
  placementLock,
} from '@/lib/domain/access/component-placements'
import { type ControllerProfile, PROFILE_WORDS } from '@/lib/domain/access/controller-profile'
import { CheckboxCell } from '@/lib/ui/checkbox-cell'
import { NAMES, placementValue } from './rule-names'
import { placementsText as text } from './text'

/** The rows of one table of placements. The browser's own, because the server would send some hundred boxes twice. */
export function PlacementRows({
  profile,
  placed,
}: {
  profile: ControllerProfile
  placed: Placements[ControllerProfile]
}) {
  return PLACED_COMPONENTS.map((component) => (
    <tr key={component}>
      <th scope="row" className="text-left font-medium">
        {COMPONENT_WORDS[component]}
      </th>
      {PLACING_ROLES.map((role) => {
        const lock = placementLock(component, profile, role)
        return (
          <td key={role}>
            <CheckboxCell
              label={text.choice(COMPONENT_WORDS[component], role, PROFILE_WORDS[profile].title)}
              title={lock ?? undefined}
              name={NAMES.placements}
              value={placementValue(profile, role, component)}
              defaultChecked={placed[role].includes(component)}
              disabled={lock !== null}
            />
          </td>
        )
      })}
    </tr>
  ))
}
