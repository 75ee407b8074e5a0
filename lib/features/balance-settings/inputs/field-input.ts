import type { ComponentType } from 'react'
import type { BalanceSettings } from '@/lib/domain/settings/balance-settings'
import type { BalanceSettingsField, FieldDraft } from '@/lib/domain/settings/fields'
import type { Draft } from '../draft'
import type { EditorCore } from '../editor-core'
import type { FormFacts } from '../form-facts'

/** What an input may depend on, in addition to its own field. */
export type FormContext = {
  draft: Draft
  /** What the edits are compared with. */
  settings: BalanceSettings
  country: string | null
  /** Currencies that the account holds or is paid in, lower case. */
  currencies: readonly string[]
  facts: FormFacts
  core: EditorCore | null
}

export type FieldInputProps<F extends BalanceSettingsField> = {
  value: FieldDraft<F>
  error: string | undefined
  form: FormContext
  /** Whether the field is open; what takes a script of its own waits for it. */
  isOpen: boolean
  onChange: (value: FieldDraft<F>) => void
}

/** How one field is edited. */
export type FieldInput<F extends BalanceSettingsField> = {
  Input: ComponentType<FieldInputProps<F>>
  /** A fact below the field. */
  describeAside?: (form: FormContext) => string
}
