'use client'
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react'
import type { BalanceSettings, BalanceSettingsField } from '@/lib/domain/settings/balance-settings'
import { MAX_DELAY, MAX_DESCRIPTOR } from '@/lib/domain/settings/balance-settings-rules'
import type { FieldLock } from '@/lib/domain/settings/field-locks'
import { describedBy, FieldMessage, inputClasses } from '@/lib/ui/field'
import { draftWith, takeFields } from './draft'
import { FieldCard } from './field-card'
import { MinimumBalanceFields } from './minimum-balance-fields'
import { PayoutPreview } from './payout-preview'
import type { InitialPreview, PreviewContext } from './preview-terms'
import { SaveBar } from './save-bar'
import { SaveStatus } from './save-status'
import { ScheduleFields } from './schedule-fields'
import { StartOfDayFields } from './start-of-day-fields'
import { useSettingsEditor } from './use-settings-editor'

// Needed by few and late, so the page does not carry them.
const ConflictView = lazy(() => import('./conflict-view'))
const SettingsHistory = lazy(() => import('./settings-history'))

type Props = {
  accountId: string
  country: string
  /** Currencies the account holds or is paid in, lower case. */
  currencies: string[]
  loaded: BalanceSettings
  locks: Record<BalanceSettingsField, FieldLock>
  reasonRequired: boolean
  preview: { initial: InitialPreview; context: PreviewContext }
}

export function BalanceSettingsForm({ accountId, country, currencies, loaded, locks, reasonRequired, preview }: Props) {
  const editor = useSettingsEditor({ accountId, country, loaded })
  const { base, draft, errors, state, edit } = editor
  const status = useRef<HTMLDivElement>(null)
  const form = useRef<HTMLFormElement>(null)

  // Where it went is the next thing to know, also for those who cannot see it.
  useEffect(() => {
    if (state.kind === 'editing') {
      if (Object.keys(state.errors).length > 0)
        form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
    } else if (state.kind !== 'saving') status.current?.focus()
  }, [state])

  if (state.kind === 'conflict') {
    return (
      <Suspense
        fallback={
          <p className="text-sm text-muted">Not saved: someone else changed these settings. Loading both versions…</p>
        }
      >
        <ConflictView
          base={base}
          theirs={state.theirs}
          changes={editor.changes}
          onTakeTheirs={() => editor.takeTheirs(state.theirs)}
          onKeepMine={() => editor.keepMine(state.theirs)}
        />
      </Suspense>
    )
  }

  return (
    <form
      ref={form}
      aria-label="Balance settings"
      onSubmit={(event) => {
        event.preventDefault()
        void editor.save()
      }}
      noValidate
      className="flex flex-col gap-4"
    >
      <div ref={status} tabIndex={-1} className="outline-none empty:hidden">
        <SaveStatus state={state} formError={errors.form} />
      </div>
      <FieldCard field="schedule" lock={locks.schedule} editor={editor}>
        <ScheduleFields draft={draft} country={country} error={errors.schedule} onChange={edit} />
      </FieldCard>
      <PayoutPreview loaded={loaded} base={base} draft={draft} initial={preview.initial} context={preview.context} />
      <FieldCard field="minimumBalances" lock={locks.minimumBalances} editor={editor}>
        <MinimumBalanceFields draft={draft} suggested={currencies} error={errors.minimumBalances} onChange={edit} />
      </FieldCard>
      <FieldCard
        field="delayDaysOverride"
        lock={locks.delayDaysOverride}
        editor={editor}
        aside={`${base.delayDays} ${base.delayDays === 1 ? 'day' : 'days'} in force`}
      >
        <label htmlFor="delay" className="block text-sm font-medium">
          Days that funds are held
        </label>
        <div className="mt-1 flex items-center gap-2">
          <input
            id="delay"
            inputMode="numeric"
            autoComplete="off"
            value={draft.delay}
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
          help={`At most ${MAX_DELAY}. Leave it empty for the lowest that Stripe allows this account.`}
        />
      </FieldCard>
      <FieldCard field="startOfDay" lock={locks.startOfDay} editor={editor}>
        <StartOfDayFields draft={draft} country={country} error={errors.startOfDay} onChange={edit} />
      </FieldCard>
      <FieldCard field="debitNegativeBalances" lock={locks.debitNegativeBalances} editor={editor}>
        <label className="flex items-center gap-2.5 text-sm font-medium">
          <input
            type="checkbox"
            checked={draft.debit ?? false}
            aria-describedby={describedBy('debit', errors.debitNegativeBalances, true)}
            onChange={(event) => edit({ debit: event.target.checked })}
            className="size-4"
          />
          Debit the bank account when the balance is negative
        </label>
        <FieldMessage
          name="debit"
          error={errors.debitNegativeBalances}
          help="Stripe debits bank accounts only, never cards, and also while payouts are manual. Each debit is a payment the account’s books must show."
        />
      </FieldCard>
      <FieldCard
        field="statementDescriptor"
        lock={locks.statementDescriptor}
        editor={editor}
        aside={`${draft.descriptor.length} of ${MAX_DESCRIPTOR}`}
      >
        <label htmlFor="descriptor" className="block text-sm font-medium">
          Name on the bank statement
        </label>
        <input
          id="descriptor"
          autoComplete="off"
          value={draft.descriptor}
          aria-invalid={errors.statementDescriptor !== undefined}
          aria-describedby={describedBy('descriptor', errors.statementDescriptor, true)}
          onChange={(event) => edit({ descriptor: event.target.value })}
          className={`${inputClasses} mt-1 max-w-72`}
        />
        <FieldMessage
          name="descriptor"
          error={errors.statementDescriptor}
          help="Empty means the platform’s own. Banks may shorten or replace it."
        />
        <BankLine descriptor={draft.descriptor} country={country} />
      </FieldCard>
      {base.transferRules && <TransferRules rules={base.transferRules} />}
      <EarlierSettings>
        <SettingsHistory
          accountId={accountId}
          current={base}
          onPutBack={(patch) =>
            edit(takeFields(draft, Object.keys(patch) as BalanceSettingsField[], draftWith(base, patch)))
          }
          locks={locks}
        />
      </EarlierSettings>
      {editor.dirty.length > 0 && <SaveBar editor={editor} reasonRequired={reasonRequired} />}
    </form>
  )
}

/** The record is read when someone opens it. */
function EarlierSettings({ children }: { children: ReactNode }) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <details
      className="rounded-md border border-line bg-surface"
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
    >
      <summary className="px-4 py-3 text-base font-semibold">Earlier settings</summary>
      {isOpen && (
        <Suspense fallback={<p className="border-t border-line p-4 text-sm text-muted">Reading the record…</p>}>
          {children}
        </Suspense>
      )}
    </details>
  )
}

/** Stripe docs, payouts: US ACH carries only the first ten characters. */
const ACH_LENGTH = 10

function BankLine({ descriptor, country }: { descriptor: string; country: string }) {
  if (descriptor.trim() === '') return null
  return (
    <p className="mt-1 rounded-sm bg-sunken px-2.5 py-1.5 text-xs text-muted">
      On the statement:{' '}
      <span className="font-mono text-ink">{country === 'US' ? descriptor.slice(0, ACH_LENGTH) : descriptor}</span>
      {country === 'US' && descriptor.length > ACH_LENGTH && ' (ACH shows the first 10 characters)'}
    </p>
  )
}

function TransferRules({ rules }: { rules: NonNullable<BalanceSettings['transferRules']> }) {
  const entries = Object.entries(rules)
  return (
    <section aria-label="Automatic transfer rules" className="rounded-md border border-line bg-surface p-4 text-sm">
      <h2 className="font-semibold">Automatic transfer rules</h2>
      <ul className="mt-1">
        {entries.map(([currency, list]) => (
          <li key={currency}>
            <span className="uppercase">{currency}</span>:{' '}
            {list
              .map(
                (rule) =>
                  `${rule.upTo === null ? 'everything' : `up to ${rule.upTo} minor units`} to ${rule.payoutMethod}`,
              )
              .join('; ')}
          </li>
        ))}
      </ul>
      <p className="mt-1 text-xs text-muted">Read-only here: they move funds to a financial account at Stripe.</p>
    </section>
  )
}
