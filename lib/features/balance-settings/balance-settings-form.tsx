'use client'
import { Fragment, type ReactNode, Suspense, useEffect, useRef, useState } from 'react'
import type { FieldLock } from '@/lib/domain/settings/field-locks'
import { BALANCE_SETTINGS_FIELDS, type BalanceSettingsField } from '@/lib/domain/settings/fields'
import { lazyPart } from '@/lib/ui/lazy-part'
import type { SaveState } from './editor-state'
import { FieldCard } from './field-card'
import { PayoutPreview } from './payout-preview'
import type { PreviewContext } from './preview-terms'
import type { SettingsReading } from './save-outcome'
import { editorText as text } from './text'
import { useSettingsEditor } from './use-settings-editor'

// Few people need them, and late, so they are not part of the page's script.
const ConflictView = lazyPart(() => import('./conflict-view'))
// They come with the first edit, as the preview does.
const saving = () => import('./saving')
const SaveBar = lazyPart(async () => ({ default: (await saving()).SaveBar }))
const SaveStatus = lazyPart(async () => ({ default: (await saving()).SaveStatus }))
const ChangedMeanwhile = lazyPart(async () => ({ default: (await saving()).ChangedMeanwhile }))
const SettingsHistory = lazyPart(() => import('./settings-history'))

type Props = {
  accountId: string
  country: string | null
  /** Currencies the account holds or is paid in, lower case. */
  currencies: string[]
  loaded: SettingsReading
  locks: Record<BalanceSettingsField, FieldLock>
  reasonRequired: boolean
  /** `initial` is the preview of the settings as loaded, rendered by the server. */
  preview: { initial: ReactNode; context: PreviewContext }
}

export function BalanceSettingsForm({ accountId, country, currencies, loaded, locks, reasonRequired, preview }: Props) {
  const editor = useSettingsEditor({ accountId, country, loaded })
  const { draft, write } = editor
  const { settings } = editor.base
  const { form, status } = useFocusOnOutcome(write)

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
      ref={form}
      aria-label={text.form}
      onSubmit={(event) => {
        event.preventDefault()
        editor.save()
      }}
      noValidate
      className="flex flex-col gap-4"
    >
      <div ref={status} tabIndex={-1} className="outline-none empty:hidden">
        {write.kind !== 'editing' && (
          <Suspense>
            <SaveStatus state={write} sent={editor.sent.fields} />
          </Suspense>
        )}
      </div>
      <Suspense>{editor.unsaved.length > 0 && <ChangedMeanwhile editor={editor} />}</Suspense>
      {BALANCE_SETTINGS_FIELDS.map((field) => (
        <Fragment key={field}>
          <FieldCard
            field={field}
            lock={locks[field]}
            editor={editor}
            form={{ draft, settings, country, currencies }}
          />
          {field === 'schedule' && (
            <PayoutPreview
              loaded={loaded.settings}
              base={settings}
              draft={draft}
              initial={preview.initial}
              context={preview.context}
            />
          )}
        </Fragment>
      ))}
      <History>
        <SettingsHistory accountId={accountId} current={settings} onRestore={editor.restore} locks={locks} />
      </History>
      <Suspense>{editor.unsaved.length > 0 && <SaveBar editor={editor} reasonRequired={reasonRequired} />}</Suspense>
    </form>
  )
}

/** What became of a save is the next thing to know, also for those who cannot see it. */
function useFocusOnOutcome(write: SaveState) {
  const status = useRef<HTMLDivElement>(null)
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (write.kind === 'invalid') form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
    else if (write.kind !== 'editing' && write.kind !== 'sending') status.current?.focus()
  }, [write])
  return { status, form }
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
