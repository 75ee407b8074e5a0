import type { FieldLock } from '@/lib/domain/settings/field-locks'
import type { BalanceSettingsField, FieldDraft } from '@/lib/domain/settings/fields'
import { Button } from '@/lib/ui/button'
import { Card } from '@/lib/ui/card'
import { INPUTS } from './inputs'
import type { FormContext } from './inputs/field-input'
import { editorText as text } from './text'
import type { SettingsEditor } from './use-settings-editor'

type Props<F extends BalanceSettingsField> = { field: F; lock: FieldLock; editor: SettingsEditor; form: FormContext }

/** One field: its input, the reason where it is locked, and its own save while other fields are changed too. */
export function FieldCard<F extends BalanceSettingsField>({ field, lock, editor, form }: Props<F>) {
  const { Input, describeAside } = INPUTS[field]
  const label = form.facts.labels[field]
  const canSaveAlone = editor.unsaved.length > 1 && editor.unsaved.includes(field)
  return (
    <Card
      title={label}
      aside={
        canSaveAlone ? (
          <Button disabled={editor.isBusy} onClick={() => editor.save(field)} aria-label={text.saveAloneLabel(label)}>
            {text.saveAlone}
          </Button>
        ) : (
          describeAside && <span className="tabular text-xs text-muted">{describeAside(form)}</span>
        )
      }
    >
      <fieldset disabled={lock !== null || editor.isBusy} className="min-w-0 p-4">
        <legend className="sr-only">{label}</legend>
        <Input
          value={form.draft[field] as FieldDraft<F>}
          error={editor.errors[field]}
          form={form}
          onChange={(value) => editor.edit({ [field]: value })}
        />
        {lock && <LockReason>{lock}</LockReason>}
      </fieldset>
    </Card>
  )
}

const LockReason = ({ children }: { children: string }) => (
  <p className="mt-1 flex items-start gap-1.5 text-xs text-muted">
    <svg aria-hidden="true" viewBox="0 0 16 16" className="mt-0.5 size-3 shrink-0" fill="currentColor">
      <path d="M4 7V5a4 4 0 1 1 8 0v2h1v7H3V7h1Zm2 0h4V5a2 2 0 1 0-4 0v2Z" />
    </svg>
    <span>{children}</span>
  </p>
)
