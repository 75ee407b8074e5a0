import type { ReactNode } from 'react'
import { type BalanceSettingsField, FIELD_LABELS } from '@/lib/domain/settings/balance-settings'
import type { FieldLock } from '@/lib/domain/settings/field-locks'
import { Button } from '@/lib/ui/button'
import { Card } from '@/lib/ui/card'
import type { SettingsEditor } from './use-settings-editor'

type Props = {
  field: BalanceSettingsField
  lock: FieldLock
  editor: SettingsEditor
  aside?: ReactNode
  children: ReactNode
}

/** One group of fields: its reason when locked, and its own save while other groups are changed too. */
export function FieldCard({ field, lock, editor, aside, children }: Props) {
  const canSaveAlone = editor.dirty.length > 1 && editor.dirty.includes(field)
  const label = FIELD_LABELS[field]
  return (
    <Card
      title={label}
      aside={
        canSaveAlone ? (
          <Button
            disabled={editor.isBusy}
            onClick={() => editor.save(field)}
            aria-label={`Save only this: ${label.toLowerCase()}`}
          >
            Save only this
          </Button>
        ) : (
          aside && <span className="tabular text-xs text-muted">{aside}</span>
        )
      }
    >
      <fieldset disabled={lock !== null || editor.isBusy} className="min-w-0 p-4">
        <legend className="sr-only">{label}</legend>
        {children}
        {lock && (
          <p className="mt-1 flex items-start gap-1.5 text-xs text-muted">
            <svg aria-hidden="true" viewBox="0 0 16 16" className="mt-0.5 size-3 shrink-0" fill="currentColor">
              <path d="M4 7V5a4 4 0 1 1 8 0v2h1v7H3V7h1Zm2 0h4V5a2 2 0 1 0-4 0v2Z" />
            </svg>
            {lock}
          </p>
        )}
      </fieldset>
    </Card>
  )
}
