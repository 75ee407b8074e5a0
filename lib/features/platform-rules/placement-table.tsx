'use client'
import {
  COMPONENT_WORDS,
  PLACED_COMPONENTS,
  PLACING_ROLES,
  type Placements,
  placementLock,
} from '@/lib/domain/access/component-placements'
import { type ControllerProfile, PROFILE_WORDS } from '@/lib/domain/access/controller-profile'
import { Card } from '@/lib/ui/card'
import { CheckboxCell } from '@/lib/ui/checkbox-cell'
import { type Heading, TableFrame } from '@/lib/ui/table-view'
import { NAMES, placementValue } from './rule-names'
import { placementsText as text } from './text'

const HEADINGS: Heading[] = [
  { header: text.component, isRowHeader: true, className: 'font-medium' },
  ...PLACING_ROLES.map((role) => ({ header: text.roles[role] })),
]

type Props = { profile: ControllerProfile; placed: Placements[ControllerProfile] }

/**
 * Who has which of Stripe's components, for one kind of account. The browser's own, because the server would send some
 * hundred boxes twice.
 */
export function PlacementTable({ profile, placed }: Props) {
  const { title } = PROFILE_WORDS[profile]
  return (
    <Card title={text.title(title)} id={`placements-${profile}`}>
      <p className="px-4 pt-3 text-sm text-muted">{text.help}</p>
      <div className="relative mt-1 overflow-x-auto">
        <TableFrame columns={HEADINGS}>
          {PLACED_COMPONENTS.map((component) => (
            <tr key={component}>
              <th scope="row" className="text-left font-medium">
                {COMPONENT_WORDS[component]}
              </th>
              {PLACING_ROLES.map((role) => {
                const lock = placementLock(component, profile, role)
                return (
                  <td key={role}>
                    <CheckboxCell
                      label={text.choice(COMPONENT_WORDS[component], role, title)}
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
          ))}
        </TableFrame>
      </div>
      <ul className="flex flex-col gap-0.5 border-t border-line px-4 py-2.5 text-xs text-muted">
        {reasonsOf(profile).map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </Card>
  )
}

/** Why some can't be selected, each reason once, with what it is about. */
function reasonsOf(profile: ControllerProfile): string[] {
  const about = new Map<string, Set<string>>()
  for (const component of PLACED_COMPONENTS)
    for (const role of PLACING_ROLES) {
      const reason = placementLock(component, profile, role)
      if (reason) about.set(reason, (about.get(reason) ?? new Set()).add(COMPONENT_WORDS[component]))
    }
  return [...about].map(([reason, components]) => `${[...components].join(', ')}: ${reason}`)
}
