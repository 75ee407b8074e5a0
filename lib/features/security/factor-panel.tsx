'use client'
import { type FormEvent, useState } from 'react'
import { Button } from '@/lib/ui/button'
import { Notice } from '@/lib/ui/notice'
import { TextField } from '@/lib/ui/text-field'
import { beginFactorAction, type Codes, confirmFactorAction, removeFactorAction, type SetUp } from './actions'
import { RecoveryCodes } from './recovery-codes'
import { securityText as text } from './text'
import { useAsk } from './use-ask'

export function FactorPanel({ isOn, recoveryLeft }: { isOn: boolean; recoveryLeft: number }) {
  const [step, setStep] = useState<SetUp | Codes | null>(null)
  const { problem, isBusy, ask } = useAsk()
  if (step?.kind === 'codes') return <RecoveryCodes title={text.on} codes={step.codes} />
  if (step && !isOn) return <Confirm setUp={step} onDone={setStep} />
  return (
    <div className="flex flex-col gap-3 p-4 text-sm">
      <p>{isOn ? text.isOn : text.isOff}</p>
      {isOn && <p className="text-muted">{text.recoveryLeft(recoveryLeft)}</p>}
      {isOn && <p className="text-muted">{text.renew}</p>}
      {problem && <Notice tone="problem" title={problem} live="alert" />}
      <div>
        {isOn ? (
          <Button
            disabled={isBusy}
            onClick={() =>
              ask<'removed'>(
                (call) => call(removeFactorAction),
                () => setStep(null),
              )
            }
          >
            {text.remove}
          </Button>
        ) : (
          <Button
            look="primary"
            disabled={isBusy}
            onClick={() => ask<SetUp>((call) => call(beginFactorAction), setStep)}
          >
            {text.begin}
          </Button>
        )}
      </div>
    </div>
  )
}

function Confirm({ setUp, onDone }: { setUp: SetUp; onDone: (codes: Codes) => void }) {
  const { problem, isBusy, ask } = useAsk()
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const typed = new FormData(event.currentTarget).get('code')
    ask<Codes>((call) => call(confirmFactorAction, typed), onDone)
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-3 p-4 text-sm">
      <p>{text.scan}</p>
      {/* Dark on light in the dark theme as well, because not every app reads the reverse. */}
      <svg
        role="img"
        aria-label={text.picture}
        viewBox={`-3 -3 ${setUp.size + 6} ${setUp.size + 6}`}
        shapeRendering="crispEdges"
        className="size-48"
      >
        <rect x={-3} y={-3} width={setUp.size + 6} height={setUp.size + 6} fill="#fff" />
        <path d={setUp.squares} fill="#000" />
      </svg>
      <TextField
        label={text.orType}
        value={setUp.key}
        readOnly
        onFocus={(event) => event.target.select()}
        controlClassName="font-mono"
      />
      <TextField
        label={text.code}
        name="code"
        autoComplete="one-time-code"
        required
        autoFocus
        maxLength={20}
        controlClassName="font-mono"
      />
      {problem && <Notice tone="problem" title={problem} live="alert" />}
      <div>
        <Button look="primary" type="submit" disabled={isBusy}>
          {text.confirm}
        </Button>
      </div>
    </form>
  )
}
