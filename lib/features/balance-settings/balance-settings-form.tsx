'use client'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { RECORDED } from '@/lib/domain/audit-entry'
import {
  BALANCE_SETTINGS_SAVED,
  type BalanceSettings,
  type BalanceSettingsField,
  FIELD_LABELS,
} from '@/lib/domain/balance-settings'
import { findFieldErrors, MAX_DELAY, MAX_DESCRIPTOR } from '@/lib/domain/balance-settings-rules'
import type { FieldLock } from '@/lib/domain/field-locks'
import { Card } from '@/lib/ui/card'
import { describedBy, FieldMessage, inputClasses } from '@/lib/ui/field'
import { checkSaveAction, saveBalanceSettingsAction } from './actions'
import { ConflictView } from './conflict-view'
import { changesOf, type Draft, draftOf } from './draft'
import { SaveBar } from './save-bar'
import type { FieldErrors, SaveOutcome } from './save-outcome'
import { type SaveState, SaveStatus } from './save-status'
import { ScheduleFields } from './schedule-fields'
import { useKeptDraft } from './use-kept-draft'

type Props = {
  accountId: string
  country: string
  loaded: BalanceSettings
  locks: Record<BalanceSettingsField, FieldLock>
}

/** Milliseconds between looks at what became of a save without an answer. */
const CHECK_EVERY = 3000

export function BalanceSettingsForm({ accountId, country, loaded, locks }: Props) {
  /** What Stripe said last: at load, at save, or when a conflict showed it. */
  const [base, setBase] = useState(loaded)
  const [draft, keepDraft] = useKeptDraft(accountId, loaded)
  const [reason, setReason] = useState('')
  const [state, setState] = useState<SaveState>({ kind: 'editing', errors: {} })
  const status = useRef<HTMLDivElement>(null)

  const { changes, patch } = changesOf(draft, base)
  const isBusy = state.kind === 'saving' || state.kind === 'unknown'
  const typed = findFieldErrors(patch)
  const errors: FieldErrors = state.kind === 'editing' ? state.errors : {}

  function edit(change: Partial<Draft>) {
    keepDraft({ ...draft, ...change }, base)
    setState({ kind: 'editing', errors: {} })
  }

  function startOver(settings: BalanceSettings) {
    setBase(settings)
    keepDraft(draftOf(settings), settings)
    setReason('')
  }

  function settle(outcome: SaveOutcome) {
    switch (outcome.kind) {
      case 'saved':
        startOver(outcome.settings)
        setState({ kind: 'saved' })
        window.dispatchEvent(new Event(BALANCE_SETTINGS_SAVED))
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
    status.current?.focus()
  }

  async function ask(action: () => Promise<{ outcome: Promise<SaveOutcome> }>) {
    try {
      const { outcome } = await action()
      settle(await outcome)
    } catch {
      // The answer was lost on its way to this browser; the server may have gone on.
      setState({ kind: 'lost' })
      status.current?.focus()
    }
  }

  function save(event: FormEvent) {
    event.preventDefault()
    if (isBusy || changes.length === 0) return
    if (Object.keys(typed).length > 0) {
      setState({ kind: 'editing', errors: typed })
      return
    }
    setState({ kind: 'saving' })
    void ask(() => saveBalanceSettingsAction(accountId, { patch, base: sendable(base), reason }))
  }

  const unknownEntry = state.kind === 'unknown' ? state.entryId : null
  useEffect(() => {
    if (!unknownEntry) return
    const timer = setInterval(() => void ask(() => checkSaveAction(accountId, unknownEntry)), CHECK_EVERY)
    return () => clearInterval(timer)
  })

  useEffect(() => {
    if (changes.length === 0) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [changes.length])

  if (state.kind === 'conflict') {
    return (
      <ConflictView
        base={base}
        theirs={state.theirs}
        changes={changes}
        onTakeTheirs={() => {
          startOver(state.theirs)
          setState({ kind: 'editing', errors: {} })
        }}
        onKeepMine={() => {
          keepDraft(rebase(draft, base, state.theirs), state.theirs)
          setBase(state.theirs)
          setState({ kind: 'editing', errors: {} })
        }}
      />
    )
  }

  const lockedOr = (field: BalanceSettingsField, help: string) => locks[field] ?? help
  return (
    <form aria-label="Balance settings" onSubmit={save} noValidate className="flex flex-col gap-4">
      <div ref={status} tabIndex={-1} className="outline-none empty:hidden">
        <SaveStatus state={state} formError={errors.form} />
      </div>
      <fieldset disabled={isBusy} className="flex min-w-0 flex-col gap-4">
        <legend className="sr-only">Balance settings</legend>
        <Card title={FIELD_LABELS.schedule}>
          <div className="p-4">
            <ScheduleFields draft={draft} error={errors.schedule} isLocked={locks.schedule !== null} onChange={edit} />
            {locks.schedule && <p className="text-xs text-muted">{locks.schedule}</p>}
          </div>
        </Card>
        <Card
          title={FIELD_LABELS.delayDaysOverride}
          aside={
            <span className="tabular text-xs text-muted">
              {base.delayDays} {base.delayDays === 1 ? 'day' : 'days'} in force
            </span>
          }
        >
          <div className="p-4">
            <label htmlFor="delay" className="block text-sm font-medium">
              Days that funds are held
            </label>
            <div className="mt-1 flex items-center gap-2">
              <input
                id="delay"
                inputMode="numeric"
                autoComplete="off"
                value={draft.delay}
                disabled={locks.delayDaysOverride !== null}
                placeholder="Lowest allowed"
                aria-invalid={errors.delayDaysOverride !== undefined}
                aria-describedby={describedBy('delay', errors.delayDaysOverride, true)}
                onChange={(event) => edit({ delay: event.target.value })}
                className={`${inputClasses} tabular max-w-40`}
              />
              <span className="text-sm text-muted">days</span>
            </div>
            <FieldMessage
              name="delay"
              error={errors.delayDaysOverride}
              help={lockedOr(
                'delayDaysOverride',
                `At most ${MAX_DELAY}. Leave it empty for the lowest that Stripe allows this account.`,
              )}
            />
          </div>
        </Card>
        <Card title={FIELD_LABELS.debitNegativeBalances}>
          <div className="p-4">
            <label className="flex items-center gap-2.5 text-sm font-medium">
              <input
                type="checkbox"
                checked={draft.debit ?? false}
                disabled={locks.debitNegativeBalances !== null}
                aria-describedby={describedBy('debit', errors.debitNegativeBalances, true)}
                onChange={(event) => edit({ debit: event.target.checked })}
                className="size-4"
              />
              Debit the bank account when the balance is negative
            </label>
            <FieldMessage
              name="debit"
              error={errors.debitNegativeBalances}
              help={lockedOr(
                'debitNegativeBalances',
                'Stripe debits bank accounts only, never cards, and also while payouts are manual.',
              )}
            />
          </div>
        </Card>
        <Card
          title={FIELD_LABELS.statementDescriptor}
          aside={
            <span className="tabular text-xs text-muted">
              {draft.descriptor.length} of {MAX_DESCRIPTOR}
            </span>
          }
        >
          <div className="p-4">
            <label htmlFor="descriptor" className="block text-sm font-medium">
              Name on the bank statement
            </label>
            <input
              id="descriptor"
              autoComplete="off"
              value={draft.descriptor}
              disabled={locks.statementDescriptor !== null}
              aria-invalid={errors.statementDescriptor !== undefined}
              aria-describedby={describedBy('descriptor', errors.statementDescriptor, true)}
              onChange={(event) => edit({ descriptor: event.target.value })}
              className={`${inputClasses} mt-1 max-w-72`}
            />
            <FieldMessage
              name="descriptor"
              error={errors.statementDescriptor}
              help={lockedOr(
                'statementDescriptor',
                `Empty means the platform’s own. Banks may shorten or replace it${country === 'US' ? '; ACH shows the first 10 characters' : ''}.`,
              )}
            />
          </div>
        </Card>
      </fieldset>
      {changes.length > 0 && (
        <SaveBar
          changes={changes}
          reason={reason}
          reasonError={errors.reason}
          isBusy={isBusy}
          onReason={setReason}
          onDiscard={() => {
            startOver(base)
            setState({ kind: 'editing', errors: {} })
          }}
        />
      )}
    </form>
  )
}

/** What the server wants back of what it had shown. */
function sendable({ schedule, debitNegativeBalances, statementDescriptor, delayDaysOverride }: BalanceSettings) {
  return { schedule, debitNegativeBalances, statementDescriptor, delayDaysOverride }
}

/** My edits laid over what someone else has saved: fields that I left alone follow theirs. */
function rebase(draft: Draft, base: BalanceSettings, theirs: BalanceSettings): Draft {
  const edited = new Set(changesOf(draft, base).changes.map((change) => change.field))
  const fresh = draftOf(theirs)
  return {
    ...(edited.has('schedule')
      ? { interval: draft.interval, weekdays: draft.weekdays, monthDays: draft.monthDays }
      : { interval: fresh.interval, weekdays: fresh.weekdays, monthDays: fresh.monthDays }),
    delay: edited.has('delayDaysOverride') ? draft.delay : fresh.delay,
    debit: edited.has('debitNegativeBalances') ? draft.debit : fresh.debit,
    descriptor: edited.has('statementDescriptor') ? draft.descriptor : fresh.descriptor,
  }
}
