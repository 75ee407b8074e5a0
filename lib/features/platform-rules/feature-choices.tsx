'use client'
import type { ControllerProfile } from '@/lib/domain/access/controller-profile'
import type { ActingRole, Feature } from '@/lib/domain/access/platform-rules'
import { CheckboxCell } from '@/lib/ui/checkbox-cell'
import { SelectField } from '@/lib/ui/select-field'
import { TableFrame } from '@/lib/ui/table-view'
import { featureValue, NAMES } from './rule-names'
import { featuresText as text } from './text'

type Props = {
  profile: ControllerProfile
  /** The profile's name. */
  title: string
  /** The columns: a menu where it has choices, otherwise a box, which may be locked. */
  features: readonly (readonly [
    feature: Feature,
    words: string,
    lockedBecause: string | null,
    choices: readonly (readonly [value: string, words: string])[],
  ])[]
  /** What each role has of each feature, in the order of the columns. */
  rows: readonly (readonly [role: ActingRole, values: readonly (string | boolean)[]])[]
}

/** The table of one profile's features. The browser's own, because the server would send each control twice. */
export function FeatureChoices({ profile, title, features, rows }: Props) {
  const headings = features.map(([, header, , choices]) => ({
    header,
    ...(choices.length > 0 && { className: 'min-w-68' }),
  }))
  return (
    <TableFrame columns={[{ header: text.role, isRowHeader: true, className: 'font-medium' }, ...headings]}>
      {rows.map(([role, values]) => (
        <tr key={role}>
          <th scope="row" className="text-left font-medium">
            {text.roles[role]}
          </th>
          {features.map(([feature, words, lockedBecause, choices], place) => {
            const label = text.feature(words, role, title)
            const name = featureValue(profile, role, feature)
            const value = values[place]
            return (
              <td key={feature} className={headings[place]?.className}>
                {typeof value === 'string' ? (
                  // After a save, the form returns to what is saved.
                  <SelectField key={value} label={label} isLabelHidden name={name} defaultValue={value}>
                    {choices.map(([choice, choiceWords]) => (
                      <option key={choice} value={choice}>
                        {choiceWords}
                      </option>
                    ))}
                  </SelectField>
                ) : (
                  <CheckboxCell
                    label={label}
                    title={lockedBecause ?? undefined}
                    name={NAMES.features}
                    value={name}
                    defaultChecked={value}
                    disabled={lockedBecause !== null}
                  />
                )}
              </td>
            )
          })}
        </tr>
      ))}
    </TableFrame>
  )
}
