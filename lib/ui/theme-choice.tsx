import { ApplyTheme } from './apply-theme'
import { SelectField } from './select-field'

export type Theme = 'system' | 'light' | 'dark'

export function ThemeChoice({ initial }: { initial: Theme }) {
  return (
    <ApplyTheme>
      <SelectField id="theme" label="Theme" defaultValue={initial}>
        <option value="system">System</option>
        <option value="light">Light</option>
        <option value="dark">Dark</option>
      </SelectField>
    </ApplyTheme>
  )
}
