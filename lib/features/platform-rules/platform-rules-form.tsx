'use client'
import { type FormEvent, useState } from 'react'
import { CONTROLLER_PROFILES, type PlatformRules } from '@/lib/domain/access/platform-rules'
import { Button } from '@/lib/ui/button'
import { Notice } from '@/lib/ui/notice'
import { savePlatformRulesAction } from './actions'
import { FeatureTable } from './feature-table'
import { OwnerFields } from './owner-fields'
import { type CostDraft, draftOfCost, findCostErrors, readCost } from './payout-cost'
import { COST_IDS, SavingFields } from './saving-fields'
import { featuresText, rulesText as text } from './text'

type Status = 'editing' | 'checked' | 'saving' | 'saved' | 'unconfirmed' | { invalid: string }

export function PlatformRulesForm({ initial }: { initial: PlatformRules }) {
  const [saved, setSaved] = useState(initial)
  const [rules, setRules] = useState(initial)
  const [cost, setCost] = useState(draftOfCost(initial.payoutCost))
  const [status, setStatus] = useState<Status>('editing')

  const payoutCost = readCost(cost)
  const wanted = payoutCost === undefined ? null : { ...rules, payoutCost }
  const isChanged = JSON.stringify(wanted) !== JSON.stringify(saved)

  function change(part: Partial<PlatformRules>) {
    setRules({ ...rules, ...part })
    setStatus('editing')
  }
  function changeCost(next: CostDraft) {
    setCost(next)
    setStatus('editing')
  }
  function discard() {
    setRules(saved)
    changeCost(draftOfCost(saved.payoutCost))
  }

  async function save(event: FormEvent) {
    event.preventDefault()
    if (!wanted) {
      setStatus('checked')
      document.getElementById(findCostErrors(cost).currency ? COST_IDS.currency : COST_IDS.amount)?.focus()
      return
    }
    setStatus('saving')
    try {
      const answer = await savePlatformRulesAction(wanted)
      if (answer.kind === 'invalid') return setStatus({ invalid: answer.message })
      setSaved(wanted)
      setStatus('saved')
    } catch {
      setStatus('unconfirmed')
    }
  }

  return (
    <form onSubmit={save} aria-label={text.form} noValidate className="flex max-w-4xl flex-col gap-4">
      {status === 'saved' && <Notice tone="good" title={text.saved} live="status" />}
      {status === 'unconfirmed' && (
        <Notice tone="warning" title={text.unconfirmed} live="alert">
          {text.unconfirmedHelp}
        </Notice>
      )}
      {typeof status === 'object' && (
        <Notice tone="problem" title={text.notSaved} live="alert">
          {status.invalid}
        </Notice>
      )}
      <OwnerFields fields={rules.ownerFields} onChange={(ownerFields) => change({ ownerFields })} />
      <SavingFields
        reasonRequired={rules.reasonRequired}
        cost={cost}
        showsErrors={status === 'checked'}
        onReasonRequired={(reasonRequired) => change({ reasonRequired })}
        onCost={changeCost}
      />
      {CONTROLLER_PROFILES.map((profile) => (
        <FeatureTable
          key={profile}
          profile={profile}
          rules={rules.features[profile]}
          onChange={(ofProfile) => change({ features: { ...rules.features, [profile]: ofProfile } })}
        />
      ))}
      <p className="text-xs text-muted">{featuresText.locked}</p>
      {isChanged && (
        <div className="sticky bottom-0 flex justify-end gap-2 rounded-md border border-line bg-surface p-3 max-md:bottom-12">
          <Button onClick={discard}>{text.discard}</Button>
          <Button look="primary" type="submit" disabled={status === 'saving'}>
            {status === 'saving' ? text.saving : text.save}
          </Button>
        </div>
      )}
    </form>
  )
}
