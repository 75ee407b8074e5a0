'use client'
import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react'
import type { FieldLock } from '@/lib/domain/settings/field-locks'
import type { BalanceSettingsField } from '@/lib/domain/settings/fields'
import { lazyPart } from '@/lib/ui/lazy-part'
import type { SaveState } from './editor-state'
import { FieldCard } from './field-card'
import type { FormFacts, LoadedSettings } from './form-facts'
import { PayoutPreview } from './payout-preview'
import type { PreviewContext } from './preview-terms'
import { ChangedMeanwhile, SaveBar, SaveStatus } from './saving'
import { editorText as text } from './text'
import { useSettingsEditor } from './use-settings-editor'

// Few people need them, and late, so they are not part of the page's script.
const ConflictView = lazyPart(() => import('./conflict-view'))
const SettingsHistory = lazyPart(() => import('./settings-history'))

type Props = {
  accountId: string
  country: string | null
  /** Currencies the account holds or is paid in, lower case. */
  currencies: string[]
  loaded: LoadedSettings
  facts: FormFacts
  locks: Record<BalanceSettingsField, FieldLock>
  /** The fields that this person can't change, as the server rendered them. */
  children: ReactNode
  reasonRequired: boolean
  /** `initial` is the preview of the settings as loaded, rendered by the server. */
  preview: { initial: ReactNode; context: PreviewContext }
}

export function BalanceSettingsForm(props: Props) {
  const { accountId, country, currencies, loaded, facts, locks, reasonRequired, preview, children } = props
  const editor = useSettingsEditor({ accountId, country, loaded })
  const { core, draft, write } = editor
  const { settings } = editor.base
  const fields = (Object.keys(facts.labels) as BalanceSettingsField[]).filter((field) => !locks[field])
  const { element, status } = useFocusOnOutcome(write)
  const form = { draft, settings, country, currencies, facts, core }

  if (write.kind === 'conflict') {
    return (
      <Suspense fallback={<p className="text-sm text-muted">{text.loadingConflict}</p>}>
        <ConflictView
          base={settings}
          theirs={write.theirs.settings}
          changes={editor.changes}
          onTakeTheirs={() => editor.takeTheirs(write.theirs)}
          onKeepMine={() => editor.keepMine(write.theirs)}
        />
      </Suspense>
    )
  }

  return (
    <form
      ref={element}
      aria-label={text.form}
      onSubmit={(event) => {
        event.preventDefault()
        editor.save()
      }}
      onPointerEnter={editor.expectEdits}
      onFocus={editor.expectEdits}
      noValidate
      className="flex flex-col gap-4"
    >
      <div ref={status} tabIndex={-1} className="outline-none empty:hidden">
        <SaveStatus state={write} sent={editor.sent.fields.map((field) => facts.labels[field])} />
      </div>
      <ChangedMeanwhile editor={editor} labels={facts.labels} />
      {fields.slice(0, 1).map((field) => (
        <FieldCard key={field} field={field} editor={editor} form={form} />
      ))}
      <PayoutPreview
        core={core}
        initial={preview.initial}
        form={{ loaded: loaded.settings, base: settings, draft, context: preview.context }}
      />
      {fields.slice(1).map((field) => (
        <FieldCard key={field} field={field} editor={editor} form={form} />
      ))}
      {children}
      <History>
        <SettingsHistory accountId={accountId} current={settings} onRestore={editor.restore} locks={locks} />
      </History>
      {editor.unsaved.length > 0 && <SaveBar editor={editor} labels={facts.labels} reasonRequired={reasonRequired} />}
    </form>
  )
}

/** What became of a save is the next thing to know, also for those who cannot see it. */
function useFocusOnOutcome(write: SaveState) {
  const status = useRef<HTMLDivElement>(null)
  const element = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (write.kind === 'invalid') focusOn(element.current?.querySelector<HTMLElement>('[aria-invalid="true"]'))
    else if (write.kind !== 'editing' && write.kind !== 'sending') status.current?.focus()
  }, [write])
  return { status, element }
}

function focusOn(control: HTMLElement | null | undefined) {
  const field = control?.closest('details')
  if (field) field.open = true
  control?.focus()
}

/** The history is read when someone opens it. */
function History({ children }: { children: ReactNode }) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <details
      className="rounded-md border border-line bg-surface"
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
    >
      <summary className="px-4 py-3 text-base font-semibold">{text.history}</summary>
      {isOpen && (
        <Suspense fallback={<p className="border-t border-line p-4 text-sm text-muted">{text.loadingHistory}</p>}>
          {children}
        </Suspense>
      )}
    </details>
  )
}
