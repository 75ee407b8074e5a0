'use client'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { ChosenAccounts } from '@/lib/gateways/db/chosen-accounts'
import { Button } from '@/lib/ui/button'
import { archivePolicyAction, planChangeAction, planPolicyAction, savePolicyAction } from './actions'
import { FleetOutcomeNotice } from './fleet-outcome'
import { changeText, policyText as text } from './text'
import { useFleet } from './use-fleet'

/** Saves the form whose fields are its children; the server renders them. */
export function PolicyEditor({
  policy,
  children,
}: {
  policy: { id: string; version: number } | null
  children: ReactNode
}) {
  const { outcome, isBusy, run } = useFleet(text.saved)
  function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    run((call) => call(savePolicyAction, policy, form))
  }
  return (
    <form onSubmit={save} noValidate className="flex flex-col gap-4">
      {children}
      <FleetOutcomeNotice outcome={outcome} done={text.saved} />
      <div>
        <Button look="primary" type="submit" disabled={isBusy}>
          {isBusy ? text.saving : text.save}
        </Button>
      </div>
    </form>
  )
}

/** Plans the change that is typed into its children, for accounts that were chosen. */
export function ChangeEditor({ chosen, children }: { chosen: ChosenAccounts; children: ReactNode }) {
  const { outcome, isBusy, run } = useFleet()
  function plan(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    run((call) => call(planChangeAction, chosen, form))
  }
  return (
    <form onSubmit={plan} noValidate className="flex flex-col gap-4">
      {children}
      <FleetOutcomeNotice outcome={outcome} done={null} />
      <div>
        <Button look="primary" type="submit" disabled={isBusy}>
          {changeText.plan}
        </Button>
      </div>
    </form>
  )
}

/** What can be done with a policy as it is saved. */
export function PolicyActions({ policyId }: { policyId: string }) {
  const { outcome, isBusy, run } = useFleet()
  const [isAsking, setIsAsking] = useState(false)
  return (
    <div className="flex flex-col gap-3 p-4">
      <p className="text-sm text-muted">{text.planHelp}</p>
      <FleetOutcomeNotice outcome={outcome} done={null} />
      <div className="flex flex-wrap gap-2">
        <Button look="primary" disabled={isBusy} onClick={() => run((call) => call(planPolicyAction, policyId))}>
          {text.plan}
        </Button>
        {!isAsking && (
          <Button disabled={isBusy} onClick={() => setIsAsking(true)}>
            {text.archive}
          </Button>
        )}
      </div>
      {isAsking && (
        <div className="flex flex-col gap-2">
          <p className="text-sm">{text.archiveHelp}</p>
          <div>
            <Button autoFocus disabled={isBusy} onClick={() => run((call) => call(archivePolicyAction, policyId))}>
              {text.archiveNow}
            </Button>
          </div>
        </div>
      )}
    </div>
  )
}
