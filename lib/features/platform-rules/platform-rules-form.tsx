'use client'
import { type FormEvent, useState } from 'react'
import {
  ACTING_ROLES,
  CONTROLLER_PROFILES,
  type ControllerProfile,
  FEATURE_WORDS,
  FEATURES,
  FIELDS_FOR_OWNERS,
  featureLock,
  type PlatformRules,
  PROFILE_WORDS,
} from '@/lib/domain/access/platform-rules'
import { fromDecimal, isKnownCurrency, toDecimal } from '@/lib/domain/money/money'
import { BALANCE_SETTINGS_FIELDS, labelOf } from '@/lib/domain/settings/fields'
import { Button } from '@/lib/ui/button'
import { Card } from '@/lib/ui/card'
import { FieldMessage, inputClasses } from '@/lib/ui/field'
import { Notice } from '@/lib/ui/notice'
import { savePlatformRulesAction } from './actions'

const ROLE_WORDS = { admin: 'Admin', operator: 'Operator', owner: 'Owner' }

type Status = { kind: 'idle' } | { kind: 'saving' } | { kind: 'saved' } | { kind: 'failed'; message: string }

export function PlatformRulesForm({ initial }: { initial: PlatformRules }) {
  const [saved, setSaved] = useState(initial)
  const [rules, setRules] = useState(initial)
  const [cost, setCost] = useState(initial.payoutCost ? toDecimal(initial.payoutCost) : '')
  const [currency, setCurrency] = useState(initial.payoutCost?.currency ?? 'usd')
  const [costError, setCostError] = useState<string>()
  const [status, setStatus] = useState<Status>({ kind: 'idle' })

  const amount = cost.trim() === '' ? null : isKnownCurrency(currency) ? fromDecimal(cost, currency) : null
  const wanted: PlatformRules = { ...rules, payoutCost: amount === null ? null : { amount, currency } }
  const isChanged = JSON.stringify(wanted) !== JSON.stringify(saved) || (cost.trim() !== '' && amount === null)

  function change(part: Partial<PlatformRules>) {
    setRules({ ...rules, ...part })
    setStatus({ kind: 'idle' })
  }

  async function save(event: FormEvent) {
    event.preventDefault()
    if (cost.trim() !== '' && amount === null) {
      setCostError(
        isKnownCurrency(currency)
          ? 'Enter a plain amount in this currency’s digits, or leave it empty.'
          : 'Stripe has no such currency.',
      )
      return
    }
    setCostError(undefined)
    setStatus({ kind: 'saving' })
    try {
      const answer = await savePlatformRulesAction(wanted)
      if (answer.kind === 'invalid') return setStatus({ kind: 'failed', message: answer.message })
      setSaved(wanted)
      setStatus({ kind: 'saved' })
    } catch {
      setStatus({ kind: 'failed', message: 'Spillway did not answer. What you chose is still here; save again.' })
    }
  }

  return (
    <form onSubmit={save} aria-label="Platform settings" noValidate className="flex max-w-4xl flex-col gap-4">
      {status.kind === 'saved' && <Notice tone="good" title="Saved" live="status" />}
      {status.kind === 'failed' && (
        <Notice tone="problem" title="Not saved" live="alert">
          {status.message}
        </Notice>
      )}
      <Card title="What owners may edit">
        <fieldset className="flex flex-col gap-2 p-4">
          <legend className="sr-only">What owners may edit</legend>
          <p className="mb-1 text-sm text-muted">
            Owners of a connected account see every setting. They may change those that are ticked.
          </p>
          {BALANCE_SETTINGS_FIELDS.map((field) => {
            const isOffered = FIELDS_FOR_OWNERS.includes(field)
            return (
              <label key={field} className="flex items-start gap-2.5 text-sm">
                <input
                  type="checkbox"
                  checked={rules.ownerFields.includes(field)}
                  disabled={!isOffered}
                  onChange={(event) =>
                    change({
                      ownerFields: FIELDS_FOR_OWNERS.filter((other) =>
                        other === field ? event.target.checked : rules.ownerFields.includes(other),
                      ),
                    })
                  }
                  className="mt-0.5 size-4"
                />
                <span>
                  <span className="font-medium">{labelOf(field)}</span>
                  {!isOffered && (
                    <span className="block text-xs text-muted">Never for owners: it moves the platform’s risk.</span>
                  )}
                </span>
              </label>
            )
          })}
        </fieldset>
      </Card>
      <Card title="Saving">
        <div className="flex flex-col gap-4 p-4">
          <label className="flex items-center gap-2.5 text-sm font-medium">
            <input
              type="checkbox"
              checked={rules.reasonRequired}
              onChange={(event) => change({ reasonRequired: event.target.checked })}
              className="size-4"
            />
            Every change of balance settings needs a reason
          </label>
          <div>
            <p className="text-sm font-medium">What one payout costs the platform</p>
            <div className="mt-1 flex gap-2">
              <input
                aria-label="Cost of a payout"
                inputMode="decimal"
                value={cost}
                placeholder="0.25"
                aria-invalid={costError !== undefined}
                aria-describedby={costError ? 'cost-error' : 'cost-help'}
                onChange={(event) => {
                  setCost(event.target.value)
                  setStatus({ kind: 'idle' })
                }}
                className={`${inputClasses} tabular max-w-28 text-right`}
              />
              <input
                aria-label="Currency of the cost"
                value={currency}
                maxLength={3}
                onChange={(event) => {
                  setCurrency(event.target.value.toLowerCase())
                  setStatus({ kind: 'idle' })
                }}
                className={`${inputClasses} max-w-16 uppercase`}
              />
            </div>
            <FieldMessage
              name="cost"
              error={costError}
              help="Shown in the preview as the yearly effect of a schedule. Empty: not shown."
            />
          </div>
        </div>
      </Card>
      {CONTROLLER_PROFILES.map((profile) => (
        <FeatureTable key={profile} profile={profile} rules={rules} onChange={change} />
      ))}
      <p className="text-xs text-muted">
        Stripe enforces exactly what a session allows. Viewers and members always get every feature off. Where a box is
        fixed, Stripe gives no choice; the reason stands on it and below the table.
      </p>
      {isChanged && (
        <div className="sticky bottom-0 flex justify-end gap-2 rounded-md border border-line bg-surface p-3 max-md:bottom-12">
          <Button
            onClick={() => {
              setRules(saved)
              setCost(saved.payoutCost ? toDecimal(saved.payoutCost) : '')
              setStatus({ kind: 'idle' })
            }}
          >
            Discard
          </Button>
          <Button look="primary" type="submit" disabled={status.kind === 'saving'}>
            {status.kind === 'saving' ? 'Saving…' : 'Save platform settings'}
          </Button>
        </div>
      )}
    </form>
  )
}

function FeatureTable({
  profile,
  rules,
  onChange,
}: {
  profile: ControllerProfile
  rules: PlatformRules
  onChange: (part: Partial<PlatformRules>) => void
}) {
  const words = PROFILE_WORDS[profile]
  const reasons = FEATURES.flatMap((feature) => {
    const lock = featureLock(feature, profile)
    return lock ? [{ feature, because: lock.because }] : []
  })
  function set(role: (typeof ACTING_ROLES)[number], feature: (typeof FEATURES)[number], value: boolean) {
    const ofProfile = rules.features[profile]
    onChange({
      features: { ...rules.features, [profile]: { ...ofProfile, [role]: { ...ofProfile[role], [feature]: value } } },
    })
  }
  return (
    <Card title={words.title} id={`profile-${profile}`}>
      <div className="p-4">
        <p className="text-sm text-muted">Features of the embedded balances component. {words.help}</p>
        <div className="mt-3 overflow-x-auto">
          <table className="w-full text-sm">
            <thead>
              <tr className="border-b border-line text-left text-xs text-muted [&>th]:py-1.5 [&>th]:pr-4 [&>th]:font-medium">
                <th scope="col">Role</th>
                {FEATURES.map((feature) => (
                  <th key={feature} scope="col">
                    {FEATURE_WORDS[feature]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {ACTING_ROLES.map((role) => (
                <tr key={role} className="border-b border-line last:border-0">
                  <th scope="row" className="py-2 pr-4 text-left font-medium">
                    {ROLE_WORDS[role]}
                  </th>
                  {FEATURES.map((feature) => {
                    const lock = featureLock(feature, profile)
                    return (
                      <td key={feature} className="py-2 pr-4">
                        <input
                          type="checkbox"
                          aria-label={`${FEATURE_WORDS[feature]} for ${role}, ${words.title}`}
                          title={lock?.because}
                          checked={lock?.value ?? rules.features[profile][role][feature]}
                          disabled={lock !== null}
                          onChange={(event) => set(role, feature, event.target.checked)}
                          className="size-4"
                        />
                      </td>
                    )
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {reasons.length > 0 && (
          <ul className="mt-2 flex flex-col gap-0.5 text-xs text-muted">
            {reasons.map(({ feature, because }) => (
              <li key={feature}>
                {FEATURE_WORDS[feature]}: {because}
              </li>
            ))}
          </ul>
        )}
      </div>
    </Card>
  )
}
