'use client'
import { useRouter } from 'next/navigation'
import { type FormEvent, useEffect, useState } from 'react'
import type { Pace, RetriedState, RolloutMove } from '@/lib/domain/fleet/rollout'
import { Button } from '@/lib/ui/button'
import { CheckboxField } from '@/lib/ui/checkbox-field'
import { TextField } from '@/lib/ui/text-field'
import { moveRolloutAction, planRollbackAction, retryAction } from './actions'
import { FleetOutcomeNotice } from './fleet-outcome'
import type { TypedHours } from './submitted-hours'
import { MOVE_WORDS, rolloutText, moveText as text } from './text'
import { useFleet } from './use-fleet'

type WantedPace = Omit<Pace, 'hours'> & { hours: TypedHours }

type Props = {
  rolloutId: string
  moves: readonly RolloutMove[]
  pace: Pace
  mayUndo: boolean
}

/** What this person may do with a rollout now. What can't be taken back is asked once more. */
export function RolloutActions({ rolloutId, moves, pace, mayUndo }: Props) {
  const { outcome, isBusy, run, setOutcome } = useFleet()
  const [asking, setAsking] = useState<'cancel' | 'reject' | null>(null)
  const send = (move: RolloutMove, reason: string | null = null, wanted: WantedPace | null = null) => {
    setAsking(null)
    run((call) => call(moveRolloutAction, { rolloutId, move, reason, pace: wanted }))
  }
  function start(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const [canary, share, haltAbove] = ['canary', 'share', 'haltAbove'].map((name) => Number(form.get(name) || 'x'))
    const isPercent = (value: number | undefined) =>
      Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 100
    if (
      !Number.isInteger(canary) ||
      Number(canary) < 0 ||
      Number(canary) > 1_000_000 ||
      !isPercent(share) ||
      !isPercent(haltAbove)
    )
      return setOutcome({ kind: 'invalid', problems: [text.pace] })
    send('start', String(form.get('reason') ?? '') || null, {
      canary: Number(canary),
      share: Number(share),
      haltAbove: Number(haltAbove),
      waits: form.has('waits'),
      hours: {
        zone: String(form.get('zone') ?? ''),
        startsAt: String(form.get('startsAt') ?? ''),
        quietFrom: String(form.get('quietFrom') ?? ''),
        quietUntil: String(form.get('quietUntil') ?? ''),
      },
    })
  }
  return (
    <div className="flex flex-col gap-4 p-4">
      <FleetOutcomeNotice outcome={outcome} done={null} />
      {moves.includes('start') && (
        <form onSubmit={start} noValidate className="flex flex-col gap-3">
          <div className="grid gap-3 sm:grid-cols-3">
            <TextField label={text.canary} name="canary" inputMode="numeric" defaultValue={pace.canary} />
            <TextField label={text.share} name="share" inputMode="numeric" defaultValue={pace.share} />
            <TextField label={text.haltAbove} name="haltAbove" inputMode="numeric" defaultValue={pace.haltAbove} />
          </div>
          <CheckboxField label={text.waits} name="waits" defaultChecked={pace.waits} />
          <details>
            <summary className="cursor-pointer text-sm font-medium">{text.hours}</summary>
            <div className="mt-3 grid gap-3 sm:grid-cols-2">
              <TextField label={text.startsAt} name="startsAt" type="datetime-local" />
              <TextField label={text.zone} name="zone" help={text.zoneHelp} defaultValue="Etc/UTC" maxLength={60} />
              <TextField label={text.quietFrom} name="quietFrom" type="time" help={text.quietHelp} />
              <TextField label={text.quietUntil} name="quietUntil" type="time" />
            </div>
          </details>
          <TextField label={text.reason} name="reason" help={text.reasonHelp} maxLength={500} />
          <div>
            <Button look="primary" type="submit" disabled={isBusy}>
              {MOVE_WORDS.start}
            </Button>
          </div>
        </form>
      )}
      <div className="flex flex-wrap gap-2">
        {moves.map((move) => {
          if (move === 'start') return null
          if (move === 'cancel' || move === 'reject')
            return (
              <Button key={move} disabled={isBusy} onClick={() => (asking === move ? send(move) : setAsking(move))}>
                {asking === move ? text.sure[move] : MOVE_WORDS[move]}
              </Button>
            )
          return (
            <Button key={move} look="primary" disabled={isBusy} onClick={() => send(move)}>
              {MOVE_WORDS[move]}
            </Button>
          )
        })}
        {asking && <Button onClick={() => setAsking(null)}>{text.keep}</Button>}
        {mayUndo && (
          <Button disabled={isBusy} onClick={() => run((call) => call(planRollbackAction, rolloutId))}>
            {text.undo}
          </Button>
        )}
      </div>
      {mayUndo && <p className="text-xs text-muted">{text.undoHelp}</p>}
    </div>
  )
}

/** Plans the policy again for the accounts of a rollout that failed for one reason. */
export function RetryButton({
  rolloutId,
  failed,
  label,
}: {
  rolloutId: string
  failed: { state: RetriedState; message: string | null }
  label: string
}) {
  const { outcome, isBusy, run } = useFleet()
  return (
    <>
      <Button
        disabled={isBusy}
        aria-label={label}
        onClick={() => run((call) => call(retryAction, { rolloutId, ...failed }))}
      >
        {rolloutText.retry}
      </Button>
      <FleetOutcomeNotice outcome={outcome} done={null} />
    </>
  )
}

/** Milliseconds. */
const REFRESH_EVERY = 2_000

/** Keeps an open page up to date while the background job works. */
export function RefreshWhileMoving() {
  const router = useRouter()
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) router.refresh()
    }, REFRESH_EVERY)
    return () => clearInterval(timer)
  }, [router])
  return null
}
