import type { BalanceSettingsField, FieldDraft } from '@/lib/domain/settings/fields'
import { Button } from '@/lib/ui/button'
import { Card } from '@/lib/ui/card'
import { INPUTS } from './inputs'
import type { FormContext } from './inputs/field-input'
import { editorText as text } from './text'
import type { SettingsEditor } from './use-settings-editor'

type Props<F extends BalanceSettingsField> = { field: F; editor: SettingsEditor; form: FormContext }

/** One field: its value at Stripe, its input, and its own save while other fields are changed too. */
export function FieldCard<F extends BalanceSettingsField>({ field, editor, form }: Props<F>) {
  const { Input, describeAside } = INPUTS[field]
  const label = form.facts.labels[field]
  const now = form.core ? form.core.describeSetting(form.settings, field) : form.facts.values[field]
  const canSaveAlone = editor.unsaved.length > 1 && editor.unsaved.includes(field)
  return (
    <Card
      title={label}
      aside={
        canSaveAlone ? (
          <Button
            disabled={editor.isBusy || Boolean(editor.found[field])}
            onClick={() => editor.save(field)}
            aria-label={text.saveAloneLabel(label)}
          >
            {text.saveAlone}
          </Button>
        ) : (
          describeAside && <span className="tabular text-xs text-muted">{describeAside(form)}</span>
        )
      }
    >
      <fieldset disabled={editor.isBusy} className="min-w-0 p-4">
        <legend className="sr-only">{label}</legend>
        {now !== null && (
          <p className="mb-2 text-sm break-words">
            <span className="text-muted">{text.now}</span> <span className="font-medium">{now}</span>
          </p>
        )}
        <Input
          value={form.draft[field] as FieldDraft<F>}
          error={editor.errors[field]}
          form={form}
          onChange={(value) => editor.edit({ [field]: value })}
        />
      </fieldset>
    </Card>
  )
}
