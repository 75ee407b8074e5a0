'use client'
import {
  createContext,
  type FormEvent,
  type ReactNode,
  useContext,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
  useTransition,
} from 'react'
import { Button } from '@/lib/ui/button'
import { askAction, callAction } from '@/lib/ui/call-action'
import { keepDraft, readDraft } from '@/lib/ui/drafts'
import { Notice } from '@/lib/ui/notice'
import { type RulesAnswer, savePlatformRulesAction } from './actions'
import type { RulesErrors } from './submitted-rules'
import { editorText as text } from './text'

const Errors = createContext<RulesErrors>({})

/** What a save found wrong, for the fields that show it. */
export const useRulesErrors = () => useContext(Errors)

type Outcome = RulesAnswer | { kind: 'unconfirmed' } | null

/** Saves the form whose fields are its children. The browser keeps what someone types until it is saved or discarded. */
export function RulesEditor({ children }: { children: ReactNode }) {
  const form = useRef<HTMLFormElement>(null)
  const [isEdited, setIsEdited] = useState(false)
  const [outcome, setOutcome] = useState<Outcome>(null)
  const [isSaving, startSaving] = useTransition()

  useEffect(() => {
    if (outcome?.kind === 'invalid') form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [outcome])

  const controls = () => [...(form.current?.elements ?? [])].filter(isControl)
  function follow() {
    const edited = controls().filter(differsFromDefault)
    setIsEdited(edited.length > 0)
    keepDraft(DRAFT, edited.length > 0 ? edited.map((control) => [control.id, heldBy(control)]) : null)
  }
  function onInput() {
    setOutcome(null)
    follow()
  }
  // What this person typed before the page was loaded again.
  const restore = useEffectEvent(() => {
    const draft = readDraft(DRAFT)
    for (const control of controls()) restoreControl(control, draft)
    follow()
  })
  useEffect(() => restore(), [])
  function discard() {
    form.current?.reset()
    onInput()
  }
  function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const submitted = new FormData(event.currentTarget)
    startSaving(async () => {
      const call = outcome?.kind === 'unconfirmed' ? askAction : callAction
      const called = await call(savePlatformRulesAction, submitted)
      if (!called.ok && called.failure === 'not_done') return
      setOutcome(called.ok ? called.value : { kind: 'unconfirmed' })
      if (!called.ok || called.value.kind !== 'saved') return
      setIsEdited(false)
      keepDraft(DRAFT, null)
    })
  }

  return (
    <form
      ref={form}
      onSubmit={save}
      onInput={onInput}
      aria-label={text.form}
      noValidate
      className="flex max-w-4xl flex-col gap-4"
    >
      {outcome && <OutcomeNotice outcome={outcome} />}
      <Errors value={outcome?.kind === 'invalid' ? outcome.errors : {}}>{children}</Errors>
      {isEdited && (
        <div className="sticky bottom-0 flex justify-end gap-2 rounded-md border border-line bg-surface p-3 max-md:bottom-12">
          <Button onClick={discard} disabled={isSaving}>
            {text.discard}
          </Button>
          <Button look="primary" type="submit" disabled={isSaving}>
            {isSaving ? text.saving : text.save}
          </Button>
        </div>
      )}
    </form>
  )
}

function OutcomeNotice({ outcome: { kind } }: { outcome: NonNullable<Outcome> }) {
  if (kind === 'saved') return <Notice tone="good" title={text.saved} live="status" />
  return (
    <Notice tone={kind === 'invalid' ? 'problem' : 'warning'} title={text[kind].title} live="alert">
      {text[kind].help}
    </Notice>
  )
}

const DRAFT = 'platform-rules'

type Control = HTMLInputElement | HTMLSelectElement

const isControl = (element: Element): element is Control =>
  element instanceof HTMLInputElement || element instanceof HTMLSelectElement

const differsFromDefault = (control: Control): boolean =>
  control instanceof HTMLSelectElement
    ? [...control.options].some(({ selected, defaultSelected }) => selected !== defaultSelected)
    : control.type === 'checkbox'
      ? control.checked !== control.defaultChecked
      : control.value !== control.defaultValue

const heldBy = (control: Control) =>
  control instanceof HTMLInputElement && control.type === 'checkbox' ? control.checked : control.value

/** The draft is a list of ids and values. Storage is foreign data, so whatever doesn't fit a control is left out. */
function restoreControl(control: Control, draft: unknown) {
  const entry: unknown = Array.isArray(draft) && draft.find((each) => Array.isArray(each) && each[0] === control.id)
  const value: unknown = Array.isArray(entry) ? entry[1] : undefined
  const held = heldBy(control)
  if (control.disabled || typeof value !== typeof held) return
  if (typeof value === 'boolean') (control as HTMLInputElement).checked = value
  else control.value = String(value)
  // A select that doesn't offer the value would show nothing.
  if (control instanceof HTMLSelectElement && control.selectedIndex === -1) control.value = String(held)
}
