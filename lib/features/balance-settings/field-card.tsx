import { useState } from 'react'
import type { BalanceSettingsField, FieldDraft } from '@/lib/domain/settings/fields'
import { Button } from '@/lib/ui/button'
import { INPUTS } from './inputs'
import type { FormContext } from './inputs/field-input'
import { editorText as text } from './text'
import type { SettingsEditor } from './use-settings-editor'

type Props<F extends BalanceSettingsField> = { field: F; editor: SettingsEditor; form: FormContext }

/**
 * One field: its value at Stripe as a line, which opens to its input, with a save of its own while other fields are changed
 * too. One that holds an edit is open.
 */
export function FieldCard<F extends BalanceSettingsField>({ field, editor, form }: Props<F>) {
  const { Input, describeAside } = INPUTS[field]
  const [isOpened, setIsOpened] = useState(false)
  const label = form.facts.labels[field]
  const now = form.core ? form.core.describeSetting(form.settings, field) : form.facts.values[field]
  const isUnsaved = editor.unsaved.includes(field)
  const error = editor.errors[field]
  const isOpen = isOpened || isUnsaved || error !== undefined
  const heading = `${field}-heading`
  return (
    <section aria-labelledby={heading} className="rounded-md border border-line bg-surface">
      <details className="group" open={isOpen} onToggle={({ currentTarget }) => setIsOpened(currentTarget.open)}>
        <summary className="flex cursor-pointer flex-wrap items-baseline gap-x-3 gap-y-0.5 rounded-md px-4 py-2.5 hover:bg-sunken">
          <h2 id={heading} className="text-base font-semibold">
            {label}
          </h2>
          <span className="min-w-0 flex-1 text-sm break-words">{now ?? text.notAvailable}</span>
          <span aria-hidden="true" className="text-sm text-accent group-open:invisible">
            {text.edit}
          </span>
        </summary>
        <fieldset disabled={editor.isBusy} className="min-w-0 border-t border-line p-4">
          <legend className="sr-only">{label}</legend>
          <Input
            value={form.draft[field] as FieldDraft<F>}
            error={error}
            form={form}
            isOpen={isOpen}
            onChange={(value) => editor.edit({ [field]: value })}
          />
          {describeAside && <p className="tabular mt-2 text-xs text-muted">{describeAside(form)}</p>}
          {isUnsaved && editor.unsaved.length > 1 && (
            <div className="mt-3">
              <Button
                disabled={editor.isBusy || Boolean(editor.found[field])}
                onClick={() => editor.save(field)}
                aria-label={text.saveAloneLabel(label)}
              >
                {text.saveAlone}
              </Button>
            </div>
          )}
        </fieldset>
      </details>
    </section>
  )
}
