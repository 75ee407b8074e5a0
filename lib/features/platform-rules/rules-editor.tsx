'use client'
import {
  createContext,
  type FormEvent,
  type ReactNode,
  useContext,
  useEffect,
  useRef,
  useState,
  useTransition,
} from 'react'
import { Button } from '@/lib/ui/button'
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

  function onInput() {
    setOutcome(null)
    setIsEdited([...(form.current?.elements ?? [])].some(differsFromDefault))
  }
  function discard() {
    form.current?.reset()
    onInput()
  }
  function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const submitted = new FormData(event.currentTarget)
    startSaving(async () => {
      const answer = await savePlatformRulesAction(submitted).catch(() => ({ kind: 'unconfirmed' as const }))
      setOutcome(answer)
      if (answer.kind === 'saved') setIsEdited(false)
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

function differsFromDefault(control: Element): boolean {
  if (control instanceof HTMLSelectElement)
    return [...control.options].some(({ selected, defaultSelected }) => selected !== defaultSelected)
  return (
    control instanceof HTMLInputElement &&
    (control.checked !== control.defaultChecked || control.value !== control.defaultValue)
  )
}
