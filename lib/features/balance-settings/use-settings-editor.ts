import { useEffect, useState } from 'react'
import type { BalanceSettings, BalanceSettingsField } from '@/lib/domain/settings/balance-settings'
import { findFieldErrors } from '@/lib/domain/settings/balance-settings-rules'
import { CHANGED_AT_STRIPE, RECORDED } from '@/lib/ui/page-events'
import { checkSaveAction, saveBalanceSettingsAction } from './actions'
import { type Draft, draftOf, editedFields, partsOf, readDraft, rebase, takeFields } from './draft'
import type { FieldErrors, SaveOutcome } from './save-outcome'
import type { SaveState } from './save-status'

/** Milliseconds between looks at what became of a save without an answer. */
const CHECK_EVERY = 3000

const keyOf = (accountId: string) => `spillway:draft:${accountId}`

/** The editor's state: what Stripe said last, what stands in the form, and where a save is. */
export function useSettingsEditor({
  accountId,
  country,
  loaded,
}: {
  accountId: string
  country: string
  loaded: BalanceSettings
}) {
  /** At load, at save, or when a conflict showed it. */
  const [base, setBase] = useState(loaded)
  const [shown, setShown] = useState(loaded)
  const [draft, setDraft] = useState(() => draftOf(loaded))
  const [reason, setReason] = useState('')
  const [state, setState] = useState<SaveState>({ kind: 'editing', errors: {} })

  // What was typed in this tab survives a reload and a new sign-in.
  useEffect(() => {
    const kept = sessionStorage.getItem(keyOf(accountId))
    if (kept) setDraft((untouched) => ({ ...untouched, ...(JSON.parse(kept) as Partial<Draft>) }))
  }, [accountId])

  const { changes, patch, unreadable } = readDraft(draft, base)
  const dirty = editedFields(draft, base)
  const isBusy = state.kind === 'saving' || state.kind === 'unknown'
  const errors: FieldErrors = state.kind === 'editing' ? state.errors : {}

  // The page was drawn anew. A form that holds nothing of its own follows; one that does meets the change at its save.
  if (loaded !== shown) {
    setShown(loaded)
    if (dirty.length === 0 && !isBusy && state.kind !== 'conflict') {
      setBase(loaded)
      setDraft(draftOf(loaded))
    }
  }

  function keep(next: Draft, against: BalanceSettings) {
    setDraft(next)
    const edited = editedFields(next, against)
    // Only what was edited: a whole draft would undo, after a reload, what others have saved meanwhile.
    if (edited.length > 0) sessionStorage.setItem(keyOf(accountId), JSON.stringify(partsOf(next, edited)))
    else sessionStorage.removeItem(keyOf(accountId))
  }

  function edit(change: Partial<Draft>) {
    keep({ ...draft, ...change }, base)
    if (state.kind !== 'unknown') setState({ kind: 'editing', errors: {} })
  }

  function settle(outcome: SaveOutcome) {
    switch (outcome.kind) {
      case 'saved':
        // Cards that were not part of this save keep what is typed in them.
        keep(rebaseOthers(outcome.settings), outcome.settings)
        setBase(outcome.settings)
        setReason('')
        setState({ kind: 'saved' })
        window.dispatchEvent(new Event(CHANGED_AT_STRIPE))
        break
      case 'unchanged':
        setState({ kind: 'editing', errors: {} })
        break
      case 'invalid':
        setState({ kind: 'editing', errors: outcome.fields })
        break
      default:
        setState(outcome)
    }
    if (outcome.kind !== 'signed_out') window.dispatchEvent(new Event(RECORDED))
  }

  const [sent, setSent] = useState<BalanceSettingsField[]>([])
  const rebaseOthers = (settings: BalanceSettings) => takeFields(rebase(draft, base, settings), sent, draftOf(settings))

  async function ask(action: () => Promise<{ outcome: Promise<SaveOutcome> }>) {
    try {
      const { outcome } = await action()
      return await outcome
    } catch {
      // The answer was lost on its way to this browser; the server may have gone on.
      return null
    }
  }

  /** Saves the given fields, or all that differ; only their own validation can stop it. */
  async function save(only?: BalanceSettingsField) {
    const fields = only ? [only] : dirty
    if (isBusy || fields.length === 0) return
    const wanted = Object.fromEntries(
      Object.entries(patch).filter(([field]) => fields.includes(field as BalanceSettingsField)),
    )
    const wrong = {
      ...findFieldErrors(wanted, country),
      ...Object.fromEntries(
        Object.entries(unreadable).filter(([field]) => fields.includes(field as BalanceSettingsField)),
      ),
    }
    if (Object.keys(wrong).length > 0) return setState({ kind: 'editing', errors: wrong })

    setSent(fields)
    setState({ kind: 'saving' })
    const outcome = await ask(() =>
      saveBalanceSettingsAction(accountId, { patch: wanted, base: sendable(base), reason }),
    )
    setOutcome({ outcome })
  }

  // Settled in an effect, so that it sees what was typed while the save was under way.
  const [outcome, setOutcome] = useState<{ outcome: SaveOutcome | null } | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: an outcome is settled once, when it comes
  useEffect(() => {
    if (!outcome) return
    if (outcome.outcome) settle(outcome.outcome)
    else setState({ kind: 'lost' })
  }, [outcome])

  const unknownEntry = state.kind === 'unknown' ? state.entryId : null
  // biome-ignore lint/correctness/useExhaustiveDependencies: one look after the other while the entry is unknown
  useEffect(() => {
    if (!unknownEntry) return
    const timer = setTimeout(async () => {
      const answer = await ask(() => checkSaveAction(accountId, unknownEntry))
      setOutcome({ outcome: answer ?? { kind: 'unknown', entryId: unknownEntry } })
    }, CHECK_EVERY)
    return () => clearTimeout(timer)
  }, [unknownEntry, outcome])

  const isDirty = dirty.length > 0
  useEffect(() => {
    if (!isDirty) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [isDirty])

  function startOver(settings: BalanceSettings, next: Draft) {
    keep(next, settings)
    setBase(settings)
    setState({ kind: 'editing', errors: {} })
  }

  return {
    base,
    draft,
    changes,
    dirty,
    reason,
    setReason,
    state,
    errors,
    isBusy,
    edit,
    save,
    discard: () => startOver(base, draftOf(base)),
    takeTheirs: (theirs: BalanceSettings) => startOver(theirs, draftOf(theirs)),
    keepMine: (theirs: BalanceSettings) => startOver(theirs, rebase(draft, base, theirs)),
  }
}

export type SettingsEditor = ReturnType<typeof useSettingsEditor>

/** What the server wants back of what it had shown. */
function sendable(settings: BalanceSettings) {
  const { schedule, minimumBalances, delayDaysOverride, startOfDay, debitNegativeBalances, statementDescriptor } =
    settings
  return { schedule, minimumBalances, delayDaysOverride, startOfDay, debitNegativeBalances, statementDescriptor }
}
