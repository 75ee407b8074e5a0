'use client'
import { CheckboxCell } from '@/lib/ui/checkbox-cell'
import { SelectField } from '@/lib/ui/select-field'

/** A box, or a menu where it has choices. */
export type FeatureControl = { label: string; name: string; value: string } & (
  | { choices: readonly (readonly [value: string, label: string])[] }
  | { isOn: boolean; lockedBecause: string | undefined }
)

export type FeatureRow = { role: string; controls: readonly FeatureControl[] }

/** The rows of one table of features, which the server describes and does not render for the browser once more. */
export const FeatureRows = ({ rows }: { rows: readonly FeatureRow[] }) =>
  rows.map(({ role, controls }) => (
    <tr key={role}>
      <th scope="row" className="text-left font-medium">
        {role}
      </th>
      {controls.map((control) => (
        <td key={control.label} className={'choices' in control ? 'min-w-68' : undefined}>
          <Control control={control} />
        </td>
      ))}
    </tr>
  ))

function Control({ control }: { control: FeatureControl }) {
  const { label, name, value } = control
  if (!('choices' in control))
    return (
      <CheckboxCell
        label={label}
        title={control.lockedBecause}
        name={name}
        value={value}
        defaultChecked={control.isOn}
        disabled={control.lockedBecause !== undefined}
      />
    )
  return (
    // After a save, the form returns to what is saved.
    <SelectField key={value} label={label} isLabelHidden name={name} defaultValue={value}>
      {control.choices.map(([choice, words]) => (
        <option key={choice} value={choice}>
          {words}
        </option>
      ))}
    </SelectField>
  )
}
